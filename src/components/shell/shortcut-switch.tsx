import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';

/** Switches the single-key shortcuts off and on again. Posts, is remembered, and comes back to this page. */
export function ShortcutSwitch({ on }: { on: boolean }) {
  const t = useTranslations('shell.shortcuts');
  return (
    <form method="post" action="/api/preferences" className="flex flex-wrap items-center gap-3">
      {!on && <span>{t('off')}</span>}
      <button
        type="submit"
        name="keys"
        value={on ? 'off' : 'on'}
        className={buttonClass('default', 'small', 'h-auto min-h-7 whitespace-normal max-md:min-h-11')}
      >
        {t(on ? 'turnOff' : 'on')}
      </button>
    </form>
  );
}
