import { getLocale, getTranslations } from 'next-intl/server';
import { FilterBar, FilterItem } from '@/components/ui/filter-bar';
import { DateInput, Select, TextInput } from '@/components/ui/inputs';
import type { Paging } from '@/domain/list-paging';
import type { CaseSort } from '@/domain/lists';
import { APPLICANT_KINDS, CASE_STATUSES, OUTCOMES, STAGES } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import type { CaseChoices } from '../list-choices-queries';
import { IDLE_DAYS, type ListSearch } from '../list-filter';

type Props = {
  search: ListSearch;
  choices: CaseChoices;
  paging: Paging<CaseSort>;
  activeCount: number;
  resetHref: string;
  orders: readonly { value: string; label: string }[];
};

const FOLDED = [
  'financier',
  'programme',
  'outcome',
  'consultedFrom',
  'consultedTo',
  'idle',
  'backEntered',
  'overdue',
] as const;

const INDENT = '\u3000';

/** What the case list can be narrowed by; the rarely used part is folded. */
export async function CaseFilterBar({ search, choices, paging, activeCount, resetHref, orders }: Props) {
  const t = await getTranslations('cases');
  const lists = await getTranslations('lists');
  const locale = await getLocale();
  const select = (name: keyof ListSearch, label: string, options: { value: string; label: string }[]) => (
    <FilterItem label={label}>
      <Select
        name={name}
        className="md:w-36"
        aria-label={label}
        placeholder={t('list.all')}
        defaultValue={search[name] ?? ''}
        options={options}
      />
    </FilterItem>
  );
  const named = (rows: CaseChoices['programmes']) =>
    rows.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }));
  const day = (name: 'consultedFrom' | 'consultedTo') => (
    <FilterItem label={t(`list.${name}`)}>
      <DateInput name={name} aria-label={t('columns.consultedOn')} defaultValue={search[name] ?? ''} />
    </FilterItem>
  );
  const { measure, measureStage, asOf, kinds } = search;
  const carried = { measure, measureStage, asOf, kinds: search.kind ? undefined : kinds, size: search.size };
  return (
    <FilterBar
      action="/cases"
      resetHref={resetHref}
      activeCount={activeCount}
      hidden={Object.fromEntries(
        Object.entries(carried).filter((entry): entry is [string, string] => Boolean(entry[1])),
      )}
      lead={
        <FilterItem label={t('list.search')}>
          <TextInput
            name="q"
            aria-label={t('list.search')}
            placeholder={t('list.searchHint')}
            defaultValue={search.q ?? ''}
          />
        </FilterItem>
      }
      moreOpen={FOLDED.some((name) => search[name])}
      more={
        <>
          {choices.financiers.length > 0 && select('financier', t('list.financier'), named(choices.financiers))}
          {select('programme', t('list.programme'), named(choices.programmes))}
          {select(
            'outcome',
            t('list.outcome'),
            OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) })),
          )}
          {day('consultedFrom')}
          {day('consultedTo')}
          {select(
            'idle',
            t('list.idle'),
            IDLE_DAYS.map((days) => ({ value: String(days), label: t('list.idleDays', { days }) })),
          )}
          {select('overdue', t('list.deadline'), [{ value: '1', label: t('list.overdue') }])}
          {select('backEntered', t('list.origin'), [{ value: '1', label: t('list.backEntered') }])}
          <FilterItem label={lists('sort')}>
            <Select
              name="sort"
              className="md:w-40"
              aria-label={lists('sort')}
              defaultValue={`${paging.descending ? '-' : ''}${paging.sort}`}
              options={orders}
            />
          </FilterItem>
        </>
      }
    >
      {select(
        'region',
        t('list.region'),
        choices.regions.map(({ id, name, depth }) => ({ value: String(id), label: INDENT.repeat(depth) + name })),
      )}
      {select(
        'stage',
        t('list.stage'),
        STAGES.map((stage) => ({ value: stage, label: t(`stages.${stage}`) })),
      )}
      {select(
        'status',
        t('list.status'),
        CASE_STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) })),
      )}
      {select(
        'kind',
        t('list.kind'),
        APPLICANT_KINDS.map((kind) => ({ value: kind, label: t(`applicantKinds.${kind}`) })),
      )}
      {select(
        'lane',
        t('list.lane'),
        (['GREEN', 'NORMAL'] as const).map((lane) => ({ value: lane, label: t(`lanes.${lane}`) })),
      )}
    </FilterBar>
  );
}
