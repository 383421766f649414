import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { checkFollowUp, checkRectification, checkSignOff } from '@/domain/follow-up';
import { can } from '@/domain/permissions';
import { PhrasePicker } from '@/features/phrase-picker';
import { describeRefusal } from '@/server/refusal-text';
import { find, rectify, signOff } from '../actions';
import type { FindingView, FollowUpView } from '../queries';

type Props = { actor: Actor; view: FollowUpView; finding: FindingView };

/** Opens a finding: what is wrong, and by when it must be right. */
export async function FindingForm({ view }: { view: FollowUpView }) {
  const t = await getTranslations('follow-up');
  return (
    <ActionForm action={find}>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <Field name="description" label={t('find.description')} hint={t('find.hint')} required end={<PhrasePicker />}>
        <TextArea rows={4} />
      </Field>
      <Field name="dueOn" label={t('find.dueOn')} required>
        <DateInput />
      </Field>
      <SubmitButton>{t('find.submit')}</SubmitButton>
    </ActionForm>
  );
}

/** How it was put right, for whoever may say so while it is open. */
export async function RectifyForm({ actor, view, finding }: Props) {
  if (!can(actor, 'finding.rectify') || checkRectification(finding) || checkFollowUp(view.facts)) return null;
  const t = await getTranslations('follow-up');
  return (
    <ActionForm action={rectify}>
      <FindingKeys view={view} finding={finding} />
      <Field name="rectification" label={t('rectify.text')} hint={t('rectify.hint')} required>
        <TextArea rows={4} defaultValue={finding.rectification ?? ''} />
      </Field>
      <SubmitButton>{t('rectify.submit')}</SubmitButton>
    </ActionForm>
  );
}

/** The second person's sign-off; says why when this person may not. */
export async function SignOffForm({ actor, view, finding }: Props) {
  if (!can(actor, 'finding.sign-off') || finding.status !== 'RECTIFIED') return null;
  const t = await getTranslations('follow-up');
  const refusal = checkFollowUp(view.facts) ?? checkSignOff(finding, actor.userId);
  if (refusal)
    return (
      <SayBar tone="amber" detail={await describeRefusal(refusal)}>
        {t('signOff.notYou')}
      </SayBar>
    );
  return (
    <ActionForm action={signOff}>
      <FindingKeys view={view} finding={finding} />
      <Field name="outcome" label={t('signOff.outcome')} group required>
        <RadioGroup
          choices={[
            { value: 'ACCEPTED', label: t('signOff.ACCEPTED') },
            { value: 'SENT_BACK', label: t('signOff.SENT_BACK') },
          ]}
        />
      </Field>
      <Field name="remark" label={t('remark')} hint={t('signOff.remarkHint')} end={<PhrasePicker />}>
        <TextArea rows={3} />
      </Field>
      <SubmitButton>{t('signOff.submit')}</SubmitButton>
    </ActionForm>
  );
}

function FindingKeys({ view, finding }: Omit<Props, 'actor'>) {
  return (
    <>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <input type="hidden" name="findingId" value={finding.id} />
    </>
  );
}
