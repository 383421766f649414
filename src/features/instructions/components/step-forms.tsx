import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { answer, close, followUp } from '../actions';
import type { InstructionThread } from '../queries';

type Props = { thread: InstructionThread };

/** What this person may do with the instruction now; nothing for a mere reader. */
export async function StepForms({ thread, today }: Props & { today: Day }) {
  const { steps } = thread;
  if (steps.length === 0) return null;
  return (
    <>
      {steps.includes('REPLY') && <AnswerForm thread={thread} />}
      {steps.includes('FOLLOW_UP') && <FollowUpForm thread={thread} today={today} />}
      {steps.includes('CLOSE') && <CloseForm thread={thread} filled={!steps.includes('FOLLOW_UP')} />}
    </>
  );
}

async function AnswerForm({ thread }: Props) {
  const t = await getTranslations('instructions');
  return (
    <ConfirmPanel title={t('answer')}>
      <ActionForm action={answer} aria-label={t('answer')}>
        <StepKeys thread={thread} />
        <Field name="text" label={t('answerText')} hint={t('answerHint')} required>
          <TextArea rows={4} maxLength={1000} />
        </Field>
        <SubmitButton>{t('answerSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

async function FollowUpForm({ thread, today }: Props & { today: Day }) {
  const t = await getTranslations('instructions');
  return (
    <ConfirmPanel title={t('followUp')}>
      <ActionForm action={followUp} aria-label={t('followUp')}>
        <StepKeys thread={thread} />
        <Field name="text" label={t('followUpText')} required>
          <TextArea rows={3} maxLength={500} />
        </Field>
        <Field name="dueOn" label={t('dueOn')} hint={t('followUpDueHint')} required>
          <DateInput min={today} defaultValue={thread.dueOn < today ? today : thread.dueOn} />
        </Field>
        <SubmitButton>{t('followUpSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

async function CloseForm({ thread, filled }: Props & { filled: boolean }) {
  const t = await getTranslations('instructions');
  return (
    <ConfirmPanel title={t('close')} why={t(thread.status === 'OPEN' ? 'closeOpen' : 'closeAnswered')} className="mt-4">
      <ActionForm action={close} aria-label={t('close')}>
        <StepKeys thread={thread} />
        <Field name="text" label={t('closeText')}>
          <TextArea rows={2} maxLength={500} />
        </Field>
        <SubmitButton variant={filled ? 'primary' : 'default'}>{t('closeSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

function StepKeys({ thread }: Props) {
  return (
    <>
      <input type="hidden" name="instructionId" value={thread.id} />
      <input type="hidden" name="version" value={thread.version} />
    </>
  );
}
