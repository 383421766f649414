import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import { cn } from '@/lib/cn';

const sizes = ['100', '125', '150'] as const;
export type TextSize = (typeof sizes)[number];

/** One word: the next larger text, after the largest the normal one. Posts, is remembered, and comes back to this page. */
export function NextTextSize({ current, className }: { current: TextSize; className?: string }) {
  const t = useTranslations('shell');
  const next = sizes[(sizes.indexOf(current) + 1) % sizes.length] ?? '100';
  return (
    <form method="post" action="/api/preferences" aria-label={t('textSize')}>
      <button
        type="submit"
        name="text"
        value={next}
        className={cn('whitespace-nowrap text-ink-2 hover:underline', className)}
      >
        {t(`textSizes.${next}`)}
      </button>
    </form>
  );
}

/** All sizes side by side, the present one pressed. */
export function TextSizeSwitch({ current }: { current: TextSize }) {
  const t = useTranslations('shell');
  return (
    <form method="post" action="/api/preferences" aria-label={t('textSize')} className="flex flex-wrap gap-2">
      {sizes.map((size) => (
        <button
          key={size}
          type="submit"
          name="text"
          value={size}
          aria-pressed={size === current}
          className={buttonClass('default', 'small', size === current ? 'border-accent font-bold text-accent' : '')}
        >
          {t(`textSizes.${size}`)}
        </button>
      ))}
    </form>
  );
}
