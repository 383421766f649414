import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterChips } from '@/components/ui/filter-bar';
import { SearchForm, SearchInput } from '@/components/ui/search-form';
import { isSealed } from '@/lib/sealed-word';
import { type View, viewHref } from './worklist-index';

/** Finds something in one view: a plain form whose state is the address, so that the way back leads to it. */
export async function WorklistSearch({ view, query }: { view: View; query: string }) {
  const t = await getTranslations('worklist.search');
  const common = await getTranslations('common');
  return (
    <>
      <SearchForm
        path="/worklist"
        role="search"
        aria-label={t('label')}
        className="screen-only flex items-center gap-2 pt-2 pb-1"
      >
        {view !== 'waiting' && <input type="hidden" name="view" value={view} />}
        <SearchInput
          name="q"
          className="min-w-0 flex-1 md:max-w-80"
          aria-label={t('label')}
          placeholder={t('hint')}
          value={query}
          maxLength={100}
        />
        <Button type="submit">{common('search')}</Button>
      </SearchForm>
      {query !== '' && (
        <FilterChips
          chips={[
            { label: `${t('chip')}: ${isSealed(query) ? common('numberHidden') : query}`, removeHref: viewHref(view) },
          ]}
          clearHref={viewHref(view)}
        />
      )}
    </>
  );
}

/** A search that found nothing in this view. */
export async function NothingFound() {
  const t = await getTranslations('worklist.search');
  return <EmptyState title={t('nothing')}>{t('nothingNext')}</EmptyState>;
}
