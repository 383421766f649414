import 'server-only';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import { encode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import * as z from 'zod';
import { PASSWORD_MAX } from '@/domain/password';
import { SESSION_HOURS } from '@/domain/sign-in';
import { removeControls } from '@/lib/text';
import { cookieName, cookieOptions, sessionSecret } from '@/server/auth-options';
import { lastAddress } from '@/server/client-address';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { log } from '@/server/log';
import { checkSession } from '@/server/session';
import { endOwnSession } from './mutations';
import { signInWithPassword } from './mutations-sign-in';

const credentialsSchema = z.object({
  username: z.string().transform(removeControls).pipe(z.string().min(1).max(64)),
  // in units of which one character may take two
  password: z
    .string()
    .min(1)
    .max(PASSWORD_MAX * 2),
  device: z.string().min(20).max(100).optional(),
});

function readHeader(headers: Record<string, unknown> | undefined, name: string, max: number): string | null {
  const value = headers?.[name];
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : null;
}

/** Where signing in or out leads: to the portal alone. Next-auth by itself fails on an address that is none. */
export function placeAfter(address: string, portal: string): string {
  if (!URL.canParse(address, portal)) return portal;
  const place = new URL(address, portal);
  return place.origin === new URL(portal).origin ? place.href : portal;
}

/** The cookie carries the session's id and nothing else; what it is worth, the database says on each request. */
export function authOptions(): NextAuthOptions {
  const cookie = (kind: Parameters<typeof cookieName>[0]) => ({ name: cookieName(kind), options: cookieOptions() });
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: cookie('session'), csrfToken: cookie('csrf'), callbackUrl: cookie('callback') },
    providers: [
      CredentialsProvider({
        credentials: { username: {}, password: {}, device: {} },
        async authorize(raw, { headers }) {
          const credentials = credentialsSchema.safeParse(raw);
          if (!credentials.success) return null;
          const { device = null, ...named } = credentials.data;
          const from = {
            address: lastAddress(readHeader(headers, 'x-forwarded-for', 500)),
            agent: readHeader(headers, 'user-agent', 300),
            device,
          };
          const session = await signInWithPassword({ ...named, ...from }, currentTime()).catch((error) => {
            log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'sign-in');
            // next-auth writes the message of an error into an address
            throw new Error('SignInFailed');
          });
          return session && { id: session.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => placeAfter(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(token.sid);
      },
    },
    logger: {
      error: (code, details) =>
        log.error({ code, error: details instanceof Error ? details.message : code }, 'sign-in'),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** Revokes a session whose id came out of our own cookie; one that is over already stays as it is. */
export async function endSession(sessionId: string): Promise<void> {
  const { actor } = await checkSession(sessionId, currentTime());
  if (actor) await endOwnSession(contextOf(actor), { sessionId });
}

type Call = { action: string[]; method: 'GET' | 'POST'; body?: Record<string, string> };

/**
 * One call of next-auth inside this process, as its own route would make it: so that a form can show what was wrong
 * and keep what was typed, which a redirect to an error page cannot.
 */
async function callNextAuth(call: Call, cookies: Record<string, string>, headers: Record<string, string>) {
  let setCookie: string[] = [];
  let body: unknown;
  const response = {
    status: () => response,
    getHeader: () => setCookie,
    setHeader: (name: string, value: string | string[]) => {
      if (name === 'Set-Cookie') setCookie = [value].flat();
      return response;
    },
    end: () => {},
    send: (sent: unknown) => {
      body = sent;
    },
    json: (sent: unknown) => {
      body = sent;
    },
  };
  const request = { query: { nextauth: call.action }, method: call.method, body: call.body, cookies, headers };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions());
  const made = setCookie.map((line) => (line.split(';')[0] ?? '').split('='));
  return { body, cookies: Object.fromEntries(made.map(([name, value]) => [name, decodeURIComponent(value ?? '')])) };
}

/** The value of a new session cookie for these credentials, or null when they do not fit. */
export async function makeSessionCookie(
  credentials: { username: string; password: string; device: string },
  headers: Record<string, string>,
): Promise<string | null> {
  const csrf = await callNextAuth({ action: ['csrf'], method: 'GET' }, {}, headers);
  const { csrfToken } = csrf.body as { csrfToken: string };
  const answer = await callNextAuth(
    { action: ['callback', 'credentials'], method: 'POST', body: { ...credentials, csrfToken } },
    csrf.cookies,
    headers,
  );
  return answer.cookies[cookieName('session')] || null;
}

/** The value of a session cookie for a session that was opened in another way than by a password: as the library makes it. */
export function sessionCookieOf(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: sessionSecret(), maxAge: SESSION_HOURS * 3600 });
}
