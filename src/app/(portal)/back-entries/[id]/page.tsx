import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { DiscardPanel } from '@/features/back-entries/components/discard-panel';
import { EntryFacts } from '@/features/back-entries/components/entry-facts';
import { EntryForm, FORM_ID } from '@/features/back-entries/components/entry-form';
import { EntryStatus } from '@/features/back-entries/components/entry-status';
import { ProblemSummary } from '@/features/back-entries/components/problem-summary';
import { sayProblems } from '@/features/back-entries/components/problem-text';
import { ScanFrame } from '@/features/back-entries/components/scan-frame';
import { ScanList } from '@/features/back-entries/components/scan-list';
import { SettlePanel } from '@/features/back-entries/components/settle-panel';
import { TakeOverForm } from '@/features/back-entries/components/take-over-form';
import { getBackEntry } from '@/features/back-entries/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('back-entries', 'title');

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ check?: string; done?: string; scan?: string }>;
};

export default async function BackEntryPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { id } = await params;
  const search = await searchParams;
  const now = currentTime();
  const today = dayOf(now);
  const view = await getBackEntry(actor, id, today);
  if (!view) notFound();
  const t = await getTranslations('back-entries');
  const locale = await getLocale();
  const checking = search.check !== undefined && view.editable;
  // a form that nobody has tried to hand on is not scolded for being empty
  const problems = checking || view.settles ? await sayProblems(view, FORM_ID) : [];
  const errors = Object.fromEntries(problems.map((problem) => [problem.field, problem.message]));
  const scans = view.requirements.flatMap((row) => row.scans).filter((scan) => scan.open);
  const shown = scans.find((scan) => scan.id === search.scan) ?? scans[0];
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: t('title'), href: '/back-entries' }, { label: view.paperReference }]} />
      <PageHead
        title={view.title}
        meta={`${labelOf(view.programmeName, locale)} ${view.place} ${labelOf(view.branch, locale)}`}
        rule
      />
      <EntryStatus view={view} done={search.done} />
      {problems.length > 0 && (
        <div className="mt-3">
          <ProblemSummary problems={problems} focus={checking} />
        </div>
      )}
      {view.editable ? (
        <FormPage facts={<ScanList view={view} errors={errors} />}>
          <EntryForm view={view} errors={errors} today={today} />
          <DiscardPanel view={view} />
        </FormPage>
      ) : (
        <div className="gap-x-8 pt-3.5 lg:grid lg:grid-cols-2">
          <div className="min-w-0">
            <EntryFacts view={view} />
          </div>
          <div className="min-w-0 max-lg:mt-6 lg:sticky lg:top-3.5 lg:self-start">
            {view.settles && <SettlePanel view={view} />}
            {view.takeable && <TakeOverForm view={view} />}
            <div id="scan" className="mt-4">
              <ScanList view={view} shown={shown?.id} />
              <div className="mt-2">
                <ScanFrame scan={shown} />
              </div>
            </div>
          </div>
        </div>
      )}
    </Page>
  );
}
