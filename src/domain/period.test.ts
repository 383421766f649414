import { describe, expect, it } from 'vitest';
import type { Actor } from './actor';
import type { WorkCalendar } from './calendar';
import {
  dueDayOf,
  endedPeriods,
  firstDayOf,
  type Handed,
  isPeriod,
  isWithin,
  lastDayOf,
  mayReport,
  mayReview,
  maySign,
  type PlacePath,
  partsOf,
  periodOf,
  type ReportFacts,
  reportRefusal,
  returnRefusal,
  reviewRefusal,
  signRefusal,
} from './period';

const PLAIN: WorkCalendar = { publishedThrough: [2026], exceptions: new Map() };
const PROVINCE = 41;
const COUNTY = 410_225;
const TOWNSHIP = 410_225_105;

const county: PlacePath = { regionId: COUNTY, provinceId: PROVINCE, cityId: 4102, countyId: COUNTY, townshipId: null };
const township: PlacePath = { ...county, regionId: TOWNSHIP, townshipId: TOWNSHIP };
const elsewhere: PlacePath = { ...county, regionId: 1, countyId: 1 };

const KINDS = { PROVINCE: 'LEADING_GROUP', COUNTY: 'COUNTY_OFFICE', TOWNSHIP: 'TOWNSHIP_OFFICE' } as const;
const COLUMN = { PROVINCE: 'provinceId', COUNTY: 'countyId', TOWNSHIP: 'townshipId' } as const;
const IDS = { PROVINCE, COUNTY, TOWNSHIP } as const;

function person(userId: string, level: keyof typeof KINDS, role: Actor['roles'][number], kind?: string) {
  const organisation = { kind: kind ?? KINDS[level], level, regionId: IDS[level] } as Actor['organisation'];
  const scope = { kind: 'REGION', column: COLUMN[level], regionId: IDS[level] } as const;
  return { userId, roles: [role], organisation, scope };
}

const officer = person('officer', 'TOWNSHIP', 'TOWNSHIP_OFFICER');
const colleague = person('colleague', 'TOWNSHIP', 'TOWNSHIP_OFFICER');
const head = person('head', 'TOWNSHIP', 'LEADER');
const official = person('official', 'COUNTY', 'COUNTY_OFFICIAL');
const countyHead = person('county-head', 'COUNTY', 'LEADER');

describe('a period', () => {
  it.each(['2026-10', '2026-01', '2026-Q4'])('%s is one', (text) => expect(isPeriod(text)).toBe(true));
  it.each(['0000-01', '0001-Q1', '9999-12'])('%s lies too far', (text) => expect(isPeriod(text)).toBe(false));
  it.each(['2026-13', '2026-00', '2026-Q5', '2026-Q0', '2026', '2026-1', '26-10', ''])('%j is none', (text) => {
    expect(isPeriod(text)).toBe(false);
    expect(() => partsOf(text)).toThrow(RangeError);
  });

  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
  ])('%s runs from %s to %s', (period, first, last) => {
    expect([firstDayOf(period), lastDayOf(period)]).toEqual([first, last]);
    expect(periodOf(first, partsOf(period).kind)).toBe(period);
    expect(periodOf(last, partsOf(period).kind)).toBe(period);
  });

  it('is among those that are over from the day after its end', () => {
    expect(endedPeriods('2026-02-28', 'MONTH', 3)).toEqual(['2026-01', '2025-12', '2025-11']);
    expect(endedPeriods('2026-03-01', 'MONTH', 1)).toEqual(['2026-02']);
    expect(endedPeriods('2026-03-31', 'QUARTER', 2)).toEqual(['2025-Q4', '2025-Q3']);
    expect(endedPeriods('2026-04-01', 'QUARTER', 1)).toEqual(['2026-Q1']);
  });

  it('is due after some working days, the higher the later', () => {
    // 31 October 2026 is a Saturday
    expect(dueDayOf('2026-10', 'TOWNSHIP', PLAIN)).toBe('2026-11-04');
    expect(dueDayOf('2026-10', 'COUNTY', PLAIN)).toBe('2026-11-06');
    expect(dueDayOf('2026-10', 'PROVINCE', PLAIN)).toBe('2026-11-13');
    const holiday: WorkCalendar = { publishedThrough: [2026], exceptions: new Map([['2026-11-02', 'HOLIDAY']]) };
    expect(dueDayOf('2026-10', 'TOWNSHIP', holiday)).toBe('2026-11-05');
  });
});

