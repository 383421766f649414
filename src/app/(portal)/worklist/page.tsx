import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead } from '@/components/ui/heads';
import { IndexedPage } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { can } from '@/domain/permissions';
import { countWorklist, WORKLIST_VIEWS, type WorklistView } from '@/features/cases/worklist-queries';
import { DraftList } from '@/features/drafts/components/draft-list';
import { countDrafts, type DraftLine, listDrafts } from '@/features/drafts/queries';
import { UnsentNote } from '@/features/field/components/unsent-note';
import { ToAnswerLink } from '@/features/instructions/components/to-answer-link';
import { OutstandingNote } from '@/features/periods/components/outstanding-note';
import { WorklistCases } from '@/features/worklist/components/worklist-cases';
import { WorklistIndex } from '@/features/worklist/components/worklist-index';
import { WorklistMeta } from '@/features/worklist/components/worklist-meta';
import { NothingFound, WorklistSearch } from '@/features/worklist/components/worklist-search';
import { singleValues } from '@/lib/address';
import { isSealed } from '@/lib/sealed-word';
import { normaliseText } from '@/lib/text';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('worklist', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function WorklistPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const { view: asked, after, q = '' } = singleValues(await searchParams);
  const query = isSealed(q) ? q : normaliseText(q.slice(0, 100));
  const view = asked === 'drafts' ? asked : (WORKLIST_VIEWS.find((entry) => entry === asked) ?? 'waiting');
  const now = currentTime();
  const t = await getTranslations('worklist');
  const cases = await getTranslations('cases');
  const standIns = await getTranslations('stand-ins');
  const board = await getTranslations('board');
  const unit = await displayUnit();
  const counts = { ...(await countWorklist(actor)), drafts: await countDrafts(actor) };
  return (
    <IndexedPage index={<WorklistIndex counts={counts} current={view} />}>
      <PageHead
        title={t(`views.${view}`)}
        meta={<WorklistMeta actor={actor} view={view} total={counts[view]} now={now} />}
        actions={
          <>
            {can(actor, 'instruction.issue') && (
              <ButtonLink href="/reports/today" variant="text">
                {board('title')}
              </ButtonLink>
            )}
            {can(actor, 'stand-in.grant') && (
              <ButtonLink href="/stand-ins" variant="text">
                {standIns('title')}
              </ButtonLink>
            )}
            {can(actor, 'hand-over.make') && (
              <ButtonLink href="/hand-overs" variant="text">
                {cases('worklist.handOvers')}
              </ButtonLink>
            )}
            <ToAnswerLink actor={actor} />
            {view !== 'drafts' && <UnitSwitch current={unit} />}
            {can(actor, 'case.register') && (
              <ButtonLink href="/cases/new" variant="primary">
                {cases('register')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      <OutstandingNote actor={actor} />
      <UnsentNote userId={actor.userId} />
      {counts[view] > 0 && <WorklistSearch view={view} query={query} />}
      {view === 'drafts' ? (
        counts.drafts === 0 ? (
          <EmptyState title={t('empty.drafts')}>{t('emptyNext.drafts')}</EmptyState>
        ) : (
          <FoundDrafts drafts={await listDrafts(actor, query)} />
        )
      ) : (
        <WorklistCases
          actor={actor}
          view={view satisfies WorklistView}
          total={counts[view]}
          query={query}
          unit={unit}
          now={now}
          after={after ?? null}
        />
      )}
    </IndexedPage>
  );
}

const FoundDrafts = ({ drafts }: { drafts: DraftLine[] }) =>
  drafts.length === 0 ? <NothingFound /> : <DraftList drafts={drafts} />;
