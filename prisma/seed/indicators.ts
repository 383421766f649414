import type { Label } from '@/domain/actor';
import type { IndicatorBody } from '@/domain/indicator';
import type { Stage } from '@/domain/stage';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';

export type IndicatorSeed = IndicatorBody & {
  code: string;
  name: Label;
  description: Label;
  source: string;
  moreIsBetter: boolean | null;
};
type Words = { name: Label; description: Label; source: string; moreIsBetter: boolean | null };
type Counted = Pick<IndicatorBody, 'numerator' | 'reading'>;

const NO_FILTER = { stage: null, segment: null, kinds: [] } as const;

function sum(code: string, unit: 'CASES' | 'FEN', counted: Counted, words: Words): IndicatorSeed {
  return { code, aggregation: 'SUM', denominator: null, factor: 1, unit, ...counted, ...NO_FILTER, ...words };
}

type Divided = Pick<IndicatorBody, 'numerator' | 'denominator'> & Partial<IndicatorBody>;

/** A percentage of what stands, unless said otherwise. */
function share(code: string, divided: Divided, words: Words): IndicatorSeed {
  const plain = { aggregation: 'RATIO', reading: 'STOCK', factor: 100, unit: 'PERCENT' } as const;
  return { code, ...plain, ...NO_FILTER, ...divided, ...words };
}

const BULLETIN = '县级金融扶贫月度通报表式';

const LOANS: IndicatorSeed[] = [
  sum(
    'OUTSTANDING_BORROWERS',
    'CASES',
    { numerator: 'OUTSTANDING', reading: 'STOCK' },
    {
      name: { zh: '贷款户数', en: 'Borrowers' },
      description: { zh: '当日尚欠本金的案件数。', en: 'Cases on which principal is owed on the day.' },
      source: BULLETIN,
      moreIsBetter: null,
    },
  ),
  sum(
    'OUTSTANDING_BALANCE',
    'FEN',
    { numerator: 'OUTSTANDING_FEN', reading: 'STOCK' },
    {
      name: { zh: '贷款余额', en: 'Outstanding balance' },
      description: { zh: '当日尚欠的本金合计。', en: 'Principal owed on the day.' },
      source: BULLETIN,
      moreIsBetter: null,
    },
  ),
  sum(
    'NEW_BORROWERS',
    'CASES',
    { numerator: 'DISBURSED', reading: 'FLOW' },
    {
      name: { zh: '本期新增户数', en: 'New borrowers' },
      description: { zh: '本期首次放款的案件数。', en: 'Cases first paid to in the period.' },
      source: BULLETIN,
      moreIsBetter: true,
    },
  ),
  sum(
    'NEW_LOANS',
    'FEN',
    { numerator: 'DISBURSED_FEN', reading: 'FLOW' },
    {
      name: { zh: '本期新增发放', en: 'New loans' },
      description: {
        zh: '本期发放的金额，扣除退回的支付。',
        en: 'Paid out in the period, less payments that came back.',
      },
      source: BULLETIN,
      moreIsBetter: true,
    },
  ),
  share(
    'AVERAGE_BALANCE',
    { numerator: 'OUTSTANDING_FEN', denominator: 'OUTSTANDING', factor: 1, unit: 'FEN' },
    {
      name: { zh: '户均余额', en: 'Average balance' },
      description: { zh: '贷款余额 ÷ 贷款户数。', en: 'Outstanding balance over borrowers.' },
      source: BULLETIN,
      moreIsBetter: null,
    },
  ),
];

const TARGETS: IndicatorSeed[] = [
  share(
    'LOANS_OF_TARGET',
    { numerator: 'DISBURSED_FEN', denominator: 'TARGET', reading: 'FLOW' },
    {
      name: { zh: '完成发放目标', en: 'Loans against target' },
      description: {
        zh: '自目标起算日至当日的发放金额 ÷ 已下达目标的下一时点值；其后没有时点的，取最后一个。',
        en: 'Paid out from the start of the target to the day, over its next milestone; after the last one, over the last.',
      },
      source: `${BULLETIN}（完成年度目标任务）`,
      moreIsBetter: true,
    },
  ),
  share(
    'FINANCING_OF_TARGET',
    { numerator: 'FINANCING_FEN', denominator: 'TARGET', reading: 'FLOW' },
    {
      name: { zh: '完成融资目标', en: 'Financing against target' },
      description: {
        zh: '自目标起算日至当日的融资金额 ÷ 已下达目标的下一时点值；其后没有时点的，取最后一个。',
        en: 'Financing from the start of the target to the day, over its next milestone; after the last one, over the last.',
      },
      source: `${BULLETIN}（完成年度目标任务）`,
      moreIsBetter: true,
    },
  ),
];

const RISK: IndicatorSeed[] = [
  sum(
    'OVERDUE_BALANCE',
    'FEN',
    { numerator: 'OVERDUE_FEN', reading: 'STOCK' },
    {
      name: { zh: '逾期余额', en: 'Overdue balance' },
      description: {
        zh: '任一期到期未还的贷款，其全部尚欠本金。',
        en: 'All that is owed on loans of which anything due is unpaid.',
      },
      source: BULLETIN,
      moreIsBetter: false,
    },
  ),
  share(
    'OVERDUE_RATE',
    { numerator: 'OVERDUE_FEN', denominator: 'OUTSTANDING_FEN' },
    {
      name: { zh: '逾期率', en: 'Overdue rate' },
      description: { zh: '逾期余额 ÷ 贷款余额。', en: 'Overdue balance over outstanding balance.' },
      source: BULLETIN,
      moreIsBetter: false,
    },
  ),
  share(
    'NPL_RATE',
    { numerator: 'NON_PERFORMING_FEN', denominator: 'OUTSTANDING_FEN' },
    {
      name: { zh: '不良率', en: 'Non-performing rate' },
      description: {
        zh: '逾期 90 天以上的余额 ÷ 贷款余额。',
        en: 'Balance overdue for more than 90 days over outstanding balance.',
      },
      source: '商业银行金融资产风险分类办法（2023）第十一条',
      moreIsBetter: false,
    },
  ),
];

