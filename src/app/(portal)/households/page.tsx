import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { PageHead } from '@/components/ui/heads';
import { Select, TextInput } from '@/components/ui/inputs';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { can } from '@/domain/permissions';
import { ApplicantTabs } from '@/features/applicants/components/applicant-tabs';
import { HouseholdTable } from '@/features/applicants/components/household-table';
import { type ApplicantSearch, applicantSearchFrom } from '@/features/applicants/list-search';
import { listHouseholds } from '@/features/applicants/queries';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('applicants', 'households.title');

export default async function HouseholdsPage({ searchParams }: { searchParams: Promise<ApplicantSearch> }) {
  const actor = await requireActor();
  if (!can(actor, 'household.read')) notFound();
  const search = applicantSearchFrom(await searchParams);
  const kind = HOUSEHOLD_KINDS.find((entry) => entry === search.kind);
  const page = await listHouseholds(actor, {
    ...(search.q ? { text: search.q } : {}),
    ...(kind ? { kind } : {}),
    ...(search.after ? { after: search.after } : {}),
    ...(search.before ? { before: search.before } : {}),
  });
  const t = await getTranslations('applicants');
  const locale = await getLocale();
  const filters = { ...(search.q ? { q: search.q } : {}), ...(kind ? { kind } : {}) };
  const href = (extra: Record<string, string>) => `/households?${new URLSearchParams({ ...filters, ...extra })}`;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(currentTime())}`} />
      <PageHead
        title={t('households.title')}
        actions={
          can(actor, 'case.register') && (
            <ButtonLink href="/cases/new" variant="primary">
              {t('household.register')}
            </ButtonLink>
          )
        }
      />
      <ApplicantTabs current="households" />
      <FilterBar
        action="/households"
        resetHref="/households"
        activeCount={kind ? 1 : 0}
        lead={
          <FilterItem label={t('households.keyword')}>
            <TextInput name="q" width="medium" defaultValue={search.q ?? ''} autoComplete="off" />
          </FilterItem>
        }
      >
        <FilterItem label={t('households.kind')}>
          <Select
            name="kind"
            defaultValue={kind ?? ''}
            placeholder={t('households.allKinds')}
            options={HOUSEHOLD_KINDS.map((value) => ({ value, label: t(`householdKinds.${value}`) }))}
          />
        </FilterItem>
      </FilterBar>
      {page.rows.length === 0 ? (
        <EmptyState title={t('households.none')}>{t('households.noneHint')}</EmptyState>
      ) : (
        <>
          <HouseholdTable rows={page.rows} />
          <Pager
            summary={t('households.pageCount', { count: page.rows.length })}
            {...(page.previous ? { firstHref: href({}), previousHref: href({ before: page.previous }) } : {})}
            {...(page.next ? { nextHref: href({ after: page.next }) } : {})}
          />
        </>
      )}
    </Page>
  );
}
