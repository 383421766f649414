import 'server-only';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { read } from '@/server/command';

export type PhraseView = { id: string; text: string };
export type PhraseLists = {
  own: PhraseView[];
  unit: PhraseView[];
  /** this person may write for the whole organisation */
  mayShare: boolean;
};

/** The phrases this person may insert: their own and those of their organisation, oldest first; none without cases. */
export function listPhrases(actor: Actor): Promise<PhraseLists> {
  return read(actor, async (tx) => {
    const mayShare = can(actor, 'phrase.share');
    if (!can(actor, 'case.read')) return { own: [], unit: [], mayShare };
    const rows = await tx.phrase.findMany({
      where: { OR: [{ ownerId: actor.userId }, { organisationId: actor.organisation.id }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, text: true, ownerId: true },
    });
    const viewOf = ({ id, text }: PhraseView) => ({ id, text });
    return {
      own: rows.filter((row) => row.ownerId !== null).map(viewOf),
      unit: rows.filter((row) => row.ownerId === null).map(viewOf),
      mayShare,
    };
  });
}
