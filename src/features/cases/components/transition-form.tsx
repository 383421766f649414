import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { CheckboxGroup, RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { requirementsFor } from '@/domain/completeness';
import { returnTargets, type Stage, transitionOf } from '@/domain/stage';
import { PhrasePicker } from '@/features/phrase-picker';
import { labelOf } from '@/i18n/label';
import { transition } from '../actions';
import type { PlainVerb } from '../plain-verbs';
import type { CaseView } from '../queries';

/** The form of a plain transition: its consequence in words first, then only what that verb asks for. */
export async function TransitionForm({
  view,
  verb,
  stageNames,
}: {
  view: CaseView;
  verb: PlainVerb;
  stageNames: { stage: Stage; name: string }[];
}) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const { facts } = view;
  const row = transitionOf(verb);
  const targets = returnTargets(
    facts.stage,
    facts.definition.stages.map((entry) => entry.stage),
  );
  return (
    <>
      <SayBar tone={row.becomes === 'CLOSED' ? 'amber' : 'accent'} className="mb-4">
        {t(`consequences.${verb}`)}
      </SayBar>
      <ActionForm action={transition}>
        <input type="hidden" name="caseId" value={facts.id} />
        <input type="hidden" name="version" value={facts.version} />
        <input type="hidden" name="verb" value={verb} />
        {verb === 'return' && (
          <Field name="to" label={t('fields.returnTo')} required group>
            <RadioGroup
              choices={stageNames
                .filter((entry) => targets.includes(entry.stage))
                .map((entry) => ({ value: entry.stage, label: entry.name }))}
            />
          </Field>
        )}
        {verb === 'requestSupplement' && (
          <Field name="items[]" label={t('fields.supplementItems')} required group>
            <CheckboxGroup
              choices={requirementsFor(facts, facts.stage).map((requirement) => ({
                value: requirement.code,
                label: labelOf(requirement.name, locale),
              }))}
            />
          </Field>
        )}
        {row.reason && (
          <Field name="reason" label={t('fields.reason')} hint={t('fields.reasonHint')} required end={<PhrasePicker />}>
            <TextArea rows={4} />
          </Field>
        )}
        {verb === 'supplement' && (
          <Field name="answer" label={t('fields.answer')}>
            <TextArea rows={3} />
          </Field>
        )}
        <SaveBar>
          <SubmitButton>{t('confirm', { verb: t(`verbs.${verb}`) })}</SubmitButton>
          <ButtonLink href={`/cases/${facts.id}`}>{t('cancel')}</ButtonLink>
        </SaveBar>
      </ActionForm>
    </>
  );
}
