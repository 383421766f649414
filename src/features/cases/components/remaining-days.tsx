import { getTranslations } from 'next-intl/server';
import type { Clock } from '../queries';

const DUE_SOON = 2;

/** Working days left of the limit, with a word: a colour never speaks alone. */
export async function RemainingDays({ clock }: { clock: Clock }) {
  const t = await getTranslations('cases');
  if (clock.paused) return <span className="text-xs text-ink-3">{t('clock.paused')}</span>;
  if (clock.remaining === null) return <span className="text-ink-3">--</span>;
  const word = clockWord(clock.remaining, clock.overdue);
  const tone = word === 'overdue' ? 'text-red font-bold' : word ? 'text-amber font-bold' : '';
  return (
    <span className="whitespace-nowrap">
      <b className={tone}>{String(clock.remaining).replace('-', '−')}</b>
      <span className="text-xs text-ink-3">/{clock.limit ?? '--'}</span>{' '}
      {word && <span className={`text-xs ${tone}`}>{t(`clock.${word}`)}</span>}
      {clock.provisional && <span className="text-xs text-ink-3"> {t('clock.provisional')}</span>}
    </span>
  );
}

/** The word beside the number: overdue, due today, due soon; null when there is time. */
function clockWord(remaining: number, overdue: boolean): 'overdue' | 'today' | 'soon' | null {
  if (overdue) return 'overdue';
  if (remaining === 0) return 'today';
  return remaining <= DUE_SOON ? 'soon' : null;
}
