import { getLocale, getTranslations } from 'next-intl/server';
import { FilterItem } from '@/components/ui/filter-bar';
import { DateInput, Select } from '@/components/ui/inputs';
import { SearchInput } from '@/components/ui/search-form';
import { APPLICANT_KINDS, CASE_STATUSES, OUTCOMES, STAGES } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import type { CaseChoices } from '../list-choices-queries';
import { IDLE_DAYS, type ListSearch } from '../list-filter';

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

/** What the case list can be narrowed by, for the frame of lists; the rarely used part is folded. */
export async function caseFilterParts(search: ListSearch, choices: CaseChoices) {
  const t = await getTranslations('cases');
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
  const { measure, measureStage, from, asOf, recorded, kinds } = search;
  return {
    lead: (
      <FilterItem label={t('list.search')}>
        <SearchInput aria-label={t('list.search')} placeholder={t('list.searchHint')} value={search.q} />
      </FilterItem>
    ),
    usual: (
      <>
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
      </>
    ),
    folded: (
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
      </>
    ),
    foldOpen: FOLDED.some((name) => search[name]),
    carried: { measure, measureStage, from, asOf, recorded, kinds: search.kind ? undefined : kinds },
  };
}
