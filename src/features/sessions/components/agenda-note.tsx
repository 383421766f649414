import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { findAgendaOf } from '../queries';

/** Says on the page of a case that a session will decide it, with the way there for whoever may go. */
export async function AgendaNote({ actor, caseId }: { actor: Actor; caseId: string }) {
  const note = await findAgendaOf(actor, caseId);
  if (!note) return null;
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const words = { organisation: labelOf(note.organisation, locale), title: note.title };
  return (
    <SayBar
      className="my-3"
      detail={note.mayOpen && <Link href={`/sessions/${note.sessionId}`}>{t('toSession')}</Link>}
    >
      {note.isOpen ? t('onAgendaNow', words) : t('onAgenda', { ...words, at: formatInstant(note.plannedAt) })}
    </SayBar>
  );
}
