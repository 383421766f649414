import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount, formatRate } from '@/domain/money';
import { type ProgrammeBody, stageOf } from '@/domain/programme';
import { labelOf } from '@/i18n/label';

type Part = { body: ProgrammeBody };

function TableSection({
  title,
  note,
  heads,
  numbers = [],
  children,
}: {
  title: string;
  note?: string;
  heads: string[];
  /** those of the heads that stand over numbers */
  numbers?: string[];
  children: ReactNode;
}) {
  return (
    <Section>
      <SectionHead note={note}>{title}</SectionHead>
      <Table caption={title}>
        <thead>
          <tr>
            {heads.map((head) => (
              <Th key={head} num={numbers.includes(head)}>
                {head}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </Table>
    </Section>
  );
}

/** The words that definitions use: roles, kinds of applicant, lists in the reader's language. */
function useWords() {
  const t = useTranslations('administration');
  const roles = useTranslations('roles');
  const cases = useTranslations('cases');
  const locale = useLocale();
  const join = (words: readonly string[]) => words.join(t('listSeparator'));
  return {
    t,
    label: (value: { zh: string; en: string }) => labelOf(value, locale),
    rolesOf: (names: readonly Parameters<typeof roles>[0][]) => join(names.map((name) => roles(name))),
    kindsOf: (kinds: readonly ProgrammeBody['applicants'][number]['kind'][]) =>
      join(kinds.map((kind) => cases(`applicantKinds.${kind}`))),
    join,
  };
}

export function StageRules({ body }: Part) {
  const { t, label, join } = useWords();
  const roles = useTranslations('roles');
  const days = (limit: number | null) => (limit === null ? t('noLimit') : t('workingDays', { count: limit }));
  return (
    <TableSection title={t('stages')} heads={[t('stage'), t('limit'), t('greenLimit'), t('reviewSteps')]}>
      {body.stages.map((row) => (
        <tr key={row.stage}>
          <RowHead>{label(row.name)}</RowHead>
          <Td label={t('limit')}>{days(row.limitWorkingDays)}</Td>
          <Td label={t('greenLimit')}>{days(row.greenLimitWorkingDays ?? row.limitWorkingDays)}</Td>
          <Td label={t('reviewSteps')}>
            {join(row.reviewSteps.map((step) => t('reviewStep', { name: label(step.name), role: roles(step.role) }))) ||
              '--'}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

export function ApplicantRules({ body }: Part) {
  const { t, kindsOf } = useWords();
  return (
    <TableSection
      title={t('applicants')}
      note={t('unitWan')}
      heads={[t('applicantKind'), t('segment'), t('minimum'), t('maximum'), t('maximumTerm')]}
      numbers={[t('minimum'), t('maximum'), t('maximumTerm')]}
    >
      {body.applicants.map((row) => (
        <tr key={row.kind}>
          <RowHead>{kindsOf([row.kind])}</RowHead>
          <Td label={t('segment')}>{t(`segments.${row.segment}`)}</Td>
          <Td num label={t('minimum')}>
            {formatAmount(row.minimumFen, 'WAN')}
          </Td>
          <Td num label={t('maximum')}>
            {formatAmount(row.maximumFen, 'WAN')}
          </Td>
          <Td num label={t('maximumTerm')}>
            {t('months', { count: row.maximumTermMonths })}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

export function Parameters({ body }: Part) {
  const { t, kindsOf, join } = useWords();
  const dueDay = body.monthlyReportDueDay;
  return (
    <Section>
      <SectionHead>{t('parameters')}</SectionHead>
      <DataList
        facts={[
          { label: t('rateCeiling'), value: formatRate(body.rateCeilingBps) },
          { label: t('minimumScore'), value: formatRate(body.minimumScoreBps) },
          { label: t('approvalValid'), value: t('calendarDays', { count: body.approvalValidDays }) },
          { label: t('dayCount'), value: t('dayCountBasis', { basis: String(body.dayCountBasis) }) },
          {
            label: t('repaymentMethods'),
            value: join(body.repaymentMethods.map((method) => t(`repaymentMethod.${method}`))),
          },
          { label: t('securityKinds'), value: join(body.securityKinds.map((kind) => t(`securityKind.${kind}`))) },
          { label: t('linkageFor'), value: kindsOf(body.linkageFor) || t('none') },
          {
            label: t('monthlyReport'),
            value: dueDay === null ? t('none') : t('monthlyReportDay', { day: dueDay }),
          },
        ]}
      />
    </Section>
  );
}

export function Eligibility({ body }: Part) {
  const { t, label, kindsOf } = useWords();
  return (
    <TableSection title={t('eligibility')} heads={[t('question'), t('mustBe'), t('appliesTo')]}>
      {body.eligibility.map((row) => (
        <tr key={row.code}>
          <RowHead>{label(row.question)}</RowHead>
          <Td label={t('mustBe')}>{t(row.mustBe ? 'yes' : 'no')}</Td>
          <Td label={t('appliesTo')}>{kindsOf(row.applicantKinds)}</Td>
        </tr>
      ))}
    </TableSection>
  );
}

export function Catalogue({ body }: Part) {
  const { t, label, kindsOf, rolesOf } = useWords();
  return (
    <TableSection
      title={t('catalogue')}
      heads={[t('document'), t('stage'), t('appliesTo'), t('demand'), t('visibleTo')]}
    >
      {body.catalogue.map((row) => (
        <tr key={row.code}>
          <RowHead>{label(row.name)}</RowHead>
          <Td label={t('stage')}>{label(stageOf(body, row.stage).name)}</Td>
          <Td label={t('appliesTo')}>{kindsOf(row.applicantKinds)}</Td>
          <Td label={t('demand')}>
            {row.required ? t('required', { count: row.minimum }) : t('optional')}
            {row.checked && <span className="ml-2 text-ink-2">{t('checked')}</span>}
          </Td>
          <Td label={t('visibleTo')} className="text-sm">
            {rolesOf(row.visibleTo)}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

export function ReportItems({ body }: Part) {
  const { t, label, kindsOf, join } = useWords();
  return (
    <TableSection title={t('reportItems')} heads={[t('item'), t('appliesTo'), t('options')]}>
      {body.reportItems.map((row) => (
        <tr key={row.code}>
          <RowHead>{label(row.name)}</RowHead>
          <Td label={t('appliesTo')}>{kindsOf(row.applicantKinds)}</Td>
          <Td label={t('options')}>
            {join(row.options.map((option) => t('option', { name: label(option.name), points: option.points })))}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}
