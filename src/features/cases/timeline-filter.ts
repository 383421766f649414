import * as z from 'zod';
import { isUsableDay } from '@/domain/calendar';
import { TIMELINE_GROUPS } from '@/domain/timeline';
import type { TimelineFilter } from './timeline-queries';

// What cannot be read is left out rather than refused: an address may be old or cut.
const one = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const searchSchema = z.object({
  group: one(z.enum(TIMELINE_GROUPS)),
  person: one(z.uuid()),
  from: one(z.string().refine(isUsableDay)),
  to: one(z.string().refine(isUsableDay)),
  after: one(z.uuid()),
});

/** Reads the timeline's part of the case page's address. */
export function timelineFilterFrom(search: Record<string, unknown>): TimelineFilter {
  return searchSchema.parse(search);
}

/** The timeline's address with parts of the filter changed; undefined takes one away, and another filter begins at the first page. */
export function timelineHref(caseId: string, filter: TimelineFilter, change: TimelineFilter): string {
  const query = new URLSearchParams({ tab: 'timeline' });
  for (const [name, value] of Object.entries({ ...filter, after: undefined, ...change }))
    if (value) query.set(name, value);
  return `/cases/${caseId}?${query}`;
}
