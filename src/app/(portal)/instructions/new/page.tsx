import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { FormPage, Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { addWorkingDays, dayOf, isUsableDay } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { instructOnCase, instructOnFigure } from '@/features/instructions/actions';
import { FindAddressee } from '@/features/instructions/components/find-addressee';
import { describeFigure } from '@/features/instructions/components/instruction-words';
import { IssueForm } from '@/features/instructions/components/issue-form';
import { FIGURE_MEASURES, type FigureWanted, readFigure } from '@/features/instructions/figure';
import { listAnsweringPeopleOfCase, listPeopleBelow } from '@/features/instructions/people-queries';
import { findCaseNamed } from '@/features/instructions/queries';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { read } from '@/server/command';
import { displayUnit } from '@/server/preferences';
import { loadWorkCalendar } from '@/server/work-calendar';

export const generateMetadata = titled('instructions', 'issue');

type Search = Partial<Record<'case' | 'measure' | 'region' | 'programme' | 'asOf' | 'q', string>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What cannot be read as a figure is no figure. */
function figureOf(search: Search): FigureWanted | null {
  const measure = FIGURE_MEASURES.find((entry) => entry === search.measure);
  if (!measure || !search.region || !/^\d{1,9}$/.test(search.region)) return null;
  if (!search.asOf || !isUsableDay(search.asOf)) return null;
  const programmeId = search.programme && UUID.test(search.programme) ? search.programme : undefined;
  return { measure, regionId: Number(search.region), programmeId, asOf: search.asOf };
}

export default async function NewInstructionPage({ searchParams }: { searchParams: Promise<Search> }) {
  const actor = await requireActor();
  if (!can(actor, 'instruction.issue')) notFound();
  const search = await searchParams;
  const now = currentTime();
  const today = dayOf(now);
  const about = search.case ? await findCaseNamed(actor, search.case) : null;
  const wanted = figureOf(search);
  const figure = about || !wanted || wanted.asOf > today ? null : await readFigure(actor, wanted, now);
  if (!about && !figure) notFound();
  const t = await getTranslations('instructions');
  const unit = await displayUnit();
  const calendar = await read(actor, loadWorkCalendar);
  const found = about
    ? { people: await listAnsweringPeopleOfCase(actor, about.id), more: false }
    : await listPeopleBelow(actor, { query: search.q ?? '', officialsOnly: true });
  const { people } = found;
  const form = { people, today, inFiveDays: addWorkingDays(today, 5, calendar).day };
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/instructions' }, { label: t('issue') }]} />
      <PageHead title={t('issue')} rule />
      <FormPage>
        <SayBar className="my-3" detail={about ? about.reference : undefined}>
          {about && <Link href={`/cases/${about.id}`}>{about.title}</Link>}
          {figure && <Link href={figure.href}>{await describeFigure(figure, unit)}</Link>}
        </SayBar>
        {figure && (
          <FindAddressee
            action="/instructions/new"
            found={found}
            query={search.q ?? ''}
            hidden={{
              measure: figure.measure,
              region: figure.regionId,
              programme: figure.programmeId,
              asOf: figure.asOf,
            }}
          />
        )}
        {people.length === 0 ? (
          <EmptyState title={t('noAddressee')}>{t('noAddresseeNext')}</EmptyState>
        ) : about ? (
          <IssueForm action={instructOnCase} {...form}>
            <input type="hidden" name="caseId" value={about.id} />
          </IssueForm>
        ) : (
          figure && (
            <IssueForm action={instructOnFigure} {...form}>
              <input type="hidden" name="measure" value={figure.measure} />
              <input type="hidden" name="region" value={figure.regionId} />
              <input type="hidden" name="programme" value={figure.programmeId} />
              <input type="hidden" name="asOf" value={figure.asOf} />
            </IssueForm>
          )
        )}
      </FormPage>
    </Page>
  );
}
