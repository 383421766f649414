import { beforeAll, expect, test } from 'vitest';
import { sumOf, totalOf } from '@/domain/figures';
import { HEADS, SUMS } from '@/domain/measures';
import { listCases } from '@/features/cases/list-queries';
import { loadFigures } from '@/features/figures/cube-queries';
import { getFigures } from '@/features/figures/queries';
import { findDifferentCells } from '@/features/figures/recount';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { ageLoans } from '@/features/loan-ages/mutations';
import { newUuid } from '@/lib/uuid';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { findBroken } from '../support/invariants';
import { actorFor, at, must, noon, regionId } from '../support/world';

// 120,000 yuan paid on 1 April 2026, the first of twelve equal parts due on 1 May
let caseId: string;
const AS_OF = [
  '2026-05-01',
  '2026-05-02',
  '2026-05-31',
  '2026-06-01',
  '2026-06-10',
  '2026-06-20',
  '2026-07-31',
] as const;

beforeAll(async () => {
  const made = await caseAtDisbursement({ trancheFen: [12_000_000n], repaymentMethod: 'EQUAL_PRINCIPAL' });
  caseId = made.caseId;
  await payTranche(caseId, made.trancheIds[0]);
}, 60_000);

const repay = async (amountFen: bigint, paidOn: string, recordedOn = paidOn) =>
  must(await recordRepayment(await at('clerk', recordedOn), { caseId, paidOn, amountFen, idempotencyKey: newUuid() }));

/** Overdue in all, the youngest band and the next, in 元, as the county's figures have it on a day; each agrees with its list. */
async function lateOn(asOf: string) {
  const actor = await actorFor('county');
  const county = await regionId('410225');
  const figures = await getFigures(actor, { regionId: county, asOf }, noon('2026-08-01'));
  if (!figures || 'absent' in figures) throw new Error('no figures');
  const sums = ['OVERDUE_FEN', 'OVERDUE_1_FEN', 'OVERDUE_31_FEN', 'OVERDUE'] as const;
  const values = sums.map((measure) => totalOf(figures.cells, { measure, regionId: county }));
  for (const [index, name] of sums.entries()) {
    const measure = { name, stage: '-', asOf, asRecorded: false };
    const list = await listCases(
      actor,
      { regionId: county, programmeId: figures.programme.id, measure },
      noon('2026-08-01'),
    );
    expect(list.totals?.measured, `${name} ${asOf}`).toBe(values[index]);
  }
  return values.map((value, index) => (index < 3 ? Number(value / 100n) : Number(value)));
}

const agedEvents = () =>
  db().event.findMany({ where: { caseId, kind: 'loan.aged' }, orderBy: [{ occurredOn: 'asc' }, { id: 'asc' }] });

test('a loan grows older in arrears on the day on which it does, however many nights were missed', async () => {
  expect(await ageLoans(noon('2026-05-01'))).toBe(0);
  expect(await ageLoans(noon('2026-06-05'))).toBe(1);
  expect((await agedEvents()).map((event) => toDay(event.occurredOn))).toEqual(['2026-05-02', '2026-06-01']);
  expect(await ageLoans(noon('2026-06-06'))).toBe(0);
  const [before, first, last, second] = await Promise.all(AS_OF.slice(0, 4).map(lateOn));
  expect([before, first, last, second]).toEqual([
    [0, 0, 0, 0],
    [120_000, 120_000, 0, 1],
    [120_000, 120_000, 0, 1],
    [120_000, 0, 120_000, 1],
  ]);
});

test('what is paid ends it, or makes it as young as what stays unpaid', async () => {
  const plan = await db().repaymentPlanLine.findMany({ where: { caseId }, orderBy: { dueOn: 'asc' } });
  const [first, second] = plan.map((line) => line.principalFen + line.interestFen);
  await repay(first ?? 0n, '2026-06-10');
  // of the second part, due on 1 June, nothing is paid
  expect(await lateOn('2026-06-10')).toEqual([110_000, 110_000, 0, 1]);
  await repay(second ?? 0n, '2026-06-20');
  expect(await lateOn('2026-06-20')).toEqual([0, 0, 0, 0]);
  expect(await lateOn('2026-06-10')).toEqual([110_000, 110_000, 0, 1]);
  expect(await ageLoans(noon('2026-06-30'))).toBe(0);
});

test('money that had come in time takes back what was recorded since', async () => {
  expect(await ageLoans(noon('2026-07-20'))).toBe(1);
  expect(await lateOn('2026-07-20')).toEqual([100_000, 100_000, 0, 1]);
  const [, , third] = await db().repaymentPlanLine.findMany({ where: { caseId }, orderBy: { dueOn: 'asc' } });
  await repay((third?.principalFen ?? 0n) + (third?.interestFen ?? 0n), '2026-06-30', '2026-07-25');
  for (const asOf of ['2026-07-02', '2026-07-20', '2026-07-31']) expect(await lateOn(asOf), asOf).toEqual([0, 0, 0, 0]);
});

test('the cube agrees with the events, its small arrays with its cells, and those below with those above', async () => {
  for (const fold of [false, true]) {
    if (fold) await db().$queryRaw`SELECT fold_figures()`;
    expect(await findDifferentCells(db())).toEqual([]);
    const actor = await actorFor('leader');
    const henan = await regionId('41');
    const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
    for (const asOf of AS_OF) {
      const measures = [...HEADS, ...SUMS.OVERDUE];
      const { cells, below } = await loadFigures(
        db(),
        actor,
        {
          cells: [{ places: { level: 'PROVINCE', ids: [henan] }, measures }],
          below: { parentId: henan, level: 'CITY', measures },
        },
        { programmeId: programme.id, asOf, today: '2026-08-01' },
      );
      for (const measure of HEADS) {
        const sum = [...below.keys()].reduce((total, id) => total + sumOf(below, id, measure), 0n);
        expect(sum, `${measure} ${asOf}`).toBe(totalOf(cells, { measure, regionId: henan }));
      }
    }
  }
  expect(await findBroken()).toEqual([]);
  await db().$executeRaw`UPDATE figure SET heads[1] = heads[1] + 1 WHERE span = 'TOTAL' AND region_id = 1`;
  expect((await findDifferentCells(db()))[0]).toMatchObject({ measure: 'ACCEPTED', regionId: 1, span: 'TOTAL' });
});

test('the order of the small array is the same in the code and in the database', async () => {
  const rows = await db().$queryRaw<{ measure: string }[]>`
    SELECT DISTINCT measure, head FROM figure_cell WHERE head IS NOT NULL ORDER BY head`;
  expect(rows.map(({ measure }) => measure)).toEqual([...HEADS]);
});
