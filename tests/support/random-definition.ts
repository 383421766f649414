import fc from 'fast-check';
import { ROLES, type Role } from '@/domain/permissions';
import { AUTHORITY_LEVELS, LINKAGE_MODELS, type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { APPLICANT_KINDS, MILESTONES, STAGES, type Stage } from '@/domain/stage';

/** Definitions put together from the closed lists, as somebody might choose who reads no sentence of the form. */
const label = fc.constant({ zh: '示例', en: 'Sample' });
const some = <T>(values: readonly T[], minLength = 1) => fc.subarray([...values], { minLength });
const amounts = ['100000', '3000000', '5000000', '20000000', '100000000', '500000000'] as const;
const NEEDED: readonly Stage[] = ['CONSULTATION', 'ACCEPTANCE', 'DECISION', 'DISBURSEMENT', 'FOLLOW_UP'];
const GOVERNMENT: readonly Role[] = ['STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL'];

const steps = fc.array(
  fc.record({
    role: fc.constantFrom<Role>('STATION_WORKER', 'TOWNSHIP_OFFICER', 'COUNTY_OFFICIAL', 'CREDIT_LEAD'),
    name: label,
  }),
  { maxLength: 4 },
);
const catalogueRow = (stages: readonly Stage[], index: number) =>
  fc.record({
    code: fc.constant(`PAPER_${index}`),
    name: label,
    stage: fc.constantFrom(...stages),
    applicantKinds: fc.constant([...APPLICANT_KINDS]),
    required: fc.boolean(),
    minimum: fc.integer({ min: 1, max: 2 }),
    checked: fc.boolean(),
    consent: fc.boolean(),
    visibleTo: fc.oneof(fc.constant([...ROLES]), some(ROLES), some(GOVERNMENT)),
  });
const authorityRow = fc.record({
  level: fc.constantFrom(...AUTHORITY_LEVELS),
  applicantKind: fc.option(fc.constantFrom(...APPLICANT_KINDS), { freq: 5 }),
  upToFen: fc.option(fc.constantFrom(...amounts)),
  approvals: fc.integer({ min: 1, max: 3 }),
});
/** A matrix that mostly works: each level above the one before, the last without an end. */
const ladder = fc
  .tuple(some(AUTHORITY_LEVELS), some(amounts.slice(0, 3)), fc.integer({ min: 1, max: 3 }))
  .map(([levels, tops, approvals]) =>
    levels.map((level, index) => ({
      ...{ level, applicantKind: null, approvals },
      upToFen: index === levels.length - 1 ? null : `${BigInt(tops[0] ?? '1') * BigInt(index + 1)}`,
    })),
  );
const payments = fc
  .array(
    fc.record({
      share: fc.integer({ min: 1, max: 9 }),
      milestone: fc.constantFrom(...MILESTONES),
      holdDays: fc.nat(400),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((rows) => {
    const sum = rows.reduce((total, row) => total + row.share, 0);
    const parts = rows.map((row) => Math.floor((row.share * 10_000) / sum));
    const rest = 10_000 - parts.reduce((total, part) => total + part, 0);
    return rows.map(({ milestone, holdDays }, index) => ({
      ...{ milestone, holdDays },
      shareBps: (parts[index] ?? 0) + (index === 0 ? rest : 0),
    }));
  });

/** A definition that parses; whether it may be published is for definition-faults.ts to say. */
export const anyDefinition: fc.Arbitrary<ProgrammeBody> = fc
  .record({
    more: fc.subarray<Stage>(['DUE_DILIGENCE', 'CONTRACT']),
    isLoan: fc.boolean(),
    odd: fc.nat(11),
  })
  .chain(({ more, isLoan, odd }) => {
    const stages = STAGES.filter(
      (stage) => NEEDED.includes(stage) || more.includes(stage) || (isLoan && stage === 'CONTRACT'),
    );
    const managed = stages.includes('DUE_DILIGENCE') || stages.includes('CONTRACT');
    const item = (code: string) =>
      fc.record({
        code: fc.constant(code),
        name: label,
        applicantKinds: fc.constant([...APPLICANT_KINDS]),
        options: fc.constant([
          { code: 'GOOD', name: { zh: '好', en: 'Good' }, points: 10 },
          { code: 'BAD', name: { zh: '差', en: 'Bad' }, points: 0 },
        ]),
      });
    const body = fc.record({
      name: label,
      stages: fc.tuple(steps, fc.nat(9)).map(([reviewSteps, limit]) =>
        stages.map((stage) => ({
          stage,
          name: { zh: '步骤', en: 'Step' },
          limitWorkingDays: limit + 1,
          greenLimitWorkingDays: odd === 1 ? limit + 2 : 1,
          reviewSteps: stage === 'ACCEPTANCE' ? reviewSteps.filter((row) => managed || row.role !== 'CREDIT_LEAD') : [],
        })),
      ),
      applicants: some(APPLICANT_KINDS).chain((kinds) =>
        fc.constantFrom(...amounts).map((maximumFen) =>
          kinds.map((kind) => ({
            ...{ kind, segment: 'SMALL' as const, maximumFen, maximumTermMonths: 36 },
            minimumFen: odd === 2 ? '900000000' : '100000',
          })),
        ),
      ),
      eligibility: fc.constant([
        { code: 'FIRST', question: { zh: '是否', en: 'Is it' }, applicantKinds: [...APPLICANT_KINDS], mustBe: isLoan },
      ]),
      catalogue: fc.tuple(...[1, 2, 3].map((index) => catalogueRow(odd === 3 ? STAGES : stages, index))),
      reportItems: odd === 4 ? fc.constant([]) : fc.tuple(item('ONE'), item('TWO')),
      minimumScoreBps: fc.constant(stages.includes('DUE_DILIGENCE') ? 6_000 : 0),
      rateCeilingBps: fc.constant(600),
      approvalValidDays: fc.integer({ min: 1, max: 365 }),
      repaymentMethods: fc.constant(['BULLET' as const]),
      dayCountBasis: fc.constant(360 as const),
      securityKinds: fc.constant(['NONE' as const]),
      linkageFor: fc.constant([]),
      monthlyReportDueDay: fc.option(fc.constant(5)),
      closings: fc.constant(isLoan ? ['close' as const, 'writeOff' as const] : ['certify' as const]),
      financing: fc.constant(isLoan ? ('LOAN' as const) : ('GRANT' as const)),
      financierKinds: managed && odd !== 5 ? fc.constant(['BANK' as const]) : some(['BANK', 'FINANCE_BUREAU'] as const),
      authorityBasis: fc.constantFrom('AMOUNT' as const, 'EXPOSURE' as const),
      authority: fc.oneof({ weight: 3, arbitrary: ladder }, fc.array(authorityRow, { maxLength: 5 })),
      publicNotice: fc.boolean(),
      linkageModels: fc.subarray([...LINKAGE_MODELS]),
      riskFund: fc.constant(isLoan && odd > 6),
      payments: isLoan ? fc.constant([{ shareBps: 10_000, milestone: 'START' as const, holdDays: 0 }]) : payments,
      completionCheck: fc.boolean(),
      purchase: fc.boolean(),
    });
    return body;
  })
  .map(parseProgrammeBody);
