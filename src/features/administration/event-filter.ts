import { isUsableDay } from '@/domain/calendar';
import { normaliseText } from '@/lib/text';
import { EVENT_AREAS } from './event-areas';
import { single } from './gate';
import { REFUSED_AREA } from './queries/events';

export type EventFilterFields = Record<'area' | 'from' | 'to' | 'person' | 'reference' | 'place', string>;

/** The filter of the record as its address says it; '' for what is not said or makes no sense. */
export function readEventFilter(query: Record<string, string | string[] | undefined>): EventFilterFields {
  const text = (name: string) => normaliseText(single(query[name]) ?? '').slice(0, 80);
  const day = (name: string) => (isUsableDay(text(name)) ? text(name) : '');
  return {
    area: [REFUSED_AREA, ...EVENT_AREAS].find((area) => area === query.area) ?? '',
    from: day('from'),
    to: day('to'),
    person: text('person'),
    reference: text('reference'),
    place: text('place'),
  };
}
