import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { FindAddressee } from '@/features/instructions/components/find-addressee';
import { peopleOptions } from '@/features/instructions/components/issue-form';
import type { Addressees } from '@/features/instructions/people-queries';
import { decide } from '../actions';

/** A decision: what, who answers for it, until when, and the case it is about where there is one. */
export async function DecisionForm({
  meetingId,
  found,
  query,
  today,
  inFiveDays,
}: {
  meetingId: string;
  found: Addressees;
  /** what was typed to find the person who answers for it */
  query: string;
  today: Day;
  inFiveDays: Day;
}) {
  const t = await getTranslations('meetings');
  return (
    <ConfirmPanel title={t('addDecision')}>
      <FindAddressee action={`/meetings/${meetingId}`} found={found} query={query} />
      <ActionForm action={decide} aria-label={t('addDecision')} resetOnSuccess>
        <input type="hidden" name="meetingId" value={meetingId} />
        <Field name="text" label={t('decision')} required>
          <TextArea rows={3} maxLength={500} />
        </Field>
        <Field name="addresseeId" label={t('responsible')} required>
          <Select width="full" placeholder={t('choose')} options={await peopleOptions(found.people)} />
        </Field>
        <Field name="dueOn" label={t('dueOn')} required>
          <DateInput min={today} defaultValue={inFiveDays} />
        </Field>
        <Field name="caseReference" label={t('caseReference')} hint={t('caseReferenceHint')}>
          <TextInput width="medium" maxLength={40} />
        </Field>
        <SubmitButton>{t('addDecisionSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
