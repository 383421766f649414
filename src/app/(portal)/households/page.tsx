import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { ButtonLink } from '@/components/ui/button';
import { PageHead } from '@/components/ui/heads';
import { can } from '@/domain/permissions';
import { householdColumns } from '@/features/applicants/components/applicant-columns';
import { applicantFilterParts } from '@/features/applicants/components/applicant-filter-parts';
import { ApplicantTabs } from '@/features/applicants/components/applicant-tabs';
import { applicantFilterFrom, describeApplicantFilter } from '@/features/applicants/list-filter';
import { listHouseholds } from '@/features/applicants/list-queries';
import { HOUSEHOLD_KINDS } from '@/features/applicants/schema';
import { listRegionChoices } from '@/features/cases/list-choices-queries';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { labelOf } from '@/i18n/label';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('applicants', 'households.title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function HouseholdsPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'household.read')) notFound();
  const opened = await openList(actor, 'households', searchParams);
  const { search, paging, locale } = opened;
  const filter = applicantFilterFrom('households', opened.asked);
  const t = await getTranslations('applicants');
  const [list, chosen, regions] = await Promise.all([
    listHouseholds(actor, filter, paging, { totals: opened.totals }),
    describeApplicantFilter(translatorFor(locale), filter, actor),
    listRegionChoices(actor, filter.regionId),
  ]);
  const head = (
    <>
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
      <ApplicantTabs actor={actor} current="households" />
    </>
  );
  return (
    <ListFrame
      opened={opened}
      head={head}
      caption={t('households.caption')}
      filters={
        await applicantFilterParts({
          keyword: search.q,
          keywordHint: t('households.keyword'),
          filter,
          kinds: HOUSEHOLD_KINDS.map((value) => ({ value, label: t(`householdKinds.${value}`) })),
          regions,
        })
      }
      chosen={chosen}
      page={list}
      table={householdColumns(locale)}
      columnName={(code) => t(`households.columns.${code}`)}
      totals={{
        heads: [],
        page: { count: list.rows.length, values: [] },
        all: list.count === null ? null : { count: list.count, values: [] },
      }}
      empty={{ title: t('households.none'), next: t('households.noneHint') }}
    />
  );
}
