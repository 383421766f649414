import { getLocale, getTranslations } from 'next-intl/server';
import { formatAmount, toChineseCapitals } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { PaymentPageView } from '../queries';

/** The payment voucher on an A4 sheet: amount in figures and capitals, both people, and lines for the signatures. */
export async function Voucher({ view }: { view: PaymentPageView }) {
  const t = await getTranslations('disbursements');
  const locale = await getLocale();
  const name = (label: typeof view.requestedBy) => (label ? labelOf(label, locale) : '--');
  const rows: [string, string][] = [
    [t('facts.case'), `${view.facts.reference} ${view.title}`],
    [t('facts.applicant'), view.applicantName],
    [t('facts.contract'), view.contractNumber ?? '--'],
    [t('facts.tranche'), t('trancheName', { sequence: view.sequence })],
    [t('facts.payee'), view.payeeName],
    [t('facts.account'), view.payeeAccount],
    [t('facts.amount'), t('yuan', { amount: formatAmount(view.amountFen, 'YUAN') })],
    [t('facts.capitals'), toChineseCapitals(view.amountFen)],
    [t('facts.requestedBy'), `${name(view.requestedBy)} ${formatInstant(view.requestedAt)}`],
    [t('facts.releasedBy'), `${name(view.releasedBy)} ${view.releasedOn ?? '--'}`],
    ...(view.status === 'RETURNED'
      ? ([[t('facts.returned'), `${view.returnedOn ?? '--'} ${view.reason ?? ''}`]] as [string, string][])
      : []),
  ];
  return (
    <article className="mx-auto max-w-180 py-4">
      <h1 className="text-center font-serif text-xl font-bold">{t('voucher.title')}</h1>
      <div className="mt-3 mb-2 flex flex-wrap justify-between gap-x-6 text-sm text-ink-2">
        <span>{view.handling ? labelOf(view.handling, locale) : ''}</span>
        <span>{t('voucher.number', { number: view.voucherNumber ?? '--' })}</span>
        <span>{t('voucher.day', { day: view.releasedOn ?? '--' })}</span>
      </div>
      <dl className="border-t-2 border-b-2 border-ink">
        {rows.map(([label, value]) => (
          <div
            key={label}
            className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 border-b border-rule-soft py-2 last:border-b-0"
          >
            <dt className="text-ink-2">{label}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-10 grid grid-cols-3 gap-x-6 text-sm text-ink-2">
        {(['clerk', 'checker', 'seal'] as const).map((line) => (
          <span key={line} className="border-b border-rule-strong pb-6">
            {t(`voucher.${line}`)}
          </span>
        ))}
      </div>
    </article>
  );
}
