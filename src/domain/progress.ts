/** How often somebody without a sign-in may ask how far a case is: enough for a household, too little for a search. */
export const PROGRESS_LIMITS = {
  /** per receipt number: four digits have ten thousand forms */
  reference: { limit: 5, windowMs: 3_600_000 },
  /** per address: a village hall shares one */
  address: { limit: 30, windowMs: 3_600_000 },
  /** all together: what anybody may write into the database without a sign-in stays bounded */
  all: { limit: 300, windowMs: 60_000 },
} as const;

/** When the window that runs at this moment is over. */
export function windowEnd(windowMs: number, now: Date): Date {
  return new Date((Math.floor(now.getTime() / windowMs) + 1) * windowMs);
}
