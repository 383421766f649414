import 'server-only';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import { Prisma } from '@/server/db';
import { scopeSql, visibleTo } from '@/server/scope';
import { readSql } from '@/server/sql';
import { applicantWithoutName, titleWithoutName } from './outside-names';
import { loadRows } from './row-queries';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The reference of a case inside the actor's scope; null when there is none. */
export async function findCaseReference(actor: Actor, caseId: string): Promise<string | null> {
  if (!UUID.test(caseId)) return null;
  return read(actor, async (tx) => {
    const found = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { reference: true },
    });
    return found?.reference ?? null;
  });
}

const REFERENCE = /^[\w-]{1,64}$/;

/**
 * A case by its reference as it is given to programs: its row in the case list, with persons' names masked. Null outside
 * the actor's scope, as for a reference that does not exist.
 */
export async function caseForPrograms(actor: Actor, reference: string, now: Date) {
  if (!REFERENCE.test(reference)) return null;
  const wanted = Prisma.sql`SELECT c.id, '' AS key, NULL::bigint AS measured FROM case_record c
    WHERE c.reference = ${reference} AND ${scopeSql(actor, 'c')}`;
  const [row] = await readSql(actor, (sql) => loadRows(sql, actor, wanted, dayOf(now)));
  if (!row) return null;
  const { waiting, clock } = row;
  return {
    reference: row.reference,
    version: row.version,
    programme: row.programme,
    title: titleWithoutName(row),
    applicant: { kind: row.applicantKind, name: applicantWithoutName(row) },
    county: row.county,
    township: row.township,
    financier: row.financier,
    lane: row.lane,
    stage: row.stage,
    stageName: row.stageName,
    status: row.status,
    outcome: row.outcome,
    consultedOn: toDay(row.consultedOn),
    amountsFen: {
      current: String(row.amountFen),
      requested: String(row.requestedAmountFen),
      approved: row.approvedAmountFen === null ? null : String(row.approvedAmountFen),
      disbursed: String(row.disbursedAmountFen),
      outstanding: String(row.outstandingAmountFen),
    },
    clock: {
      dueOn: clock.dueOn,
      provisional: clock.provisional,
      workingDaysLeft: clock.remaining,
      paused: clock.paused,
    },
    waiting: waiting && { task: waiting.task, organisation: waiting.organisation, since: row.waitingSince },
  };
}
