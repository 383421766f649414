import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ButtonLink } from '@/components/ui/button';
import { PageHead } from '@/components/ui/heads';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { mayReadBackEntries } from '@/features/back-entries/queries';
import { caseColumns } from '@/features/cases/components/case-columns';
import { caseFilterParts } from '@/features/cases/components/case-filter-parts';
import { filterNames, listCaseChoices } from '@/features/cases/list-choices-queries';
import { describeFilter, filterFrom } from '@/features/cases/list-filter';
import { type CaseTotals, listCases } from '@/features/cases/list-queries';
import { isReadByPlaces } from '@/features/figures/behind-queries';
import { ListFrame } from '@/features/lists/components/list-frame';
import { openList } from '@/features/lists/open-list';
import { labelOf } from '@/i18n/label';
import { translatorFor } from '@/i18n/translator';
import { addressOf } from '@/lib/address';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('cases', 'title');

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function CasesPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const opened = await openList(actor, 'cases', searchParams);
  const { search, paging, locale, unit } = opened;
  const filter = filterFrom(opened.asked);
  const t = await getTranslations('cases');
  const now = currentTime();
  // a number that stands for more cases than anybody reads is opened by the places that add up to it
  if (await isReadByPlaces(actor, filter, now)) redirect(addressOf('/reports/behind', search));
  const list = await listCases(actor, filter, now, paging, { totals: opened.totals });
  const names = await filterNames(actor, filter, (label) => labelOf(label, locale));
  const behind = filter.measure && list.totals;
  const unitWord = { unit: t(`units.${unit}`) };
  const inMoney = !filter.measure || filter.measure.name.endsWith('_FEN');
  const sumsOf = (totals: CaseTotals) => ({
    count: totals.count,
    values: [
      filter.measure && inMoney ? totals.measured : totals.amountFen,
      totals.requestedFen,
      totals.approvedFen,
      totals.disbursedFen,
      totals.outstandingFen,
    ].map((fen) => formatAmount(fen, unit)),
  });
  const head = (
    <>
      <PageHead
        title={t('title')}
        meta={t('list.meta')}
        actions={
          <>
            <UnitSwitch current={unit} />
            {mayReadBackEntries(actor) && <ButtonLink href="/back-entries">{t('list.backEntries')}</ButtonLink>}
            {can(actor, 'case.register') && (
              <ButtonLink href="/cases/new" variant="primary">
                {t('register')}
              </ButtonLink>
            )}
          </>
        }
        rule
      />
      {behind && filter.measure && (
        <SayBar tone="accent">
          {inMoney
            ? t('list.behind', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                count: behind.count,
                sum: formatAmount(behind.measured, unit),
                ...unitWord,
              })
            : t('list.behindCount', {
                measure: t(`measures.${filter.measure.name}` as never),
                asOf: filter.measure.asOf,
                sum: Number(behind.measured),
              })}
        </SayBar>
      )}
    </>
  );
  return (
    <ListFrame
      opened={opened}
      head={head}
      caption={t('title')}
      filters={await caseFilterParts(search, await listCaseChoices(actor, filter))}
      chosen={describeFilter(translatorFor(locale), filter, names)}
      page={list}
      table={caseColumns(locale, unit)}
      columnName={(code) => t(`columnNames.${code}`)}
      totals={{
        heads: (['amount', 'requested', 'approved', 'disbursed', 'outstanding'] as const).map((sum) =>
          t(`totals.${sum}`, unitWord),
        ),
        page: sumsOf(list.pageTotals),
        all: list.totals && sumsOf(list.totals),
      }}
      empty={{ title: t('list.empty'), next: t('list.emptyNext') }}
    />
  );
}
