import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export interface StageStep {
  name: string;
  state: 'done' | 'current' | 'todo';
  /** Days, or the word for not begun. */
  dates?: ReactNode;
  /** Who did it, does it or will do it. */
  people?: ReactNode;
}

const bars = {
  done: 'border-accent-mid text-ink-2',
  current: 'border-accent bg-accent-tint pl-3 text-ink lg:mr-2.5 lg:last:mr-0',
  todo: 'border-rule text-ink-3',
} as const satisfies Record<StageStep['state'], string>;

const names = { done: 'text-ink', current: 'font-bold text-accent', todo: 'text-ink-3' } as const;

/** The stages of a case as a tracker: done, current, not begun. On phones seven segments and the current name. */
export function StageBar({ steps }: { steps: readonly StageStep[] }) {
  const t = useTranslations('common');
  const at = steps.findIndex((step) => step.state === 'current');
  const current = steps[at];
  const position = current === undefined ? undefined : t('stagePosition', { n: at + 1, total: steps.length });
  return (
    <div>
      <ol
        aria-label={t('stageBar')}
        className="hidden gap-x-0.75 md:grid"
        style={{
          gridTemplateColumns: steps.map((step) => `minmax(0,${step.state === 'current' ? 1.75 : 1}fr)`).join(' '),
        }}
      >
        {steps.map((step) => (
          <li
            key={step.name}
            aria-current={step.state === 'current' ? 'step' : undefined}
            className={cn('border-t-4 pt-1.75 pr-2 pb-2.25 text-xs', bars[step.state])}
          >
            <span className={cn('flex items-baseline gap-1.25 text-base max-lg:text-xs', names[step.state])}>
              {step.state === 'done' && <Tick />}
              {step.name}
              {step.state === 'current' && (
                <span className="ml-auto pr-1 text-xs font-normal text-ink-2 max-lg:hidden">{position}</span>
              )}
            </span>
            {step.dates !== undefined && <span className="block">{step.dates}</span>}
            {step.people !== undefined && <span className="block">{step.people}</span>}
          </li>
        ))}
      </ol>
      <details className="text-sm md:hidden">
        <summary>
          <span aria-hidden="true" className="flex gap-0.75">
            {steps.map((step) => (
              <span key={step.name} className={cn('flex-1 border-t-6', bars[step.state].split(' ')[0])} />
            ))}
          </span>
          <span className="flex min-h-11 items-center justify-between gap-3">
            <b className="text-accent">{current?.name}</b>
            <span className="text-ink-3">{position}</span>
            <span className="text-accent underline">{t('allStages')}</span>
          </span>
        </summary>
        <ol>
          {steps.map((step) => (
            <li key={step.name} className="grid grid-cols-[6rem_minmax(0,1fr)] border-t border-rule-soft py-1.5">
              <span className={names[step.state]}>{step.name}</span>
              <span className="text-ink-2">
                {step.dates}
                {step.people !== undefined && <span className="block">{step.people}</span>}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function Tick() {
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true" className="size-3.5 flex-none self-center text-accent">
      <path d="M2 7.5 5.3 10.8 12 4" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
