import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { listSessions } from '@/features/sessions/queries';
import { numberOf, SESSION_TONES } from '@/features/sessions/words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('sessions', 'title');

type Search = Promise<{ after?: string | string[] }>;

export default async function SessionsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'decision-session.read')) notFound();
  const { after } = await searchParams;
  const list = await listSessions(actor, typeof after === 'string' ? after : null);
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const mayPlan = can(actor, 'decision-session.plan');
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { total: list.total })}
        actions={
          mayPlan && (
            <ButtonLink href="/sessions/new" variant="primary">
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
                <Th>{t('sessionTitle')}</Th>
                <Th>{t('columns.number')}</Th>
                <Th>{t('columns.organisation')}</Th>
                <Th>{t('plannedAt')}</Th>
                <Th>{t('chair')}</Th>
                <Th num>{t('columns.settled')}</Th>
                <Th>{t('columns.status')}</Th>
              </tr>
            </thead>
            <tbody>
              {
                await Promise.all(
                  list.rows.map(async (row) => (
                    <tr key={row.id}>
                      <RowHead>
                        <Link href={`/sessions/${row.id}`}>{row.title}</Link>
                      </RowHead>
                      <Td phone="sub">{await numberOf(row.number)}</Td>
                      <Td label={t('columns.organisation')}>{labelOf(row.organisation, locale)}</Td>
                      <Td label={t('plannedAt')}>{formatInstant(row.plannedAt)}</Td>
                      <Td label={t('chair')}>{labelOf(row.chair, locale)}</Td>
                      <Td num label={t('columns.settled')}>
                        {row.settled}/{row.items}
                      </Td>
                      <Td phone="title-end">
                        <Status tone={SESSION_TONES[row.status]} hollow={row.status !== 'OPEN'}>
                          {t(`statuses.${row.status}`)}
                        </Status>
                      </Td>
                    </tr>
                  )),
                )
              }
            </tbody>
          </Table>
          <Pager
            summary={t('pageSummary', { shown: list.rows.length, total: list.total })}
            {...(after ? { firstHref: '/sessions' } : {})}
            {...(list.next ? { nextHref: `/sessions?after=${list.next}` } : {})}
          />
        </>
      )}
    </Page>
  );
}
