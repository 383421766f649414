const MINUTE = 60_000;

/**
 * How often one account, and one address, may ask for something within a window. Set on 2026-11-22 at about ten times of
 * what a busy official does in the journeys: they stop programs, not people. An address is a whole office behind one line.
 */
export const REQUEST_LIMITS = {
  /** anything that is submitted */
  action: { account: 300, address: 6_000, windowMs: MINUTE },
  /** drafts, which pages save by themselves, and what phones bring back from the field */
  save: { account: 300, address: 6_000, windowMs: MINUTE },
  /** files that come in */
  upload: { account: 300, address: 3_000, windowMs: 10 * MINUTE },
  /** papers and pictures that are looked at */
  file: { account: 1_200, address: 12_000, windowMs: 10 * MINUTE },
  /** tables, briefs and records that go out */
  export: { account: 120, address: 1_200, windowMs: 10 * MINUTE },
  /** personal values shown in full */
  reveal: { account: 60, address: 600, windowMs: 10 * MINUTE },
  /** what programs read; API_REQUESTS_PER_MINUTE sets another number for an account */
  api: { account: 600, address: 6_000, windowMs: MINUTE },
} as const satisfies Record<string, { account: number; address: number; windowMs: number }>;

export type LimitedKind = keyof typeof REQUEST_LIMITS;

/** Seconds until the window that runs at this moment is over, at least one. */
export function secondsLeft(windowMs: number, now: Date): number {
  return Math.max(1, Math.ceil((windowMs - (now.getTime() % windowMs)) / 1000));
}
