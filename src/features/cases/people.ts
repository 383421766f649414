import 'server-only';
import type { Label } from '@/domain/actor';
import type { Tx } from '@/server/db';

/** Names of people by id, as labels; ids nobody has are left out. */
export async function namesOf(
  tx: Tx,
  ids: Iterable<string | null | undefined>,
): Promise<Map<string, { name: Label; organisation: Label }>> {
  const wanted = [...new Set([...ids].filter((id): id is string => Boolean(id)))];
  if (wanted.length === 0) return new Map();
  const users = await tx.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, organisation: { select: { name: true } } },
  });
  return new Map(
    users.map((user) => [user.id, { name: user.name as Label, organisation: user.organisation.name as Label }]),
  );
}

/** Present names of regions by id. */
export async function regionNamesOf(tx: Tx, ids: Iterable<number | null | undefined>): Promise<Map<number, string>> {
  const wanted = [...new Set([...ids].filter((id): id is number => typeof id === 'number'))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.regionVersion.findMany({
    where: { regionId: { in: wanted }, validTo: null },
    select: { regionId: true, name: true },
  });
  return new Map(rows.map((row) => [row.regionId, row.name]));
}

/** Names of organisations by id, as labels. */
export async function organisationNamesOf(
  tx: Tx,
  ids: Iterable<string | null | undefined>,
): Promise<Map<string, Label>> {
  const wanted = [...new Set([...ids].filter((id): id is string => Boolean(id)))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.organisation.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name as Label]));
}
