import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Tabs } from '@/components/ui/tabs';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { can } from '@/domain/permissions';
import { CaseTable } from '@/features/cases/components/case-table';
import { getWorklist, type WorklistView } from '@/features/cases/list-queries';
import { UnsentNote } from '@/features/field/components/unsent-note';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('cases', 'worklist.title');

type Search = Promise<{ view?: string | string[]; after?: string | string[] }>;

export default async function WorklistPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const { view: asked, after } = await searchParams;
  const view: WorklistView = asked === 'handed-on' ? 'handed-on' : 'waiting';
  const now = currentTime();
  const t = await getTranslations('cases');
  const unit = await displayUnit();
  const worklist = await getWorklist(actor, view, now, typeof after === 'string' ? after : null);
  const counts =
    view === 'waiting'
      ? { waiting: worklist.total, handedOn: worklist.otherCount }
      : { waiting: worklist.otherCount, handedOn: worklist.total };
  return (
    <Page>
      <PageHead
        title={t('worklist.title')}
        meta={t.rich('worklist.meta', {
          total: worklist.total,
          overdue: worklist.overdue,
          soon: worklist.dueSoon,
          at: formatInstant(now),
          b: (chunks) => <b className="text-ink">{chunks}</b>,
          r: (chunks) => <b className={worklist.overdue > 0 ? 'text-red' : 'text-ink'}>{chunks}</b>,
        })}
        actions={
          <>
            <UnitSwitch current={unit} />
            {can(actor, 'case.register') && (
              <ButtonLink href="/cases/new" variant="primary">
                {t('register')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      <UnsentNote userId={actor.userId} />
      <Tabs
        segment
        label={t('worklist.title')}
        items={[
          { href: '/worklist', label: t('worklist.waiting'), count: counts.waiting, current: view === 'waiting' },
          {
            href: '/worklist?view=handed-on',
            label: t('worklist.handedOn'),
            count: counts.handedOn,
            current: view === 'handed-on',
          },
        ]}
      />
      {worklist.rows.length === 0 ? (
        <EmptyState title={t(`worklist.empty.${view}`)}>{t(`worklist.emptyNext.${view}`)}</EmptyState>
      ) : (
        <>
          <CaseTable
            rows={worklist.rows}
            unit={unit}
            caption={t('worklist.title')}
            grouped
            showCounty={actor.scope.kind === 'FINANCIER' || actor.organisation.level === 'PROVINCE'}
          />
          <Pager
            summary={t('worklist.pageSummary', { shown: worklist.rows.length, total: worklist.total })}
            {...(after ? { firstHref: `/worklist?view=${view}` } : {})}
            {...(worklist.next ? { nextHref: `/worklist?view=${view}&after=${worklist.next}` } : {})}
          />
        </>
      )}
    </Page>
  );
}
