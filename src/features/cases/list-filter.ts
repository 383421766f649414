import * as z from 'zod';
import { type Day, isUsableDay } from '@/domain/calendar';
import type { PagingSearch } from '@/domain/list-paging';
import { COUNTABLES } from '@/domain/measures';
import { APPLICANT_KINDS, CASE_STATUSES, OUTCOMES, STAGES } from '@/domain/stage';
import type { Translator } from '@/i18n/translator';
import { normaliseText } from '@/lib/text';
import type { CaseFilter } from './list-conditions-queries';

/** What narrows the list, as it stands in the address, so that a view can be shared and the back button restores it. */
export const CASE_FILTERS = [
  'q',
  'stage',
  'status',
  'kind',
  'kinds',
  'lane',
  'region',
  'financier',
  'provincialBranch',
  'branch',
  'recommender',
  'programme',
  'outcome',
  'consultedFrom',
  'consultedTo',
  'idle',
  'backEntered',
  'overdue',
  'measure',
  'measureStage',
  'from',
  'asOf',
  'recorded',
] as const;
export type ListSearch = PagingSearch & Partial<Record<(typeof CASE_FILTERS)[number] | 'totals' | 'view', string>>;

// The column is a 32-bit integer.
const MAX_REGION_ID = 2_147_483_647;
export const IDLE_DAYS = [7, 15, 30, 60] as const;

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const day = one(z.string().refine((text): text is Day => isUsableDay(text)));
const yes = one(z.literal('1'));
const searchSchema = z.object({
  q: one(z.string().max(100).transform(normaliseText)),
  stage: one(z.enum(STAGES)),
  status: one(z.enum(CASE_STATUSES)),
  lane: one(z.enum(['GREEN', 'NORMAL'])),
  kind: one(z.enum(APPLICANT_KINDS)),
  kinds: one(z.string().transform((text) => APPLICANT_KINDS.filter((kind) => text.split(',').includes(kind)))),
  region: one(z.coerce.number().int().positive().max(MAX_REGION_ID)),
  financier: one(z.uuid()),
  provincialBranch: one(z.uuid()),
  branch: one(z.uuid()),
  recommender: one(z.string().min(1).max(200)),
  programme: one(z.uuid()),
  outcome: one(z.enum(OUTCOMES)),
  consultedFrom: day,
  consultedTo: day,
  idle: one(z.coerce.number().int().positive().max(3650)),
  backEntered: yes,
  overdue: yes,
  measure: one(z.enum(COUNTABLES)),
  measureStage: one(z.enum(STAGES)),
  from: day,
  asOf: day,
  recorded: yes,
});

/** Reads the address into a filter. */
export function filterFrom(search: ListSearch): CaseFilter {
  const read = searchSchema.parse(search);
  return {
    query: read.q,
    stage: read.stage,
    status: read.status,
    lane: read.lane,
    applicantKinds: read.kind ? [read.kind] : read.kinds,
    regionId: read.region,
    financierId: read.financier,
    provincialBranchId: read.provincialBranch,
    branchId: read.branch,
    recommender: read.recommender,
    programmeId: read.programme,
    outcome: read.outcome,
    consultedFrom: read.consultedFrom,
    consultedTo: read.consultedTo,
    idleDays: read.idle,
    backEntered: read.backEntered === '1',
    overdue: read.overdue === '1',
    measure: read.measure
      ? {
          name: read.measure,
          stage: read.measureStage ?? '-',
          from: read.from,
          asOf: read.asOf ?? '2999-12-31',
          asRecorded: read.recorded === '1',
        }
      : undefined,
  };
}

/** Names that a filter's ids stand for, in the reader's language. */
export type FilterNames = {
  region?: string | undefined;
  financier?: string | undefined;
  provincialBranch?: string | undefined;
  branch?: string | undefined;
  programme?: string | undefined;
};

/** The chosen filters in words, each with the part of the address that it stands in. */
export function describeFilter(
  t: Translator,
  filter: CaseFilter,
  names: FilterNames,
): { name: keyof ListSearch; head: string; value: string }[] {
  const words: { name: keyof ListSearch; head: string; value: string }[] = [];
  const add = (name: keyof ListSearch, head: string, value: string | undefined) => {
    if (value) words.push({ name, head, value });
  };
  add('q', t('cases.list.search'), filter.query);
  add('stage', t('cases.list.stage'), filter.stage && t(`cases.stages.${filter.stage}`));
  add('status', t('cases.list.status'), filter.status && t(`cases.statuses.${filter.status}`));
  add('lane', t('cases.list.lane'), filter.lane && t(`cases.lanes.${filter.lane}`));
  const kinds = filter.applicantKinds ?? [];
  add(
    kinds.length === 1 ? 'kind' : 'kinds',
    t('cases.list.kind'),
    kinds.map((kind) => t(`cases.applicantKinds.${kind}`)).join(t('cases.listComma')),
  );
  add('region', t('cases.list.region'), names.region);
  add('financier', t('cases.list.financier'), names.financier);
  add('provincialBranch', t('cases.list.provincialBranch'), names.provincialBranch);
  add('branch', t('cases.list.branch'), names.branch);
  add('recommender', t('cases.list.recommender'), filter.recommender);
  add('programme', t('cases.list.programme'), names.programme);
  add('outcome', t('cases.list.outcome'), filter.outcome && t(`cases.outcomes.${filter.outcome}`));
  add('consultedFrom', t('cases.list.consultedFrom'), filter.consultedFrom);
  add('consultedTo', t('cases.list.consultedTo'), filter.consultedTo);
  add('idle', t('cases.list.idle'), filter.idleDays ? t('cases.list.idleDays', { days: filter.idleDays }) : undefined);
  add('backEntered', t('cases.list.origin'), filter.backEntered ? t('cases.list.backEntered') : undefined);
  add('overdue', t('cases.list.deadline'), filter.overdue ? t('cases.list.overdue') : undefined);
  if (filter.measure)
    add(
      'measure',
      t('cases.list.measure'),
      [
        t(`cases.measures.${filter.measure.name}` as never),
        filter.measure.stage === '-' ? '' : t(`cases.stages.${filter.measure.stage}` as never),
        filter.measure.from
          ? t('cases.list.measureDays', { from: filter.measure.from, asOf: filter.measure.asOf })
          : filter.measure.asOf,
        filter.measure.asRecorded ? t('figures.asRecorded') : '',
      ]
        .filter(Boolean)
        .join(' '),
    );
  return words;
}
