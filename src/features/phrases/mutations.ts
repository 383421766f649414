import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { MAX_PHRASE_CHARACTERS, MAX_PHRASES, type PhraseKeeper } from './schema';

type Keeper = { ownerId: string; organisationId?: never } | { organisationId: string; ownerId?: never };

const keeperOf = (actor: Actor, keeper: PhraseKeeper): Keeper =>
  keeper === 'OWN' ? { ownerId: actor.userId } : { organisationId: actor.organisation.id };

/**
 * Adds a phrase (常用语) of one's own or of one's organisation.
 * NOT_PERMITTED, INVALID_INPUT (empty or over 200 characters), PHRASE_KNOWN, PHRASES_FULL.
 */
export function addPhrase(
  ctx: Context,
  input: { keeper: PhraseKeeper; text: string },
): Promise<Result<{ phraseId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, input.keeper === 'OWN' ? 'case.read' : 'phrase.share')) refuse('NOT_PERMITTED');
    const keeper = keeperOf(ctx.actor, input.keeper);
    const text = readText(input.text);
    // two browser tabs at once must not pass the limit together
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`phrase:${keeper.ownerId ?? keeper.organisationId}`}))`;
    await refuseKnown(tx, keeper, text);
    if ((await tx.phrase.count({ where: keeper })) >= MAX_PHRASES) refuse('PHRASES_FULL', { max: MAX_PHRASES });
    const phraseId = newUuid();
    await tx.phrase.create({
      data: { id: phraseId, ...keeper, text, createdById: ctx.actor.userId, createdAt: ctx.now },
    });
    await recordEvent(tx, ctx, { kind: 'phrase.added', subjectId: phraseId, payload: { keeper: input.keeper } });
    return { phraseId };
  });
}

/** Rewrites a phrase. NOT_FOUND for somebody else's, NOT_PERMITTED, INVALID_INPUT, PHRASE_KNOWN. */
export function changePhrase(ctx: Context, input: { phraseId: string; text: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { keeper, name } = await findOwn(tx, ctx.actor, input.phraseId);
    const text = readText(input.text);
    await refuseKnown(tx, keeper, text, input.phraseId);
    await tx.phrase.update({ where: { id: input.phraseId }, data: { text } });
    await recordEvent(tx, ctx, { kind: 'phrase.changed', subjectId: input.phraseId, payload: { keeper: name } });
  });
}

/** Deletes a phrase; what was written with it stays. NOT_FOUND for somebody else's, NOT_PERMITTED. */
export function removePhrase(ctx: Context, input: { phraseId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { name } = await findOwn(tx, ctx.actor, input.phraseId);
    await tx.phrase.delete({ where: { id: input.phraseId } });
    await recordEvent(tx, ctx, { kind: 'phrase.removed', subjectId: input.phraseId, payload: { keeper: name } });
  });
}

function readText(raw: string): string {
  const text = raw.trim();
  if (text === '' || Array.from(text).length > MAX_PHRASE_CHARACTERS) refuse('INVALID_INPUT');
  return text;
}

async function refuseKnown(tx: Tx, keeper: Keeper, text: string, except?: string) {
  const known = await tx.phrase.findFirst({ where: { ...keeper, text, ...(except ? { NOT: { id: except } } : {}) } });
  if (known) refuse('PHRASE_KNOWN');
}

/** A phrase that this person may change: their own, or of their organisation where they may write for it. */
async function findOwn(tx: Tx, actor: Actor, phraseId: string): Promise<{ keeper: Keeper; name: PhraseKeeper }> {
  const row = await tx.phrase.findFirst({
    where: { id: phraseId, OR: [{ ownerId: actor.userId }, { organisationId: actor.organisation.id }] },
    select: { ownerId: true },
  });
  if (!row) refuse('NOT_FOUND');
  const name: PhraseKeeper = row.ownerId === null ? 'UNIT' : 'OWN';
  if (!can(actor, name === 'OWN' ? 'case.read' : 'phrase.share')) refuse('NOT_PERMITTED');
  return { keeper: keeperOf(actor, name), name };
}
