import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { can } from '@/domain/permissions';
import { listMeetings, mayReadMeetings } from '@/features/meetings/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('meetings', 'title');

type Search = Promise<{ after?: string | string[] }>;

export default async function MeetingsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!mayReadMeetings(actor)) notFound();
  const { after } = await searchParams;
  const list = await listMeetings(actor, currentTime(), typeof after === 'string' ? after : null);
  const t = await getTranslations('meetings');
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { total: list.total })}
        actions={
          <>
            <ButtonLink href="/reports/brief">{t('brief.title')}</ButtonLink>
            {can(actor, 'meeting.record') && (
              <ButtonLink href="/meetings/new" variant="primary">
                {t('new')}
              </ButtonLink>
            )}
          </>
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
                <Th>{t('meetingTitle')}</Th>
                <Th>{t('heldOn')}</Th>
                <Th>{t('place')}</Th>
                <Th num>{t('columns.decisions')}</Th>
                <Th num>{t('columns.open')}</Th>
                <Th num>{t('columns.overdue')}</Th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((row) => (
                <tr key={row.id}>
                  <RowHead>
                    <Link href={`/meetings/${row.id}`}>{row.title}</Link>
                  </RowHead>
                  <Td label={t('heldOn')}>{row.heldOn}</Td>
                  <Td label={t('place')}>{row.place}</Td>
                  <Td num label={t('columns.decisions')}>
                    {row.decisions}
                  </Td>
                  <Td num label={t('columns.open')}>
                    {row.open}
                  </Td>
                  <Td num label={t('columns.overdue')}>
                    <span className={row.overdue > 0 ? 'text-red' : undefined}>{row.overdue}</span>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Pager
            summary={t('pageSummary', { shown: list.rows.length, total: list.total })}
            {...(after ? { firstHref: '/meetings' } : {})}
            {...(list.next ? { nextHref: `/meetings?after=${list.next}` } : {})}
          />
        </>
      )}
    </Page>
  );
}
