import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PageHead } from '@/components/ui/heads';
import { can } from '@/domain/permissions';
import { entityColumns } from '@/features/applicants/components/applicant-columns';
import { applicantFilterParts } from '@/features/applicants/components/applicant-filter-parts';
import { ApplicantTabs } from '@/features/applicants/components/applicant-tabs';
import { applicantFilterFrom, describeApplicantFilter } from '@/features/applicants/list-filter';
import { listEntities } from '@/features/applicants/list-queries';
import { ENTITY_KINDS } from '@/features/applicants/schema';
import { listRegionChoices } from '@/features/cases/list-choices-queries';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { translatorFor } from '@/i18n/translator';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('applicants', 'entities.title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function EntitiesPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'household.read')) notFound();
  const opened = await openList(actor, 'entities', searchParams);
  const { search, paging, locale } = opened;
  const filter = applicantFilterFrom('entities', opened.asked);
  const t = await getTranslations('applicants');
  const cases = await getTranslations('cases');
  const [list, chosen, regions] = await Promise.all([
    listEntities(actor, filter, paging, { totals: opened.totals }),
    describeApplicantFilter(translatorFor(locale), filter, actor),
    listRegionChoices(actor, filter.regionId),
  ]);
  return (
    <ListFrame
      opened={opened}
      head={
        <>
          <PageHead title={t('entities.title')} />
          <ApplicantTabs actor={actor} current="entities" />
        </>
      }
      caption={t('entities.caption')}
      filters={
        await applicantFilterParts({
          keyword: search.q,
          keywordHint: t('entities.keyword'),
          filter,
          kinds: ENTITY_KINDS.map((value) => ({ value, label: cases(`applicantKinds.${value}`) })),
          regions,
        })
      }
      chosen={chosen}
      page={list}
      table={entityColumns(locale)}
      columnName={(code) => t(`entities.columns.${code}`)}
      totals={{
        heads: [],
        page: { count: list.rows.length, values: [] },
        all: list.count === null ? null : { count: list.count, values: [] },
      }}
      empty={{ title: t('entities.none'), next: t('entities.noneHint') }}
    />
  );
}
