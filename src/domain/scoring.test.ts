import { describe, expect, it } from 'vitest';
import { factsOf } from '../../tests/support/facts';
import {
  checkComplete,
  checkReport,
  missingParts,
  type ReportContent,
  reportDifferences,
} from './due-diligence-report';
import type { ProgrammeBody, ReportItem } from './programme';
import { itemsFor, scoreReport } from './scoring';

const label = (text: string) => ({ zh: text, en: text });
const item = (code: string, points: number[], kinds: ReportItem['applicantKinds'] = ['COOPERATIVE']): ReportItem => ({
  code,
  name: label(code),
  applicantKinds: kinds,
  options: points.map((value, index) => ({ code: `O${index}`, name: label(`O${index}`), points: value })),
});
const ITEMS = [item('CREDIT', [10, 5, 0]), item('LABOUR', [20, 10])];
const DEFINITION = {
  reportItems: [...ITEMS, item('HEALTH', [10, 0], ['HOUSEHOLD'])],
  applicants: [
    { kind: 'COOPERATIVE', segment: 'LARGE', minimumFen: 100_00n, maximumFen: 9_000_00n, maximumTermMonths: 36 },
  ],
  financing: 'LOAN',
  rateCeiling: 'FIXED',
  rateCeilingBps: 700,
  repaymentMethods: ['BULLET'],
  minimumScoreBps: 6_000,
} as unknown as ProgrammeBody;
const FACTS = {
  ...factsOf({ definition: DEFINITION }),
  applicantKind: 'COOPERATIVE',
  requestedAmountFen: 5_000_00n,
} as const;
const WHOLE: ReportContent = {
  answers: { CREDIT: 'O0', LABOUR: 'O0' },
  recommendedAmountFen: 4_000_00n,
  termMonths: 24,
  rateBps: 650,
  repaymentMethod: 'BULLET',
  summary: 'seen',
  conditions: [],
};

describe('the score', () => {
  it('is the share of the points that could be reached', () => {
    expect(scoreReport(ITEMS, { CREDIT: 'O1', LABOUR: 'O1' })).toEqual({ scoreBps: 5_000, missing: [] });
    expect(scoreReport(ITEMS, { CREDIT: 'O0', LABOUR: 'O0' }).scoreBps).toBe(10_000);
  });
  it('gives nothing for an open item or an unknown option, and names it', () => {
    expect(scoreReport(ITEMS, { CREDIT: 'O0' })).toEqual({ scoreBps: 3_333, missing: ['LABOUR'] });
    expect(scoreReport(ITEMS, { CREDIT: 'O9', LABOUR: 'O0' }).missing).toEqual(['CREDIT']);
  });
  it('cannot fall below a minimum where nothing brings points', () => {
    expect(scoreReport([], {}).scoreBps).toBe(10_000);
  });
  it('asks each kind of applicant its own items', () => {
    expect(itemsFor(DEFINITION, 'HOUSEHOLD').map((row) => row.code)).toEqual(['HEALTH']);
    expect(itemsFor(DEFINITION, 'COOPERATIVE').map((row) => row.code)).toEqual(['CREDIT', 'LABOUR']);
  });
});

describe('what may be recommended', () => {
  const refusalOf = (change: Partial<ReportContent>) =>
    checkReport(FACTS, { ...WHOLE, ...change }, '2026-03-02')?.code ?? null;
  it.each([
    [{}, null],
    [{ recommendedAmountFen: 5_000_00n }, null],
    [{ recommendedAmountFen: 5_000_01n }, 'RECOMMENDED_OVER_REQUESTED'],
    [{ recommendedAmountFen: 99_99n }, 'AMOUNT_OUT_OF_RANGE'],
    [{ recommendedAmountFen: -1n }, 'AMOUNT_OUT_OF_RANGE'],
    [{ termMonths: 36 }, null],
    [{ termMonths: 37 }, 'TERM_OUT_OF_RANGE'],
    [{ termMonths: 0 }, 'TERM_OUT_OF_RANGE'],
    [{ rateBps: 700 }, null],
    [{ rateBps: 701 }, 'RATE_OVER_CEILING'],
    [{ rateBps: 1 }, null],
    [{ rateBps: 0 }, 'INVALID_INPUT'],
    [{ rateBps: -1 }, 'INVALID_INPUT'],
    [{ repaymentMethod: 'EQUAL_PRINCIPAL' as const }, 'INVALID_INPUT'],
    [{ answers: { CREDIT: 'O9' } }, 'INVALID_INPUT'],
    [{ answers: { HEALTH: 'O0' } }, 'INVALID_INPUT'],
    [{ recommendedAmountFen: null, termMonths: null, rateBps: null, repaymentMethod: null }, null],
  ])('%o → %s', (change, code) => {
    expect(refusalOf(change)).toBe(code);
  });
  it('has no rate where money is given', () => {
    const given = { ...FACTS, definition: { ...DEFINITION, financing: 'GRANT' as const } };
    expect(checkReport(given, { ...WHOLE, rateBps: 0 }, '2026-03-02')).toBeNull();
    expect(checkReport(given, { ...WHOLE, rateBps: 1 }, '2026-03-02')?.code).toBe('RATE_OVER_CEILING');
  });
});

describe('a whole report', () => {
  it('owes every part but the conditions', () => {
    const empty: ReportContent = {
      answers: {},
      recommendedAmountFen: null,
      termMonths: null,
      rateBps: null,
      repaymentMethod: null,
      summary: ' ',
      conditions: [],
    };
    expect(missingParts(ITEMS, empty)).toEqual(['ITEMS', 'AMOUNT', 'TERM', 'RATE', 'METHOD', 'SUMMARY']);
    expect(checkComplete(FACTS, empty)).toEqual({
      code: 'REPORT_INCOMPLETE',
      params: { count: 7, parts: 'ITEMS,AMOUNT,TERM,RATE,METHOD,SUMMARY' },
    });
    expect(checkComplete(FACTS, WHOLE)).toBeNull();
  });
  it('must reach the minimum score', () => {
    const weak = { ...WHOLE, answers: { CREDIT: 'O2', LABOUR: 'O1' } };
    expect(checkComplete(FACTS, weak)).toEqual({
      code: 'SCORE_BELOW_MINIMUM',
      params: { score: '33.33%', minimum: '60.00%' },
    });
  });
  it('differs from another field by field', () => {
    const after: ReportContent = {
      ...WHOLE,
      answers: { CREDIT: 'O1', LABOUR: 'O0' },
      recommendedAmountFen: 3_000_00n,
      conditions: [{ text: 'insure', gate: 'DISBURSEMENT' }],
    };
    expect(reportDifferences(ITEMS, WHOLE, WHOLE)).toEqual([]);
    expect(reportDifferences(ITEMS, WHOLE, after).map((change) => change.field)).toEqual([
      'ITEM',
      'AMOUNT',
      'CONDITIONS',
    ]);
  });
});
