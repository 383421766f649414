import type { RefusalValue } from './refusal';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
/** how often one's own password may be tried within the minutes, beside a session that is already open */
export const PASSWORD_TRIES = { limit: 5, minutes: 15 } as const;

/**
 * Whether somebody may take this password: at least ten characters, more than three different ones, and not the user
 * name in whatever case, alone or repeated. Refuses PASSWORD_TOO_SHORT {min}, PASSWORD_TOO_LONG {max}, PASSWORD_TOO_PLAIN,
 * PASSWORD_IS_USERNAME.
 */
export function checkPassword(password: string, username: string): RefusalValue | null {
  const characters = Array.from(password);
  if (characters.length < PASSWORD_MIN) return { code: 'PASSWORD_TOO_SHORT', params: { min: PASSWORD_MIN } };
  if (characters.length > PASSWORD_MAX) return { code: 'PASSWORD_TOO_LONG', params: { max: PASSWORD_MAX } };
  const name = username.toLowerCase();
  if (name !== '' && password.toLowerCase().split(name).join('').trim() === '') return { code: 'PASSWORD_IS_USERNAME' };
  if (new Set(characters).size <= 3) return { code: 'PASSWORD_TOO_PLAIN' };
  return null;
}
