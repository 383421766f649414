import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { listHandOvers } from '@/features/hand-overs/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('hand-overs', 'title');

type Search = Promise<{ after?: string | string[] }>;

export default async function HandOversPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const { after } = await searchParams;
  const list = await listHandOvers(actor, typeof after === 'string' ? after : null);
  const t = await getTranslations('hand-overs');
  const locale = await getLocale();
  const name = (person: { name: Parameters<typeof labelOf>[0] } | null) =>
    person ? labelOf(person.name, locale) : '--';
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { total: list.total })}
        actions={
          can(actor, 'hand-over.make') && (
            <ButtonLink href="/hand-overs/new" variant="primary">
              {t('new')}
            </ButtonLink>
          )
        }
        rule
      />
      {list.rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <>
          <Table caption={t('title')}>
            <thead>
              <tr>
                <Th>{t('columns.fromTo')}</Th>
                <Th>{t('columns.organisation')}</Th>
                <Th>{t('columns.result')}</Th>
                <Th>{t('columns.by')}</Th>
                <Th>{t('columns.at')}</Th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((row) => (
                <tr key={row.id}>
                  <RowHead>
                    <Link href={`/hand-overs/${row.id}`}>
                      {t('fromTo', { from: name(row.from), to: name(row.to) })}
                    </Link>
                  </RowHead>
                  <Td label={t('columns.organisation')}>{row.from ? labelOf(row.from.organisation, locale) : '--'}</Td>
                  <Td label={t('columns.result')}>{t('result', { moved: row.moved, kept: row.kept })}</Td>
                  <Td label={t('columns.by')}>{row.by ? labelOf(row.by, locale) : '--'}</Td>
                  <Td label={t('columns.at')}>{formatInstant(row.at)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Pager
            summary={t('pageSummary', { shown: list.rows.length, total: list.total })}
            {...(after ? { firstHref: '/hand-overs' } : {})}
            {...(list.next ? { nextHref: `/hand-overs?after=${list.next}` } : {})}
          />
        </>
      )}
    </Page>
  );
}
