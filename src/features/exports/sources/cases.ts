import type { Actor } from '@/domain/actor';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { filterNames } from '@/features/cases/list-choices-queries';
import { caseSheetColumns } from '@/features/cases/list-export';
import { describeFilter, filterFrom, type ListSearch } from '@/features/cases/list-filter';
import { countCases, listCases } from '@/features/cases/list-queries';
import { getArrangement } from '@/features/lists/queries';
import { labelOf } from '@/i18n/label';
import { translatorFor } from '@/i18n/translator';
import type { ExportRequest, ExportSource } from '../source';
import { pagedRows } from './paged';

/** The case list as this person filtered, sorted and arranged it. */
export async function caseSource(actor: Actor, request: ExportRequest, now: Date): Promise<ExportSource> {
  const { locale, unit } = request;
  const t = translatorFor(locale);
  const search: ListSearch = Object.fromEntries(new URLSearchParams(request.query));
  const filter = filterFrom(search);
  const words = describeFilter(t, filter, await filterNames(actor, filter, (label) => labelOf(label, locale)));
  const table = caseSheetColumns(locale, unit);
  const columns = (await getArrangement(actor, 'cases')).columns.map((code) => table[code]);
  const { sorts } = LISTS.cases;
  return {
    title: t('cases.title'),
    columns,
    filterWords: words.map(({ head, value }) => `${head}${t('common.labelSeparator')}${value}`),
    filterCodes: words.map(({ name }) => name),
    count: () => countCases(actor, filter, now),
    batches: (size) =>
      pagedRows(
        { ...readPaging({ sort: search.sort ?? '' }, sorts), size },
        columns,
        (paging) => listCases(actor, filter, now, paging, { totals: 'none' }),
        (after) => readPaging({ sort: search.sort ?? '', after }, sorts),
      ),
  };
}
