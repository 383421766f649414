import type { Actor } from '@/domain/actor';
import type { Tx } from './db';
import type { EventScope } from './events';

const OWN_COLUMN = {
  NATION: null,
  PROVINCE: 'provinceId',
  CITY: 'cityId',
  COUNTY: 'countyId',
  TOWNSHIP: 'townshipId',
  VILLAGE: 'villageId',
} as const;

type Place = Pick<
  Actor['organisation'],
  'level' | 'regionId' | 'financierId' | 'provincialBranchId' | 'countyBranchId'
>;

/** The scope columns of what happens to an organisation's people, so that auditors see those of their own area only. */
export async function organisationScope(tx: Tx, organisation: Place): Promise<EventScope> {
  const { financierId, provincialBranchId, countyBranchId } = organisation;
  const place = await tx.regionVersion.findFirst({
    where: { regionId: organisation.regionId, validTo: null },
    select: { provinceId: true, cityId: true, countyId: true, townshipId: true },
  });
  const own = OWN_COLUMN[organisation.level];
  return {
    ...place,
    ...(own ? { [own]: organisation.regionId } : {}),
    financierId,
    provincialBranchId,
    countyBranchId,
  };
}
