import 'server-only';
import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import * as z from 'zod';
import { SESSION_HOURS } from '@/domain/sign-in';
import { cookieName, cookieOptions, sessionSecret } from '@/server/auth-options';
import { DEVICE_SECONDS, makeDeviceToken } from './device';
import { CHECKS_SECONDS, type Checks } from './provider';

/** What this browser is known by; made, and kept for a year, where it has nothing yet. */
export async function deviceToken(): Promise<string> {
  const jar = await cookies();
  const kept = jar.get(cookieName('device'))?.value;
  const token = kept && /^[\w-]{43}$/.test(kept) ? kept : makeDeviceToken();
  jar.set(cookieName('device'), token, { ...cookieOptions(), maxAge: DEVICE_SECONDS });
  return token;
}

/** Gives this browser its session. */
export async function keepSession(value: string): Promise<void> {
  (await cookies()).set(cookieName('session'), value, { ...cookieOptions(), maxAge: SESSION_HOURS * 3600 });
}

const checksSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), from: z.string() });

/** Keeps what the browser must bring back from the provider, encrypted, for ten minutes. */
export async function keepChecks(checks: Checks): Promise<void> {
  const value = await encode({ token: checks, secret: sessionSecret(), salt: 'provider', maxAge: CHECKS_SECONDS });
  (await cookies()).set(cookieName('provider'), value, { ...cookieOptions(), maxAge: CHECKS_SECONDS });
}

/** What was kept, once: a second coming back finds nothing. */
export async function takeChecks(): Promise<Checks | null> {
  const jar = await cookies();
  const token = jar.get(cookieName('provider'))?.value;
  if (!token) return null;
  jar.set(cookieName('provider'), '', { ...cookieOptions(), maxAge: 0 });
  const kept = await decode({ token, secret: sessionSecret(), salt: 'provider' }).catch(() => null);
  return checksSchema.safeParse(kept).data ?? null;
}
