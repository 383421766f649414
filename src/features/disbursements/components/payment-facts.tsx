import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { formatAmount, toChineseCapitals } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { PaymentPageView } from '../queries';

/** What both people sign for, in figures and in capitals; in yuan, as on the voucher. */
export async function PaymentFacts({ view }: { view: PaymentPageView }) {
  const t = await getTranslations('disbursements');
  const locale = await getLocale();
  const name = (label: typeof view.requestedBy) => (label ? labelOf(label, locale) : '--');
  return (
    <DataList
      facts={[
        { label: t('facts.amount'), value: <b>{t('yuan', { amount: formatAmount(view.amountFen, 'YUAN') })}</b> },
        { label: t('facts.capitals'), value: <span lang="zh-CN">{toChineseCapitals(view.amountFen)}</span> },
        { label: t('facts.payee'), value: view.payeeName },
        { label: t('facts.account'), value: view.payeeAccount },
        { label: t('facts.case'), value: `${view.facts.reference} ${view.title}` },
        { label: t('facts.applicant'), value: view.applicantName },
        { label: t('facts.contract'), value: view.contractNumber ?? '--' },
        { label: t('facts.tranche'), value: t('trancheName', { sequence: view.sequence }) },
        { label: t('facts.requestedBy'), value: name(view.requestedBy), note: formatInstant(view.requestedAt) },
        { label: t('facts.releasedBy'), value: name(view.releasedBy), note: view.releasedOn ?? undefined },
        { label: t('facts.voucher'), value: view.voucherNumber ?? '--' },
        ...(view.reason ? [{ label: t('facts.reason'), value: view.reason, note: view.returnedOn ?? undefined }] : []),
      ]}
    />
  );
}
