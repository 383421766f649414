/** Of what a place is ranked by its parts. Persons never are. */
export const RANKINGS = ['REGIONS', 'FINANCIERS', 'PROGRAMMES', 'RECOMMENDERS'] as const;
export type RankingOf = (typeof RANKINGS)[number];

/** By what: amounts and completion the most first, the overdue rate the least. */
export const RANKED_BY = ['FINANCING_FEN', 'DISBURSED_FEN', 'OVERDUE_RATE', 'COMPLETION'] as const;
export type RankedBy = (typeof RANKED_BY)[number];

/** What an address says of a ranking; what cannot be read falls back to regions by amount. */
export function readRanking(search: { of?: string | undefined; by?: string | undefined }): {
  of: RankingOf;
  by: RankedBy;
} {
  const of = RANKINGS.find((each) => each === search.of?.toUpperCase()) ?? 'REGIONS';
  const by = RANKED_BY.find((each) => each === search.by) ?? 'FINANCING_FEN';
  // targets are set for places alone
  return { of, by: by === 'COMPLETION' && of !== 'REGIONS' ? 'FINANCING_FEN' : by };
}
