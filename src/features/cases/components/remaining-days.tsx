import { getTranslations } from 'next-intl/server';
import type { Clock } from '../queries';

const DUE_SOON = 2;

/** Working days left of the limit, with a word: a colour never speaks alone. */
export async function RemainingDays({ clock }: { clock: Clock }) {
  const t = await getTranslations('cases');
  if (clock.paused) return <span className="text-xs text-ink-3">{t('clock.paused')}</span>;
  if (clock.remaining === null) return <span className="text-ink-3">--</span>;
  const tone = clock.remaining < 0 ? 'text-red font-bold' : clock.remaining <= DUE_SOON ? 'text-amber font-bold' : '';
  return (
    <span className="whitespace-nowrap">
      <b className={tone}>{String(clock.remaining).replace('-', '−')}</b>
      <span className="text-xs text-ink-3">/{clock.limit ?? '--'}</span>{' '}
      <span className={`text-xs ${tone}`}>{t(`clock.${clockWord(clock.remaining)}`)}</span>
      {clock.provisional && <span className="text-xs text-ink-3"> {t('clock.provisional')}</span>}
    </span>
  );
}

/** The word beside the number: overdue, due today, due soon, or none. */
export function clockWord(remaining: number): 'overdue' | 'today' | 'soon' | 'none' {
  if (remaining < 0) return 'overdue';
  if (remaining === 0) return 'today';
  return remaining <= DUE_SOON ? 'soon' : 'none';
}
