import 'server-only';
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Label } from '@/domain/actor';
import { checkPassword } from '@/domain/password';
import { Refusal, refuse } from '@/domain/refusal';
import { normaliseSetupCode, SETUP_TRIES } from '@/domain/setup-code';
import { organisationScope } from '@/features/identity/scope';
import type { Result } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { hashPassword } from '@/server/password';
import { takeTry } from '@/server/rate-limit';
import { asSystem } from '@/server/row-scope';
import type { SetupInput } from './schema';

/** Whether the code is the one that is out; a used or missing one answers like a wrong one. */
async function isRightCode(tx: Tx, typed: string): Promise<boolean> {
  const row = await tx.setupCode.findUnique({ where: { id: 1 } });
  const user = await tx.user.findFirst({ where: { status: 'ACTIVE' }, select: { id: true } });
  const given = createHash('sha256').update(normaliseSetupCode(typed)).digest();
  const kept = Buffer.from(row?.codeHash ?? '', 'hex');
  const same = kept.length === given.length && timingSafeEqual(kept, given);
  return same && row?.usedAt === null && user === null;
}

/**
 * Makes the first security administrator of an empty database, and the operator's organisation where there is none; the
 * code has then served. Refuses TOO_MANY_TRIES {minutes}; SETUP_CODE_WRONG for a wrong, used or replaced code alike and
 * wherever somebody can sign in already; then what `checkPassword` refuses, and USERNAME_TAKEN {username}.
 */
export async function setUpFirstAdministrator(input: SetupInput, now: Date): Promise<Result<{ userId: string }>> {
  const ctx = { actor: null, now, requestId: randomUUID() };
  const rule = { limit: SETUP_TRIES.limit, windowMs: SETUP_TRIES.minutes * 60_000 };
  // Nobody is signed in, so these writes have no actor and go past write(); the try counts whatever comes of it.
  const first = await asSystem('who is asking', async (tx) => {
    if (!(await takeTry(tx, 'setup', rule, now))) return 'TOO_MANY_TRIES' as const;
    if (await isRightCode(tx, input.code)) return null;
    await recordEvent(tx, ctx, { kind: 'setup.refused', payload: {} });
    return 'SETUP_CODE_WRONG' as const;
  });
  if (first) return { ok: false, refusal: { code: first, params: { minutes: SETUP_TRIES.minutes } } };
  const refusal = checkPassword(input.newPassword, input.username);
  if (refusal) return { ok: false, refusal };
  const passwordHash = await hashPassword(input.newPassword);
  try {
    const value = await asSystem('who is asking', (tx) => makeAdministrator(tx, ctx, input, passwordHash));
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, refusal: error.value };
    throw error;
  }
}

type SetupContext = { actor: null; now: Date; requestId: string };

async function makeAdministrator(tx: Tx, ctx: SetupContext, input: SetupInput, passwordHash: string) {
  // two forms at once make one administrator
  await tx.$queryRaw`SELECT 1 FROM setup_code FOR UPDATE`;
  if (!(await isRightCode(tx, input.code))) refuse('SETUP_CODE_WRONG');
  const { username } = input;
  if (await tx.user.findFirst({ where: { username: { equals: username, mode: 'insensitive' } } }))
    refuse('USERNAME_TAKEN', { username });
  const organisation = await findOrMakeOperator(tx, ctx, input);
  const { id: userId } = await tx.user.create({
    data: {
      username,
      passwordHash,
      name: { zh: input.nameZh, en: input.nameEn ?? '' },
      staffNumber: '1',
      organisationId: organisation.id,
      roles: ['SECURITY_ADMIN'],
      createdAt: ctx.now,
    },
    select: { id: true },
  });
  await tx.setupCode.update({ where: { id: 1 }, data: { usedAt: ctx.now, usedById: userId } });
  const actor = { userId, organisation: { ...organisation, name: organisation.name as Label } };
  const scope = await organisationScope(tx, organisation);
  const payload = { organisationId: organisation.id };
  await recordEvent(tx, { ...ctx, actor }, { kind: 'setup.completed', payload, subjectId: userId, scope });
  return { userId };
}

async function findOrMakeOperator(tx: Tx, ctx: SetupContext, input: SetupInput) {
  const known = await tx.organisation.findFirst({
    where: { kind: 'OPERATOR', active: true },
    orderBy: { createdAt: 'asc' },
  });
  if (known) return known;
  const nation = await tx.region.findFirstOrThrow({ where: { level: 'NATION' } });
  const organisation = await tx.organisation.create({
    data: {
      kind: 'OPERATOR',
      level: 'NATION',
      name: { zh: input.organisationZh, en: input.organisationEn ?? '' },
      regionId: nation.id,
      createdAt: ctx.now,
    },
  });
  await recordEvent(tx, ctx, {
    kind: 'organisation.created',
    payload: { kind: 'OPERATOR', level: 'NATION' },
    subjectId: organisation.id,
  });
  return organisation;
}
