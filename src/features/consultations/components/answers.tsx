import { getLocale, getTranslations } from 'next-intl/server';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { parseAmount, toChineseCapitals } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { ANSWER_PREFIX, PARTS, type Part } from '../parts';
import type { Registration } from '../registration-queries';

/** Every answer of a registration under its part, each part with the way to change it. */
export async function Answers({ registration }: { registration: Registration }) {
  const t = await getTranslations('consultations');
  const facts = await factsOf(registration);
  return (
    <>
      {PARTS.map((part) => (
        <Section key={part} aria-labelledby={`answers-${part}`}>
          <SectionHead
            id={`answers-${part}`}
            end={
              <Link href={`/cases/new/${registration.id}/${part}?back=check`}>
                {t('start.change')}
                <span className="sr-only">{t(`sections.${part}`)}</span>
              </Link>
            }
          >
            {t(`sections.${part}`)}
          </SectionHead>
          <DataList facts={facts[part]} columns={1} />
        </Section>
      ))}
    </>
  );
}

async function factsOf({ values, kind, form }: Registration): Promise<Record<Part, Fact[]>> {
  const t = await getTranslations('consultations');
  const applicants = await getTranslations('applicants');
  const common = await getTranslations('common');
  const locale = await getLocale();
  const text = (name: string) => (typeof values[name] === 'string' ? (values[name] as string).trim() : '');
  const nothing = <span className="text-ink-3">{t('tasks.notFilled')}</span>;
  const fact = (label: string, value: string, note?: string): Fact => ({
    label,
    value: value === '' ? nothing : <span className="whitespace-pre-line">{value}</span>,
    ...(note ? { note } : {}),
  });
  const tick = (name: string) => t(text(name) === 'true' ? 'eligibility.yes' : 'eligibility.no');
  const amount = parseAmount(text('amount'), 'WAN');
  const village = form.villages.find((row) => String(row.id) === text('villageId'));
  const branch = form.branches.find((row) => row.id === text('branchId')) ?? form.branches[0];
  const green = form.greenCriteria.find((row) => row.code === text('green'));
  const household = text('householdKind') as 'REGISTERED_POOR' | '';
  return {
    applicant:
      kind === 'HOUSEHOLD'
        ? [
            fact(applicants('fields.IDENTITY_NUMBER'), text('identityNumber')),
            fact(t('fields.personName'), text('name')),
            fact(t('fields.phone'), text('phone')),
            fact(t('fields.householdKind'), household && applicants(`householdKinds.${household}`)),
            fact(t('fields.address'), text('address')),
          ]
        : [
            fact(t('fields.creditCode'), text('creditCode')),
            fact(t('fields.entityName'), text('name')),
            fact(t('fields.contactName'), text('contactName')),
            fact(t('fields.contactPhone'), text('contactPhone')),
            ...(kind === 'ENTERPRISE' ? [fact(t('fields.leadingEnterprise'), tick('leadingEnterprise'))] : []),
            fact(t('fields.employsPoorHouseholds'), tick('employsPoorHouseholds')),
          ],
    request: [
      fact(t('fields.projectTitle'), text('title')),
      fact(t('fields.purpose'), text('purpose')),
      fact(
        t('fields.amount'),
        text('amount') && `${text('amount')} ${common('unitWAN')}`,
        amount.ok ? toChineseCapitals(amount.fen) : undefined,
      ),
      fact(t('fields.term'), text('term')),
    ],
    eligibility: form.questions.map(({ code, question }) => {
      const answer = text(`${ANSWER_PREFIX}${code}`);
      return fact(labelOf(question, locale), answer && tick(`${ANSWER_PREFIX}${code}`));
    }),
    recommender: [
      fact(t('fields.recommenderOrganisation'), text('recommenderOrganisation')),
      fact(t('fields.recommenderPerson'), text('recommenderPerson')),
    ],
    payee: [fact(t('fields.payeeName'), text('payeeName')), fact(t('fields.payeeAccount'), text('payeeAccount'))],
    branch: [
      fact(t('fields.village'), village?.name ?? t('fields.wholeTownship')),
      fact(t('fields.branch'), branch ? labelOf(branch.name, locale) : ''),
      fact(t('fields.consultedOn'), text('consultedOn')),
      ...(green ? [fact(t('fields.green'), labelOf(green.name, locale))] : []),
    ],
  };
}
