import type { Actor } from '@/domain/actor';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { getArrangement } from '@/features/lists/queries';
import { projectSheetColumns } from '@/features/projects/list-export';
import { describePoolFilter, type PoolSearch, toFilter } from '@/features/projects/pool-search';
import { listProjects } from '@/features/projects/queries';
import { translatorFor } from '@/i18n/translator';
import type { ExportRequest, ExportSource } from '../source';
import { pagedRows } from './paged';

/** The project pool as this person filtered, sorted and arranged it. */
export async function projectSource(actor: Actor, request: ExportRequest): Promise<ExportSource> {
  const t = translatorFor(request.locale);
  const search: PoolSearch = Object.fromEntries(new URLSearchParams(request.query));
  const filter = toFilter(search);
  const words = describePoolFilter(t, filter);
  const table = projectSheetColumns(request.locale, request.unit);
  const columns = (await getArrangement(actor, 'projects')).columns.map((code) => table[code]);
  const order = { sort: search.sort ?? '' };
  const { sorts } = LISTS.projects;
  return {
    title: t('projects.title'),
    columns,
    filterWords: words.map(({ head, value }) => `${head}${t('common.labelSeparator')}${value}`),
    filterCodes: words.map(({ name }) => name),
    count: async () => (await listProjects(actor, filter)).count,
    batches: (size) =>
      pagedRows(
        { ...readPaging(order, sorts), size },
        columns,
        (paging) => listProjects(actor, filter, paging),
        (after) => readPaging({ ...order, after }, sorts),
      ),
  };
}
