import 'server-only';
import type { Actor } from '@/domain/actor';
import type { FormValues } from '@/lib/action-result';
import { normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';
import { searchKeys } from '@/server/pinyin';
import { visibleTo } from '@/server/scope';
import { isFormKey } from './form-keys';
import { bodyOf } from './mutations';

export type DraftView = { formKey: string; revision: number; savedAt: Date; title: string; values: FormValues };

/** The person's own draft of a form; null where there is none. Nobody else's is ever found. */
export function getDraft(actor: Actor, formKey: string): Promise<DraftView | null> {
  if (!isFormKey(formKey)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const row = await tx.draft.findUnique({ where: { userId_formKey: { userId: actor.userId, formKey } } });
    return row && { formKey, revision: row.revision, savedAt: row.savedAt, ...bodyOf(row) };
  });
}

export type DraftLine = { formKey: string; href: string; title: string; savedAt: Date };

/**
 * The person's drafts, the latest first; a person has as many as forms they left open. `query` is a part of the title, or
 * of its pinyin or initials; titles are stored encrypted, so it is compared here.
 */
export function listDrafts(actor: Actor, query = ''): Promise<DraftLine[]> {
  return read(actor, async (tx) => {
    const rows = await tx.draft.findMany({ where: await ownDrafts(tx, actor), orderBy: { savedAt: 'desc' } });
    const lines = rows.map((row) => ({
      formKey: row.formKey,
      href: row.href,
      title: bodyOf(row).title,
      savedAt: row.savedAt,
    }));
    return query === '' ? lines : lines.filter(({ title }) => answersTo(title, query));
  });
}

function answersTo(title: string, query: string): boolean {
  const { pinyin, initials } = searchKeys(title);
  const text = normaliseText(query).toLowerCase();
  return [normaliseText(title).toLowerCase(), pinyin, initials].some((key) => key.includes(text));
}

/** How many lines that list has. */
export function countDrafts(actor: Actor): Promise<number> {
  return read(actor, async (tx) => tx.draft.count({ where: await ownDrafts(tx, actor) }));
}

/** The person's own, without those of cases that have left their scope. */
async function ownDrafts(tx: Tx, { userId, scope }: Actor): Promise<Prisma.DraftWhereInput> {
  const drafts = await tx.draft.findMany({ where: { userId, caseId: { not: null } }, select: { caseId: true } });
  const cases = await tx.caseRecord.findMany({
    where: { id: { in: drafts.flatMap((row) => row.caseId ?? []) }, ...visibleTo({ scope }) },
    select: { id: true },
  });
  return { userId, OR: [{ caseId: null }, { caseId: { in: cases.map((row) => row.id) } }] };
}
