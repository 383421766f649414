import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { belongsInNoAddress, maskNumbers } from '@/domain/masking';
import type { ExportApproval } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
import type { EventScope } from '@/server/events';
import { visibleTo } from '@/server/scope';
import { loadActor } from '@/server/session';
import { type ExportRequest, mayAskInFull, mayExport, openSource, scopeKey } from './source';

/** The place of whoever asks, as columns: their area with all that it lies in, or their branch with those above. */
export async function areaOf(tx: Tx, { scope, organisation }: Actor) {
  if (scope.kind === 'FINANCIER') {
    const { financierId, provincialBranchId, countyBranchId } = organisation;
    return { financierId, provincialBranchId, countyBranchId };
  }
  if (scope.kind !== 'REGION') return {};
  const place = await tx.regionVersion.findFirst({ where: { regionId: scope.regionId, validTo: null } });
  const { provinceId = null, cityId = null, countyId = null, townshipId = null } = place ?? {};
  return { provinceId, cityId, countyId, townshipId, [scope.column]: scope.regionId };
}

/** The same of a row, for its events. */
export function placeOf(row: ExportApproval): EventScope {
  const { provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId } = row;
  return { provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId };
}

/** The asked exports whose whole area this person sees; a financier's stay with its own people. */
export function asksInSightOf(actor: Actor): Prisma.ExportApprovalWhereInput {
  return actor.scope.kind === 'NATION' ? { financierId: null } : visibleTo(actor);
}

/** The organisations that may hold an approver, the nearest first: the asker's own, and those above it. */
export function aboveOf(actor: Actor, area: Awaited<ReturnType<typeof areaOf>>): Prisma.OrganisationWhereInput[] {
  const { financierId, provincialBranchId, countyBranchId } = actor.organisation;
  if (actor.scope.kind === 'FINANCIER')
    return [countyBranchId, provincialBranchId, financierId].flatMap((id) => (id ? [{ id }] : []));
  const { provinceId, cityId, countyId, townshipId, villageId }: EventScope = area;
  const regions = [villageId, townshipId, countyId, cityId, provinceId].filter((id) => id != null);
  return (regions.length > 0 ? regions : [actor.organisation.regionId]).map((regionId) => ({
    regionId,
    kind: { notIn: ['BANK', 'INSURER', 'OPERATOR'] },
  }));
}

/** Reasons are kept for good: a number that somebody copies into one must not be. */
export const withoutNumbers = (text: string) => (belongsInNoAddress(text) ? maskNumbers(text) : text).trim();

/** What an approval adds to the request of its file: the columns that were approved, and by whom. Throws where it is none. */
export async function findApproval(tx: Tx, id: string) {
  const row = await tx.exportApproval.findFirst({ where: { id, decision: 'APPROVED' } });
  if (!row?.decidedById) throw new Error('an export without the approval that it names');
  const approver = await tx.user.findUniqueOrThrow({ where: { id: row.decidedById }, select: { name: true } });
  return { columns: row.columns, approval: { id: row.id, approver: approver.name as Label } };
}

/**
 * What was asked for, as its asker may take it at this moment, with how many rows it has now; null for who has left, moved
 * to another area or lost the right. `reader` sees the whole area of the asker, or is the asker.
 */
export async function openAsked(reader: Actor, row: ExportApproval, now: Date, locale = row.locale) {
  const { list, query, unit, full, columns } = row;
  const request = { list, query, locale, unit, full, columns } as ExportRequest;
  const asker = await read(reader, (tx) => loadActor(tx, row.askedById, row.askedById));
  if (!asker || scopeKey(asker) !== row.scope) return null;
  if (!(full ? mayAskInFull : mayExport)(asker, request.list)) return null;
  const source = await openSource(asker, request, now);
  return { asker, request, source, rows: await source.count() };
}
