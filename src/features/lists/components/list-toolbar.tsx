import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { RememberList } from '@/components/ui/remembered-list';
import type { Actor } from '@/domain/actor';
import { isToBeHadInFull } from '@/domain/export-approval';
import type { ListName } from '@/domain/lists';
import { can } from '@/domain/permissions';
import { KeyField } from '@/features/key-field';
import { addressOf } from '@/lib/address';
import { LIST_PATHS } from '../paths';
import type { Arrangement } from '../queries';
import { ListSettings } from './list-settings';
import { ViewManager } from './view-manager';

type Props<L extends ListName> = {
  actor: Actor;
  arrangement: Arrangement<L>;
  /** the address as it is: filters, order, page */
  search: Readonly<Record<string, string | undefined>>;
  columnNames: Readonly<Record<string, string>>;
};

/** Above a list: saved views as links, the export of exactly what is filtered, columns and views to be managed. */
export async function ListToolbar<L extends ListName>({ actor, arrangement, search, columnNames }: Props<L>) {
  const t = await getTranslations('lists');
  const { list, views, defaultViewId } = arrangement;
  const path = LIST_PATHS[list];
  const query = addressOf('', { ...search, after: undefined, before: undefined, totals: undefined, view: undefined });
  const current = views.find((view) => view.id === search.view)?.id;
  const look = 'inline-block py-1 max-md:py-2.5';
  return (
    <div className="screen-only flex flex-wrap items-start gap-x-4 gap-y-1 pt-1.5 pb-1 text-sm">
      <RememberList path={path} />
      {views.length > 0 && (
        <nav aria-label={t('views.title')} className="flex flex-wrap gap-x-3.5">
          <Link href={defaultViewId ? `${path}?view=all` : path} className={look}>
            {t('views.all')}
          </Link>
          {views.map((view) => (
            <Link
              key={view.id}
              href={`${path}?${view.query}${view.query ? '&' : ''}view=${view.id}`}
              aria-current={view.id === current ? 'page' : undefined}
              className={view.id === current ? `${look} font-bold text-ink` : look}
            >
              {view.name}
            </Link>
          ))}
        </nav>
      )}
      <div className="flex flex-1 flex-wrap items-start justify-end gap-x-4 max-md:justify-start">
        <ViewManager arrangement={arrangement} query={query} mayShare={can(actor, 'view.share')} />
        <ListSettings arrangement={arrangement} columnNames={columnNames} />
        {can(actor, 'list.export') && (
          <form method="post" action="/api/exports" className="flex items-center gap-3">
            <Link href="/exports" className={look}>
              {t('export.mine')}
            </Link>
            <KeyField />
            {isToBeHadInFull(list) && can(actor, 'personal-data.reveal') && (
              <Link href={addressOf('/exports/ask', { list, query: query.slice(1), full: '1' })} className={look}>
                {t('export.full')}
              </Link>
            )}
            <input type="hidden" name="list" value={list} />
            <input type="hidden" name="query" value={query} />
            <Button type="submit" size="small" title={t('export.note')}>
              {t('export.button')}
            </Button>
          </form>
        )}
      </div>
    </div>
  );
}
