import type { ReactNode } from 'react';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount, formatRate } from '@/domain/money';
import { type ProgrammeBody, stageOf, usesStage } from '@/domain/programme';
import { useDefinitionWords } from '../definition-words';

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

/** A version in plain language, for a screen and for at most two sheets of paper. */
export function Definition({ body }: Part) {
  return (
    <div className="definition mt-6">
      <Rules body={body} />
      <StageRules body={body} />
      <ApplicantRules body={body} />
      <Authority body={body} />
      <Eligibility body={body} />
      <Catalogue body={body} />
      {usesStage(body, 'DUE_DILIGENCE') && <ReportItems body={body} />}
    </div>
  );
}

function Rules({ body }: Part) {
  const { t } = useDefinitionWords();
  const facts = [...useMoneyFacts(body), ...useConditionFacts(body)];
  return (
    <Section>
      <SectionHead>{t('read.rules')}</SectionHead>
      <DataList facts={facts} />
    </Section>
  );
}

/** What the money is, and what it costs; of money that is given there is no rate. */
function useMoneyFacts(body: ProgrammeBody): Fact[] {
  const { t, option, join, fieldWord } = useDefinitionWords();
  const many = (words: Parameters<typeof option>[0], values: readonly string[]) =>
    join(values.map((value) => option(words, value))) || t('nothing');
  const rate = formatRate(body.rateCeilingBps);
  const lent: Fact[] = [
    {
      label: fieldWord('rateCeilingBps'),
      value: body.rateCeiling === 'DATED' ? t('read.rateBoth', { rate }) : rate,
    },
    { label: fieldWord('repaymentMethods'), value: many('repaymentMethods', body.repaymentMethods) },
    { label: fieldWord('dayCountBasis'), value: option('dayCounts', String(body.dayCountBasis)) },
    { label: fieldWord('securityKinds'), value: many('securityKinds', body.securityKinds) },
    ...(body.subsidyMaximumFen === null
      ? []
      : [
          {
            label: fieldWord('subsidyMaximumFen'),
            value: t('wanAmount', { amount: formatAmount(body.subsidyMaximumFen, 'WAN') }),
          },
          { label: fieldWord('subsidyShareBy'), value: option('subsidyShares', body.subsidyShareBy) },
        ]),
  ];
  return [
    { label: fieldWord('financing'), value: option('financings', body.financing) },
    { label: fieldWord('financierKinds'), value: many('financierKinds', body.financierKinds) },
    ...(body.financing === 'LOAN' ? lent : []),
    {
      label: fieldWord('payments'),
      value: usesStage(body, 'CONTRACT')
        ? t('read.byContract')
        : join(
            body.payments.map((row) =>
              t(row.holdDays > 0 ? 'read.instalmentHeld' : 'read.instalment', {
                milestone: option('milestones', row.milestone),
                share: formatRate(row.shareBps),
                days: row.holdDays,
              }),
            ),
          ),
    },
    { label: fieldWord('closings'), value: many('closings', body.closings) },
  ];
}

/** What else a case must meet; what a programme does not ask for is not spoken of. */
function useConditionFacts(body: ProgrammeBody): Fact[] {
  const { t, option, join, fieldWord, label } = useDefinitionWords();
  const facts: [keyof ProgrammeBody, string | null][] = [
    ['approvalValidDays', t('read.calendarDays', { count: body.approvalValidDays })],
    ['minimumScoreBps', usesStage(body, 'DUE_DILIGENCE') ? formatRate(body.minimumScoreBps) : null],
    ['borrowerAge', body.borrowerAge && t('read.ages', body.borrowerAge)],
    ['householdCap', body.householdCap ? t('yes') : null],
    ['greenChannel', body.greenChannel && join(body.greenChannel.criteria.map((row) => label(row.name)))],
    ['publicNotice', body.publicNotice ? t('yes') : null],
    ['linkageFor', join(body.linkageFor.map((kind) => option('applicantKinds', kind))) || null],
    ['linkageModels', join(body.linkageModels.map((model) => option('linkageModels', model))) || null],
    ['quota', body.quota && (body.quota.line ? t('read.budgetLine', { line: body.quota.line }) : t('yes'))],
    ['riskFund', body.riskFund ? t('yes') : null],
    ['completionCheck', body.completionCheck ? t('yes') : null],
    [
      'monthlyReportDueDay',
      body.monthlyReportDueDay === null ? null : t('read.reportDay', { day: body.monthlyReportDueDay }),
    ],
    ['physicalProgress', body.physicalProgress ? t('yes') : null],
    ['purchase', body.purchase ? t('yes') : null],
    ['templates', join(body.templates.map((row) => option('generatedKinds', row.kind))) || null],
  ];
  return facts.flatMap(([key, value]) => (value === null ? [] : [{ label: fieldWord(key), value }]));
}

