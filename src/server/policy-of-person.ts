import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { NATION } from '@/domain/case-facts';
import { type PolicyKind, policyOn } from '@/domain/policy';
import { toDay } from './dates';
import type { Tx } from './db';

/** The policy value in force on a day where a person's organisation is, the nearest place first; null where none says anything. */
export async function policyOfPerson(
  tx: Tx,
  organisation: Pick<Actor['organisation'], 'regionId'>,
  kind: PolicyKind,
  on: Day,
): Promise<bigint | null> {
  const place = await tx.regionVersion.findFirst({ where: { regionId: organisation.regionId, validTo: null } });
  const path = [
    organisation.regionId,
    place?.townshipId,
    place?.countyId,
    place?.cityId,
    place?.provinceId,
    NATION,
  ].filter((id) => id != null);
  const rows = await tx.policyValue.findMany({ where: { kind, regionId: { in: path }, programmeId: null } });
  const dated = rows.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
  return policyOn(dated, kind, path, '', on)?.value ?? null;
}
