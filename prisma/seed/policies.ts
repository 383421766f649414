import { NATION } from '@/domain/case-facts';
import type { PolicyKind } from '@/domain/policy';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';

type Value = { kind: PolicyKind; value: bigint; from: string; document: string };

/** The published one-year and five-year loan prime rates (中国人民银行, 全国银行间同业拆借中心) since they became the ceiling. */
const PRIME_RATES: [from: string, short: bigint, long: bigint][] = [
  ['2021-01-01', 385n, 465n],
  ['2022-01-20', 370n, 460n],
  ['2022-08-22', 365n, 430n],
  ['2023-06-20', 355n, 420n],
  ['2023-08-21', 345n, 420n],
  ['2024-02-20', 345n, 395n],
  ['2024-07-22', 335n, 385n],
  ['2024-10-21', 310n, 360n],
  ['2025-05-20', 300n, 350n],
];

/** What holds in the whole nation unless a place says otherwise (field-rules.md §5.1); each from its day until the next. */
export const NATIONAL_POLICIES: Value[] = [
  { kind: 'RATE_CEILING_SHORT', value: 435n, from: '2015-10-24', document: '人民银行2015年10月24日贷款基准利率' },
  { kind: 'RATE_CEILING_LONG', value: 475n, from: '2015-10-24', document: '人民银行2015年10月24日贷款基准利率' },
  ...PRIME_RATES.flatMap(([from, short, long]): Value[] => [
    { kind: 'RATE_CEILING_SHORT', value: short, from, document: `${from} 一年期LPR` },
    { kind: 'RATE_CEILING_LONG', value: long, from, document: `${from} 五年期以上LPR` },
  ]),
  { kind: 'HOUSEHOLD_CAP', value: 5_000_000n, from: '2017-07-25', document: '银监发〔2017〕42号' },
  { kind: 'SUBSIDY_SHARE', value: 10_000n, from: '2017-07-25', document: '银监发〔2017〕42号' },
  { kind: 'SUBSIDY_SHARE', value: 7_000n, from: '2024-01-01', document: '示例贴息政策〔2024〕1号' },
  { kind: 'FUND_LEVERAGE', value: 10n, from: '2017-07-25', document: '银监发〔2017〕42号' },
  { kind: 'FUND_CLAIM_DAYS', value: 90n, from: '2017-07-25', document: '示例补偿金办法〔2017〕1号' },
  { kind: 'FUND_SHARE', value: 8_000n, from: '2017-07-25', document: '示例补偿金办法〔2017〕1号' },
  { kind: 'INSURER_SHARE', value: 0n, from: '2017-07-25', document: '示例补偿金办法〔2017〕1号' },
  { kind: 'NPL_TOLERANCE', value: 500n, from: '2017-07-25', document: '示例补偿金办法〔2017〕1号' },
  // 2007: five years after the end; the law as revised in 2024: ten
  { kind: 'RETAIN_NUMBERS', value: 5n, from: '2007-08-01', document: '人民银行等〔2007〕第2号令第二十九条' },
  { kind: 'RETAIN_NUMBERS', value: 10n, from: '2025-01-01', document: '反洗钱法（2024修订）第三十四条' },
  { kind: 'RETAIN_FILES', value: 10n, from: '2017-01-01', document: '示例信贷档案管理办法〔2017〕1号' },
  { kind: 'RETAIN_TEXTS', value: 10n, from: '2017-01-01', document: '示例个人信息管理办法〔2017〕1号' },
  // vouchers carry names
  { kind: 'RETAIN_NAMES', value: 30n, from: '2016-01-01', document: '会计档案管理办法（财政部 国家档案局令第79号）' },
  { kind: 'LOOKS_PER_DAY', value: 30n, from: '2017-01-01', document: '示例个人信息管理办法〔2017〕1号' },
  { kind: 'EXPORT_ROWS_PER_DAY', value: 5_000n, from: '2017-01-01', document: '示例个人信息管理办法〔2017〕1号' },
];

/** Policy values of the nation, unless they are there. */
export async function seedPolicies(tx: Tx): Promise<void> {
  if ((await tx.policyValue.count({ where: { regionId: NATION, kind: 'FUND_LEVERAGE' } })) > 0) return;
  await tx.policyValue.createMany({
    data: NATIONAL_POLICIES.map(({ kind, value, from, document }) => ({
      kind,
      value,
      regionId: NATION,
      validFrom: toDate(from),
      validTo: nextOf(kind, from),
      documentNumber: document,
      enteredAt: toDate(from),
    })),
  });
}

function nextOf(kind: PolicyKind, from: string): Date | null {
  const later = NATIONAL_POLICIES.filter((row) => row.kind === kind && row.from > from).map((row) => row.from);
  return later[0] ? toDate(later.sort()[0] ?? '') : null;
}
