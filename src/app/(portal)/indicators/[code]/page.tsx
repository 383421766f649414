import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { CourseFigure } from '@/features/indicators/components/course-figure';
import { DefinitionFacts, VersionTable } from '@/features/indicators/components/definition-facts';
import { IndicatorTable } from '@/features/indicators/components/indicator-table';
import { AskForm } from '@/features/indicators/components/indicators-head';
import { getIndicator } from '@/features/indicators/queries';
import { indicatorsAt, readIndicatorSearch } from '@/features/indicators/search';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('indicators', 'one');

const DONE = ['defined', 'changed', 'ended'] as const;

type Props = {
  params: Promise<{ code: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function IndicatorPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { code } = await params;
  const asked = await searchParams;
  const now = currentTime();
  const today = dayOf(now);
  const search = readIndicatorSearch(asked, today);
  const view = await getIndicator(actor, code, search, now);
  if (!view) notFound();
  const t = await getTranslations('indicators');
  const locale = await getLocale();
  const unit = await displayUnit();
  const { latest, versions, reading, mayDefine } = view;
  const done = DONE.find((name) => name === asked.done);
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: indicatorsAt(reading?.search ?? search) },
          { label: labelOf(latest.name, locale) },
        ]}
      />
      <PageHead
        title={labelOf(latest.name, locale)}
        meta={reading ? t('metaOf', { place: reading.place.name, asOf: search.asOf }) : undefined}
        actions={
          <>
            <UnitSwitch current={unit} />
            {mayDefine && latest.validTo === null && (
              <ButtonLink href={`/indicators/${code}/edit`}>{t('change')}</ButtonLink>
            )}
          </>
        }
      />
      {done && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}`)}
        </SayBar>
      )}
      {reading ? (
        <>
          <AskForm scope={reading} today={today} code={code} />
          <Section>
            <IndicatorTable values={[reading.value]} search={reading.search} unit={unit} />
          </Section>
          <Section>
            <CourseFigure course={reading.course} unit={unit} />
          </Section>
        </>
      ) : (
        <EmptyState title={t('notHeld', { asOf: search.asOf })}>{t('notHeldNext')}</EmptyState>
      )}
      <Section>
        <SectionHead>{t('definition')}</SectionHead>
        <DefinitionFacts indicator={latest} />
      </Section>
      <Section>
        <SectionHead>{t('versions')}</SectionHead>
        <VersionTable versions={versions} />
      </Section>
    </Page>
  );
}
