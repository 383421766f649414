import { getTranslations } from 'next-intl/server';
import type { Actor } from '@/domain/actor';
import { countDue } from '@/features/cases/worklist-queries';
import { formatInstant } from '@/lib/format-day';
import type { View } from './worklist-index';

/** Beside the title: how many, how many of them late or nearly so, and as of when. */
export async function WorklistMeta({
  actor,
  view,
  total,
  now,
}: {
  actor: Actor;
  view: View;
  total: number;
  now: Date;
}) {
  const t = await getTranslations('worklist');
  const b = (chunks: React.ReactNode) => <b className="text-ink">{chunks}</b>;
  if (view !== 'waiting' && view !== 'handed-on') return t.rich('metaPlain', { total, at: formatInstant(now), b });
  const { overdue, dueSoon } = await countDue(actor, view, now);
  return t.rich('meta', {
    total,
    overdue,
    soon: dueSoon,
    at: formatInstant(now),
    b,
    r: (chunks) => <b className={overdue > 0 ? 'text-red' : 'text-ink'}>{chunks}</b>,
  });
}
