/** 大屏: how long the key of a wall holds, and when it shows nothing any more. */
export const SCREEN_DAYS = [30, 90, 180] as const;
export const DEFAULT_SCREEN_DAYS = 90;

/** The views of a wall, in the order in which they follow each other. */
export const SCREEN_VIEWS = ['progress', 'ranking', 'funnel', 'portfolio', 'approvals'] as const;
export type ScreenView = (typeof SCREEN_VIEWS)[number];

export type ScreenPhase = 'LIVE' | 'EXPIRED' | 'REVOKED';

/** What a screen's key is at this moment; only LIVE shows figures, and no use prolongs it. */
export function screenPhase(
  { expiresAt, revokedAt }: { expiresAt: Date; revokedAt: Date | null },
  now: Date,
): ScreenPhase {
  if (revokedAt) return 'REVOKED';
  return now >= expiresAt ? 'EXPIRED' : 'LIVE';
}
