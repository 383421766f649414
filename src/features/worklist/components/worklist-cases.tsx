import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import type { Actor } from '@/domain/actor';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { getWorklist, type WorklistView } from '@/features/cases/worklist-queries';
import type { BulkAct } from '../schema';
import { BulkForm } from './bulk-form';
import { QueueKeeper } from './queue-keeper';
import { viewHref } from './worklist-index';
import { NothingFound } from './worklist-search';
import { WorklistTable } from './worklist-table';

/** Whether the cases of this person lie in more than one county. */
const seesCounties = ({ scope }: Actor) =>
  scope.kind === 'NATION' ||
  (scope.kind === 'REGION' && (scope.column === 'provinceId' || scope.column === 'cityId')) ||
  (scope.kind === 'FINANCIER' && scope.column !== 'countyBranchId');

interface WorklistCasesProps {
  actor: Actor;
  view: WorklistView;
  /** how many the view holds, searched or not */
  total: number;
  /** what was typed into the search of this view; empty: nothing */
  query: string;
  unit: AmountUnit;
  now: Date;
  after: string | null;
}

/**
 * A page of cases of one view; where something may be done to several at once, inside the form that does it. The form
 * stays when the list has become empty: what became of the last rows stands in it.
 */
export async function WorklistCases({ actor, view, total, query, unit, now, after }: WorklistCasesProps) {
  const t = await getTranslations('worklist');
  const cases = await getTranslations('cases');
  const { rows, next, found } = await getWorklist(actor, view, now, after, query);
  const acts: BulkAct[] = [];
  if (view === 'waiting' && can(actor, 'case.accept')) acts.push('accept');
  if (view === 'handed-on' && can(actor, 'case.urge')) acts.push('urge');
  const mayCopy = (view === 'waiting' || view === 'handed-on') && can(actor, 'case.copy');
  const tickable = acts.length > 0 || mayCopy;
  const table =
    total === 0 ? (
      <EmptyState title={t(`empty.${view}`)}>
        {t(can(actor, 'case.read') ? `emptyNext.${view}` : 'emptyNext.administrator')}
      </EmptyState>
    ) : rows.length === 0 ? (
      <NothingFound />
    ) : (
      <WorklistTable
        rows={rows}
        view={view}
        unit={unit}
        caption={t(`views.${view}`)}
        tickable={tickable}
        mayUrge={can(actor, 'case.urge')}
        showCounty={seesCounties(actor)}
      />
    );
  const here = viewHref(view, { q: query });
  return (
    <div className="mt-2">
      <QueueKeeper ids={view === 'waiting' ? rows.map((row) => row.id) : []}>
        {tickable ? (
          <BulkForm
            key={`${view}${query}${after}`}
            acts={acts}
            mayCopy={mayCopy}
            unit={unit}
            isEmpty={rows.length === 0}
          >
            {table}
          </BulkForm>
        ) : (
          table
        )}
      </QueueKeeper>
      {rows.length > 0 && (
        <Pager
          summary={t('pageSummary', {
            shown: rows.length,
            total: found,
            sum: formatAmount(
              rows.reduce((sum, row) => sum + row.amountFen, 0n),
              unit,
            ),
            unit: cases(`units.${unit}`),
          })}
          {...(after ? { firstHref: here } : {})}
          {...(next ? { nextHref: viewHref(view, { q: query, after: next }) } : {})}
        />
      )}
    </div>
  );
}
