import type { ProgrammeBodyInput } from '@/domain/programme';
import type { ApplicantKind } from '@/domain/stage';
import { EVERYBODY, line, requirement, stageRow } from './definition-parts';
import { PROGRAMME_A } from './programme-a';
import { BASIC_DOCUMENTS, templatesForGiven } from './templates';

/**
 * 八大措施 (domain.md §2C): earmarked credit 扶贫贷 with its quota, transfer-price concession and green channel, and on the
 * same engine the bank's other money, each a definition of its own with a shorter path.
 */
export const PROGRAMME_C: ProgrammeBodyInput = {
  ...PROGRAMME_A,
  name: line('八大措施·专项信贷', 'Eight measures: earmarked credit'),
  financierKinds: ['BANK'],
  quota: { line: null },
  greenChannel: {
    criteria: [
      { code: 'DEEP_POVERTY_AREA', name: line('“三区三州”等深度贫困地区', 'Areas of deep poverty') },
      { code: 'LISTED_COUNTY', name: line('挂牌督战县', 'Counties under listed supervision') },
      { code: 'LEADING_ENTERPRISE', name: line('带贫龙头企业', 'Leading enterprises that link households') },
    ],
  },
  authority: [
    { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: '50000000', approvals: 1 },
    { level: 'PROVINCIAL_BRANCH', applicantKind: null, upToFen: '1000000000', approvals: 2 },
    { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 },
  ],
};

type Gift = {
  name: readonly [string, string];
  kinds: readonly ApplicantKind[];
  /** fen */
  maximum: string;
  question: readonly [code: string, zh: string, en: string];
  papers: ProgrammeBodyInput['catalogue'];
  authority: ProgrammeBodyInput['authority'];
  more?: Partial<ProgrammeBodyInput>;
};

/** Money that is given: asked for, accepted, decided, paid, followed up to its end; nobody investigates, no contract. */
function gift({ name, kinds, maximum, question, papers, authority, more }: Gift): ProgrammeBodyInput {
  const [code, zh, en] = question;
  return {
    name: line(...name),
    stages: [
      stageRow('CONSULTATION', '提出申请', 'Request', [3, 2]),
      stageRow(
        'ACCEPTANCE',
        '受理审核',
        'Acceptance',
        [3, 2],
        [
          ['COUNTY_OFFICIAL', '县级核实', 'County verifies'],
          ['CREDIT_LEAD', '分支行受理', 'Branch accepts'],
        ],
      ),
      stageRow('DECISION', '审批', 'Decision', [5, 3]),
      stageRow('DISBURSEMENT', '拨付', 'Payment', [3, 2]),
      stageRow('FOLLOW_UP', '使用跟踪', 'Follow-up', null),
    ],
    applicants: kinds.map((kind) => ({
      kind,
      segment: kind === 'HOUSEHOLD' || kind === 'FAMILY_FARM' ? ('SMALL' as const) : ('LARGE' as const),
      minimumFen: '10000',
      maximumFen: maximum,
      maximumTermMonths: 24,
    })),
    eligibility: [{ code, question: line(zh, en), applicantKinds: [...kinds], mustBe: true }],
    catalogue: [
      requirement('APPLICATION_FORM', '申请书', 'Request', 'CONSULTATION', {
        applicantKinds: [...kinds],
        visibleTo: EVERYBODY,
      }),
      requirement('PRIVACY_CONSENT', '个人信息处理同意书', 'Consent to personal data processing', 'ACCEPTANCE', {
        applicantKinds: [...kinds],
        consent: true,
      }),
      ...papers.map((row) => ({ ...row, applicantKinds: [...kinds] })),
      requirement('USE_EVIDENCE', '使用凭证', 'Evidence of use', 'FOLLOW_UP', {
        applicantKinds: [...kinds],
        required: false,
        checked: false,
      }),
    ],
    reportItems: [],
    minimumScoreBps: 0,
    rateCeilingBps: 0,
    approvalValidDays: 180,
    repaymentMethods: ['BULLET'],
    dayCountBasis: 360,
    securityKinds: ['NONE'],
    linkageFor: [],
    monthlyReportDueDay: null,
    closings: ['certify'],
    financing: 'GRANT',
    financierKinds: ['BANK'],
    authority,
    templates: templatesForGiven(BASIC_DOCUMENTS),
    ...more,
  };
}

