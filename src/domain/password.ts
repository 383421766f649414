import type { RefusalValue } from './refusal';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;
/** how often one's own password may be tried within the minutes, beside a session that is already open */
export const PASSWORD_TRIES = { limit: 5, minutes: 15 } as const;

/** A password that would be found in fewer tries than 10 to this power is too easy, whatever its length. */
export const PASSWORD_GUESSES_LOG10 = 9;

/** What is known of a password besides itself: how hard it is to guess, and what its owner is called. */
export type PasswordFacts = { username: string; names: readonly string[]; guessesLog10: number };

/**
 * Whether somebody may take this password: at least twelve characters, never cut, none of the common ones nor easily
 * guessed (ASVS 6.2.4), and not the user name or the name in whatever case, alone or repeated. No kinds of characters are
 * asked for (ASVS 6.2.5). Refuses PASSWORD_TOO_SHORT {min}, PASSWORD_TOO_LONG {max}, PASSWORD_TOO_PLAIN,
 * PASSWORD_IS_USERNAME, PASSWORD_COMMON.
 */
export function checkPassword(password: string, { username, names, guessesLog10 }: PasswordFacts): RefusalValue | null {
  const characters = Array.from(password);
  if (characters.length < PASSWORD_MIN) return { code: 'PASSWORD_TOO_SHORT', params: { min: PASSWORD_MIN } };
  if (characters.length > PASSWORD_MAX) return { code: 'PASSWORD_TOO_LONG', params: { max: PASSWORD_MAX } };
  for (const name of [username, ...names].map((word) => word.toLowerCase().trim()))
    if (
      name !== '' &&
      password
        .toLowerCase()
        .split(name)
        .join('')
        .replace(/[\s._-]/g, '') === ''
    )
      return { code: 'PASSWORD_IS_USERNAME' };
  if (new Set(characters).size <= 3) return { code: 'PASSWORD_TOO_PLAIN' };
  return guessesLog10 < PASSWORD_GUESSES_LOG10 ? { code: 'PASSWORD_COMMON' } : null;
}
