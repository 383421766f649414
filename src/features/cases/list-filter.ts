import { getTranslations } from 'next-intl/server';
import * as z from 'zod';
import type { Actor } from '@/domain/actor';
import { type Day, isValidDay } from '@/domain/calendar';
import { MEASURES } from '@/domain/figures';
import { APPLICANT_KINDS, CASE_STATUSES, STAGES } from '@/domain/stage';
import { normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import type { CaseFilter } from './list-queries';
import { regionNamesOf } from './people';

/** The list's address: every filter stands in it, so that a view can be shared and the back button restores it. */
export type ListSearch = Partial<
  Record<
    | 'q'
    | 'stage'
    | 'status'
    | 'kind'
    | 'kinds'
    | 'lane'
    | 'region'
    | 'financier'
    | 'programme'
    | 'overdue'
    | 'measure'
    | 'measureStage'
    | 'asOf'
    | 'after',
    string
  >
>;

// The column is a 32-bit integer.
const MAX_REGION_ID = 2_147_483_647;

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const searchSchema = z.object({
  q: one(z.string().max(100).transform(normaliseText)),
  stage: one(z.enum(STAGES)),
  status: one(z.enum(CASE_STATUSES)),
  lane: one(z.enum(['GREEN', 'NORMAL'])),
  kind: one(z.enum(APPLICANT_KINDS)),
  kinds: one(z.string().transform((text) => APPLICANT_KINDS.filter((kind) => text.split(',').includes(kind)))),
  region: one(z.coerce.number().int().positive().max(MAX_REGION_ID)),
  financier: one(z.uuid()),
  programme: one(z.uuid()),
  overdue: one(z.literal('1')),
  measure: one(z.enum(MEASURES)),
  measureStage: one(z.enum(STAGES)),
  asOf: one(z.string().refine((text): text is Day => isValidDay(text))),
  after: one(z.uuid()),
});

/** Reads the address into a filter; `after` is the cursor. */
export function filterFrom(search: ListSearch): CaseFilter & { after: string | undefined } {
  const read = searchSchema.parse(search);
  return {
    query: read.q,
    stage: read.stage,
    status: read.status,
    lane: read.lane,
    applicantKinds: read.kind ? [read.kind] : read.kinds,
    regionId: read.region,
    financierId: read.financier,
    programmeId: read.programme,
    overdue: read.overdue === '1',
    measure: read.measure
      ? { name: read.measure, stage: read.measureStage ?? '-', asOf: read.asOf ?? '2999-12-31' }
      : undefined,
    after: read.after,
  };
}

/** The list's address with some filters changed; undefined takes one away. */
export function linkWith(search: ListSearch, change: { [name in keyof ListSearch]: string | undefined }): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, ...change })) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `/cases?${text}` : '/cases';
}

/** The chosen filters as words, each with the address that takes it away. */
export async function describeFilter(
  actor: Actor,
  filter: CaseFilter,
  search: ListSearch,
  _locale: string,
): Promise<{ label: string; removeHref: string }[]> {
  const t = await getTranslations('cases');
  const { regionId } = filter;
  const regions = regionId ? await read(actor, (tx) => regionNamesOf(tx, [regionId])) : new Map<number, string>();
  const chips: { label: string; removeHref: string }[] = [];
  const add = (name: keyof ListSearch, head: string, value: string) =>
    chips.push({ label: `${head}: ${value}`, removeHref: linkWith(search, { [name]: undefined, after: undefined }) });
  if (filter.query) add('q', t('list.search'), filter.query);
  if (filter.stage) add('stage', t('list.stage'), t(`stages.${filter.stage}`));
  if (filter.status) add('status', t('list.status'), t(`statuses.${filter.status}`));
  if (filter.lane) add('lane', t('list.lane'), t(`lanes.${filter.lane}`));
  if (filter.applicantKinds?.length)
    add(
      search.kind ? 'kind' : 'kinds',
      t('list.kind'),
      filter.applicantKinds.map((kind) => t(`applicantKinds.${kind}`)).join(t('listComma')),
    );
  if (regionId) add('region', t('list.region'), regions.get(regionId) ?? '');
  if (filter.overdue) add('overdue', t('list.status'), t('list.overdue'));
  if (filter.measure)
    add(
      'measure',
      t('list.measure'),
      t(`measures.${filter.measure.name}` as never) +
        (filter.measure.stage === '-' ? '' : ` ${t(`stages.${filter.measure.stage}` as never)}`),
    );
  return chips;
}