describe('who may', () => {
  it('see a place: those who stand in it or above', () => {
    expect([officer, official].map((one) => isWithin(one, township))).toEqual([true, true]);
    expect([officer, official].map((one) => isWithin(one, county))).toEqual([false, true]);
    expect(isWithin(official, elsewhere)).toBe(false);
    expect(isWithin({ scope: { kind: 'NATION' } }, elsewhere)).toBe(true);
    const bank = { kind: 'FINANCIER', column: 'financierId', organisationId: 'b' } as const;
    expect(isWithin({ scope: bank }, township)).toBe(false);
    expect(isWithin({ scope: { kind: 'REGION', column: 'villageId', regionId: TOWNSHIP } }, township)).toBe(false);
  });

  it('report: officers of the place itself', () => {
    expect([officer, colleague, official, head].map((one) => mayReport(one, township))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const bureau = person('bureau', 'COUNTY', 'LEADING_GROUP_OFFICER', 'FINANCE_BUREAU');
    expect([official, bureau].map((one) => mayReport(one, county))).toEqual([true, false]);
  });

  it('review: officers of the place and of those above', () => {
    expect([colleague, official, head].map((one) => mayReview(one, township))).toEqual([true, true, false]);
    expect(mayReview(officer, county)).toBe(false);
  });

  it('sign: the leader of the place itself', () => {
    expect([head, countyHead, official].map((one) => maySign(one, township))).toEqual([true, false, false]);
    expect(maySign(countyHead, county)).toBe(true);
  });
});

describe('to report', () => {
  const facts: ReportFacts = {
    state: 'MISSING',
    period: '2026-10',
    today: '2026-11-02',
    unsigned: [],
    leftOut: 0,
    remark: '',
  };
  const codeOf = (more: Partial<ReportFacts>, actor = officer) =>
    reportRefusal(actor, township, { ...facts, ...more })?.code ?? null;

  it('is for the place, after the period, and once', () => {
    expect(codeOf({})).toBeNull();
    expect(codeOf({}, official)).toBe('NOT_PERMITTED');
    expect(reportRefusal(officer, township, { ...facts, today: '2026-10-31' })).toEqual({
      code: 'PERIOD_NOT_ENDED',
      params: { day: '2026-11-01' },
    });
    expect(codeOf({ today: '2026-11-01' })).toBeNull();
    for (const state of ['REPORTED', 'REVIEWED', 'SIGNED'] as const)
      expect(codeOf({ state })).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf({ state: 'RETURNED' })).toBeNull();
    // 零报告: a place without a case may say so
    expect(codeOf({ state: 'NOTHING' })).toBeNull();
  });

  it('comes after those below, or without them for a reason', () => {
    const places = [{ zh: '兰阳街道', en: '' }];
    expect(reportRefusal(officer, township, { ...facts, unsigned: places })).toEqual({
      code: 'PERIOD_CHILDREN_MISSING',
      params: { places },
    });
    expect(codeOf({ leftOut: 1 })).toBe('PERIOD_REASON_MISSING');
    expect(codeOf({ leftOut: 1, remark: '正在核对' })).toBeNull();
  });
});

describe('four eyes', () => {
  const handed = (more: Partial<Handed> = {}): Handed => ({
    status: 'REPORTED',
    reportedById: 'officer',
    reviewedById: null,
    ...more,
  });
  const reviewed = handed({ status: 'REVIEWED', reviewedById: 'official' });

  it('review what another has reported', () => {
    expect(reviewRefusal(colleague, township, handed())).toBeNull();
    expect(reviewRefusal(official, township, handed())).toBeNull();
    expect(reviewRefusal(officer, township, handed())?.code).toBe('PERIOD_SAME_PERSON');
    expect(reviewRefusal(official, township, reviewed)?.code).toBe('STATUS_DOES_NOT_ALLOW');
    expect(reviewRefusal(head, township, handed())?.code).toBe('NOT_PERMITTED');
  });

  it('sign what two others have reported and reviewed', () => {
    expect(signRefusal(head, township, reviewed)).toBeNull();
    expect(signRefusal(head, township, handed())?.code).toBe('STATUS_DOES_NOT_ALLOW');
    expect(signRefusal(countyHead, township, reviewed)?.code).toBe('NOT_PERMITTED');
    const both = { ...head, roles: ['LEADER', 'TOWNSHIP_OFFICER'] as const };
    expect(signRefusal(both, township, handed({ status: 'REVIEWED', reviewedById: 'head' }))?.code).toBe(
      'PERIOD_SAME_PERSON',
    );
    expect(signRefusal(both, township, { ...reviewed, reportedById: 'head' })?.code).toBe('PERIOD_SAME_PERSON');
  });

  it('send back until it is signed', () => {
    for (const one of [official, head, colleague]) expect(returnRefusal(one, township, reviewed)).toBeNull();
    expect(returnRefusal(officer, township, handed())?.code).toBe('PERIOD_SAME_PERSON');
    expect(returnRefusal(countyHead, township, handed())?.code).toBe('NOT_PERMITTED');
    for (const status of ['SIGNED', 'RETURNED'] as const)
      expect(returnRefusal(official, township, handed({ status }))?.code).toBe('STATUS_DOES_NOT_ALLOW');
  });
});
