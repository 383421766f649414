import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BrandMark } from './brand';
import { LanguageSwitch } from './language-switch';

/** Pages that are read without a sign-in: the name, the language, and what is published. */
export function PublicFrame({ foot, children }: { foot?: ReactNode; children: ReactNode }) {
  const t = useTranslations('shell');
  return (
    <div className="flex min-h-screen flex-col">
      <header>
        <div className="flex h-14 items-center gap-5 px-6 text-sm max-md:h-12 max-md:px-4">
          <span className="mr-auto flex items-center gap-2 font-serif text-[1.3125rem] leading-none font-bold tracking-[.08em]">
            <BrandMark className="text-accent" />
            {t('product')}
          </span>
          <LanguageSwitch className="max-md:h-11" />
        </div>
        <div className="mx-6 h-1.5 border-t-3 border-b border-accent max-md:mx-0" />
      </header>
      <main id="main" tabIndex={-1} className="flex-1">
        {children}
      </main>
      {foot !== undefined && (
        <footer className="flex flex-wrap gap-x-6 gap-y-1 px-6 pt-3.5 pb-4 text-xs text-ink-3 max-md:px-4">
          {foot}
        </footer>
      )}
    </div>
  );
}
