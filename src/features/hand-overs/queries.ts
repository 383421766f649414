import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { HandOverKind, KeptReason } from '@/domain/hand-over';
import { can } from '@/domain/permissions';
import { namesOf } from '@/features/cases/people';
import type { Prisma } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';

const PAGE_SIZE = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Named = { name: Label; organisation: Label };
export type HandOverRow = {
  id: string;
  from: Named | null;
  to: Named | null;
  by: Label | null;
  at: Date;
  reason: string;
  moved: number;
  kept: number;
};

type Outcome = { kind: HandOverKind; id: string; kept: KeptReason | null };
type Stored = Prisma.HandOverGetPayload<object>;
const outcomesOf = (row: Stored) => row.items as Outcome[];

/** A security administrator sees all, the head of a unit those of the unit and their own, others those they are part of. */
function visibleHandOvers(actor: Actor): Prisma.HandOverWhereInput {
  if (actor.roles.includes('SECURITY_ADMIN')) return {};
  const { userId } = actor;
  const own = [{ fromId: userId }, { toId: userId }, { handedOverById: userId }];
  if (!can(actor, 'hand-over.make')) return { OR: own };
  return { OR: [...own, { organisationId: actor.organisation.id }] };
}

async function toRows(tx: Tx, stored: readonly Stored[]): Promise<HandOverRow[]> {
  const people = await namesOf(
    tx,
    stored.flatMap((row) => [row.fromId, row.toId, row.handedOverById]),
  );
  return stored.map((row) => {
    const kept = outcomesOf(row).filter((outcome) => outcome.kept !== null).length;
    return {
      id: row.id,
      from: people.get(row.fromId) ?? null,
      to: people.get(row.toId) ?? null,
      by: people.get(row.handedOverById)?.name ?? null,
      at: row.handedOverAt,
      reason: row.reason,
      moved: outcomesOf(row).length - kept,
      kept,
    };
  });
}

/** Hand-overs newest first; `after` is the last id of the page before. */
export function listHandOvers(
  actor: Actor,
  after: string | null,
): Promise<{ rows: HandOverRow[]; total: number; next: string | null }> {
  const cursor = after !== null && UUID.test(after) ? after : null;
  return read(actor, async (tx) => {
    const where = visibleHandOvers(actor);
    const stored = await tx.handOver.findMany({
      where: { AND: [where, cursor ? { id: { lt: cursor } } : {}] },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    });
    const rows = await toRows(tx, stored.slice(0, PAGE_SIZE));
    return {
      rows,
      total: await tx.handOver.count({ where }),
      next: stored.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null,
    };
  });
}

export type HandOverItem = {
  key: string;
  kind: HandOverKind;
  kept: KeptReason | null;
  reference: string | null;
  /** only where the reader sees the case or the instruction */
  title: string | null;
  href: string | null;
};

/** One hand-over with what became of each item; null for whoever is no part of it. */
export function getHandOver(actor: Actor, id: string): Promise<(HandOverRow & { items: HandOverItem[] }) | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const stored = await tx.handOver.findFirst({ where: { AND: [{ id }, visibleHandOvers(actor)] } });
    if (!stored) return null;
    const [row] = await toRows(tx, [stored]);
    const outcomes = outcomesOf(stored);
    const idsOf = (instruction: boolean) =>
      outcomes.filter((outcome) => (outcome.kind === 'INSTRUCTION') === instruction).map((outcome) => outcome.id);
    const administrator = actor.roles.includes('SECURITY_ADMIN');
    const cases = await tx.caseRecord.findMany({
      // the reference names nobody, so that an administrator can tell which case is meant
      where: { id: { in: idsOf(false) }, ...(administrator ? {} : visibleTo(actor)) },
      select: { id: true, reference: true, title: true },
    });
    const instructions = await tx.instruction.findMany({
      where: { id: { in: idsOf(true) }, OR: [{ addresseeId: actor.userId }, { issuedById: actor.userId }] },
      select: { id: true, text: true },
    });
    return {
      ...(row as HandOverRow),
      items: outcomes.map(({ kind, id: itemId, kept }) => {
        const about = cases.find((entry) => entry.id === itemId);
        const asked = instructions.find((entry) => entry.id === itemId);
        const key = `${kind}-${itemId}`;
        if (administrator) return { key, kind, kept, reference: about?.reference ?? null, title: null, href: null };
        if (asked) return { key, kind, kept, reference: null, title: asked.text, href: `/instructions/${itemId}` };
        return {
          key,
          kind,
          kept,
          reference: about?.reference ?? null,
          title: about?.title ?? null,
          href: about ? `/cases/${itemId}` : null,
        };
      }),
    };
  });
}
