'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { cn } from '@/lib/cn';

interface FigureProps {
  title: string;
  /** 口径 or unit, small, after the title. */
  measure?: ReactNode;
  /** One sentence: what the figure shows. */
  finding?: ReactNode;
  /** 口径 note below. */
  note?: ReactNode;
  /** At the right, e.g. the export link. */
  end?: ReactNode;
  chart: ReactNode;
  /** The twin; without it (bars in table cells) there is no switch. */
  table?: ReactNode;
}

/** A drawing with its title, unit, finding, note and its table twin. */
export function Figure({ title, measure, finding, note, end, chart, table }: FigureProps) {
  const t = useTranslations('common');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const titleId = useId();
  return (
    <figure aria-labelledby={titleId} className="mb-7">
      <div className="flex flex-wrap items-baseline gap-x-2.5">
        <h2 id={titleId} className="text-md font-bold">
          {title}
        </h2>
        {measure !== undefined && <span className="text-xs text-ink-3">{measure}</span>}
        <span className="screen-only ml-auto flex gap-3.5 text-sm">
          {table !== undefined && (
            <fieldset className="flex">
              <legend className="sr-only">{t('chartOrTable')}</legend>
              {(['chart', 'table'] as const).map((kind, index) => (
                <button
                  key={kind}
                  type="button"
                  aria-pressed={view === kind}
                  onClick={() => setView(kind)}
                  className={cn(
                    'min-h-6 min-w-6 px-1 max-md:min-h-11 max-md:px-3',
                    index > 0 && 'border-l border-rule',
                    view === kind ? 'font-bold text-ink' : 'text-accent hover:underline',
                  )}
                >
                  {t(kind)}
                </button>
              ))}
            </fieldset>
          )}
          {end}
        </span>
      </div>
      {finding !== undefined && <p className="mt-0.5 mb-2">{finding}</p>}
      {view === 'chart' || table === undefined ? chart : table}
      {note !== undefined && <figcaption className="mt-1.5 text-xs text-ink-3">{note}</figcaption>}
    </figure>
  );
}
