import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { buttonClass } from '@/components/ui/button';
import { DataList } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { RefreshWhile } from '@/components/ui/refresh-while';
import { SayBar } from '@/components/ui/say-bar';
import { Status } from '@/components/ui/status';
import { formatRate } from '@/domain/money';
import { can } from '@/domain/permissions';
import { CandidateForm } from '@/features/sessions/components/agenda-forms';
import { AgendaTable, MemberTable } from '@/features/sessions/components/agenda-table';
import { CancelForm, ChairPanel } from '@/features/sessions/components/chair-panels';
import { getSession, listCandidates, type SessionView } from '@/features/sessions/queries';
import { numberOf, SESSION_TONES } from '@/features/sessions/words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { ItemDesk, ItemSidePanel } from './item-desk';

export const generateMetadata = titled('sessions', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ item?: string; done?: string }> };

/** How often the page of a running session is drawn anew, so that everybody sees the votes come in. */
const LIVE_MS = 15_000;

export default async function SessionPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const view = can(actor, 'decision-session.read') ? await getSession(actor, (await params).id) : null;
  if (!view) notFound();
  const search = await searchParams;
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const { session } = view;
  const onAgenda = view.items.filter((row) => row.status !== 'REMOVED');
  const current =
    onAgenda.find((row) => row.id === search.item) ?? onAgenda.find((row) => row.status === 'PENDING') ?? onAgenda[0];
  const candidates = view.mayPlan && session.status === 'PLANNED' ? await listCandidates(actor, session.id) : null;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <RefreshWhile running={session.status === 'OPEN'} everyMs={LIVE_MS} />
      <Breadcrumb
        items={[{ label: t('title'), href: '/sessions' }, { label: session.title }]}
        end={
          <>
            {view.mayPlan && session.status === 'PLANNED' && (
              <Link href={`/sessions/${session.id}/edit`}>{t('edit')}</Link>
            )}
            {session.openedAt && <Link href={`/sessions/${session.id}/minutes`}>{t('minutes')}</Link>}
          </>
        }
      />
      <PageHead
        title={session.title}
        below={
          <>
            <Status tone={SESSION_TONES[session.status]} hollow={session.status !== 'OPEN'}>
              {t(`statuses.${session.status}`)}
            </Status>
            <span>{await numberOf(session.number)}</span>
            <span>{labelOf(view.organisation, locale)}</span>
            <span>{labelOf(view.programme, locale)}</span>
          </>
        }
      />
      {search.done && t.has(`done.${search.done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${search.done}` as never)}
        </SayBar>
      )}
      {session.cancelReason && (
        <SayBar tone="amber" className="my-3" detail={session.cancelReason}>
          {t('cancelledBecause')}
        </SayBar>
      )}
      <PanelledPage
        panel={
          <>
            {current && <ItemSidePanel actor={actor} view={view} item={current} now={now} />}
            <ChairPanel view={view} actorId={actor.userId} />
            <CancelForm view={view} />
          </>
        }
      >
        <Section aria-labelledby="agenda">
          <SectionHead id="agenda" note={await progressOf(view)}>
            {t('agenda')}
          </SectionHead>
          {onAgenda.length === 0 ? (
            <EmptyState title={t('noItems')}>{candidates && t('noItemsNext')}</EmptyState>
          ) : (
            <AgendaTable view={view} currentId={current?.id ?? null} />
          )}
        </Section>
        {candidates && (
          <Section aria-labelledby="candidates">
            <SectionHead id="candidates">{t('addCases')}</SectionHead>
            <CandidateForm key={onAgenda.length} sessionId={session.id} rows={candidates} />
          </Section>
        )}
        {current && <ItemDesk actor={actor} item={current} number={onAgenda.indexOf(current) + 1} now={now} />}
        <Section aria-labelledby="plan">
          <SectionHead id="plan">{t('plan')}</SectionHead>
          <DataList
            facts={[
              { label: t('plannedAt'), value: formatInstant(session.plannedAt) },
              { label: t('place'), value: session.place },
              {
                label: t('mode'),
                value: t(`modes.${session.mode}`),
                note: session.mode === 'RATIO' ? t('ratioNote', { ratio: formatRate(session.ratioBps) }) : undefined,
              },
              { label: t('quorum'), value: t('people', { count: session.quorum }) },
            ]}
          />
        </Section>
        <Section aria-labelledby="members">
          <SectionHead id="members" note={t(session.mode === 'IN_TURN' ? 'inTurnNote' : 'membersNote')}>
            {t('members')}
          </SectionHead>
          <MemberTable view={view} />
        </Section>
      </PanelledPage>
      {session.status === 'OPEN' && current?.status === 'PENDING' && (view.mayVote || view.leads) && (
        <nav
          aria-label={t('ways')}
          className="screen-only sticky bottom-0 z-5 -mx-(--gutter) mt-4 flex flex-wrap items-center gap-x-4 border-t border-rule bg-paper px-(--gutter) py-2 text-sm max-md:bottom-13 lg:hidden large:flex"
        >
          {current.tally.remaining.includes(actor.userId) ? (
            <a href="#vote" className={buttonClass('primary')}>
              {t('toVote')}
            </a>
          ) : (
            current.presidingId === actor.userId && (
              <a href="#settle" className={buttonClass('primary')}>
                {t('settle')}
              </a>
            )
          )}
          {(['agenda', 'pack', 'report'] as const).map((place) => (
            <a key={place} href={`#${place}`} className="py-3">
              {t(`places.${place}`)}
            </a>
          ))}
        </nav>
      )}
    </Page>
  );
}

async function progressOf({ items }: SessionView): Promise<string> {
  const t = await getTranslations('sessions');
  const shown = items.filter((row) => row.status !== 'REMOVED');
  return t('progress', { settled: shown.filter((row) => row.status !== 'PENDING').length, total: shown.length });
}
