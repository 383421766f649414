import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { Link } from '@/components/ui/link';
import { Button, ButtonLink, buttonClass } from './button';
import { SearchForm } from './search-form';

interface FilterBarProps {
  /** Where the list lives; the fields become its address. */
  action: string;
  /** Address without filters. */
  resetHref: string;
  /** Stays visible on phones, e.g. the keyword; the rest folds there. */
  lead?: ReactNode;
  /** How many filters are on; shown on the fold. */
  activeCount?: number;
  /** Rarely used filters, folded. */
  more?: ReactNode;
  /** One of the folded filters is on: the fold begins open. */
  moreOpen?: boolean;
  /** Things to carry along, e.g. the current view. */
  hidden?: Readonly<Record<string, string>>;
  label?: string;
  children: ReactNode;
}

/** The query area over a list: open on desktop, runs on the button or Enter, its state is the address. */
export function FilterBar({
  action,
  resetHref,
  lead,
  activeCount = 0,
  more,
  moreOpen = false,
  hidden = {},
  label,
  children,
}: FilterBarProps) {
  const t = useTranslations('common');
  const foldId = useId();
  return (
    <SearchForm
      path={action}
      role="search"
      aria-label={label ?? t('search')}
      className="screen-only flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-rule pt-2 pb-2.5"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {lead}
      {/* Folds on phones only, and without JavaScript; it has no name, so it is not sent. */}
      <input type="checkbox" id={foldId} className="peer sr-only md:hidden" />
      <label
        htmlFor={foldId}
        className={buttonClass(
          'default',
          'normal',
          'peer-focus-visible:outline-3 peer-focus-visible:outline-accent md:hidden',
        )}
      >
        {t('filter')}
        {activeCount > 0 && <> {activeCount}</>}
      </label>
      <div className="flex w-full flex-1 flex-wrap items-end gap-x-4 gap-y-2 max-md:hidden max-md:basis-full max-md:peer-checked:flex">
        {children}
        <span className="flex items-center gap-2 md:ml-auto">
          <Button type="submit">{t('search')}</Button>
          <ButtonLink href={resetHref} variant="text">
            {t('reset')}
          </ButtonLink>
        </span>
        {more !== undefined && (
          <details className="group w-full" open={moreOpen}>
            <summary className="inline-block text-accent max-md:leading-11">
              <span className="group-open:hidden">{t('more')}</span>
              <span className="hidden group-open:inline">{t('less')}</span>
            </summary>
            <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pt-2">{more}</div>
          </details>
        )}
      </div>
    </SearchForm>
  );
}

/** A filter with its word before it; the control brings its own name. */
export function FilterItem({ label, children, htmlFor }: { label: string; children: ReactNode; htmlFor?: string }) {
  return (
    <label
      htmlFor={htmlFor}
      className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-2 max-md:w-full max-md:flex-col max-md:items-start"
    >
      {label}
      {children}
    </label>
  );
}

/** The filters that are on, each removable. */
export function FilterChips({
  chips,
  clearHref,
}: {
  chips: readonly { label: string; removeHref: string }[];
  clearHref: string;
}) {
  const t = useTranslations('common');
  if (chips.length === 0) return null;
  return (
    <div className="screen-only flex flex-wrap items-center gap-2 pb-2.5 text-xs leading-5 text-ink-3">
      {t('chosen')}
      {chips.map((chip) => (
        <span key={chip.label} className="inline-flex items-center rounded-ctl border border-rule pl-2 text-ink">
          {chip.label}
          <Link
            href={chip.removeHref}
            aria-label={t('remove', { label: chip.label })}
            className="ml-1.5 block w-5 border-l border-rule text-center text-ink-2 max-md:w-11 max-md:leading-11"
          >
            ×
          </Link>
        </span>
      ))}
      <Link href={clearHref} className="max-md:px-2 max-md:leading-11">
        {t('clear')}
      </Link>
    </div>
  );
}
