import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

interface ConfirmPanelProps {
  title: string;
  /** At the right of the title: level, step. */
  note?: ReactNode;
  /** The sentence that says why something is not offered, or what will follow. */
  why?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}

/** The wash panel with the 3 px accent top: the place of a decision. */
export function ConfirmPanel({ title, note, why, id, className, children }: ConfirmPanelProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className={cn('screen-only border-t-3 border-accent bg-wash px-4 pt-2.5 pb-3.5 max-md:-mx-(--gutter)', className)}
    >
      <div className={cn('flex items-baseline justify-between gap-3', why === undefined && 'mb-2')}>
        <h2 className="text-md font-bold">{title}</h2>
        {note !== undefined && <span className="text-xs text-ink-3">{note}</span>}
      </div>
      {why !== undefined && <div className="mt-1.5 mb-2.5 border-y border-rule py-1.75 text-sm text-ink-2">{why}</div>}
      {children}
    </section>
  );
}

/** Buttons at the foot of a long form; sticks to the bottom, on phones in place of the menu. */
export function SaveBar({ savedAt, children }: { savedAt?: string; children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <div className="screen-only sticky bottom-0 z-5 mt-2 flex items-center gap-2 border-t border-rule bg-paper py-2.5 max-md:fixed max-md:inset-x-0 max-md:z-20 max-md:mt-0 max-md:px-4 max-md:py-2">
      {children}
      {savedAt !== undefined && (
        <span className="ml-auto text-xs text-ink-3" aria-live="polite">
          {t('autosaved', { time: savedAt })}
        </span>
      )}
    </div>
  );
}
