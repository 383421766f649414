import 'server-only';
import type { Actor } from '@/domain/actor';
import type { FormValues } from '@/lib/action-result';
import { read } from '@/server/command';
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

/** The person's drafts, the latest first; those of cases that have left their scope are not shown. */
export function listDrafts(actor: Actor): Promise<DraftLine[]> {
  return read(actor, async (tx) => {
    const rows = await tx.draft.findMany({
      where: { userId: actor.userId },
      orderBy: { savedAt: 'desc' },
      take: 50,
    });
    const caseIds = rows.flatMap((row) => row.caseId ?? []);
    const cases = await tx.caseRecord.findMany({
      where: { id: { in: caseIds }, ...visibleTo(actor) },
      select: { id: true },
    });
    const reached = new Set(cases.map((row) => row.id));
    return rows
      .filter((row) => row.caseId === null || reached.has(row.caseId))
      .map((row) => ({ formKey: row.formKey, href: row.href, title: bodyOf(row).title, savedAt: row.savedAt }));
  });
}
