import 'server-only';
import { heldName, isOverTls } from './cookie-name';
import { env } from './env';

/** Differs by port, so that two clones on one machine do not sign each other out. */
export function cookieName(kind: 'session' | 'csrf' | 'callback' | 'screen' | 'device' | 'provider'): string {
  // Of the address people type: the processes behind it listen each on a port of their own.
  const { port } = new URL(env().NEXTAUTH_URL);
  return heldName(`fuqiao-${port || 'portal'}.${kind}`, kind === 'screen' ? '/screen' : '/');
}

/** Out of reach for scripts and for other sites' forms; only over TLS where the portal is served that way. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isOverTls() } as const;
}

/** The secret that session cookies are encrypted with; the start script makes one where none is given. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set');
  return secret;
}
