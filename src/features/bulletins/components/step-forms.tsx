import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { formatInstant } from '@/lib/format-day';
import { discard, issue, recompute, reply, sendBack, submit } from '../actions';
import type { BulletinView } from '../view-queries';

type Props = { view: BulletinView };

/** What this person may do with the bulletin now; why not, where they could otherwise; nothing for a mere reader. */
export function StepForms({ view, today }: Props & { today: Day }) {
  const t = useTranslations('bulletins');
  return (
    <div className="space-y-4">
      {view.may.edit && <DraftSteps view={view} />}
      {view.may.sign && <SignSteps view={view} />}
      {view.isOwnDraft && <ConfirmPanel title={t('issue')}>{t('ownDraft')}</ConfirmPanel>}
      {view.status === 'IN_REVIEW' && !view.may.sign && !view.isOwnDraft && (
        <ConfirmPanel title={t('inReview')}>{t('inReviewNote')}</ConfirmPanel>
      )}
      {view.may.reply && <ReplyForm view={view} today={today} />}
    </div>
  );
}

function DraftSteps({ view }: Props) {
  const t = useTranslations('bulletins');
  return (
    <>
      <ConfirmPanel title={t('submit')} why={t('submitNote')}>
        {view.returnRemark && (
          <p className="mb-2 border-l-4 border-amber pl-2 text-sm whitespace-pre-line">
            {t('returned', { remark: view.returnRemark })}
          </p>
        )}
        <ActionForm action={submit} aria-label={t('submit')}>
          <Keys view={view} />
          <SubmitButton>{t('submitSubmit')}</SubmitButton>
        </ActionForm>
        <p className="mt-3">
          <ButtonLink href={`/bulletins/${view.id}/edit`}>{t('edit')}</ButtonLink>
        </p>
      </ConfirmPanel>
      <ConfirmPanel title={t('recompute')} why={t('recomputeNote', { at: formatInstant(view.computedAt) })}>
        <ActionForm action={recompute} aria-label={t('recompute')}>
          <Keys view={view} />
          <SubmitButton variant="default">{t('recomputeSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmPanel>
      <ConfirmPanel title={t('discard')} why={t('discardNote')}>
        <ActionForm action={discard} aria-label={t('discard')}>
          <Keys view={view} />
          <SubmitButton variant="danger">{t('discardSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmPanel>
    </>
  );
}

function SignSteps({ view }: Props) {
  const t = useTranslations('bulletins');
  return (
    <>
      <ConfirmPanel title={t('issue')} why={t('issueNote')}>
        <ActionForm action={issue} aria-label={t('issue')}>
          <Keys view={view} />
          <SubmitButton>{t('issueSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmPanel>
      <ConfirmPanel title={t('sendBack')}>
        <ActionForm action={sendBack} aria-label={t('sendBack')}>
          <Keys view={view} />
          <Field name="remark" label={t('remark')} required>
            <TextArea rows={3} maxLength={500} />
          </Field>
          <SubmitButton variant="default">{t('sendBackSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmPanel>
    </>
  );
}

function ReplyForm({ view, today }: Props & { today: Day }) {
  const t = useTranslations('bulletins');
  const owes = view.receipts.some(({ mustReply, replies }) => mustReply && replies.length === 0);
  const due = view.content.replyDueOn;
  return (
    <ConfirmPanel title={t('reply')} why={owes ? t('replyOwed', { dueOn: due }) : t('replyNote')}>
      <ActionForm action={reply} aria-label={t('reply')} resetOnSuccess>
        <input type="hidden" name="bulletinId" value={view.id} />
        <Field name="measures" label={t('measures')} hint={t('measuresHint')} required>
          <TextArea rows={5} maxLength={2000} />
        </Field>
        <Field name="dueOn" label={t('measuresDueOn')} required>
          <DateInput min={today} />
        </Field>
        <SubmitButton>{t('replySubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

function Keys({ view }: Props) {
  return (
    <>
      <input type="hidden" name="bulletinId" value={view.id} />
      <input type="hidden" name="revision" value={view.revision} />
    </>
  );
}
