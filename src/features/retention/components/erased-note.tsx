import { getLocale, getTranslations } from 'next-intl/server';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { formatDayOf } from '@/lib/format-day';
import { type ErasedNote, listErased } from '../queries';

/** Says on a case that personal data of its applicant were erased, when and by which rule; nothing where they were not. */
export async function ErasedOfCase({ actor, caseId }: { actor: Actor; caseId: string }) {
  return <ErasedNotes notes={await listErased(actor, caseId)} />;
}

export async function ErasedNotes({ notes }: { notes: readonly ErasedNote[] }) {
  const t = await getTranslations('retention');
  const list = new Intl.ListFormat(await getLocale(), { type: 'conjunction' });
  return notes.map(({ rules, settledAt }) => {
    const documents = rules.map(({ documentNumber, years }) => t('erased.rule', { documentNumber, years }));
    return (
      <SayBar
        key={settledAt.getTime()}
        className="my-3"
        detail={t('erased.detail', { rules: list.format(new Set(documents)) })}
      >
        {t('erased.note', {
          kinds: list.format(rules.map(({ kind }) => t(`kinds.${kind}`))),
          day: formatDayOf(settledAt),
        })}
      </SayBar>
    );
  });
}
