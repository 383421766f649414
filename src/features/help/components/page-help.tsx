'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { closeOnEscape } from '@/components/ui/close-on-escape';
import { Link } from '@/components/ui/link';
import { helpKey, pageAt } from '../pages';

/** What the page that is open is for, in two sentences, and the way to more; opens without JavaScript. */
export function PageHelp() {
  const t = useTranslations('help');
  const pathname = usePathname();
  const page = pageAt(pathname);
  return (
    // The key closes it after each change of page.
    <details key={pathname} className="group relative self-center text-sm" onKeyDown={closeOnEscape}>
      <summary className="flex min-h-6 items-center text-ink-2 hover:underline max-md:min-h-11 max-md:px-1.5 max-md:text-center md:whitespace-nowrap">
        {t('thisPage')}
      </summary>
      <div className="absolute top-full right-0 z-20 mt-4 w-80 max-w-[calc(100vw-2rem)] border border-rule-strong bg-paper px-4 py-3 shadow-pop max-md:fixed max-md:inset-x-4 max-md:top-14 max-md:mt-0 max-md:w-auto">
        <p>{page === null ? t('noPage') : t(`pages.${helpKey(page)}` as never)}</p>
        <p className="mt-2 flex flex-wrap gap-x-5 border-t border-rule-soft pt-1.5 [&_a]:py-1.5">
          <Link href="/help">{t('title')}</Link>
          <Link href="/help/roles">{t('roles.title')}</Link>
          <Link href="/help/shortcuts">{t('shortcutsTitle')}</Link>
        </p>
      </div>
    </details>
  );
}
