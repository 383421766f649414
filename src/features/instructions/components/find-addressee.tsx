import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { SearchForm, SearchInput } from '@/components/ui/search-form';
import type { Addressees } from '../people-queries';

/** Finds a person by name or organisation where there are more than a list of choices can hold; a plain GET. */
export async function FindAddressee({
  action,
  found,
  query,
  hidden = {},
}: {
  action: string;
  found: Addressees;
  query: string;
  /** what else of the address stays */
  hidden?: Readonly<Record<string, string | number | undefined>>;
}) {
  if (!found.more && query === '') return null;
  const t = await getTranslations('instructions');
  return (
    <SearchForm path={action} className="my-3 flex flex-wrap items-end gap-2">
      {Object.entries(hidden).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SearchInput aria-label={t('findAddressee')} placeholder={t('findAddressee')} value={query} width="medium" />
      <Button type="submit">{t('find')}</Button>
      {found.more && <p className="text-sm text-ink-2">{t('moreAddressees', { count: found.people.length })}</p>}
      {found.people.length === 0 && <p className="text-sm text-ink-2">{t('noAddressee')}</p>}
    </SearchForm>
  );
}
