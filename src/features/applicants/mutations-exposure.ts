import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { isOfAnotherFinancier } from '@/domain/financier';
import type { Fen } from '@/domain/money';
import { sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { Stage } from '@/domain/stage';
import { NOT_CLOSED } from '@/features/cases/under-way-queries';
import { type Context, type Result, read, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { crossing } from '@/server/row-scope';
import { visibleTo } from '@/server/scope';

/** What the applicant of a case owes or has been promised elsewhere. */
export type Exposure = {
  /** other cases under way that the person may open */
  own: {
    id: string;
    reference: string;
    programme: Label;
    financier: Label;
    stage: Stage;
    outstandingFen: Fen;
    approvedFen: Fen;
  }[];
  /** existence, product and total only: one line per institution and product, without its name */
  others: { programme: Label; totalFen: Fen }[];
};

/** How long a recorded look shows its answer on the page. */
const LOOK_LASTS_MS = 15 * 60_000;

/** Records that this person looked, and answers. NOT_PERMITTED; NOT_FOUND outside the scope; CONFLICT_DECLARED. */
export function viewExposure(ctx: Context, caseId: string): Promise<Result<Exposure>> {
  return write(
    ctx,
    async (tx) => {
      if (!can(ctx.actor, 'exposure.read')) refuse('NOT_PERMITTED');
      const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(ctx.actor) } });
      if (!row) refuse('NOT_FOUND');
      if (isOfAnotherFinancier(row, ctx.actor)) refuse('NOT_PERMITTED');
      const conflict = await tx.conflictDeclaration.findFirst({ where: { caseId, userId: ctx.actor.userId } });
      if (conflict) refuse('CONFLICT_DECLARED');
      const exposure = await crossing(tx, 'debts of a household everywhere', () => exposureOf(tx, ctx.actor, row));
      await recordEvent(tx, ctx, {
        kind: 'exposure.viewed',
        payload: { own: exposure.own.length, others: exposure.others.length },
        caseId,
        scope: row,
      });
      return exposure;
    },
    { caseId },
  );
}

/** The answer to a look that this person recorded a moment ago; null when there is none, so that nothing shows unrecorded. */
export function listExposure(actor: Actor, caseId: string, now: Date): Promise<Exposure | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'exposure.read')) return null;
    const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) } });
    if (!row) return null;
    const look = await tx.event.findFirst({
      where: {
        caseId,
        kind: 'exposure.viewed',
        actorId: actor.userId,
        recordedAt: { gt: new Date(now.getTime() - LOOK_LASTS_MS), lte: now },
      },
      select: { id: true },
    });
    return look && crossing(tx, 'debts of a household everywhere', () => exposureOf(tx, actor, row));
  });
}

async function exposureOf(
  tx: Tx,
  actor: Actor,
  row: { id: string; personId: string | null; operatingEntityId: string | null },
): Promise<Exposure> {
  const where = {
    id: { not: row.id },
    status: { in: [...NOT_CLOSED] },
    ...(row.personId
      ? { personId: { in: await householdOf(tx, row.personId) } }
      : { operatingEntityId: row.operatingEntityId }),
  };
  const all = await tx.caseRecord.findMany({
    where,
    orderBy: { id: 'asc' },
    select: {
      id: true,
      reference: true,
      financierId: true,
      programmeId: true,
      stage: true,
      approvedAmountFen: true,
      disbursedAmountFen: true,
      outstandingAmountFen: true,
    },
  });
  const visible = await tx.caseRecord.findMany({ where: { AND: [where, visibleTo(actor)] }, select: { id: true } });
  const mine = new Set(visible.map((entry) => entry.id));
  const programmes = await tx.programme.findMany({ where: { id: { in: all.map((entry) => entry.programmeId) } } });
  const programmeName = new Map(programmes.map((entry) => [entry.id, entry.name as Label]));
  const financiers = await tx.organisation.findMany({ where: { id: { in: all.map((entry) => entry.financierId) } } });
  const financierName = new Map(financiers.map((entry) => [entry.id, entry.name as Label]));
  const nameless: Label = { zh: '', en: '' };
  const others = new Map<string, { programme: Label; amounts: Fen[] }>();
  for (const entry of all.filter(({ id }) => !mine.has(id))) {
    const key = `${entry.financierId}:${entry.programmeId}`;
    const line = others.get(key) ?? { programme: programmeName.get(entry.programmeId) ?? nameless, amounts: [] };
    line.amounts.push(entry.outstandingAmountFen, promisedFen(entry));
    others.set(key, line);
  }
  return {
    own: all
      .filter(({ id }) => mine.has(id))
      .map((entry) => ({
        id: entry.id,
        reference: entry.reference,
        programme: programmeName.get(entry.programmeId) ?? nameless,
        financier: financierName.get(entry.financierId) ?? nameless,
        stage: entry.stage,
        outstandingFen: entry.outstandingAmountFen,
        approvedFen: promisedFen(entry),
      })),
    others: [...others.values()].map(({ programme, amounts }) => ({ programme, totalFen: sumFen(amounts) })),
  };
}

/** Approved and not paid out yet. */
function promisedFen(row: { approvedAmountFen: Fen | null; disbursedAmountFen: Fen }): Fen {
  const left = (row.approvedAmountFen ?? 0n) - row.disbursedAmountFen;
  return left > 0n ? left : 0n;
}

async function householdOf(tx: Tx, personId: string): Promise<string[]> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { householdId: true } });
  const members = await tx.person.findMany({ where: { householdId: person.householdId }, select: { id: true } });
  return members.map((member) => member.id);
}
