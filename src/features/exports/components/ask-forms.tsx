import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { ASK_HOURS, MOST_ROWS_IN_FULL, TAKE_HOURS } from '@/domain/export-approval';
import type { ListName } from '@/domain/lists';
import { askForApproval, settleAskedExport, withdrawAskedExport } from '../actions';

/** Asks another person to let a list leave, with a reason; in full only where the asker may look at such numbers. */
export function AskForm({
  list,
  query,
  mayInFull,
  full,
}: {
  list: ListName;
  query: string;
  mayInFull: boolean;
  full: boolean;
}) {
  const t = useTranslations('exports.ask');
  const masked = { value: 'MASKED', label: t('contents.MASKED') };
  return (
    <ActionForm action={askForApproval} aria-label={t('title')} className="max-w-160">
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="query" value={query} />
      {mayInFull ? (
        <Field name="content" label={t('content')} required group>
          <RadioGroup
            defaultValue={full ? 'FULL' : 'MASKED'}
            choices={[
              masked,
              {
                value: 'FULL',
                label: t('contents.FULL'),
                hint: t('fullHint', { most: MOST_ROWS_IN_FULL, hours: TAKE_HOURS }),
              },
            ]}
          />
        </Field>
      ) : (
        <input type="hidden" name="content" value="MASKED" />
      )}
      <Field name="reason" label={t('reason')} hint={t('reasonHint')} required>
        <TextArea rows={3} maxLength={500} />
      </Field>
      <p className="pb-3 text-sm text-ink-2">{t('waits', { hours: ASK_HOURS })}</p>
      <SubmitButton>{t('send')}</SubmitButton>
    </ActionForm>
  );
}

/** The answer of another person. */
export function SettleAskForm({ approvalId }: { approvalId: string }) {
  const t = useTranslations('exports.ask');
  return (
    <ActionForm action={settleAskedExport} aria-label={t('settle')} className="max-w-160">
      <input type="hidden" name="approvalId" value={approvalId} />
      <Field name="outcome" label={t('outcome')} required group>
        <RadioGroup
          choices={[
            { value: 'APPROVED', label: t('outcomes.APPROVED') },
            { value: 'REFUSED', label: t('outcomes.REFUSED') },
          ]}
        />
      </Field>
      <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
        <TextArea rows={3} maxLength={500} />
      </Field>
      <SubmitButton>{t('settle')}</SubmitButton>
    </ActionForm>
  );
}

/** Takes back what nobody has decided yet. */
export function WithdrawAskForm({ approvalId }: { approvalId: string }) {
  const t = useTranslations('exports.ask');
  return (
    <ActionForm action={withdrawAskedExport} aria-label={t('withdraw')}>
      <input type="hidden" name="approvalId" value={approvalId} />
      <SubmitButton variant="default">{t('withdraw')}</SubmitButton>
    </ActionForm>
  );
}

/** The file in full, made as it is taken. A plain form: the answer is a file. */
export function TakeForm({ approvalId }: { approvalId: string }) {
  const t = useTranslations('exports.ask');
  return (
    <form method="post" action={`/api/exports/${approvalId}`}>
      <Button type="submit" variant="primary">
        {t('take')}
      </Button>
    </form>
  );
}
