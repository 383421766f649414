import type { Translator } from '@/i18n/translator';
import type { Clock } from '../queries';

const DUE_SOON = 2;

/**
 * Working days left of the limit, with a word: a colour never speaks alone. The words come from the list, for a cell
 * that fetches its own is a promise to be waited for in each row.
 */
export function RemainingDays({ clock, t }: { clock: Clock; t: Translator }) {
  if (clock.paused) return <span className="text-xs text-ink-3">{t('cases.clock.paused')}</span>;
  if (clock.remaining === null) return <span className="text-ink-3">--</span>;
  const word = clockWord(clock.remaining, clock.overdue);
  const tone = word === 'overdue' ? 'text-red font-bold' : word ? 'text-amber font-bold' : '';
  return (
    <span className="whitespace-nowrap">
      <b className={tone}>{String(clock.remaining).replace('-', '−')}</b>
      <span className="text-xs text-ink-3">/{clock.limit ?? '--'}</span>{' '}
      {word && <span className={`text-xs ${tone}`}>{t(`cases.clock.${word}`)}</span>}
      {clock.provisional && <span className="text-xs text-ink-3"> {t('cases.clock.provisional')}</span>}
    </span>
  );
}

/** The word beside the number: overdue, due today, due soon; null when there is time. */
function clockWord(remaining: number, overdue: boolean): 'overdue' | 'today' | 'soon' | null {
  if (overdue) return 'overdue';
  if (remaining === 0) return 'today';
  return remaining <= DUE_SOON ? 'soon' : null;
}
