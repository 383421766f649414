import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Status } from '@/components/ui/status';
import { Timeline } from '@/components/ui/timeline';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { partsOf } from '@/domain/period';
import { ChildStates } from '@/features/periods/components/child-states';
import { LateEvents } from '@/features/periods/components/late-events';
import { PeriodFigures } from '@/features/periods/components/period-figures';
import { PeriodPanels } from '@/features/periods/components/period-forms';
import { periodWord, statusOf } from '@/features/periods/components/period-words';
import { getPeriod, type PeriodView } from '@/features/periods/queries-report';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('periods', 'one');

type Props = {
  params: Promise<{ place: string; period: string }>;
  searchParams: Promise<{ programme?: string | string[] }>;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default async function PeriodPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { place: region, period } = await params;
  const { programme } = await searchParams;
  if (!/^\d{1,9}$/.test(region) || typeof programme !== 'string' || !UUID.test(programme)) notFound();
  const view = await getPeriod(actor, { regionId: Number(region), programmeId: programme, period }, currentTime());
  if (!view) notFound();
  const t = await getTranslations('periods');
  const locale = await getLocale();
  const unit = await displayUnit();
  const { place, cell } = view;
  const word = periodWord(t, period);
  const heading = t('heading', { place: place.name, period: word });
  const board = new URLSearchParams({ programme, kind: partsOf(period).kind });
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: `/periods?${board}` }, { label: heading }]}
        end={<UnitSwitch current={unit} />}
      />
      <PageHead
        title={heading}
        meta={labelOf(view.programme.name, locale)}
        below={
          <>
            <Status {...statusOf(cell.state, cell.isOverdue)}>{t(`states.${cell.state}`)}</Status>
            <span>{t('dueOn', { day: cell.dueOn })}</span>
            {view.report && <span>{t('takenAt', { at: formatInstant(view.report.reportedAt) })}</span>}
          </>
        }
      />
      <Standing view={view} />
      <PanelledPage panel={<PeriodPanels view={view} />}>
        <PeriodFigures view={view} unit={unit} />
        {view.late.length > 0 && <LateEvents events={view.late} unit={unit} />}
        {view.below.length > 0 && <ChildStates view={view} />}
        {view.trail.length > 0 && (
          <Section>
            <SectionHead>{t('trail')}</SectionHead>
            <Timeline
              entries={view.trail.map(({ id, kind, at, by, remark }) => ({
                id,
                when: formatInstant(at),
                dateTime: at.toISOString(),
                title: t(`steps.${kind.slice('period.'.length)}` as never),
                ...(by ? { who: labelOf(by, locale) } : {}),
                ...(remark ? { note: remark } : {}),
              }))}
            />
          </Section>
        )}
      </PanelledPage>
    </Page>
  );
}

/** What matters most about it now, in one sentence. */
async function Standing({ view }: { view: PeriodView }) {
  const t = await getTranslations('periods');
  const { cell, figures, report, trail } = view;
  const moved = figures.filter(({ change }) => change !== 0n).length;
  const [last] = trail;
  if (cell.state === 'RETURNED')
    return (
      <SayBar tone="amber" className="my-3" {...(last?.remark ? { detail: last.remark } : {})}>
        {t('wasReturned')}
      </SayBar>
    );
  if (report === null)
    return cell.isOverdue ? (
      <SayBar tone="red" className="my-3">
        {t('isOverdue', { day: cell.dueOn })}
      </SayBar>
    ) : null;
  const without =
    report.without.length > 0 ? { detail: t('wasWithout', { places: report.without.join(t('comma')) }) } : {};
  if (cell.state === 'SIGNED')
    return (
      <SayBar tone={moved > 0 ? 'amber' : 'green'} className="my-3" {...without}>
        {moved > 0 ? t('lockedMoved', { count: moved }) : t('lockedSame')}
      </SayBar>
    );
  if (moved > 0)
    return (
      <SayBar tone="amber" className="my-3" {...without}>
        {t('movedSince', { count: moved })}
      </SayBar>
    );
  return report.without.length > 0 ? (
    <SayBar tone="amber" className="my-3">
      {without.detail}
    </SayBar>
  ) : null;
}
