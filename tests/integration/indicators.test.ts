import { beforeAll, describe, expect, it } from 'vitest';
import type { IndicatorBody } from '@/domain/indicator';
import { filterFrom } from '@/features/cases/list-filter';
import { listCases } from '@/features/cases/list-queries';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import type { IndicatorValue } from '@/features/indicators/load';
import { changeIndicator, defineIndicator, endIndicator, type NewIndicator } from '@/features/indicators/mutations';
import { findDefinition, getIndicator, listIndicators } from '@/features/indicators/queries';
import { type IndicatorSearch, readIndicatorSearch } from '@/features/indicators/search';
import { ageLoans } from '@/features/loan-ages/mutations';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

// 120,000 yuan paid on 1 April 2026, the first of twelve equal parts due on 1 May
const NOW = noon('2026-08-01');
const WAN = 1_000_000n;
let office: Context;

beforeAll(async () => {
  const { caseId, trancheIds } = await caseAtDisbursement({
    trancheFen: [12_000_000n],
    repaymentMethod: 'EQUAL_PRINCIPAL',
  });
  await payTranche(caseId, trancheIds[0]);
  await ageLoans(noon('2026-05-02'));
  // what came in on 3 May was recorded a month later
  const paid = { caseId, paidOn: '2026-05-03', amountFen: 3n * WAN, idempotencyKey: newUuid() };
  must(await recordRepayment(await at('clerk', '2026-06-10'), paid));
  office = await at('office', '2026-08-01');
}, 240_000);

const search = (asOf: string, more: Partial<IndicatorSearch> = {}): IndicatorSearch => ({
  ...readIndicatorSearch({ asOf }, '2026-08-01'),
  ...more,
});

