import * as z from 'zod';
import type { Day } from '@/domain/calendar';
import { quarterFrom, SUBSIDY_STATUSES, type SubsidyStatus } from '@/domain/subsidy';
import type { Translator } from '@/i18n/translator';

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const searchSchema = z.object({
  quarter: one(z.string().refine((day) => quarterFrom(day) !== null)),
  status: one(z.enum(SUBSIDY_STATUSES)),
  county: one(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ),
});

export type SubsidyFilter = {
  /** the day on which the quarter begins */
  quarter?: Day | undefined;
  status?: SubsidyStatus | undefined;
  county?: number | undefined;
};

/** Reads the address into a filter. */
export function subsidyFilterFrom(search: Readonly<Record<string, string | undefined>>): SubsidyFilter {
  return searchSchema.parse(search);
}

/** The chosen filters in words, each with the part of the address that it stands in; a county by its name where it is known. */
export function describeSubsidyFilter(
  t: Translator,
  { quarter, status, county }: SubsidyFilter,
  counties: readonly { id: number; name: string }[],
) {
  const words: { name: keyof SubsidyFilter; head: string; value: string }[] = [];
  if (quarter) words.push({ name: 'quarter', head: t('subsidies.quarter'), value: quarterWords(t, quarter) });
  if (status) words.push({ name: 'status', head: t('subsidies.status'), value: t(`subsidies.statuses.${status}`) });
  const { name = String(county) } = counties.find(({ id }) => id === county) ?? {};
  if (county !== undefined) words.push({ name: 'county', head: t('subsidies.county'), value: name });
  return words;
}

/** A quarter from its first day to its last. */
export function quarterWords(t: Translator, from: Day): string {
  return t('subsidies.quarterRange', { from, to: quarterFrom(from)?.to ?? '' });
}
