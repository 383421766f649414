import { dayOf } from '@/domain/calendar';
import { pastQuarters } from '@/domain/subsidy';
import type { ConsultationInput } from '@/features/consultations/mutations';
import { computeCounty, paySubsidy, reviewSubsidy } from '@/features/subsidies/mutations';
import { contextOf, type Result } from '@/server/command';
import { toDate } from '@/server/dates';
import { db } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { daysBack } from './days-back';
import { BANK_CREW, Journey, seedActor } from './lifecycle';
import { consultationOf } from './programme-cases';

type Applicant = ConsultationInput['applicant'];

const YUAN = 100n;
/** Working days: longer ago than a quarter is, so that the money was out before the last one ended. */
const ASKED_AGO = 90;
const LENT_AGO = 80;
const REPAID_AGO = 72;
const RATE_BPS = 300;

/** One waits for the review, one for the payment, one was paid; the last repaid a part. */
const LOANS = [
  { trade: '香菇种植', yuan: 50_000n, repaidYuan: 0n },
  { trade: '肉鹅养殖', yuan: 40_000n, repaidYuan: 0n },
  { trade: '红薯粉加工', yuan: 30_000n, repaidYuan: 10_000n },
];
const FIRST_SEQUENCE = 9_301;

/** Micro-loans that run longer than a quarter, and the subsidies of the last quarter at each of their steps. */
export async function seedSubsidies(now: Date, say: (line: string) => void): Promise<void> {
  const lent: string[] = [];
  for (const [index, loan] of LOANS.entries()) lent.push((await lendLongAgo(now, FIRST_SEQUENCE + index, loan)).id);
  await settleQuarter(now, lent);
  say('subsidies of the last quarter');
}

type Loan = { trade: string; yuan: bigint; repaidYuan: bigint };

/** A household's micro-loan that was paid before the last quarter ended; `applicant` where the demo's would not do. */
export async function lendLongAgo(
  now: Date,
  sequence: number,
  { trade, yuan, repaidYuan }: Loan,
  applicant: Partial<Applicant> = {},
): Promise<Journey> {
  const back = daysBack(dayOf(now), await loadWorkCalendar(db()));
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'B' } });
  const plan = { code: 'B', kind: 'HOUSEHOLD', trade, yuan } as const;
  const asked = await consultationOf(plan, programme.id, sequence);
  const journey = new Journey(BANK_CREW, back(ASKED_AGO), sequence);
  await journey.consult({ ...asked, applicant: { ...asked.applicant, ...applicant } as Applicant });
  await journey.accept();
  await journey.assign();
  await journey.recommend(yuan * YUAN, { rateBps: RATE_BPS });
  await journey.on(back(LENT_AGO)).approve();
  await journey.contract(yuan * YUAN, undefined, { rateBps: RATE_BPS });
  await journey.pay();
  if (repaidYuan > 0n) await journey.on(back(REPAID_AGO)).repay(repaidYuan * YUAN);
  return journey;
}

async function settleQuarter(now: Date, lent: readonly string[]) {
  const today = dayOf(now);
  const [quarter] = pastQuarters(today, 1);
  if (!quarter) throw new Error('no quarter is over');
  const as = async (username: string) => contextOf(await seedActor(username), now);
  must(await computeCounty(await as(BANK_CREW.county), { periodOn: quarter.from }));
  const [, reviewed = '', paid = ''] = await Promise.all(
    lent.map(async (caseId) => {
      const key = { caseId, periodOn: toDate(quarter.from) };
      return (await db().subsidy.findUniqueOrThrow({ where: { caseId_periodOn: key } })).id;
    }),
  );
  for (const subsidyId of [reviewed, paid])
    must(await reviewSubsidy(await as('fin-approver'), { subsidyId, outcome: 'REVIEWED', remark: '' }));
  must(await paySubsidy(await as('fin-checker'), { subsidyId: paid, paidOn: today, voucher: '示例国库支付1号' }));
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}
