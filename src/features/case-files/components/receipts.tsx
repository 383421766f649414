import { getTranslations } from 'next-intl/server';
import { toChineseCapitals } from '@/domain/money';
import type { PaymentPageView } from '@/features/disbursements/queries';
import type { AcceptanceReceipt } from '../queries';
import { PaperFacts } from './paper-parts';
import { paperWords } from './paper-words';

/** What the applicant takes home: the number under which the case is found, and how to ask for it. */
export async function AcceptancePaper({
  receipt,
  progressAddress,
}: {
  receipt: AcceptanceReceipt & { accepted: NonNullable<AcceptanceReceipt['accepted']> };
  progressAddress: string;
}) {
  const t = await getTranslations('case-files');
  const { name, day, yuan } = await paperWords();
  return (
    <>
      <h1>{t('receipts.acceptance')}</h1>
      <p className="paper-line">
        <span>{t('receipts.number', { number: receipt.reference })}</span>
        <span>{day(receipt.accepted.on)}</span>
      </p>
      <PaperFacts
        facts={[
          { label: t('paper.applicant'), value: receipt.applicantName },
          { label: t('receipts.programme'), value: name(receipt.programme) },
          { label: t('paper.project'), value: receipt.title, wide: true },
          { label: t('receipts.requested'), value: t('receipts.yuan', { amount: yuan(receipt.requestedAmountFen) }) },
          { label: t('paper.capitals'), value: toChineseCapitals(receipt.requestedAmountFen) },
          { label: t('receipts.term'), value: t('monthsValue', { count: receipt.requestedTermMonths }) },
          { label: t('receipts.acceptedOn'), value: day(receipt.accepted.on) },
          { label: t('receipts.office'), value: name(receipt.accepted.office) },
          { label: t('receipts.handling'), value: name(receipt.handling) },
        ]}
      />
      <h2>{t('receipts.howTo')}</h2>
      <ol className="steps">
        <li>{t('receipts.step1', { address: progressAddress })}</li>
        <li>{t('receipts.step2', { number: receipt.reference })}</li>
        <li>{t('receipts.step3')}</li>
      </ol>
      <Signatures
        left={t('receipts.receiver')}
        right={t('receipts.officer', { name: name(receipt.accepted.person) })}
      />
    </>
  );
}

/** That an instalment was paid: for the applicant's papers. The account shows its last four places. */
export async function PaymentPaper({ payment }: { payment: PaymentPageView }) {
  const t = await getTranslations('case-files');
  const words = await getTranslations('disbursements');
  const { name, day, yuan } = await paperWords();
  return (
    <>
      <h1>{t('receipts.payment')}</h1>
      <p className="paper-line">
        <span>{t('receipts.number', { number: payment.voucherNumber ?? '--' })}</span>
        <span>{day(payment.releasedOn)}</span>
      </p>
      <PaperFacts
        facts={[
          { label: t('paper.applicant'), value: payment.applicantName },
          { label: t('receipts.case'), value: payment.facts.reference },
          { label: t('paper.project'), value: payment.title, wide: true },
          { label: words('facts.contract'), value: payment.contractNumber ?? '--' },
          { label: words('facts.tranche'), value: words('trancheName', { sequence: payment.sequence }) },
          { label: words('facts.payee'), value: payment.payeeName },
          { label: words('facts.account'), value: payment.payeeAccount },
          { label: words('facts.amount'), value: t('receipts.yuan', { amount: yuan(payment.amountFen) }) },
          { label: t('paper.capitals'), value: toChineseCapitals(payment.amountFen) },
          { label: t('receipts.paidOn'), value: day(payment.releasedOn) },
          { label: t('receipts.handling'), value: name(payment.handling) },
        ]}
      />
      <Signatures left={t('receipts.payee')} right={t('receipts.checker', { name: name(payment.releasedBy) })} />
    </>
  );
}

function Signatures({ left, right }: { left: string; right: string }) {
  return (
    <p className="paper-line signatures">
      <span>{left}</span>
      <span>{right}</span>
    </p>
  );
}
