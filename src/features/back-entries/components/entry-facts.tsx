import { getLocale, getTranslations } from 'next-intl/server';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import type { PaperField } from '@/domain/back-entry-fields';
import { maskAccount, maskIdentityNumber, maskPhone } from '@/domain/masking';
import { formatAmount, formatRate } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { PartName } from '../fields';
import type { BackEntryView } from '../queries';
import { type Shown, shownOf } from '../shown-fields';

/** What was entered, part by part, for whoever compares it with the paper. Numbers of people are masked. */
export async function EntryFacts({ view }: { view: BackEntryView }) {
  const t = await getTranslations('back-entries');
  const shown = shownOf(view);
  const parts = Object.entries(await factsOf(view, shown)) as [PartName, Fact[]][];
  return (
    <>
      <DataList columns={1} facts={await headOf(view)} />
      {parts
        .filter(([part]) => shown.showsPart(part))
        .map(([part, facts]) => (
          <section key={part} className="mt-5">
            <SectionHead>{t(`parts.${part === 'money' && !shown.shows('repayments') ? 'paid' : part}`)}</SectionHead>
            <DataList columns={1} facts={facts} />
          </section>
        ))}
    </>
  );
}

async function headOf(view: BackEntryView): Promise<Fact[]> {
  const t = await getTranslations('back-entries');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  return [
    { label: t('fields.paperReference'), value: view.paperReference },
    { label: t('fields.stage'), value: cases(`stages.${view.stage}`) },
    { label: t('fields.programme'), value: labelOf(view.programmeName, locale) },
    { label: t('fields.applicantKind'), value: cases(`applicantKinds.${view.applicantKind}`) },
    { label: t('fields.place'), value: view.place },
    { label: t('fields.branch'), value: labelOf(view.branch, locale) },
  ];
}

async function factsOf(view: BackEntryView, { shows }: Shown): Promise<Record<PartName, Fact[]>> {
  const t = await getTranslations('back-entries');
  const applicants = await getTranslations('applicants');
  const contracts = await getTranslations('contracts');
  const { say } = await amountWords();
  const { body } = view;
  const household = view.applicantKind === 'HOUSEHOLD';
  const text = (field: string, value: string | number | null): Fact => ({
    label: t(`fields.${field}` as never),
    value: value ?? '--',
  });
  const amount = (field: string, fen: bigint | null) => text(field, fen === null ? null : say(fen));
  const rate = (field: string, bps: number | null) => text(field, bps === null ? null : formatRate(bps));
  const yuan = (fen: bigint) => formatAmount(fen, 'YUAN');
  const only = (...rows: [PaperField, Fact][]) => rows.filter(([field]) => shows(field)).map(([, fact]) => fact);
  return {
    applicant: [
      text(household ? 'number' : 'creditCode', household ? maskIdentityNumber(body.number) : body.number),
      text(household ? 'name' : 'entityName', body.name),
      household
        ? text('householdKind', body.householdKind && applicants(`householdKinds.${body.householdKind}` as never))
        : text('contactName', body.contactName),
      text('phone', maskPhone(body.phone)),
      text('payeeName', body.payeeName),
      text('payeeAccount', maskAccount(body.payeeAccount)),
    ],
    request: [
      text('consultedOn', body.consultedOn),
      text('title', body.title),
      text('purpose', body.purpose),
      amount('requestedAmountFen', body.requestedAmountFen),
      text('requestedTermMonths', body.requestedTermMonths),
      text('eligible', body.eligible === null ? null : t(body.eligible ? 'yes' : 'no')),
      text('recommenderOrganisation', body.recommenderOrganisation),
      text('recommenderPerson', body.recommenderPerson),
    ],
    acceptance: [text('acceptedOn', body.acceptedOn)],
    recommendation: only(
      ['recommendedOn', text('recommendedOn', body.recommendedOn)],
      ['recommendedAmountFen', amount('recommendedAmountFen', body.recommendedAmountFen)],
      ['recommendedTermMonths', text('recommendedTermMonths', body.recommendedTermMonths)],
      ['recommendedRateBps', rate('recommendedRateBps', body.recommendedRateBps)],
    ),
    approval: only(
      ['approvedOn', text('approvedOn', body.approvedOn)],
      ['approvedAmountFen', amount('approvedAmountFen', body.approvedAmountFen)],
      ['approvedTermMonths', text('approvedTermMonths', body.approvedTermMonths)],
      ['approvedRateBps', rate('approvedRateBps', body.approvedRateBps)],
      ['approvalNote', text('approvalNote', body.approvalNote)],
    ),
    contract: only(
      ['contractNumber', text('contractNumber', body.contractNumber)],
      ['signedOn', text('signedOn', body.signedOn)],
      ['contractedAmountFen', amount('contractedAmountFen', body.contractedAmountFen)],
      ['contractedTermMonths', text('contractedTermMonths', body.contractedTermMonths)],
      ['contractedRateBps', rate('contractedRateBps', body.contractedRateBps)],
      [
        'repaymentMethod',
        text('repaymentMethod', body.repaymentMethod && contracts(`methods.${body.repaymentMethod}`)),
      ],
      ['securityKind', text('securityKind', body.securityKind && contracts(`securityKinds.${body.securityKind}`))],
      ['securityReference', text('securityReference', body.securityReference)],
      ['linkedHouseholds', text('linkedHouseholds', body.linkedHouseholds)],
      ['restPlannedOn', text('restPlannedOn', body.restPlannedOn)],
    ),
    money: [
      ...body.payments.map((row) => ({
        label: t('fields.payments'),
        value: t('payment.row', { on: row.paidOn, amount: say(row.amountFen), voucher: row.voucher ?? '--' }),
      })),
      ...body.repayments.map((row) => ({
        label: t('fields.repayments'),
        value: t('repayment.row', {
          on: row.paidOn,
          principal: yuan(row.principalFen),
          interest: yuan(row.interestFen),
        }),
      })),
      ...only([
        'outstandingAmountFen',
        text('outstandingAmountFen', body.outstandingAmountFen === null ? null : yuan(body.outstandingAmountFen)),
      ]),
    ],
  };
}
