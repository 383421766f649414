import { type Day, isUsableDay } from '@/domain/calendar';
import { SEGMENTS, type SegmentName } from '@/domain/indicator';
import { PERIODS, type PeriodName } from '@/domain/indicator-period';

/** What an address of the indicators asks for; everything in it is shareable, and what cannot be meant falls away. */
export type IndicatorSearch = {
  regionId: number | null;
  programmeId: string | null;
  asOf: Day;
  period: PeriodName;
  asRecorded: boolean;
  segment: SegmentName | null;
  financierId: string | null;
  /** what the table of the places below shows; null: the usual */
  columns: string[] | null;
};

type Params = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const idOf = (value: string | undefined) => (value && UUID.test(value) ? value.toLowerCase() : null);

/** Reads an address; a day that has not come is today. */
export function readIndicatorSearch(params: Params, today: Day): IndicatorSearch {
  const region = one(params.region);
  const asOf = one(params.asOf);
  const columns = [params.column ?? []].flat();
  return {
    regionId: region && /^\d{1,9}$/.test(region) ? Number(region) : null,
    programmeId: idOf(one(params.programme)),
    asOf: asOf && isUsableDay(asOf) && asOf <= today ? asOf : today,
    period: PERIODS.find((name) => name === one(params.period)) ?? 'YEAR',
    asRecorded: one(params.recorded) === '1',
    segment: SEGMENTS.find((name) => name === one(params.segment)) ?? null,
    financierId: idOf(one(params.financier)),
    columns: columns.length > 0 ? columns : null,
  };
}

/** The address of the indicators, or of one of them, of the same place, programme and period. */
export function indicatorsAt(search: IndicatorSearch, more: { code?: string; regionId?: number } = {}): string {
  const regionId = more.regionId ?? search.regionId;
  const params = new URLSearchParams({
    ...(regionId === null ? {} : { region: `${regionId}` }),
    ...(search.programmeId ? { programme: search.programmeId } : {}),
    asOf: search.asOf,
    period: search.period,
    ...(search.asRecorded ? { recorded: '1' } : {}),
    ...(search.segment ? { segment: search.segment } : {}),
    ...(search.financierId ? { financier: search.financierId } : {}),
  });
  if (!more.code) for (const column of search.columns ?? []) params.append('column', column);
  return `/indicators${more.code ? `/${more.code}` : ''}?${params}`;
}
