import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import type { RefusalCode } from '@/domain/refusal';
import { hashKey, isKey } from '@/features/api-tokens/key';
import { currentActor } from '@/server/auth';
import { lastAddress } from '@/server/client-address';
import { currentTime } from '@/server/clock';
import { log } from '@/server/log';
import { secondsToWait } from '@/server/request-limit';
import { checkApiToken } from '@/server/session';
import { noteAsker } from '@/server/turned-away';

/** Refusals of the interface with their status; what lies outside somebody's scope does not exist for them. */
const STATUS = {
  SESSION_ENDED: 401,
  NOT_PERMITTED: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  TOO_MANY_TRIES: 429,
} as const satisfies Partial<Record<RefusalCode, number>>;
type ApiRefusal = keyof typeof STATUS;

/** `body` has numbers of 64 bits (amounts in fen) as text already: JSON's would lose the last places. */
export type Answer = { body: unknown } | { refusal: ApiRefusal; fields?: readonly string[] };

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Content-Type': 'application/json; charset=utf-8',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

function answer(status: number, body: unknown, more: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...more } });
}

const refuse = (
  code: ApiRefusal,
  { fields, ...headers }: { fields?: readonly string[]; 'Retry-After'?: string } = {},
) =>
  answer(
    STATUS[code],
    { error: { code, ...(fields ? { fields } : {}) } },
    { ...headers, ...(code === 'SESSION_ENDED' ? { 'WWW-Authenticate': 'Bearer' } : {}) },
  );

/** Whose request it is: by the key where one is sent, else by the session of the browser. */
async function actorOf(request: Request): Promise<Actor | null> {
  const header = request.headers.get('authorization');
  if (header === null) return currentActor();
  const key = /^Bearer (\S+)$/i.exec(header)?.[1];
  return key && isKey(key) ? checkApiToken(hashKey(key), currentTime()) : null;
}

/** One request of a program: who asks → how often → permission → the reading → its answer as JSON. */
export async function answerRequest(
  request: Request,
  permission: Permission,
  read: (actor: Actor) => Promise<Answer>,
): Promise<Response> {
  try {
    const actor = await actorOf(request);
    if (!actor) {
      if (request.headers.has('authorization')) log.warn({ status: 401 }, 'a key that opens nothing was used');
      return refuse('SESSION_ENDED');
    }
    noteAsker(actor);
    const address = lastAddress(request.headers.get('x-forwarded-for'));
    const wait = await secondsToWait({ userId: actor.userId, address }, currentTime());
    if (wait > 0) return refuse('TOO_MANY_TRIES', { 'Retry-After': String(wait) });
    if (!can(actor, permission)) return refuse('NOT_PERMITTED');
    const found = await read(actor);
    if ('refusal' in found) return refuse(found.refusal, found.fields ? { fields: found.fields } : {});
    return answer(200, found.body);
  } catch (error) {
    log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'api');
    return answer(500, { error: { code: 'FAILED' } });
  }
}
