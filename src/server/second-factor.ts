import 'server-only';
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '@/domain/actor';
import type { Role } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import {
  ASKED_OF,
  type FactorState,
  isFreshEnough,
  isUnusedStep,
  RECOVERY_CODES,
  STEP_SECONDS,
  STEP_WINDOW,
  stepOf,
} from '@/domain/second-factor';
import type { Context } from './command';
import { decrypt } from './crypto';
import { Prisma, type Tx } from './db';
import { asSystem } from './row-scope';
import { clearFailures, countFailure, lockedUntil, type Origin, recordAboutAccount } from './sign-in-locks';

/** Whether the person `u` has set up a factor and must have one, as columns `isSetUp` and `isRequired`. */
export const factorColumns = () => Prisma.sql`
  u.factor_cipher IS NOT NULL AS "isSetUp",
  EXISTS (SELECT 1 FROM unnest(u.roles::text[]) AS held(role) LEFT JOIN identity_rule r ON r.kind = 'SECOND_FACTOR.' || held.role
    WHERE coalesce(r.value = 1, held.role = ANY (${[...ASKED_OF] as Role[]}::text[]))) AS "isRequired"`;

/** What is known of a person's factor within a session of theirs; null for an id nobody has. */
export async function factorState(tx: Tx, actor: Pick<Actor, 'userId' | 'sessionId'>): Promise<FactorState | null> {
  const [row] = await tx.$queryRaw<FactorState[]>`
    SELECT ${factorColumns()}, (SELECT a.factor_at FROM auth_session a WHERE a.id = ${actor.sessionId}::uuid
      AND a.user_id = u.id AND a.revoked_at IS NULL) AS "provedAt"
    FROM app_user u WHERE u.id = ${actor.userId}::uuid`;
  return row ?? null;
}

/**
 * Refuses FACTOR_NEEDED where a factor is asked of the person and it was not proved in this session within the last
 * minutes: for approvals and for what moves money. Every form then shows the field for a code (components/ui/action-form).
 */
export async function mustProveAgain(tx: Tx, ctx: Pick<Context, 'actor' | 'now'>): Promise<void> {
  const state = await factorState(tx, ctx.actor);
  if (!state || !isFreshEnough(state, ctx.now)) refuse('FACTOR_NEEDED');
}

const ISSUER = 'Fuqiao';

/** A new secret of 160 bits (RFC 4226 §4), in base32 as authenticators take it. */
export function makeFactorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The authenticator of a secret, six digits each 30 seconds. */
export function authenticatorOf(base32: string, username: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label: username,
    secret: Secret.fromBase32(base32),
    digits: 6,
    period: STEP_SECONDS,
  });
}

/** The step whose code this is, among those around now; null when it is none of theirs. */
export function matchingStep(base32: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = authenticatorOf(base32, '').validate({ token, timestamp: now.getTime(), window: STEP_WINDOW });
  return delta === null ? null : stepOf(now) + delta;
}

// Without 0 O, 1 l I, 5 S, 2 Z, as one-time passwords; ten characters are 47 bits, each good once and tries are counted.
const ALPHABET = 'abcdefghjkmnpqrtuvwxy346789';
const normalise = (code: string) => code.toLowerCase().replace(/[\s-]/g, '');
const hashCode = (userId: string, code: string) =>
  new Uint8Array(
    createHash('sha256')
      .update(`${userId}:${normalise(code)}`)
      .digest(),
  );

/** Ten new recovery codes instead of whatever there was; shown once, for only their hashes stay. */
export async function renewRecoveryCodes(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const half = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${half()}-${half()}`);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashCode(userId, code), madeAt: now })),
  });
  return codes;
}

type FactorUser = { id: string; factorCipher: Uint8Array | null; factorLastStep: number | null };

/** Takes a code of the authenticator or a recovery code, each once; the caller holds the user's row. Null: it is neither. */
async function takeCode(tx: Tx, user: FactorUser, code: string, now: Date): Promise<'CODE' | 'RECOVERY' | null> {
  if (!user.factorCipher) return null;
  const step = matchingStep(decrypt(user.factorCipher), code, now);
  if (step !== null && isUnusedStep(step, user.factorLastStep)) {
    await tx.user.update({ where: { id: user.id }, data: { factorLastStep: step } });
    return 'CODE';
  }
  const used = await tx.recoveryCode.updateMany({
    where: { userId: user.id, codeHash: hashCode(user.id, code), usedAt: null },
    data: { usedAt: now },
  });
  return used.count === 1 ? 'RECOVERY' : null;
}

/**
 * Takes a code for a session of this person, which counts as proved from then on. A wrong one counts like a wrong password
 * from where the session is; the fifth locks there and ends the session. Commits whatever comes of it, for a refused try is
 * a try. Refuses SESSION_ENDED, FACTOR_WRONG, TOO_MANY_TRIES {minutes}.
 */
export async function proveFactor(
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  code: string,
): Promise<RefusalValue | null> {
  const { userId, sessionId } = actor;
  const ctx = { now, requestId: randomUUID() };
  return asSystem('who is asking', async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${userId}::uuid FOR UPDATE`;
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const session = await tx.authSession.findFirst({ where: { id: sessionId, userId, revokedAt: null } });
    if (!session) return { code: 'SESSION_ENDED' };
    const origin: Origin = { deviceId: session.deviceId, address: session.address };
    const until = await lockedUntil(tx, user, origin, now);
    if (until) return tooMany(until, now);
    const taken = await takeCode(tx, user, code, now);
    if (taken) {
      await clearFailures(tx, userId, origin);
      await tx.authSession.update({ where: { id: sessionId }, data: { factorAt: now } });
      await recordAboutAccount(tx, ctx, userId, 'factor.proved', { by: taken, sessionId });
      return null;
    }
    const locked = await countFailure(tx, user, origin, now);
    await recordAboutAccount(tx, ctx, userId, 'factor.refused', { sessionId });
    if (!locked) return { code: 'FACTOR_WRONG' };
    await tx.authSession.update({ where: { id: sessionId }, data: { revokedAt: now } });
    await recordAboutAccount(tx, ctx, userId, 'account.locked', { until: locked.toISOString() });
    return tooMany(locked, now);
  });
}

function tooMany(until: Date, now: Date): RefusalValue {
  return { code: 'TOO_MANY_TRIES', params: { minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) } };
}