async function page(username: string, wanted: IndicatorSearch) {
  const found = await listIndicators(await actorFor(username), wanted, NOW);
  if (!found || 'absent' in found) throw new Error('nothing to read');
  return found;
}
const of = (values: readonly IndicatorValue[], code: string) => {
  const found = values.find(({ indicator }) => indicator.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};

/** What the list adds up to that a number opens. */
async function behind(username: string, href: string | null): Promise<bigint> {
  if (href === null) throw new Error('it opens nothing');
  const params = Object.fromEntries(new URL(href, 'http://portal').searchParams);
  return (await listCases(await actorFor(username), filterFrom(params), NOW)).totals?.measured ?? 0n;
}

describe('values', () => {
  it.each([
    ['leader', '2026-05-02', {}],
    ['county', '2026-05-02', { period: 'MONTH' }],
    ['county', '2026-06-10', { asRecorded: true, period: 'MONTH' }],
    ['manager', '2026-06-15', { period: 'QUARTER' }],
    ['leader', '2026-04-15', { segment: 'LARGE' }],
  ] as const)('every numerator and denominator is that of its list: %s as of %s %o', async (username, asOf, more) => {
    const { values, below } = await page(username, search(asOf, more));
    expect(values.length).toBeGreaterThan(25);
    // what many share is looked up once
    const opened = new Map<string, bigint>();
    const shown = [...values, ...[...below.values()].flat().filter(({ numerator }) => numerator !== 0n)];
    for (const { indicator, numerator, denominator, links } of shown) {
      if (numerator !== null && links.numerator) opened.set(links.numerator, numerator);
      if (denominator !== null && links.denominator && indicator.body.denominator !== 'TARGET')
        opened.set(links.denominator, denominator);
    }
    for (const [href, value] of opened) expect(await behind(username, href), href).toBe(value);
  });

  it('divides what stands: overdue, outstanding and what is paid of what was signed', async () => {
    const { values, below } = await page('leader', search('2026-05-02'));
    const rate = of(values, 'OVERDUE_RATE');
    expect([rate.value, rate.numerator, rate.denominator]).toEqual([10_000n, 12n * WAN, 12n * WAN]);
    expect(of(values, 'NPL_RATE').value).toBe(0n);
    expect(of(values, 'PAYMENT_RATE').value).toBe(10_000n);
    expect(of(values, 'AVERAGE_BALANCE').value).toBe(12n * WAN);
    expect(of(values, 'CHECK_RATE').value).toBeNull();
    const parts = [...below.values()].map((row) => of(row, 'OUTSTANDING_BALANCE').value ?? 0n);
    expect(parts.reduce((sum, value) => sum + value, 0n)).toBe(12n * WAN);
  });

  it('counts what a period added, and compares it to as much of the period before and of last year', async () => {
    const april = of((await page('leader', search('2026-04-30', { period: 'MONTH' }))).values, 'NEW_LOANS');
    expect([april.value, april.onPeriod]).toEqual([12n * WAN, { kind: 'RATE', bps: null }]);
    const may = of((await page('leader', search('2026-05-31', { period: 'MONTH' }))).values, 'NEW_LOANS');
    expect([may.value, may.onPeriod]).toEqual([0n, { kind: 'RATE', bps: -10_000 }]);
    const year = of((await page('leader', search('2026-05-31', { period: 'YEAR' }))).values, 'NEW_LOANS');
    expect([year.value, year.onYear]).toEqual([12n * WAN, { kind: 'RATE', bps: null }]);
    const balance = of((await page('leader', search('2026-05-02', { period: 'MONTH' }))).values, 'OVERDUE_RATE');
    expect(balance.onPeriod).toEqual({ kind: 'POINTS', bps: 10_000 });
  });

  it('as recorded then and as known now are two answers', async () => {
    const known = of((await page('leader', search('2026-05-20'))).values, 'OVERDUE_RATE');
    const recorded = of((await page('leader', search('2026-05-20', { asRecorded: true }))).values, 'OVERDUE_RATE');
    expect([known.value, recorded.value]).toEqual([0n, 10_000n]);
    expect(known.denominator).toBeLessThan(recorded.denominator ?? 0n);
  });

  it('reads stays by their groups of days, and of a segment not at all', async () => {
    const decision = of((await page('leader', search('2026-04-30'))).values, 'MEDIAN_STAY_DECISION');
    expect(decision.numerator).toBe(1n);
    expect(decision.value).toBe(BigInt(decision.within?.value ?? -1));
    const segment = (await page('leader', search('2026-04-30', { segment: 'LARGE' }))).values;
    expect(of(segment, 'MEDIAN_STAY_DECISION')).toMatchObject({ value: null, numerator: null });
    expect(of(segment, 'NEW_LOANS').value).toBe(12n * WAN);
  });

  it('counts towards the target that runs, from its start to its next milestone', async () => {
    const { values } = await page('leader', search('2026-05-02'));
    const reached = of(values, 'FINANCING_OF_TARGET');
    const target = await db().target.findFirstOrThrow({ where: { measure: 'FINANCING_FEN', status: 'FROZEN' } });
    expect(reached).toMatchObject({ denominator: 500_000_000_000n, onYear: null });
    expect(reached.links.denominator).toBe(`/targets/${target.id}`);
    expect(of(values, 'LOANS_OF_TARGET').value).toBeNull();
  });

  it('runs over the months', async () => {
    const view = await getIndicator(await actorFor('leader'), 'NEW_LOANS', search('2026-05-20'), NOW);
    const course = view?.reading?.course ?? [];
    expect(course.map(({ reading }) => reading.value).slice(-3)).toEqual([0n, 12n * WAN, 0n]);
    expect([course.length, course.at(-1)?.until]).toEqual([13, '2026-05-20']);
  });
});

describe('scope', () => {
  it('is the region or the bank; the other county has nothing and the first is not found there', async () => {
    const lankao = await regionId('410225');
    expect(
      await listIndicators(await actorFor('county-b'), search('2026-05-02', { regionId: lankao }), NOW),
    ).toBeNull();
    expect(
      await getIndicator(await actorFor('county-b'), 'OVERDUE_RATE', search('2026-05-02', { regionId: lankao }), NOW),
    ).toBeNull();
    expect(of((await page('county-b', search('2026-05-02'))).values, 'OUTSTANDING_BALANCE').value).toBe(0n);
    expect(of((await page('manager-b', search('2026-05-02'))).values, 'OUTSTANDING_BALANCE').value).toBe(0n);
    expect(of((await page('manager', search('2026-05-02'))).values, 'OUTSTANDING_BALANCE').value).toBe(12n * WAN);
    expect(await listIndicators(await actorFor('secadmin'), search('2026-05-02'), NOW)).toBeNull();
  });

  it('one financier alone, for those who see a place; its own people ask for no other', async () => {
    const { financiers } = await page('leader', search('2026-05-02'));
    const { organisation } = await actorFor('manager');
    const bank = financiers.find(({ id }) => id === organisation.financierId)?.id ?? '';
    const other = financiers.find(({ id }) => id !== bank)?.id ?? '';
    const balanceOf = async (username: string, financierId: string) =>
      of((await page(username, search('2026-05-02', { financierId }))).values, 'OUTSTANDING_BALANCE');
    const ours = await balanceOf('leader', bank);
    expect([ours.value, await behind('leader', ours.links.numerator)]).toEqual([12n * WAN, 12n * WAN]);
    expect((await balanceOf('leader', other)).value).toBe(0n);
    expect((await balanceOf('county', other)).value).toBe(0n);
    expect((await balanceOf('manager', other)).value).toBe(12n * WAN);
  });
});

describe('defining', () => {
  const BODY: IndicatorBody = {
    ...{ numerator: 'REPAID_FEN', denominator: 'DISBURSED_FEN', factor: 100, aggregation: 'RATIO' },
    ...{ reading: 'STOCK', unit: 'PERCENT', stage: null, segment: null, kinds: [] },
  };
  const input = (more: Partial<NewIndicator> = {}): NewIndicator => ({
    code: 'REPAID_SHARE',
    name: { zh: '回收率', en: 'Repaid share' },
    description: { zh: '累计收回 ÷ 累计发放', en: 'Repaid over paid out' },
    source: '示例〔2026〕5号',
    moreIsBetter: true,
    validFrom: '2026-01-01',
    body: BODY,
    ...more,
  });

  it('by the leading group of a province alone', async () => {
    for (const username of ['county', 'leader', 'hq', 'county-b', 'lead-b', 'admin']) {
      const ctx = await at(username, '2026-08-01');
      expect(codeOf(await defineIndicator(ctx, input())), username).toBe('NOT_PERMITTED');
      expect(codeOf(await changeIndicator(ctx, input())), username).toBe('NOT_PERMITTED');
      expect(codeOf(await endIndicator(ctx, { code: 'NPL_RATE', validTo: '2026-09-01' })), username).toBe(
        'NOT_PERMITTED',
      );
      expect(await findDefinition(ctx.actor, 'NPL_RATE')).toBeNull();
    }
  });

  it('is read from its day on, and a change leaves the days before as they were', async () => {
    must(await defineIndicator(office, input()));
    expect(codeOf(await defineIndicator(office, input()))).toBe('INDICATOR_CODE_TAKEN');
    expect(of((await page('leader', search('2026-06-15'))).values, 'REPAID_SHARE').numerator).toBeGreaterThan(0n);
    const { values } = await page('leader', search('2025-12-31'));
    expect(values.some(({ indicator }) => indicator.code === 'REPAID_SHARE')).toBe(false);

    const large = input({ validFrom: '2026-08-01', body: { ...BODY, kinds: ['HOUSEHOLD'] } });
    expect(codeOf(await changeIndicator(office, { ...large, validFrom: '2026-07-31' }))).toBe('INDICATOR_DAYS');
    expect(codeOf(await changeIndicator(office, { ...large, code: 'NOBODY' }))).toBe('NOT_FOUND');
    expect(codeOf(await changeIndicator(office, input({ validFrom: '2026-08-01' })))).toBe('NOTHING_CHANGED');
    must(await changeIndicator(office, large));
    expect(of((await page('leader', search('2026-07-31'))).values, 'REPAID_SHARE').numerator).toBeGreaterThan(0n);
    expect(of((await page('leader', search('2026-08-01'))).values, 'REPAID_SHARE').numerator).toBe(0n);
    const view = await getIndicator(office.actor, 'REPAID_SHARE', search('2026-08-01'), NOW);
    expect(view?.versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2026-08-01', null],
      ['2026-01-01', '2026-08-01'],
    ]);
  });

  it('ends on a day that has not gone by, once, and is never rewritten', async () => {
    expect(codeOf(await endIndicator(office, { code: 'REPAID_SHARE', validTo: '2026-08-01' }))).toBe('INDICATOR_DAYS');
    expect(codeOf(await endIndicator(office, { code: 'NOBODY', validTo: '2026-09-01' }))).toBe('NOT_FOUND');
    must(await endIndicator(office, { code: 'REPAID_SHARE', validTo: '2026-09-01' }));
    expect(codeOf(await endIndicator(office, { code: 'REPAID_SHARE', validTo: '2026-10-01' }))).toBe('INDICATOR_ENDED');
    expect(codeOf(await changeIndicator(office, input({ validFrom: '2026-10-01' })))).toBe('INDICATOR_ENDED');
    const { id } = await db().indicator.findFirstOrThrow({ where: { code: 'NPL_RATE' } });
    await expect(db().indicator.update({ where: { id }, data: { factor: 1 } })).rejects.toThrow();
    await expect(db().indicator.delete({ where: { id } })).rejects.toThrow();
    const events = await db().event.findMany({ where: { kind: { startsWith: 'indicator.' } }, orderBy: { id: 'asc' } });
    expect(events.map(({ kind }) => kind)).toEqual(['indicator.defined', 'indicator.defined', 'indicator.ended']);
  });

  it.each([
    ['a stock over a flow', { numerator: 'OVERDUE_FEN' }, 'INDICATOR_STOCK_BY_FLOW'],
    ['what is not counted', { numerator: 'HAPPINESS' as 'PAID' }, 'INDICATOR_MEASURE'],
    ['a unit that does not fit', { unit: 'FEN' }, 'INDICATOR_UNIT'],
  ] as const)('refuses %s', async (_what, more, code) => {
    const body = { ...BODY, ...more };
    expect(codeOf(await defineIndicator(office, input({ code: 'FAULTY', body })))).toBe(code);
    expect(codeOf(await changeIndicator(office, input({ code: 'NPL_RATE', validFrom: '2026-09-01', body })))).toBe(
      code,
    );
  });

  it('refuses a code that is none', async () => {
    expect(codeOf(await defineIndicator(office, input({ code: '回收率' })))).toBe('INVALID_INPUT');
  });
});

it('what was defined is held against the record', async () => {
  await expectHeldAgainstRecord('INDICATOR');
});
