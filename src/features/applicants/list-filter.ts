import * as z from 'zod';
import type { Actor } from '@/domain/actor';
import { type Day, isUsableDay } from '@/domain/calendar';
import { holdsPersonalNumber, maskIdentityNumber, maskPersonName } from '@/domain/masking';
import { regionNamesOf } from '@/features/cases/people';
import type { Translator } from '@/i18n/translator';
import { normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import type { EntityKind, HouseholdKind } from './mutations';
import { ENTITY_KINDS, HOUSEHOLD_KINDS } from './schema';

export type ApplicantListName = 'households' | 'entities';
type KindOf = { households: HouseholdKind; entities: EntityKind };

/** What narrows the list of households or of operating entities. */
export type ApplicantFilter<L extends ApplicantListName = ApplicantListName> = {
  query?: string | undefined;
  kind?: KindOf[L] | undefined;
  /** any region of the tree; its descendants are included */
  regionId?: number | undefined;
  /** days of registration, both included */
  from?: Day | undefined;
  to?: Day | undefined;
};

const KINDS = { households: HOUSEHOLD_KINDS, entities: ENTITY_KINDS } as const;
// The column is a 32-bit integer.
const MAX_REGION_ID = 2_147_483_647;

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const day = one(z.string().refine((text): text is Day => isUsableDay(text)));
const searchSchema = z.object({
  q: one(z.string().max(100).transform(normaliseText)),
  region: one(z.coerce.number().int().positive().max(MAX_REGION_ID)),
  from: day,
  to: day,
});

/** Reads the address into a filter. */
export function applicantFilterFrom<L extends ApplicantListName>(
  list: L,
  search: Readonly<Record<string, string | undefined>>,
): ApplicantFilter<L> {
  const { q, region, from, to } = searchSchema.parse(search);
  const kinds: readonly string[] = KINDS[list];
  const kind = kinds.find((entry) => entry === search.kind) as KindOf[L] | undefined;
  return { query: q || undefined, kind, regionId: region, from, to };
}

/** The chosen filters in words, each with the part of the address it stands in; `masked` is how a file says it. */
export async function describeApplicantFilter(t: Translator, filter: ApplicantFilter, actor: Actor) {
  const words: { name: string; head: string; value: string; masked?: string }[] = [];
  const { query, kind, regionId, from, to } = filter;
  if (query) {
    const number = holdsPersonalNumber(query);
    const value = number ? maskIdentityNumber(query) : query;
    words.push({
      name: 'q',
      head: t('applicants.list.keyword'),
      value,
      masked: number ? value : maskPersonName(query),
    });
  }
  if (kind) {
    const household = HOUSEHOLD_KINDS.find((entry) => entry === kind);
    const value = household
      ? t(`applicants.householdKinds.${household}`)
      : t(`cases.applicantKinds.${kind as EntityKind}`);
    words.push({ name: 'kind', head: t('applicants.list.kind'), value });
  }
  if (regionId) {
    const names = await read(actor, (tx) => regionNamesOf(tx, [regionId]));
    words.push({ name: 'region', head: t('applicants.list.region'), value: names.get(regionId) ?? String(regionId) });
  }
  if (from) words.push({ name: 'from', head: t('applicants.list.from'), value: from });
  if (to) words.push({ name: 'to', head: t('applicants.list.to'), value: to });
  return words;
}
