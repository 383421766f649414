import 'server-only';
import { cookies } from 'next/headers';
import { cookieName, cookieOptions } from '@/server/auth-options';

const DAY_SECONDS = 24 * 3600;

/** The browser sends it to the screen and to nothing else of the portal. */
const options = () => ({ ...cookieOptions(), path: '/screen' });

/** The key that this browser was given, if any; the database says what it opens. */
export async function screenKey(): Promise<string | null> {
  return (await cookies()).get(cookieName('screen'))?.value ?? null;
}

/** Keeps a key for as long as any can hold; whether it still does is asked at every refresh. */
export async function keepScreenKey(key: string): Promise<void> {
  (await cookies()).set(cookieName('screen'), key, { ...options(), maxAge: 180 * DAY_SECONDS });
}
