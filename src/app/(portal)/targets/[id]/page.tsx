import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { unitOf } from '@/domain/measures';
import { PaceFigure } from '@/features/figures/components/pace-figure';
import { RevisionList } from '@/features/targets/components/revision-list';
import { TargetPanels } from '@/features/targets/components/target-panels';
import { TargetTable } from '@/features/targets/components/target-table';
import { getTarget } from '@/features/targets/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('targets', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function TargetPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const view = await getTarget(actor, (await params).id, now);
  if (!view) notFound();
  const { done } = await searchParams;
  const { target, shown, may, parent, pace } = view;
  const t = await getTranslations('targets');
  const measures = await getTranslations('figures.pace.measures');
  const units = await getTranslations('cases.units');
  const locale = await getLocale();
  const unit = await displayUnit();
  const unitName = unitOf(target.measure) === 'FEN' ? units(unit) : t('cases');
  const heading = t('heading', { place: labelOf(target.place, locale), name: labelOf(target.name, locale) });
  const about = {
    regionId: target.regionId,
    programmeId: target.programmeId,
    asOf: dayOf(now),
    financierId: target.financierId ?? undefined,
  };
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: '/targets' }, { label: heading }]}
        end={<UnitSwitch current={unit} />}
      />
      <PageHead
        title={heading}
        meta={[
          labelOf(target.programme, locale),
          measures(target.measure),
          t('startedAt', { start: target.startOn }),
          t(`statuses.${shown.status}`),
        ].join(' · ')}
        below={
          parent && (
            <span>
              {t('parent')} {parent.id ? <Link href={`/targets/${parent.id}`}>{parent.place}</Link> : parent.place}
            </span>
          )
        }
        actions={
          may.split && (
            <ButtonLink href={`/targets/${shown.id}/split`}>
              {t(view.shares.length > 0 ? 'splitAgain' : 'split')}
            </ButtonLink>
          )
        }
        rule
      />
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      {!view.isCurrent && (
        <SayBar tone="amber" className="my-3">
          {shown.status === 'DRAFT' ? t('shownDraft') : t('shownOld', { revision: shown.revision + 1 })}{' '}
          <Link href={`/targets/${view.currentId}`}>{t('openCurrent')}</Link>
        </SayBar>
      )}
      {view.isCurrent && view.draftId && (
        <SayBar tone="amber" className="my-3">
          <Link href={`/targets/${view.draftId}`}>{t('openDraft')}</Link>
        </SayBar>
      )}
      {view.isCurrent && target.isUnsplit && (
        <SayBar tone="amber" className="my-3">
          {t('unsplitNote')}
        </SayBar>
      )}
      <PanelledPage panel={<TargetPanels view={view} unit={unit} unitName={unitName} />}>
        {pace && <PaceFigure pace={pace} about={about} unit={unit} />}
        <Section>
          <SectionHead note={t('sharesNote')}>{t('shares')}</SectionHead>
          {view.shares.length === 0 ? (
            <EmptyState title={t('noShares')}>{t('noSharesNext')}</EmptyState>
          ) : (
            <TargetTable rows={view.shares} unit={unit} caption={t('shares')} isTree />
          )}
        </Section>
        <Section>
          <RevisionList
            revisions={view.revisions}
            shownId={shown.id}
            measure={target.measure}
            unit={unit}
            unitName={unitName}
          />
        </Section>
      </PanelledPage>
    </Page>
  );
}
