import type { CaseFacts } from '@/domain/case-facts';

/** The columns of place and lender that a row of a case carries itself, so that a reader's scope finds it without a join. */
export function scopeColumns(facts: CaseFacts) {
  const { provinceId, cityId, countyId, townshipId, villageId } = facts;
  const { financierId, provincialBranchId, countyBranchId } = facts;
  return { provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId };
}
