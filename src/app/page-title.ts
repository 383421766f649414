import type { Metadata } from 'next';
import type { MessageKeys, Messages, NestedKeyOf } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { can } from '@/domain/permissions';
import { findCaseReference } from '@/features/cases/reference-queries';
import { currentActor } from '@/server/auth';

type Key<N extends keyof Messages> = MessageKeys<Messages[N], NestedKeyOf<Messages[N]>>;

/** A page's own title in the reader's language; the root layout adds the product's name. */
export function titled<N extends keyof Messages & string>(namespace: N, key: Key<N>) {
  return async (): Promise<Metadata> => ({ title: await wordOf(namespace, key) });
}

/** Title of a page below a case: the reference, which names nobody, and the page's word. */
export function caseTitled<N extends keyof Messages & string>(namespace: N, key: Key<N>) {
  return async ({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> =>
    caseTitle((await params).id, await wordOf(namespace, key));
}

const wordOf = async (namespace: string, key: string): Promise<string> =>
  (await getTranslations())(`${namespace}.${key}` as never);

/** The reference stays away for a case outside the reader's area, like the page itself. */
export async function caseTitle(caseId: string, word: string): Promise<Metadata> {
  const actor = await currentActor();
  const reference = actor && can(actor, 'case.read') ? await findCaseReference(actor, caseId) : null;
  return { title: reference === null ? word : `${reference} ${word}` };
}