function StageRules({ body }: Part) {
  const { t, label, join, option } = useDefinitionWords();
  const days = (limit: number | null) => (limit === null ? t('read.noLimit') : t('read.workingDays', { count: limit }));
  const heads = [t('fields.stage'), t('read.limit'), t('read.greenLimit'), t('fields.reviewSteps')];
  return (
    <TableSection title={t('sections.stages')} heads={heads}>
      {body.stages.map((row) => (
        <tr key={row.stage}>
          <RowHead>{label(row.name)}</RowHead>
          <Td label={t('read.limit')}>{days(row.limitWorkingDays)}</Td>
          <Td label={t('read.greenLimit')}>{days(row.greenLimitWorkingDays ?? row.limitWorkingDays)}</Td>
          <Td label={t('fields.reviewSteps')}>
            {join(
              row.reviewSteps.map((step) =>
                t('read.reviewStep', { name: label(step.name), role: option('roles', step.role) }),
              ),
            ) || '--'}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

function ApplicantRules({ body }: Part) {
  const { t, option } = useDefinitionWords();
  const heads = [
    t('fields.kind'),
    t('fields.segment'),
    t('fields.minimumFen'),
    t('fields.maximumFen'),
    t('fields.maximumTermMonths'),
  ];
  return (
    <TableSection title={t('sections.applicants')} note={t('unitWan')} heads={heads} numbers={heads.slice(2)}>
      {body.applicants.map((row) => (
        <tr key={row.kind}>
          <RowHead>{option('applicantKinds', row.kind)}</RowHead>
          <Td label={t('fields.segment')}>{option('segments', row.segment)}</Td>
          <Td num label={t('fields.minimumFen')}>
            {formatAmount(row.minimumFen, 'WAN')}
          </Td>
          <Td num label={t('fields.maximumFen')}>
            {formatAmount(row.maximumFen, 'WAN')}
          </Td>
          <Td num label={t('fields.maximumTermMonths')}>
            {row.maximumTermMonths}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

function Authority({ body }: Part) {
  const { t, option } = useDefinitionWords();
  if (body.authority.length === 0)
    return (
      <Section>
        <SectionHead>{t('sections.authority')}</SectionHead>
        <p>{t('read.byLimits')}</p>
      </Section>
    );
  const heads = [t('fields.level'), t('fields.applicantKind'), t('fields.upToFen'), t('fields.approvals')];
  return (
    <TableSection
      title={t('sections.authority')}
      note={option('authorityBases', body.authorityBasis)}
      heads={heads}
      numbers={heads.slice(2)}
    >
      {body.authority.map((row) => (
        <tr key={`${row.level} ${row.applicantKind} ${row.upToFen}`}>
          <RowHead>{option('authorityLevels', row.level)}</RowHead>
          <Td label={t('fields.applicantKind')}>
            {row.applicantKind === null ? t('read.everyKind') : option('applicantKinds', row.applicantKind)}
          </Td>
          <Td num label={t('fields.upToFen')}>
            {row.upToFen === null ? t('read.unlimited') : t('wanAmount', { amount: formatAmount(row.upToFen, 'WAN') })}
          </Td>
          <Td num label={t('fields.approvals')}>
            {row.approvals}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}

function useKinds(body: ProgrammeBody) {
  const { t, option, join } = useDefinitionWords();
  const served = body.applicants.map((row) => row.kind);
  return (kinds: readonly ProgrammeBody['linkageFor'][number][]) =>
    served.every((kind) => kinds.includes(kind))
      ? t('read.everyKind')
      : join(kinds.map((kind) => option('applicantKinds', kind)));
}

function Eligibility({ body }: Part) {
  const { t, label } = useDefinitionWords();
  const kindsOf = useKinds(body);
  if (body.eligibility.length === 0) return null;
  return (
    <TableSection
      title={t('sections.eligibility')}
      heads={[t('fields.question'), t('read.answer'), t('fields.applicantKinds')]}
    >
      {body.eligibility.map((row) => (
        <tr key={row.code}>
          <RowHead>{label(row.question)}</RowHead>
          <Td label={t('read.answer')}>{t(row.mustBe ? 'yes' : 'no')}</Td>
          <Td label={t('fields.applicantKinds')}>{kindsOf(row.applicantKinds)}</Td>
        </tr>
      ))}
    </TableSection>
  );
}

function Catalogue({ body }: Part) {
  const { t, label, option, join } = useDefinitionWords();
  const kindsOf = useKinds(body);
  return (
    <Section>
      <SectionHead>{t('sections.catalogue')}</SectionHead>
      <Table caption={t('sections.catalogue')}>
        <thead>
          <tr>
            <Th>{t('read.document')}</Th>
            <Th>{t('fields.stage')}</Th>
            <Th>{t('fields.applicantKinds')}</Th>
            <Th>{t('read.demand')}</Th>
            <Th className="screen-only">{t('fields.visibleTo')}</Th>
          </tr>
        </thead>
        <tbody>
          {body.catalogue.map((row) => (
            <tr key={row.code}>
              <RowHead>{label(row.name)}</RowHead>
              <Td label={t('fields.stage')}>
                {usesStage(body, row.stage) ? label(stageOf(body, row.stage).name) : option('stages', row.stage)}
              </Td>
              <Td label={t('fields.applicantKinds')}>{kindsOf(row.applicantKinds)}</Td>
              <Td label={t('read.demand')}>
                {row.required ? t('read.requiredOf', { count: row.minimum }) : t('read.optional')}
                {row.checked && <span className="ml-2 text-ink-2">{t('read.checked')}</span>}
              </Td>
              <Td label={t('fields.visibleTo')} className="screen-only text-sm">
                {join(row.visibleTo.map((role) => option('roles', role)))}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function ReportItems({ body }: Part) {
  const { t, label, join } = useDefinitionWords();
  const kindsOf = useKinds(body);
  return (
    <TableSection
      title={t('sections.report')}
      heads={[t('read.item'), t('fields.applicantKinds'), t('read.optionsPoints')]}
    >
      {body.reportItems.map((row) => (
        <tr key={row.code}>
          <RowHead>{label(row.name)}</RowHead>
          <Td label={t('fields.applicantKinds')}>{kindsOf(row.applicantKinds)}</Td>
          <Td label={t('read.optionsPoints')}>
            {join(row.options.map((option) => t('read.option', { name: label(option.name), points: option.points })))}
          </Td>
        </tr>
      ))}
    </TableSection>
  );
}
