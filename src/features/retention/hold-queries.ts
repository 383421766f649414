import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { findSubject, type SubjectRef, subjectWhere } from './subject-queries';

export type Hold = {
  id: string;
  documentNumber: string;
  documentOn: Day;
  reason: string;
  setBy: Label | null;
  setAt: Date;
  liftReason: string | null;
  liftedBy: Label | null;
  liftedAt: Date | null;
};

/** Rows of holds as they are shown, in the order given. */
export async function describeHolds(tx: Tx, rows: readonly Prisma.LegalHoldGetPayload<object>[]): Promise<Hold[]> {
  const people = await namesOf(
    tx,
    rows.flatMap((row) => [row.setById, row.liftedById]),
  );
  return rows.map((row) => ({
    id: row.id,
    documentNumber: row.documentNumber,
    documentOn: toDay(row.documentOn),
    reason: row.reason,
    setBy: people.get(row.setById)?.name ?? null,
    setAt: row.setAt,
    liftReason: row.liftReason,
    liftedBy: people.get(row.liftedById ?? '')?.name ?? null,
    liftedAt: row.liftedAt,
  }));
}

/** The holds on an applicant of the person's area, those that stand first; null outside the area. */
export function findHolds(actor: Actor, ref: SubjectRef): Promise<{ holds: Hold[]; maySet: boolean } | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'household.read') || !(await findSubject(tx, actor, ref))) return null;
    const rows = await tx.legalHold.findMany({
      where: subjectWhere(ref),
      orderBy: [{ liftedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    });
    return { holds: await describeHolds(tx, rows), maySet: can(actor, 'hold.set') };
  });
}
