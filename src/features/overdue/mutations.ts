import 'server-only';
import { dayOf, isWorkday } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { peopleWhoSee } from '@/features/cases/people-queries';
import type { CaseRecord } from '@/generated/prisma/client';
import { CLOCKWORK } from '@/server/clockwork';
import { type Context, contextOf, read, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { notify } from '@/server/notify';
import { loadWorkCalendar } from '@/server/work-calendar';

const BATCH = 200;
/** Beyond this it would be a circular: whoever is nearest to the case is told. */
const MAX_TOLD = 20;

/**
 * The daily job: of every open case past its due day, tells who heads the units in charge and whom it waits for, once in
 * each visit to a step. Nothing is decided by it: the case stays where it is. On working days only; how many were told of.
 */
export async function tellOverdue(now: Date): Promise<number> {
  if (!isWorkday(dayOf(now), await read(CLOCKWORK, loadWorkCalendar))) return 0;
  let told = 0;
  for (let after = CLOCKWORK.userId; ; ) {
    const batch = await tellBatch(contextOf(CLOCKWORK, now), after);
    told += batch.told;
    if (!batch.last) return told;
    after = batch.last;
  }
}

async function tellBatch(ctx: Context, after: string): Promise<{ told: number; last: string | null }> {
  const result = await write(ctx, async (tx) => {
    const late = await tx.caseRecord.findMany({
      where: { id: { gt: after }, status: 'OPEN', dueOn: { lt: toDate(dayOf(ctx.now)) }, waitingTask: { not: null } },
      include: { visits: { where: { leftAt: null }, select: { sequence: true } } },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    let told = 0;
    for (const row of late) {
      const visit = row.visits[0]?.sequence;
      if (visit === undefined || (await isTold(tx, row, visit))) continue;
      told += 1;
      await tellOf(tx, ctx, row, visit);
    }
    return { told, last: late.length === BATCH ? (late.at(-1)?.id ?? null) : null };
  });
  if (!result.ok) throw new Error(`a job was refused: ${result.refusal.code}`);
  return result.value;
}

async function isTold(tx: Tx, row: CaseRecord, visit: number): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ told: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM event WHERE case_id = ${row.id}::uuid AND kind = 'case.overdue-told'
      AND payload @> ${JSON.stringify({ visit, reviewStep: row.reviewStep })}::jsonb) AS told`;
  return found?.told ?? false;
}

async function tellOf(tx: Tx, ctx: Context, row: CaseRecord, visit: number) {
  const heads = [
    ...(await peopleWhoSee(tx, row, { roles: ['CREDIT_LEAD'], organisationId: row.handlingOrganisationId })),
    ...(await peopleWhoSee(tx, row, { roles: ['COUNTY_OFFICIAL'] })),
  ];
  const named = row.waitingUserIds;
  const holders = await peopleWhoSee(
    tx,
    row,
    named.length > 0 ? { ids: named } : { roles: row.waitingRoles, organisationId: row.waitingOrganisationId },
  );
  const userIds = [...new Set([...heads, ...holders.slice(0, MAX_TOLD)].map((person) => person.id))];
  const task = row.waitingTask ?? '';
  await notify(tx, ctx, userIds, { kind: 'OVERDUE', caseId: row.id, payload: { task } });
  await recordEvent(
    tx,
    { ...ctx, actor: null },
    {
      kind: 'case.overdue-told',
      payload: {
        visit,
        reviewStep: row.reviewStep,
        stage: row.stage satisfies CaseFacts['stage'],
        task,
        dueOn: toDay(row.dueOn) ?? '',
        userIds,
      },
      caseId: row.id,
      scope: row,
    },
  );
}
