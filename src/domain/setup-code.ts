/** how often the one-time code may be tried, by everybody together */
export const SETUP_TRIES = { limit: 10, minutes: 15 } as const;

/** The code as it is compared: whatever case, hyphens and spaces it was typed with. */
export function normaliseSetupCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/g, '')
    .toLowerCase();
}
