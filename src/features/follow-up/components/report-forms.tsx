import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea, TextInput } from '@/components/ui/inputs';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { checkFollowUp, checkReview, checkSubmission } from '@/domain/follow-up';
import { amountToInput } from '@/domain/money';
import { can } from '@/domain/permissions';
import { AmountEntry } from '@/features/amount-entry';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { PhrasePicker } from '@/features/phrase-picker';
import { describeRefusal } from '@/server/refusal-text';
import { review, submit } from '../actions';
import type { FollowUpView, ReportView } from '../queries';

type Props = { actor: Actor; view: FollowUpView; report: ReportView };

/** Handing a monthly report in, for whoever may; what was returned is there to be mended. */
export async function ReportForm({ actor, view, report }: Props) {
  if (!can(actor, 'report.submit') || checkSubmission(report) || checkFollowUp(view.facts)) return null;
  const t = await getTranslations('follow-up');
  return (
    <DraftedForm
      action={submit}
      formKey={formKeys.monthlyReport(report.id)}
      href={`/cases/${view.facts.id}/follow-up/reports/${report.id}`}
      title={`${t('reportOf', { month: report.periodOn.slice(0, 7) })} ${view.title}`}
      caseId={view.facts.id}
    >
      <ReportKeys view={view} report={report} />
      <Field name="progress" label={t('report.progress')} hint={t('report.progressHint')} required>
        <TextArea rows={5} defaultValue={report.progress} />
      </Field>
      <Field name="fundsUsed" label={t('report.fundsUsed')} hint={t('report.fundsUsedHint')} required>
        <AmountEntry defaultValue={amountToInput(report.fundsUsedFen, 'WAN')} />
      </Field>
      {view.facts.definition.physicalProgress && (
        <Field name="physicalPercent" label={t('report.physical')} hint={t('report.physicalHint')} required>
          <TextInput
            width="short"
            maxLength={3}
            inputMode="numeric"
            defaultValue={report.physicalBps === null ? '' : String(report.physicalBps / 100)}
          />
        </Field>
      )}
      <Field name="problems" label={t('report.problems')} hint={t('report.problemsHint')}>
        <TextArea rows={3} defaultValue={report.problems} />
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton>{t('report.submit')}</SubmitButton>
        <SavedMark />
      </div>
    </DraftedForm>
  );
}

/** The second person's review; says why when this person may not. */
export async function ReviewForm({ actor, view, report }: Props) {
  if (!can(actor, 'report.review') || report.status !== 'SUBMITTED') return null;
  const t = await getTranslations('follow-up');
  const refusal = checkFollowUp(view.facts) ?? checkReview(report, actor.userId);
  if (refusal)
    return (
      <SayBar tone="amber" detail={await describeRefusal(refusal)}>
        {t('review.notYou')}
      </SayBar>
    );
  return (
    <ActionForm action={review}>
      <ReportKeys view={view} report={report} />
      <Field name="outcome" label={t('review.outcome')} group required>
        <RadioGroup
          choices={[
            { value: 'REVIEWED', label: t('review.REVIEWED') },
            { value: 'RETURNED', label: t('review.RETURNED') },
          ]}
        />
      </Field>
      <Field name="remark" label={t('remark')} hint={t('review.remarkHint')} end={<PhrasePicker />}>
        <TextArea rows={3} />
      </Field>
      <SubmitButton>{t('review.submit')}</SubmitButton>
    </ActionForm>
  );
}

function ReportKeys({ view, report }: Omit<Props, 'actor'>) {
  return (
    <>
      <input type="hidden" name="caseId" value={view.facts.id} />
      <input type="hidden" name="reportId" value={report.id} />
    </>
  );
}
