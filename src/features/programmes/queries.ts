import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { can, type Permission } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { today } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { reviewsIn } from './reviews-in';

export type DefinitionRow = NonNullable<Awaited<ReturnType<Tx['programmeDefinition']['findUnique']>>>;

/** What a version is to a reader: whether a published one is in force follows from the day. */
export const DEFINITION_STATES = ['DRAFT', 'REVIEWED', 'COMING', 'IN_FORCE', 'ENDED', 'RETIRED'] as const;
export type DefinitionState = (typeof DEFINITION_STATES)[number];

function stateOf(row: Pick<DefinitionRow, 'status' | 'effectiveFrom' | 'effectiveTo'>, day: Day): DefinitionState {
  if (row.status !== 'PUBLISHED') return row.status;
  if (toDay(row.effectiveFrom) > day) return 'COMING';
  return row.effectiveTo !== null && toDay(row.effectiveTo) <= day ? 'ENDED' : 'IN_FORCE';
}

/** Stops a read that the page in front of it should not have asked for. Refuses NOT_PERMITTED. */
function demand(actor: Pick<Actor, 'roles'>, permission: Permission): void {
  if (!can(actor, permission)) refuse('NOT_PERMITTED');
}

/** Drafts are read by those who write and review them; everybody else sees what was published. */
const isReadable = (actor: Actor, row: Pick<DefinitionRow, 'status' | 'provinceId'>) =>
  row.status === 'PUBLISHED' || row.status === 'RETIRED' || reviewsIn(actor, row.provinceId);

function headOf(row: DefinitionRow & { programme: { code: string; name: unknown } }, province: string, day: Day) {
  const open = row.status === 'DRAFT' || row.status === 'REVIEWED';
  return {
    id: row.id,
    programmeId: row.programmeId,
    code: row.programme.code,
    name: row.programme.name as Label,
    provinceId: row.provinceId,
    province,
    version: row.version,
    status: row.status,
    state: stateOf(row, day),
    // a draft has neither day nor document yet
    effectiveFrom: open ? null : toDay(row.effectiveFrom),
    effectiveTo: toDay(row.effectiveTo),
    documentNumber: row.documentNumber,
  };
}

/** Every version of every programme that this actor may read, newest first within a programme and province. */
export async function listDefinitions(tx: Tx, actor: Actor, now: Date) {
  demand(actor, 'programme.read');
  const rows = await tx.programmeDefinition.findMany({
    include: { programme: true },
    orderBy: [{ programme: { code: 'asc' } }, { provinceId: 'asc' }, { version: 'desc' }],
  });
  const readable = rows.filter((row) => isReadable(actor, row));
  const provinces = await regionNames(
    tx,
    readable.map((row) => row.provinceId),
  );
  const day = today({ now });
  return readable.map((row) => headOf(row, provinces.get(row.provinceId) ?? '', day));
}

/** One version with all that it says, who wrote, reviewed and published it, and what cannot work in it; null for an id that this actor does not see. */
export async function findDefinition(tx: Tx, actor: Actor, id: string, now: Date) {
  demand(actor, 'programme.read');
  if (!UUID.test(id)) return null;
  const row = await tx.programmeDefinition.findUnique({ where: { id }, include: { programme: true } });
  if (!row || !isReadable(actor, row)) return null;
  const provinces = await regionNames(tx, [row.provinceId]);
  const body = parseProgrammeBody(row.body);
  const people = await tx.user.findMany({
    where: { id: { in: [row.draftedById, row.reviewedById, row.publishedById].filter((who) => who !== null) } },
    select: { id: true, name: true },
  });
  const signed = (who: string | null, at: Date | null) => {
    const person = people.find((entry) => entry.id === who);
    return person && at ? { name: person.name as Label, at } : null;
  };
  return {
    ...headOf(row, provinces.get(row.provinceId) ?? '', today({ now })),
    revision: row.revision,
    basedOnId: row.basedOnId,
    reviewRemark: row.reviewRemark,
    drafted: signed(row.draftedById, row.draftedAt),
    reviewed: signed(row.reviewedById, row.reviewedAt),
    published: signed(row.publishedById, row.publishedAt),
    wrote: await hasWritten(tx, actor.userId, row),
    body,
    faults: findDefinitionFaults(body),
  };
}
export type DefinitionView = NonNullable<Awaited<ReturnType<typeof findDefinition>>>;

/** Whether this person wrote any of a definition: whoever only mended a word is an author too. */
export async function hasWritten(tx: Tx, userId: string, row: DefinitionRow): Promise<boolean> {
  if (row.draftedById === userId) return true;
  const own = await tx.event.findFirst({
    where: { actorId: userId, subjectId: row.id, kind: { in: ['definition.drafted', 'definition.edited'] } },
    select: { id: true },
  });
  return own !== null;
}

/** Provinces by name, for which a programme may be defined. */
export async function listProvinces(tx: Tx, actor: Actor): Promise<{ id: number; name: string }[]> {
  demand(actor, 'programme.write');
  const rows = await tx.region.findMany({ where: { level: 'PROVINCE' }, select: { id: true }, orderBy: { id: 'asc' } });
  const names = await regionNames(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map(({ id }) => ({ id, name: names.get(id) ?? '' }));
}

export async function regionNames(tx: Tx, ids: number[]): Promise<Map<number, string>> {
  const rows = await tx.regionVersion.findMany({
    where: { regionId: { in: ids }, validTo: null },
    select: { regionId: true, name: true },
  });
  return new Map(rows.map((row) => [row.regionId, row.name]));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
