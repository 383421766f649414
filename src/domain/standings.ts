/** A value to be ranked; null is out of the ranking. */
type Ranked<Id> = { id: Id; value: bigint | null };

/** The rank of each, the best first (`least`: the smallest is); equal values share one, and what has no value has none. */
export function ranksOf<Id>(rows: readonly Ranked<Id>[], least = false): Map<Id, number> {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const isBetter = (other: bigint, value: bigint) => (least ? other < value : other > value);
  return new Map(
    rows.flatMap(({ id, value }) =>
      value === null ? [] : [[id, 1 + values.filter((other) => isBetter(other, value)).length] as const],
    ),
  );
}

/** Places gained since an earlier ranking, negative when lost; null where it was or is not ranked. */
export function placesGained<Id>(now: ReadonlyMap<Id, number>, before: ReadonlyMap<Id, number>, id: Id): number | null {
  const [rank, earlier] = [now.get(id), before.get(id)];
  return rank === undefined || earlier === undefined ? null : earlier - rank;
}
