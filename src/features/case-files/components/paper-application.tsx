import { getTranslations } from 'next-intl/server';
import { formatRate, MISSING } from '@/domain/money';
import type { CaseFile } from '../queries';
import { type PaperFact, PaperFacts, PaperPart, PaperTable } from './paper-parts';
import { paperWords } from './paper-words';

/** Who applies for what: the applicant's numbers masked, as on the screen. */
export async function ApplicationPart({ file }: { file: Pick<CaseFile, 'view' | 'applicant'> }) {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const applicants = await getTranslations('applicants');
  const { name, day } = await paperWords();
  const { view, applicant } = file;
  const { person, entity } = applicant;
  const facts: PaperFact[] = [
    { label: t('paper.applicant'), value: applicant.name },
    { label: t('paper.kind'), value: cases(`applicantKinds.${applicant.kind}`) },
    ...(person
      ? [
          { label: applicants('fields.IDENTITY_NUMBER'), value: person.identityNumber },
          { label: applicants('fields.PHONE'), value: person.phone },
        ]
      : []),
    ...(entity
      ? [
          { label: applicants('facts.creditCode'), value: entity.creditCode },
          { label: applicants('facts.contact'), value: `${entity.contactName} ${entity.contactPhone}` },
        ]
      : []),
    { label: t('paper.project'), value: view.title, wide: true },
    { label: cases('facts.purpose'), value: view.purpose, wide: true },
    { label: cases('facts.place'), value: view.place },
    { label: cases('facts.consultedOn'), value: day(view.consultedOn) },
    {
      label: cases('facts.programme'),
      value: cases('facts.programmeValue', {
        name: name(view.programme.name),
        version: view.programme.version,
        document: view.programme.documentNumber,
      }),
      wide: true,
    },
    { label: cases('facts.handling'), value: name(view.handling) },
    {
      label: cases('facts.recommender'),
      value: [view.recommender.organisation, view.recommender.person].filter(Boolean).join(' ') || MISSING,
    },
    { label: applicants('facts.payee'), value: applicant.payeeName ?? MISSING },
    { label: applicants('fields.PAYEE_ACCOUNT'), value: applicant.payeeAccount },
    {
      label: cases('facts.project'),
      value: view.project ? `${view.project.reference} ${view.project.name}` : MISSING,
      wide: true,
    },
  ];
  return (
    <PaperPart title={t('paper.parts.application')}>
      <PaperFacts facts={facts} />
    </PaperPart>
  );
}

/** The six amounts of a case in one row, with the terms below those that have any. */
export async function AmountsPart({ file: { view } }: { file: Pick<CaseFile, 'view'> }) {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const { yuan } = await paperWords();
  const { facts } = view;
  const terms = ({ termMonths, rateBps }: { termMonths: number | null; rateBps: number | null }) =>
    termMonths === null ? '' : cases('amounts.terms', { months: termMonths, rate: formatRate(rateBps) });
  const paid = facts.disbursedAmountFen > 0n || facts.stage === 'FOLLOW_UP';
  const names = ['requested', 'recommended', 'approved', 'contracted', 'disbursed', 'outstanding'] as const;
  return (
    <PaperPart title={t('paper.parts.amounts')}>
      <PaperTable
        heads={names.map((step) => cases(`amounts.${step}`))}
        numbers={[0, 1, 2, 3, 4, 5]}
        rows={[
          {
            key: 'amounts',
            cells: [
              yuan(facts.requestedAmountFen),
              yuan(facts.recommendedAmountFen),
              yuan(facts.approvedAmountFen),
              yuan(facts.contractedAmountFen),
              paid ? yuan(facts.disbursedAmountFen) : MISSING,
              paid ? yuan(facts.outstandingAmountFen) : MISSING,
            ],
          },
          {
            key: 'terms',
            cells: [
              <Terms key="requested">{cases('amounts.termOnly', { months: view.requestedTermMonths })}</Terms>,
              <Terms key="recommended">{terms(view.recommended)}</Terms>,
              <Terms key="approved">{terms(view.approved)}</Terms>,
              '',
              '',
              '',
            ],
          },
        ]}
      />
    </PaperPart>
  );
}

/** Words under a figure may break where the figure may not. */
function Terms({ children }: { children: string }) {
  return <span className="block whitespace-normal">{children}</span>;
}
