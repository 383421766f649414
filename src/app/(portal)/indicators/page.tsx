import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { periodUntil } from '@/domain/indicator-period';
import { IndicatorTable } from '@/features/indicators/components/indicator-table';
import { AskForm, PlacePath } from '@/features/indicators/components/indicators-head';
import { PlacesTable } from '@/features/indicators/components/places-table';
import { listIndicators } from '@/features/indicators/queries';
import { readIndicatorSearch } from '@/features/indicators/search';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('indicators', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function IndicatorsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  const now = currentTime();
  const today = dayOf(now);
  const page = await listIndicators(actor, readIndicatorSearch(await searchParams, today), now);
  if (!page) notFound();
  const t = await getTranslations('indicators');
  const figures = await getTranslations('figures');
  if ('absent' in page)
    return (
      <Page>
        <PageHead title={t('title')} />
        <EmptyState title={figures('noProgramme', { place: page.place.name })}>{figures('noProgrammeNext')}</EmptyState>
      </Page>
    );
  const locale = await getLocale();
  const unit = await displayUnit();
  const { search, place, programme, values, children, columns } = page;
  const { from, until } = periodUntil(search.period, search.asOf);
  const offered = values.map(({ indicator }) => indicator);
  return (
    <Page>
      <PlacePath scope={page} />
      <PageHead
        title={t('titleOf', { place: place.name, programme: labelOf(programme.name, locale) })}
        meta={t(search.asRecorded ? 'metaRecorded' : 'meta', { from, until })}
        actions={
          <>
            <UnitSwitch current={unit} />
            {page.mayDefine && <ButtonLink href="/indicators/new">{t('new')}</ButtonLink>}
          </>
        }
      />
      <AskForm scope={page} today={today} columns={{ offered, shown: columns }} />
      {values.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <Section>
          <IndicatorTable values={values} search={search} unit={unit} />
          <p className="mt-1.5 text-xs text-ink-3">{t('note')}</p>
        </Section>
      )}
      {children.length > 0 && columns.length > 0 && (
        <Section>
          <SectionHead note={t('belowNote')}>{t('below', { place: place.name })}</SectionHead>
          <PlacesTable page={page} unit={unit} />
        </Section>
      )}
    </Page>
  );
}
