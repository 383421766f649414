import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { SubmitButton } from '@/components/ui/submit-button';
import { Tabs } from '@/components/ui/tabs';
import { can } from '@/domain/permissions';
import { readAllNotices } from '@/features/notices/actions';
import { NoticeList } from '@/features/notices/components/notice-list';
import { countNotices, countUnread, listNotices } from '@/features/notices/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('notices', 'title');

type Search = Promise<{ view?: string | string[]; after?: string | string[] }>;

export default async function NoticesPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'notice.read')) notFound();
  const { view: asked, after } = await searchParams;
  const view = asked === 'all' ? 'all' : 'unread';
  const now = currentTime();
  const t = await getTranslations('notices');
  const [unread, all] = [await countUnread(actor), await countNotices(actor)];
  const { rows, next } = await listNotices(actor, {
    unreadOnly: view === 'unread',
    after: typeof after === 'string' ? after : null,
  });
  return (
    <Page>
      <PageHead title={t('title')} meta={t('meta', { count: unread })} />
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6">
        <Tabs
          segment
          label={t('title')}
          items={[
            { href: '/notices', label: t('unread'), count: unread, current: view === 'unread' },
            { href: '/notices?view=all', label: t('all'), count: all, current: view === 'all' },
          ]}
        />
        {unread > 0 && (
          <ActionForm action={readAllNotices}>
            <input type="hidden" name="until" value={now.toISOString()} />
            <SubmitButton variant="text" size="small">
              {t('markAllRead')}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t(`empty.${view}`)}>{t(`emptyNext.${view}`)}</EmptyState>
      ) : (
        <NoticeList rows={rows} now={now} />
      )}
      {(after || next) && (
        <Pager
          {...(after ? { firstHref: `/notices?view=${view}` } : {})}
          {...(next ? { nextHref: `/notices?view=${view}&after=${next}` } : {})}
        />
      )}
    </Page>
  );
}
