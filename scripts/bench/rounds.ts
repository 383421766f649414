import { interval, median } from './statistics';

/** One thing that is measured against others: `run` does it for a while and says what it cost. */
export type Contender = { name: string; run: () => Promise<Cost> };
/** Requests per second, and milliseconds of the server's processor per request (none for what runs in the database). */
export type Cost = { perSecond: number; cpuMs?: number };
export type Measured = Map<string, Cost[]>;

/** Runs all contenders in each round, in another order every time, so that what else the machine does meets them alike. */
export async function runRounds(contenders: readonly Contender[], rounds: number): Promise<Measured> {
  const measured: Measured = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = contenders.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at);
    for (const { one } of order) measured.get(one.name)?.push(await one.run());
  }
  return measured;
}

export type Ratio = { ratio: number; low: number; high: number };

/** The ratio of two contenders, each round by itself: the median and its 95 % interval. */
export function ratioOf(measured: Measured, over: string, under: string, of: (cost: Cost) => number): Ratio {
  const [above, below] = [measured.get(over) ?? [], measured.get(under) ?? []];
  const ratios = above.map((cost, round) => of(cost) / of(below[round] as Cost));
  const [low, high] = interval(ratios);
  return { ratio: median(ratios), low, high };
}

export const perSecond = (cost: Cost) => cost.perSecond;
export const cpuMs = (cost: Cost) => cost.cpuMs ?? Number.NaN;

/** The same contender twice must come out alike; where it does not, the machine was too restless and the run says nothing. */
export const MOST_APART = 0.03;

export function isVoid({ ratio }: Ratio): boolean {
  return Math.abs(ratio - 1) > MOST_APART;
}
