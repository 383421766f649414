import { getTranslations } from 'next-intl/server';
import { formatRate, MISSING, toChineseCapitals } from '@/domain/money';
import type { CaseFile } from '../queries';
import { PaperFacts, PaperPart, PaperTable } from './paper-parts';
import { paperWords } from './paper-words';

/** The contract as it stands, with the legal opinion. */
export async function ContractPart({ file }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const words = await getTranslations('contracts');
  const { name, day, dayOf, yuan } = await paperWords();
  const { contract } = file.contract;
  if (!contract)
    return (
      <PaperPart title={t('paper.parts.contract')}>
        <p>{t('paper.none')}</p>
      </PaperPart>
    );
  const state = contract.status === 'DRAFT' && contract.legalCheckedAt !== null ? 'SENT_BACK' : contract.status;
  return (
    <PaperPart title={t('paper.parts.contract')}>
      <PaperFacts
        facts={[
          { label: words('number'), value: contract.number ?? MISSING },
          { label: words('status'), value: words(`statuses.${state}`) },
          { label: words('lender'), value: contract.lenderName },
          { label: words('borrower'), value: contract.borrowerName },
          { label: words('amount'), value: yuan(contract.amountFen) },
          { label: t('paper.capitals'), value: toChineseCapitals(contract.amountFen) },
          {
            label: words('termAndRate'),
            value: words('termAndRateValue', { months: contract.termMonths, rate: formatRate(contract.rateBps) }),
          },
          { label: words('method'), value: words(`methods.${contract.repaymentMethod}`) },
          {
            label: words('security'),
            value: [words(`securityKinds.${contract.securityKind}`), contract.securityReference]
              .filter(Boolean)
              .join(' '),
          },
          {
            label: words('linked'),
            value:
              contract.linkedHouseholds === null ? MISSING : words('households', { count: contract.linkedHouseholds }),
          },
          {
            label: words('legal'),
            value: contract.legalCheckedAt
              ? `${contract.legalOpinion || words('passedPlain')} ${name(contract.legalCheckedBy)} ${dayOf(contract.legalCheckedAt)}`
              : MISSING,
          },
          { label: words('signedOn'), value: day(contract.signedOn) },
        ]}
      />
    </PaperPart>
  );
}

/** Payments with their vouchers, the plan of repayment and what came back. */
export async function MoneyPart({ file: { disbursement, followUp } }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const words = await getTranslations('disbursements');
  const plan = await getTranslations('follow-up');
  const { name, day, yuan } = await paperWords();
  const payments = disbursement?.tranches.flatMap((tranche) => tranche.payments) ?? [];
  return (
    <>
      <PaperPart title={t('paper.parts.payments')}>
        {disbursement === null ? (
          <p>{words('notYours')}</p>
        ) : payments.length === 0 ? (
          <p>{t('paper.none')}</p>
        ) : (
          <PaperTable
            heads={[
              words('columns.tranche'),
              t('paper.amountYuan'),
              words('columns.status'),
              words('columns.payee'),
              words('facts.voucher'),
              words('columns.releasedOn'),
              t('paper.clerkAndChecker'),
            ]}
            numbers={[1]}
            short={[0, 2]}
            rows={payments.map((row) => ({
              key: row.id,
              cells: [
                words('trancheName', { sequence: row.sequence }),
                yuan(row.amountFen),
                words(`paymentStatus.${row.status}`),
                `${row.payeeName} ${row.payeeAccount}`,
                row.voucherNumber ?? MISSING,
                day(row.releasedOn),
                `${name(row.requestedBy)} / ${name(row.releasedBy)}`,
              ],
            }))}
          />
        )}
      </PaperPart>
      <PaperPart title={t('paper.parts.plan')}>
        {followUp.plan.length === 0 ? (
          <p>{t('paper.none')}</p>
        ) : (
          <PaperTable
            heads={[plan('columns.dueOn'), t('paper.principal'), t('paper.interest'), t('paper.paid'), t('paper.owed')]}
            numbers={[1, 2, 3, 4]}
            short={[0]}
            rows={followUp.plan.map((line) => ({
              key: line.dueOn,
              cells: [
                day(line.dueOn),
                yuan(line.principalFen),
                yuan(line.interestFen),
                yuan(line.paidFen),
                yuan(line.owedFen),
              ],
            }))}
          />
        )}
        {followUp.repayments.length > 0 && (
          <PaperTable
            heads={[
              plan('columns.paidOn'),
              t('paper.amountYuan'),
              t('paper.principal'),
              t('paper.interest'),
              plan('columns.recordedBy'),
            ]}
            numbers={[1, 2, 3]}
            short={[0]}
            rows={followUp.repayments.map((row) => ({
              key: row.id,
              cells: [
                day(row.paidOn),
                yuan(row.amountFen),
                yuan(row.principalFen),
                yuan(row.interestFen),
                name(row.recordedBy),
              ],
            }))}
          />
        )}
      </PaperPart>
    </>
  );
}
