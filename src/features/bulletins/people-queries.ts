import 'server-only';
import { PERMISSIONS } from '@/domain/permissions';
import type { Bulletin } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';

type Place = Pick<Bulletin, 'regionId' | 'organisationId' | 'provinceId' | 'cityId' | 'countyId'>;

const OFFICES = ['LEADING_GROUP', 'COUNTY_OFFICE', 'TOWNSHIP_OFFICE'] as const;
const FINANCIERS = ['BANK', 'INSURER'] as const;

/**
 * To whom a bulletin goes: the offices of its units, which answer for them, and the branches of financiers in its place and
 * its units.
 */
export async function organisationsToTell(
  tx: Tx,
  { regionId, organisationId }: Place,
  unitIds: readonly number[],
): Promise<{ id: string; regionId: number; isOffice: boolean }[]> {
  const rows = await tx.organisation.findMany({
    where: {
      active: true,
      id: { not: organisationId },
      OR: [
        { kind: { in: [...OFFICES] }, regionId: { in: [...unitIds] } },
        { kind: { in: [...FINANCIERS] }, regionId: { in: [regionId, ...unitIds] } },
      ],
    },
    select: { id: true, kind: true, regionId: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ kind, ...row }) => ({ ...row, isOffice: (OFFICES as readonly string[]).includes(kind) }));
}

/** The people of these organisations who read bulletins. */
export async function peopleOf(tx: Tx, organisationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.user.findMany({
    where: {
      ...{ status: 'ACTIVE', organisationId: { in: [...organisationIds] } },
      roles: { hasSome: [...PERMISSIONS['bulletin.read']] },
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Who signs for a place: its leaders; where it has none, those of the nearest place above it. */
export async function signersOf(tx: Tx, { regionId, countyId, cityId, provinceId }: Place): Promise<string[]> {
  const above = [regionId, countyId, cityId, provinceId].filter((id) => id !== null);
  const rows = await tx.user.findMany({
    where: {
      ...{ status: 'ACTIVE', roles: { hasSome: [...PERMISSIONS['bulletin.issue']] } },
      organisation: { active: true, OR: [{ regionId: { in: above } }, { level: 'NATION', kind: 'LEADING_GROUP' }] },
    },
    select: { id: true, organisation: { select: { regionId: true } } },
  });
  const nearest = above.find((id) => rows.some(({ organisation }) => organisation.regionId === id));
  return rows
    .filter(({ organisation }) => nearest === undefined || organisation.regionId === nearest)
    .map(({ id }) => id);
}
