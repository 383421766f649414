import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SearchInput } from '@/components/ui/search-form';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { AgreeForm, BenefitForm, EndForm } from '@/features/linkages/components/linkage-forms';
import { LinkageTable } from '@/features/linkages/components/linkage-table';
import { findHouseholdsToLink, getLinkages } from '@/features/linkages/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { openWord } from '@/server/sealed-search';

export const generateMetadata = caseTitled('linkages', 'title');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ q?: string | string[] }> };

export default async function LinkagePage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const view = can(actor, 'case.read') ? await getLinkages(actor, (await params).id) : null;
  if (!view || view.facts.definition.linkageModels.length === 0) notFound();
  const { q } = await searchParams;
  const kept = typeof q === 'string' ? q : '';
  const typed = openWord(actor.userId, kept).slice(0, 50);
  const t = await getTranslations('linkages');
  const today = dayOf(now);
  const base = `/cases/${view.facts.id}`;
  const standing = view.agreements.find((row) => row.endedAt === null);
  const runs = view.facts.status === 'OPEN';
  const mayAgree = runs && !standing && can(actor, 'linkage.record');
  const households = mayAgree ? await findHouseholdsToLink(actor, view.facts.countyId, typed) : [];
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, await getLocale())} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: view.facts.reference, href: base }, { label: t('title') }]} />
      <PageHead title={t('title')} meta={view.title} rule />
      <PanelledPage
        panel={
          <>
            {standing && runs && can(actor, 'benefit.record') && (
              <BenefitForm view={view} agreement={standing} today={today} />
            )}
            {standing && runs && can(actor, 'linkage.record') && <EndForm view={view} agreement={standing} />}
          </>
        }
      >
        {mayAgree && (
          <Section>
            <SectionHead>{t('agree.title')}</SectionHead>
            <FilterBar action={`${base}/linkage`} resetHref={`${base}/linkage`} label={t('agree.search')}>
              <FilterItem label={t('agree.search')}>
                <SearchInput aria-label={t('agree.search')} value={kept} maxLength={50} />
              </FilterItem>
            </FilterBar>
            {households.length === 0 ? (
              <EmptyState title={t('agree.nobody')}>{t('agree.nobodyNext')}</EmptyState>
            ) : (
              <AgreeForm view={view} households={households} today={today} />
            )}
          </Section>
        )}
        {view.agreements.length === 0 && !mayAgree && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
        {view.agreements.map((agreement) => (
          <Section key={agreement.id}>
            <SectionHead note={t(agreement.endedAt ? 'endedNote' : 'standingNote')}>
              {t(`models.${agreement.model}`)}
            </SectionHead>
            <LinkageTable agreement={agreement} />
          </Section>
        ))}
      </PanelledPage>
    </Page>
  );
}
