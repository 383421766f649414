import type { Day } from './calendar';
import { type CaseFacts, regionPath } from './case-facts';
import { policyOn } from './policy';

/** What the ceiling of a case is read from. */
export type CeilingFacts = Pick<
  CaseFacts,
  'definition' | 'policies' | 'programmeId' | 'villageId' | 'townshipId' | 'countyId' | 'cityId' | 'provinceId'
>;

/** Terms up to a year follow the short reference rate, longer ones the long one (field-rules.md §5.1). */
const SHORT_TERM_MONTHS = 12;

/**
 * The highest rate, in basis points a year, that may be agreed on a day for a term: the definition's own ceiling, or the
 * lower of it and the dated reference rate of the place. 0 for money that is given.
 */
export function rateCeilingOf(facts: CeilingFacts, termMonths: number, on: Day): number {
  const { definition } = facts;
  if (definition.financing === 'GRANT') return 0;
  if (definition.rateCeiling === 'FIXED') return definition.rateCeilingBps;
  const kind = termMonths <= SHORT_TERM_MONTHS ? 'RATE_CEILING_SHORT' : 'RATE_CEILING_LONG';
  const row = policyOn(facts.policies, kind, regionPath(facts), facts.programmeId, on);
  return row ? Math.min(Number(row.value), definition.rateCeilingBps) : definition.rateCeilingBps;
}

/** Whether a rate may be agreed under a ceiling: above zero, unless nothing may be charged at all. */
export function isWithinCeiling(rateBps: number, ceilingBps: number): boolean {
  return Number.isInteger(rateBps) && rateBps >= Math.min(1, ceilingBps) && rateBps <= ceilingBps;
}