const WORK: IndicatorSeed[] = [
  share(
    'APPROVAL_RATE',
    { numerator: 'APPROVED', denominator: 'ACCEPTED' },
    {
      name: { zh: '批准率', en: 'Approval rate' },
      description: { zh: '累计批准 ÷ 累计受理。', en: 'Approved over accepted, since the beginning.' },
      source: '工作进展统计口径',
      moreIsBetter: true,
    },
  ),
  share(
    'LANDING_RATE',
    { numerator: 'LANDED', denominator: 'APPROVED' },
    {
      name: { zh: '落地率', en: 'Contracting rate' },
      description: { zh: '累计落地（签约）÷ 累计批准。', en: 'Contracted over approved, since the beginning.' },
      source: '工作进展统计口径',
      moreIsBetter: true,
    },
  ),
  share(
    'PAYMENT_RATE',
    { numerator: 'DISBURSED_FEN', denominator: 'LANDED_FEN' },
    {
      name: { zh: '支付率', en: 'Payment rate' },
      description: {
        zh: '累计发放金额 ÷ 累计落地金额。',
        en: 'Amount paid out over amount contracted, since the beginning.',
      },
      source: '项目资金执行口径',
      moreIsBetter: true,
    },
  ),
  share(
    'COMPLETION_RATE',
    { numerator: 'COMPLETED', denominator: 'DISBURSED' },
    {
      name: { zh: '完工率', en: 'Completion rate' },
      description: { zh: '初验合格的项目 ÷ 已放款的案件。', en: 'Works found finished over cases paid to.' },
      source: '项目管理统计口径',
      moreIsBetter: true,
    },
  ),
  share(
    'CHECK_RATE',
    { numerator: 'CHECKED', denominator: 'COMPLETED' },
    {
      name: { zh: '验收率', en: 'Certified rate' },
      description: {
        zh: '县级验收合格 ÷ 已完工（初验合格），不是 ÷ 全部项目。',
        en: 'Works that passed the county check over finished works, not over all.',
      },
      source: '项目管理统计口径',
      moreIsBetter: true,
    },
  ),
  share(
    'RETURNS_PER_HUNDRED',
    { numerator: 'RETURNED', denominator: 'ACCEPTED', unit: 'CASES', reading: 'FLOW' },
    {
      name: { zh: '每百件退回次数', en: 'Returns per hundred cases' },
      description: {
        zh: '本期退回次数 × 100 ÷ 本期受理件数；同一件退回几次计几次。',
        en: 'Returns in the period × 100 over cases accepted in it; each return counts.',
      },
      source: '工作进展统计口径',
      moreIsBetter: false,
    },
  ),
];

const STAGE_NAMES: Record<Stage, Label> = {
  CONSULTATION: { zh: '客户咨询', en: 'Consultation' },
  ACCEPTANCE: { zh: '业务受理', en: 'Acceptance' },
  DUE_DILIGENCE: { zh: '尽职调查', en: 'Due diligence' },
  DECISION: { zh: '融资决策', en: 'Decision' },
  CONTRACT: { zh: '合同签署', en: 'Signing' },
  DISBURSEMENT: { zh: '资金发放', en: 'Disbursement' },
  FOLLOW_UP: { zh: '跟踪服务', en: 'Follow-up' },
};

const STAYS = (Object.keys(STAGE_NAMES) as Stage[]).flatMap((stage) =>
  (['MEDIAN', 'P90'] as const).map((aggregation): IndicatorSeed => {
    const { zh, en } = STAGE_NAMES[stage];
    const isMedian = aggregation === 'MEDIAN';
    return {
      code: `${isMedian ? 'MEDIAN' : 'P90'}_STAY_${stage}`,
      ...{ aggregation, numerator: 'STAYED', denominator: null, factor: 1, reading: 'FLOW', unit: 'WORKING_DAYS' },
      ...NO_FILTER,
      stage,
      name: {
        zh: isMedian ? `${zh}用时中位数` : `${zh}用时（九成以内）`,
        en: isMedian ? `${en}: median days` : `${en}: days of nine in ten`,
      },
      description: {
        zh: `本期办结的${zh}环节所用工作日，${isMedian ? '居中的一件' : '由短到长排到九成的一件'}；按时长分组推算，误差不超过所在的组。`,
        en: `Working days of stays in ${en.toLowerCase()} that ended in the period: ${isMedian ? 'the middle one' : 'the one below which nine in ten lie'}, read from groups by length and never off by more than its group.`,
      },
      source: '办理时限统计口径',
      moreIsBetter: false,
    };
  }),
);

/** The indicators that every installation begins with (field-rules.md §5.7, what today's facts feed). */
export const INDICATORS: readonly IndicatorSeed[] = [...LOANS, ...TARGETS, ...RISK, ...WORK, ...STAYS];

const START_OF_RECORDS = '2016-01-01';

/** The beginnings, unless somebody has indicators already. */
export async function seedIndicators(tx: Tx): Promise<void> {
  if ((await tx.indicator.count()) > 0) return;
  await tx.indicator.createMany({
    data: INDICATORS.map(({ kinds, ...seed }, index) => ({
      ...seed,
      kinds: [...kinds],
      position: (index + 1) * 10,
      validFrom: toDate(START_OF_RECORDS),
      definedAt: toDate(START_OF_RECORDS),
    })),
  });
}
