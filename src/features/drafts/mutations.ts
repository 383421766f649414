import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { FormValues } from '@/lib/action-result';
import { toLocalPath } from '@/lib/local-path';
import { type Context, type Result, write } from '@/server/command';
import { decrypt, encrypt } from '@/server/crypto';
import type { Prisma, Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { isFormKey } from './form-keys';
import { differingFields } from './values';

export type DraftInput = {
  formKey: string;
  /** the page that goes on with it */
  href: string;
  title: string;
  caseId?: string | undefined;
  values: FormValues;
  /** the draft that the person's page goes on from; 0 where it knows of none */
  revision: number;
  /** fields that are not sent stay as they are: the form is only a part of the whole */
  partial?: boolean | undefined;
};

export type SavedDraft = { revision: number; savedAt: Date };

const MAX_TITLE = 120;
const MAX_BYTES = 200_000;

/**
 * Keeps what somebody has typed into a form and not sent yet; encrypted, for identity numbers stand in it. A draft is its
 * writer's alone and no fact of any case, so it leaves no event. CONFLICT when another window has saved something else,
 * or sent or discarded the draft, meanwhile; NOT_PERMITTED, INVALID_INPUT, NOT_FOUND for a case outside the scope.
 */
export function saveDraft(ctx: Context, input: DraftInput): Promise<Result<SavedDraft>> {
  return write(ctx, (tx) => saveDraftIn(tx, ctx, input));
}

/** The same inside a transaction that is already open. */
export async function saveDraftIn(tx: Tx, ctx: Context, input: DraftInput): Promise<SavedDraft> {
  if (!can(ctx.actor, 'draft.write')) refuse('NOT_PERMITTED');
  const { formKey, href, title, caseId, revision } = input;
  if (!isFormKey(formKey) || toLocalPath(href, '') !== href || title.length > MAX_TITLE) refuse('INVALID_INPUT');
  if (caseId) await mustReach(tx, ctx, caseId);
  const userId = ctx.actor.userId;
  const stored = await tx.draft.findUnique({ where: { userId_formKey: { userId, formKey } } });
  const known = stored ? bodyOf(stored) : null;
  const values = input.partial ? { ...known?.values, ...input.values } : input.values;
  // two windows that agree have no quarrel
  if (stored && known && known.title === title && differingFields(known.values, values).length === 0)
    return { revision: stored.revision, savedAt: stored.savedAt };
  if ((stored?.revision ?? 0) !== revision) refuse('CONFLICT');
  const text = JSON.stringify({ title, values });
  if (text.length > MAX_BYTES) refuse('INVALID_INPUT');
  const data = { href, caseId: caseId ?? null, bodyCipher: encrypt(text), savedAt: ctx.now, revision: revision + 1 };
  const { count } = stored
    ? await tx.draft.updateMany({ where: { userId, formKey, revision }, data })
    : await tx.draft.createMany({ data: [{ ...data, userId, formKey }], skipDuplicates: true });
  if (count === 0) refuse('CONFLICT');
  return { revision: revision + 1, savedAt: ctx.now };
}

async function mustReach(tx: Tx, ctx: Context, caseId: string): Promise<void> {
  const where: Prisma.CaseRecordWhereInput = { id: caseId, ...visibleTo(ctx.actor) };
  if ((await tx.caseRecord.count({ where })) === 0) refuse('NOT_FOUND');
}

/** What is inside the ciphertext of a draft. */
export function bodyOf(row: { bodyCipher: Uint8Array }): { title: string; values: FormValues } {
  return JSON.parse(decrypt(row.bodyCipher)) as { title: string; values: FormValues };
}

/** Throws the person's draft of this form away; nothing happens where there is none. */
export function discardDraft(ctx: Context, formKey: string): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'draft.write')) refuse('NOT_PERMITTED');
    await eraseDraft(tx, ctx, formKey);
  });
}

/** For the command that a form sends, in its transaction: what was sent is no draft any more. True when there was one. */
export async function eraseDraft(tx: Tx, ctx: Pick<Context, 'actor'>, formKey: string): Promise<boolean> {
  const { count } = await tx.draft.deleteMany({ where: { userId: ctx.actor.userId, formKey } });
  return count > 0;
}
