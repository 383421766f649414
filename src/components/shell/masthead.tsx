import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { SearchForm } from '@/components/ui/search-form';
import { BrandMark } from './brand';
import { LanguageSwitch } from './language-switch';
import { type MenuItem, MenuTabs } from './menu-tabs';
import { NextTextSize, type TextSize } from './text-size-switch';

interface MastheadProps {
  items: readonly MenuItem[];
  personName: string;
  /** The person's own page. */
  personHref: string;
  organisationName: string;
  /** Where the search goes, absent for those who may read no case. */
  searchHref?: string;
  /** The inbox, with how many are unread; on phones it stands in the bottom bar. */
  notices?: MenuItem;
  /** The sign-out form. */
  signOut: ReactNode;
  /** What this page is for. */
  help?: ReactNode;
  textSize?: TextSize;
}

/** One bar over a 文武线 (thick and thin rule); the double rule stands nowhere else in the product. */
export function Masthead({
  items,
  personName,
  personHref,
  organisationName,
  searchHref,
  notices,
  signOut,
  help,
  textSize = '100',
}: MastheadProps) {
  const t = useTranslations('shell');
  return (
    <header className="screen-only relative z-10 border-b border-accent bg-paper pb-0.5">
      <div className="flex h-12.75 items-stretch border-b-3 border-accent px-(--gutter) max-md:h-11.75">
        <Link
          href="/"
          aria-label={t('home')}
          className="mr-4 flex items-center gap-2 font-serif text-[1.3125rem] leading-none font-bold tracking-[.08em] text-ink no-underline hover:no-underline max-md:mr-auto lg:mr-7"
        >
          <BrandMark className="text-accent" />
          {t('product')}
        </Link>
        <MenuTabs items={items} label={t('mainMenu')} />
        {/* where words are many, the search field gives way before the menu does */}
        <div className="flex shrink-[999] items-center gap-4 text-sm">
          {searchHref !== undefined && <HeadSearch href={searchHref} />}
          {help}
          {notices !== undefined && (
            <Link href={notices.href} className="py-1 whitespace-nowrap text-ink max-md:hidden">
              {notices.label}
              {notices.count !== undefined && notices.count > 0 && <b className="ml-1 text-red">{notices.count}</b>}
            </Link>
          )}
          <div className="flex shrink-0 items-center gap-3 max-md:hidden">
            <LanguageSwitch />
            <NextTextSize current={textSize} />
            <span className="flex flex-col items-end text-xs leading-4 text-ink-3 max-lg:hidden">
              <Link href={personHref} className="text-sm leading-4 whitespace-nowrap text-ink">
                {personName}
              </Link>
              <span className="max-w-40 truncate" title={organisationName}>
                {organisationName}
              </span>
            </span>
            {signOut}
          </div>
        </div>
      </div>
    </header>
  );
}

/** On desktops a field, on narrow screens a link to the list, which has the field. */
function HeadSearch({ href }: { href: string }) {
  const t = useTranslations('shell');
  return (
    <>
      <SearchForm path={href} role="search" className="relative min-w-24 shrink basis-48 max-lg:hidden large:hidden">
        <SearchMark className="absolute top-2.25 left-2 size-3.5 text-ink-3" />
        <label htmlFor="search-everything" className="sr-only">
          {t('searchLabel')}
        </label>
        <input
          id="search-everything"
          name="q"
          type="search"
          maxLength={80}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
          className="control w-full min-w-0 pl-7 text-sm"
        />
      </SearchForm>
      <Link
        href={href}
        aria-label={t('searchLabel')}
        className="-mr-3 flex size-11 items-center justify-center text-ink-2 md:-mr-2 lg:hidden large:flex"
      >
        <SearchMark className="size-4.5" />
      </Link>
    </>
  );
}

function SearchMark({ className }: { className: string }) {
  return (
    <svg
      viewBox="0 0 14 14"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <circle cx="6" cy="6" r="4.5" />
      <path d="M9.5 9.5 13 13" />
    </svg>
  );
}
