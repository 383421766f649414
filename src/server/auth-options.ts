import 'server-only';
import { env } from './env';

/** Differs by port, so that two clones on one machine do not sign each other out. */
export function cookieName(kind: 'session' | 'csrf' | 'callback'): string {
  return `fuqiao-${env().PORT}.${kind}`;
}

/** The secret that session cookies are encrypted with; the start script makes one where none is given. */
export function sessionSecret(): string {
  const secret = process.env.NEXTAUTH_SECRET;
  if (!secret) throw new Error('NEXTAUTH_SECRET is not set');
  return secret;
}
