import { getTranslations } from 'next-intl/server';
import { cn } from '@/lib/cn';

const STEPS = ['upload', 'review', 'confirm', 'result'] as const;

/** Where an import stands: done, now, still to come. */
export async function Steps({ now }: { now: (typeof STEPS)[number] }) {
  const t = await getTranslations('projects');
  const current = STEPS.indexOf(now);
  return (
    <ol aria-label={t('steps.label')} className="flex w-full gap-1 text-sm md:w-120">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? 'step' : undefined}
          className={cn(
            'flex-1 border-t-4 pt-1',
            index < current && 'border-accent-mid text-ink-2',
            index === current && 'border-accent font-bold text-accent',
            index > current && 'border-rule text-ink-3',
          )}
        >
          {index + 1} {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
