import { beforeAll, expect, test } from 'vitest';
import { takeTransition } from '@/features/cases/transitions';
import { decideCase } from '@/features/decisions/mutations';
import { tellOverdue } from '@/features/overdue/mutations';
import { toDay } from '@/server/dates';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, take } from '../support/case-at-decision';
import { actorFor, at, must, noon } from '../support/world';

const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const toldOf = (caseId: string) =>
  db().event.findMany({ where: { caseId, kind: 'case.overdue-told' }, orderBy: { id: 'asc' } });
const noticesOf = async (caseId: string) => {
  const rows = await db().notice.findMany({ where: { caseId, kind: 'OVERDUE' } });
  return rows.map((row) => row.userId).sort();
};
const ids = async (...names: string[]) => (await Promise.all(names.map(actorFor))).map((actor) => actor.userId).sort();

// cases of other tests in the same database are late as well
beforeAll(async () => {
  await tellOverdue(noon('2026-12-30'));
});

test('a case past its day is told of once: to the heads in charge and to whom it waits for, and it stays where it is', async () => {
  const caseId = await caseAtDecision();
  const due = toDay((await caseOf(caseId)).dueOn);
  expect(due).not.toBeNull();
  await tellOverdue(noon(due ?? ''));
  expect(await toldOf(caseId)).toEqual([]);
  await tellOverdue(noon('2026-06-01'));
  await tellOverdue(noon('2026-06-01'));
  await tellOverdue(noon('2026-06-02'));
  const events = await toldOf(caseId);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ actorId: null, payload: { stage: 'DECISION', task: 'DECIDE', dueOn: due } });
  expect(await noticesOf(caseId)).toEqual(await ids('lead', 'county', 'approver', 'approver2'));
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DECISION', status: 'OPEN', approvedAmountFen: null });
});

test('not on a day off, and not while the clock stands', async () => {
  const caseId = await caseAtDueDiligence();
  await tellOverdue(noon('2026-06-06'));
  expect(await toldOf(caseId)).toEqual([]);
  const { version } = await caseOf(caseId);
  const lead = await at('lead', '2026-03-02');
  must(await takeTransition(lead, { caseId, version, verb: 'suspend', reason: '等待核查' }));
  await tellOverdue(noon('2026-06-01'));
  expect(await toldOf(caseId)).toEqual([]);
});

test('a second visit to a stage has a clock of its own, and is told of for itself', async () => {
  const caseId = await caseAtDecision();
  await tellOverdue(noon('2026-06-01'));
  const first = (await caseOf(caseId)).dueOn;
  const back = { outcome: 'RETURNED', opinion: '补充走访', returnTo: 'ACCEPTANCE' } as const;
  must(await decideCase(await at('approver', '2026-06-01'), { caseId, version: null, ...back }));
  const again = toDay((await caseOf(caseId)).dueOn);
  expect(first).not.toBeNull();
  expect(again !== null && again > '2026-06-01').toBe(true);
  await tellOverdue(noon('2026-06-02'));
  expect(await toldOf(caseId)).toHaveLength(1);
  await tellOverdue(noon('2026-07-01'));
  expect(await toldOf(caseId)).toHaveLength(2);

  // the next step of acceptance within the same visit is told of too, for it waits for somebody else
  await take(await at('county', '2026-07-01'), caseId, 'accept');
  await tellOverdue(noon('2026-07-02'));
  const told = await toldOf(caseId);
  expect(told.map((event) => (event.payload as { reviewStep: number }).reviewStep)).toEqual([0, 0, 1]);
  const [approve] = await db().stageVisit.findMany({
    where: { caseId, stage: 'ACCEPTANCE' },
    orderBy: { sequence: 'desc' },
  });
  expect(approve?.leftAt).toBeNull();
});