const BRANCH_THEN_HEAD = (upToFen: string): ProgrammeBodyInput['authority'] => [
  { level: 'COUNTY_BRANCH', applicantKind: null, upToFen, approvals: 1 },
  { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 1 },
];

/** 捐赠: the deeply poor first, which is what its green channel is for. */
export const DONATION = gift({
  name: ['八大措施·捐赠', 'Eight measures: donation'],
  kinds: ['HOUSEHOLD', 'VILLAGE_COLLECTIVE'],
  maximum: '200000000',
  question: [
    'PUBLIC_BENEFIT',
    '是否用于公益帮扶，不附带任何商业条件？',
    'Is it for public benefit, with no business attached?',
  ],
  papers: [requirement('DONATION_PLAN', '捐赠方案', 'Donation plan', 'ACCEPTANCE')],
  authority: BRANCH_THEN_HEAD('20000000'),
  more: {
    publicNotice: true,
    greenChannel: {
      criteria: [{ code: 'DEEPLY_POOR', name: line('深度贫困村、户', 'Deeply poor villages and households') }],
    },
  },
});

/** 扶贫经费: a budget line of its own, authority delegated to the branch. */
export const RELIEF_EXPENSE = gift({
  name: ['八大措施·扶贫经费', 'Eight measures: relief expense'],
  kinds: ['HOUSEHOLD', 'VILLAGE_COLLECTIVE', 'COOPERATIVE'],
  maximum: '50000000',
  question: ['WITHIN_BUDGET_LINE', '是否属于扶贫经费列支范围？', 'Does it belong to the relief budget line?'],
  papers: [requirement('EXPENSE_BASIS', '经费支出依据', 'Basis of the expense', 'ACCEPTANCE')],
  authority: BRANCH_THEN_HEAD('10000000'),
  more: { quota: { line: '扶贫经费' } },
});

/** 资本性支出 一事一报: each item is reported by itself, and head office alone decides it. */
export const CAPITAL_ITEM = gift({
  name: ['八大措施·资本性支出', 'Eight measures: capital item'],
  kinds: ['VILLAGE_COLLECTIVE', 'COOPERATIVE'],
  maximum: '2000000000',
  question: ['ONE_MATTER', '是否一事一报、单独成件？', 'Is it one matter in one report?'],
  papers: [
    requirement('MATTER_REPORT', '一事一报请示', 'Report of the matter', 'ACCEPTANCE'),
    requirement('ASSET_PLAN', '资产权属和管护方案', 'Plan of ownership and upkeep', 'ACCEPTANCE'),
  ],
  authority: [{ level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 }],
  more: {
    completionCheck: true,
    payments: [
      { shareBps: 7_000, milestone: 'START', holdDays: 0 },
      { shareBps: 3_000, milestone: 'COUNTY_CHECK', holdDays: 0 },
    ],
  },
});

/** 助学: a pupil's household. */
export const EDUCATION_AID = gift({
  name: ['八大措施·助学', 'Eight measures: education aid'],
  kinds: ['HOUSEHOLD'],
  maximum: '2000000',
  question: ['IN_SCHOOL', '受助学生是否在读？', 'Is the pupil at school?'],
  papers: [requirement('SCHOOL_PROOF', '在读证明', 'Proof of schooling', 'ACCEPTANCE')],
  authority: BRANCH_THEN_HEAD('2000000'),
});

/** 消费扶贫: an order by a union from a qualified supplier; what was sold is recorded. */
export const CONSUMPTION_PURCHASE = gift({
  name: ['八大措施·消费扶贫', 'Eight measures: consumption purchase'],
  kinds: ['COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE', 'FAMILY_FARM'],
  maximum: '100000000',
  question: ['QUALIFIED_SUPPLIER', '供应商是否在合格名录内？', 'Is the supplier on the list of the qualified?'],
  papers: [requirement('PURCHASE_ORDER', '工会采购订单', 'Order of the union', 'ACCEPTANCE')],
  authority: BRANCH_THEN_HEAD('30000000'),
  more: { purchase: true },
});
