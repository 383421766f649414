import { useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';

const units = ['YUAN', 'WAN', 'YI'] as const;
export type AmountUnit = (typeof units)[number];

/** One unit per page: remembered in the cookie `unit`, read by the feature that formats. */
export function UnitSwitch({ current, offered = units }: { current: AmountUnit; offered?: readonly AmountUnit[] }) {
  const t = useTranslations('common');
  return (
    <form
      method="post"
      action="/api/preferences"
      aria-label={t('unit')}
      className="screen-only inline-flex rounded-ctl border border-rule-strong text-sm"
    >
      {offered.map((unit) => (
        <button
          key={unit}
          type="submit"
          name="unit"
          value={unit}
          aria-pressed={unit === current}
          className={cn(
            'px-2.5 leading-7.5 not-first:border-l not-first:border-rule max-md:leading-11',
            unit === current ? 'bg-accent font-bold text-on-accent' : 'text-ink-2 hover:bg-wash-2',
          )}
        >
          {t(`unit${unit}`)}
        </button>
      ))}
    </form>
  );
}
