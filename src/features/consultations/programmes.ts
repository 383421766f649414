import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import type { Place } from '@/features/applicants/places';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';

const inForce = (day: Day) => ({
  effectiveFrom: { lte: toDate(day) },
  OR: [{ effectiveTo: null }, { effectiveTo: { gt: toDate(day) } }],
});

export type DefinitionInForce = {
  id: string;
  programmeId: string;
  programmeCode: string;
  body: ProgrammeBody;
};

/** The published definition of a programme that a province works by on this day; null when there is none. */
export async function definitionInForce(
  tx: Tx,
  programmeId: string,
  provinceId: number,
  day: Day,
): Promise<DefinitionInForce | null> {
  const row = await tx.programmeDefinition.findFirst({
    where: { programmeId, provinceId, status: 'PUBLISHED', ...inForce(day) },
    orderBy: { version: 'desc' },
    include: { programme: { select: { code: true } } },
  });
  return row && { id: row.id, programmeId, programmeCode: row.programme.code, body: parseProgrammeBody(row.body) };
}

/** Programmes with a published definition in force in the province on this day. */
export async function listProgrammes(
  tx: Tx,
  provinceId: number,
  day: Day,
): Promise<{ id: string; code: string; name: Label }[]> {
  const rows = await tx.programme.findMany({
    where: { definitions: { some: { provinceId, status: 'PUBLISHED', ...inForce(day) } } },
    orderBy: { code: 'asc' },
    select: { id: true, code: true, name: true },
  });
  return rows.map((row) => ({ ...row, name: row.name as Label }));
}

/** A branch that may take a case, with the path of its financier. */
export type Branch = {
  id: string;
  kind: ProgrammeBody['financierKinds'][number];
  name: Label;
  financierId: string;
  provincialBranchId: string | null;
  countyBranchId: string | null;
};

/**
 * Branches that run the programme at a place: county or provincial ones of the kinds that the definition names, whose
 * region holds the place and which have authority on this day, by a row of their own or by the definition's matrix. A financier's own person has one choice, their own branch, decided there or above.
 */
export async function listBranches(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'organisation'>,
  { programmeId, body }: Pick<DefinitionInForce, 'programmeId' | 'body'>,
  place: Pick<Place, 'provinceId' | 'countyId'>,
  day: Day,
): Promise<Branch[]> {
  const own = actor.scope.kind === 'FINANCIER' ? actor.organisation : null;
  const rows = await tx.organisation.findMany({
    where: {
      active: true,
      kind: { in: body.financierKinds },
      financierId: { not: null },
      ...(own
        ? { id: own.id }
        : {
            OR: [
              { level: 'COUNTY', regionId: place.countyId },
              { level: 'PROVINCE', regionId: place.provinceId },
            ],
          }),
    },
    orderBy: [{ level: 'desc' }, { id: 'asc' }],
  });
  const paths = rows.flatMap((row) =>
    own ? [row.id, row.provincialBranchId ?? row.id, row.financierId ?? row.id] : [row.id],
  );
  const limits = await tx.authorityLimit.findMany({
    where: {
      programmeId,
      organisationId: { in: paths },
      validFrom: { lte: toDate(day) },
      OR: [{ validTo: null }, { validTo: { gt: toDate(day) } }],
    },
    select: { organisationId: true },
  });
  const holders = new Set(limits.map((limit) => limit.organisationId));
  return rows
    .filter((row) => body.authority.length > 0 || (own ? holders.size > 0 : holders.has(row.id)))
    .map((row) => ({
      id: row.id,
      kind: row.kind as Branch['kind'],
      name: row.name as Label,
      financierId: row.financierId as string,
      provincialBranchId: row.provincialBranchId,
      countyBranchId: row.countyBranchId,
    }));
}
