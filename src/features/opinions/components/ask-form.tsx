import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { PersonOfCase } from '@/features/cases/people-queries';
import { labelOf } from '@/i18n/label';
import { ask } from '../actions';
import type { OpinionsView } from '../queries';

/** Whom to ask, for what, and by when. */
export async function AskForm({ view, people }: { view: OpinionsView; people: readonly PersonOfCase[] }) {
  const t = await getTranslations('colleagues');
  const common = await getTranslations('common');
  const roles = await getTranslations('roles');
  const locale = await getLocale();
  return (
    <ActionForm action={ask} aria-label={t('ask')}>
      <input type="hidden" name="caseId" value={view.caseId} />
      <input type="hidden" name="version" value={view.version} />
      {view.offers.length === 1 ? (
        <input type="hidden" name="kind" value="OPINION" />
      ) : (
        <Field name="kind" label={t('kind')} required group>
          <RadioGroup
            choices={view.offers.map((kind) => ({
              value: kind,
              label: t(`kinds.${kind}`),
              hint: t(`kindHints.${kind}`),
            }))}
          />
        </Field>
      )}
      <Field name="personId" label={t('person')} required>
        <Select
          placeholder="--"
          options={people.map((person) => ({
            value: person.id,
            label: `${labelOf(person.name, locale)} ${labelOf(person.organisation, locale)} ${person.roles
              .map((role) => roles(role))
              .join(t('separator'))}`,
          }))}
        />
      </Field>
      <Field name="question" label={t('question')} required>
        <TextArea rows={4} />
      </Field>
      <Field name="dueOn" label={t('dueOn')} required>
        <DateInput />
      </Field>
      <SaveBar>
        <SubmitButton>{t('sendQuestion')}</SubmitButton>
        <ButtonLink href={`/cases/${view.caseId}`}>{common('cancel')}</ButtonLink>
      </SaveBar>
    </ActionForm>
  );
}
