import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Tabs } from '@/components/ui/tabs';
import { can } from '@/domain/permissions';
import { InstructionTable } from '@/features/instructions/components/instruction-table';
import { INSTRUCTION_VIEWS, listInstructions } from '@/features/instructions/queries';
import { mayReadMeetings } from '@/features/meetings/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('instructions', 'title');

type Search = Promise<{ view?: string | string[]; after?: string | string[] }>;

export default async function InstructionsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'instruction.read')) notFound();
  const search = await searchParams;
  const first = can(actor, 'instruction.answer') ? 'mine' : 'issued';
  const view = INSTRUCTION_VIEWS.find((entry) => entry === search.view) ?? first;
  const after = typeof search.after === 'string' ? search.after : null;
  const list = await listInstructions(actor, view, currentTime(), after);
  const t = await getTranslations('instructions');
  const unit = await displayUnit();
  const offered = INSTRUCTION_VIEWS.filter((entry) => entry !== 'mine' || can(actor, 'instruction.answer'));
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={t('meta', { total: list.counts[view], overdue: list.overdue })}
        actions={mayReadMeetings(actor) && <ButtonLink href="/meetings">{t('meetings')}</ButtonLink>}
        rule
      />
      <Tabs
        segment
        label={t('title')}
        items={offered.map((entry) => ({
          href: `/instructions?view=${entry}`,
          label: t(`views.${entry}`),
          count: list.counts[entry],
          current: entry === view,
        }))}
      />
      {list.rows.length === 0 ? (
        <EmptyState title={t(`empty.${view}`)}>{t(`emptyNext.${view}`)}</EmptyState>
      ) : (
        <>
          <InstructionTable rows={list.rows} unit={unit} caption={t(`views.${view}`)} />
          <Pager
            summary={t('pageSummary', { shown: list.rows.length, total: list.counts[view] })}
            {...(after ? { firstHref: `/instructions?view=${view}` } : {})}
            {...(list.next ? { nextHref: `/instructions?view=${view}&after=${list.next}` } : {})}
          />
        </>
      )}
    </Page>
  );
}
