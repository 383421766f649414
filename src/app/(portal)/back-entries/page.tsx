import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Tabs } from '@/components/ui/tabs';
import { can } from '@/domain/permissions';
import { EntryTable } from '@/features/back-entries/components/entry-table';
import { BACK_ENTRY_STATUSES, listBackEntries, mayReadBackEntries } from '@/features/back-entries/queries';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('back-entries', 'title');

type Search = { status?: string; after?: string };

export default async function BackEntriesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!mayReadBackEntries(actor)) notFound();
  const search = await searchParams;
  const mayWrite = can(actor, 'back-entry.write');
  const first = can(actor, 'back-entry.confirm') ? 'SUBMITTED' : 'DRAFT';
  const status = BACK_ENTRY_STATUSES.find((entry) => entry === search.status) ?? first;
  const list = await listBackEntries(actor, { status, after: search.after ?? null });
  const t = await getTranslations('back-entries');
  const cases = await getTranslations('cases');
  const here = `/back-entries?status=${status}`;
  return (
    <Page>
      <Breadcrumb items={[{ label: cases('title'), href: '/cases' }, { label: t('title') }]} />
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          mayWrite && (
            <>
              <ButtonLink href="/back-entries/sheets">{t('sheet.link')}</ButtonLink>
              <ButtonLink href="/back-entries/new" variant="primary">
                {t('new')}
              </ButtonLink>
            </>
          )
        }
      />
      <Tabs
        label={t('title')}
        items={BACK_ENTRY_STATUSES.map((entry) => ({
          href: `/back-entries?status=${entry}`,
          label: t(`statuses.${entry}`),
          count: list.counts[entry],
          current: entry === status,
        }))}
      />
      <div className="pt-3">
        {list.rows.length === 0 ? (
          <EmptyState title={t(`list.empty.${status}`)}>
            {t(mayWrite ? 'list.emptyNext' : 'list.emptyNextReader')}
          </EmptyState>
        ) : (
          <>
            <EntryTable rows={list.rows} />
            <Pager
              summary={t('list.page', { count: list.rows.length })}
              {...(search.after ? { firstHref: here } : {})}
              {...(list.next ? { nextHref: `${here}&after=${list.next}` } : {})}
            />
          </>
        )}
      </div>
    </Page>
  );
}
