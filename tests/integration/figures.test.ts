import { beforeAll, describe, expect, test } from 'vitest';
import { totalOf } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import type { Stage } from '@/domain/stage';
import { listCases } from '@/features/cases/list-queries';
import { getBoard } from '@/features/figures/board-queries';
import { homeRegionOf } from '@/features/figures/place-queries';
import { type Figures, getFigures } from '@/features/figures/queries';
import { findDifferentCells } from '@/features/figures/recount';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { db } from '@/server/db';
import { BANK_CREW, BEITA_CREW, INSURER_CREW, type Journey } from '../../prisma/seed/lifecycle';
import { approve, consult, WAN } from '../support/journeys';
import { actorFor, at, must, noon, regionId } from '../support/world';

const NOW = noon('2026-07-01');
const EVERYBODY = '00000000-0000-0000-0000-000000000000';
let paid: Journey;

beforeAll(async () => {
  paid = await approve(await consult(BANK_CREW, 'COOPERATIVE', 80n, '2026-03-02'), 80n);
  await paid.on('2026-03-13').contract(80n * WAN);
  await paid.on('2026-03-17').pay();
  await paid.on('2026-06-01').repay(5n * WAN);
  const withdrawn = await approve(await consult(BANK_CREW, 'HOUSEHOLD', 5n, '2026-03-03'), 5n);
  await withdrawn.on('2026-04-02').take('withdraw', 'lead', { reason: '申请人撤回' });
  await (await consult(INSURER_CREW, 'ENTERPRISE', 300n, '2026-03-09')).later(1).accept();
  await (await consult(BEITA_CREW, 'COOPERATIVE', 40n, '2026-03-02')).later(3).accept();
}, 120_000);

async function figuresFor(username: string, asOf: string, region?: string): Promise<Figures> {
  const actor = await actorFor(username);
  const id = region ? await regionId(region) : (homeRegionOf(actor) ?? 0);
  const figures = await getFigures(actor, { regionId: id, asOf }, NOW);
  if (!figures || 'absent' in figures) throw new Error('no figures');
  return figures;
}

const sum = (figures: Figures, measure: Measure, stage?: Stage) =>
  totalOf(figures.cells, { measure, regionId: figures.place.id, ...(stage ? { stage } : {}) });

describe('as of a day', () => {
  test.each([
    // day, consulted, accepted, approved, financing, landed, disbursed
    ['2026-03-01', 0n, 0n, 0n, 0n, 0n, 0n],
    ['2026-03-03', 2n, 1n, 0n, 0n, 0n, 0n],
    ['2026-03-11', 3n, 3n, 1n, 80n, 0n, 0n],
    ['2026-03-20', 3n, 3n, 2n, 85n, 80n, 80n],
    ['2026-04-01', 3n, 3n, 2n, 85n, 80n, 80n],
    ['2026-04-02', 3n, 3n, 1n, 80n, 80n, 80n],
  ])('%s', async (asOf, consulted, accepted, approved, financing, landed, disbursed) => {
    const figures = await figuresFor('leader', asOf);
    expect({
      consulted: sum(figures, 'REACHED', 'CONSULTATION'),
      accepted: sum(figures, 'ACCEPTED'),
      approved: sum(figures, 'APPROVED'),
      financing: sum(figures, 'FINANCING_FEN') / WAN,
      landed: sum(figures, 'LANDED_FEN') / WAN,
      disbursed: sum(figures, 'DISBURSED_FEN') / WAN,
    }).toEqual({ consulted, accepted, approved, financing, landed, disbursed });
  });

  test('what is repaid leaves the outstanding amount, and a withdrawn case stands nowhere', async () => {
    const before = await figuresFor('leader', '2026-05-31');
    const after = await figuresFor('leader', '2026-06-30');
    expect(sum(before, 'OUTSTANDING_FEN')).toBe(80n * WAN);
    expect(sum(after, 'OUTSTANDING_FEN')).toBeLessThan(80n * WAN);
    expect(sum(after, 'DISBURSED_FEN')).toBe(80n * WAN);
    expect(sum(after, 'STANDING')).toBe(2n);
    expect(after.funnel.map((row) => row.reached)).toEqual([3n, 3n, 3n, 2n, 2n, 1n, 1n]);
  });

  test('the same people and places have the same figures below, and the parts sum to the whole', async () => {
    const province = await figuresFor('leader', '2026-03-20');
    const county = await figuresFor('leader', '2026-03-20', '410225');
    const township = await figuresFor('leader', '2026-03-20', '410225105');
    for (const figures of [county, township])
      expect(sum(figures, 'FINANCING_FEN')).toBe(sum(province, 'FINANCING_FEN'));
    expect(county.path.map((step) => step.level)).toEqual(['PROVINCE', 'CITY', 'COUNTY']);
    expect(province.ranking?.places.map((row) => [row.rank, row.financingFen])).toEqual([[1, 85n * WAN]]);
    expect(province.ranking?.rest).toBeNull();
    // no village was named, so that the township's villages do not hold them
    expect(township.ranking?.rest).toEqual({ accepted: 3n, approved: 2n, financingFen: 85n * WAN });
    expect(province.segments.map((row) => [row.segment, row.accepted, row.financingFen / WAN])).toEqual([
      ['LARGE', 2n, 80n],
      ['SMALL', 1n, 5n],
    ]);
  });
});

describe('each number is the sum of the list behind it', () => {
  const measures: { name: Measure; stage?: Stage }[] = [
    { name: 'REACHED', stage: 'CONSULTATION' },
    { name: 'REACHED', stage: 'DECISION' },
    { name: 'STANDING', stage: 'DUE_DILIGENCE' },
    { name: 'STANDING' },
    { name: 'ACCEPTED' },
    { name: 'APPROVED' },
    { name: 'FINANCING_FEN' },
    { name: 'LANDED' },
    { name: 'LANDED_FEN' },
    { name: 'DISBURSED_FEN' },
    { name: 'OUTSTANDING_FEN' },
  ];

  test.each([
    ['leader', '41', '2026-03-11'],
    ['leader', '4102', '2026-06-30'],
    ['county', '410225', '2026-03-20'],
    ['station', undefined, '2026-06-30'],
    ['lead', '410225105', '2026-03-20'],
    ['ins-lead', '41', '2026-06-30'],
    ['hq', '0', '2026-06-30'],
    ['county-b', '430511', '2026-06-30'],
  ])('%s at %s as of %s', async (username, region, asOf) => {
    const actor = await actorFor(username);
    const figures = await figuresFor(username, asOf, region);
    for (const { name, stage } of measures) {
      const measure = { name, stage: stage ?? '-', asOf, asRecorded: false };
      const filter = { regionId: figures.place.id, programmeId: figures.programme.id, measure };
      const list = await listCases(actor, filter, NOW);
      expect(list.totals?.measured, `${name} ${stage ?? ''}`).toBe(sum(figures, name, stage));
    }
  });

  test('by kind of applicant', async () => {
    const actor = await actorFor('leader');
    const figures = await figuresFor('leader', '2026-03-20');
    const { id } = figures.place;
    for (const { segment, kinds, accepted, financingFen } of figures.segments) {
      const behind = async (name: Measure) => {
        const filter = {
          regionId: id,
          applicantKinds: [...kinds],
          measure: { name, stage: '-', asOf: '2026-03-20', asRecorded: false },
        };
        return (await listCases(actor, filter, NOW)).totals?.measured;
      };
      expect(await behind('ACCEPTED'), segment).toBe(accepted);
      expect(await behind('FINANCING_FEN'), segment).toBe(financingFen);
    }
  });
});

describe('since yesterday', () => {
  const TODAY = '2026-03-11';
  const DAYS = ['2026-03-09', '2026-03-10', TODAY];

  test.each([
    ['leader', '41'],
    ['county', '410225'],
    ['county', '410225105'],
    ['lead', '410225'],
  ])('%s in %s: each number is what its list adds up to, of all programmes and of one', async (username, region) => {
    const actor = await actorFor(username);
    const place = await regionId(region);
    const { id } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
    for (const programmeId of [undefined, id]) {
      const board = await getBoard(actor, { regionId: place, programmeId }, noon(TODAY));
      expect(board?.programmeId ?? undefined).toBe(programmeId);
      for (const row of board?.rows ?? []) {
        const behind = async (from: string, asOf: string) => {
          const measure = { name: row.measure, stage: '-', from, asOf, asRecorded: false };
          return (await listCases(actor, { regionId: place, programmeId, measure }, NOW)).totals?.measured;
        };
        const [dayBefore = '', yesterday = ''] = DAYS;
        expect(await behind(yesterday, TODAY), row.measure).toBe(row.sinceYesterday);
        expect(await behind(yesterday, yesterday), row.measure).toBe(row.yesterday);
        expect(await behind(dayBefore, dayBefore), row.measure).toBe(row.dayBefore);
      }
    }
  });

  test('counts what came on those days', async () => {
    const board = await getBoard(await actorFor('leader'), { regionId: await regionId('41') }, noon(TODAY));
    const [accepted, approved] = board?.rows ?? [];
    expect(accepted).toMatchObject({ sinceYesterday: 1n, yesterday: 1n, dayBefore: 0n, change: 1n });
    expect(approved).toMatchObject({ sinceYesterday: 1n, yesterday: 0n, today: 1n });
  });

  test('is of nobody else', async () => {
    const place = await regionId('410225');
    expect(await getBoard(await actorFor('county-b'), { regionId: place }, noon(TODAY))).toBeNull();
    expect(await getBoard(await actorFor('admin'), { regionId: place }, noon(TODAY))).toBeNull();
  });
});

describe('what was recorded after its day', () => {
  const READERS = [
    ['leader', '41'],
    ['county', '410225'],
    ['county', '410225105'],
    ['lead', '410225'],
    ['lead', '410225105'],
    ['hq', '0'],
    ['hq', '4102'],
  ] as const;

  const owedOn = async (username: string, region: string, asOf: string, asRecorded: boolean) => {
    const actor = await actorFor(username);
    const place = await regionId(region);
    const figures = await getFigures(actor, { regionId: place, asOf, asRecorded }, NOW);
    if (!figures || 'absent' in figures) throw new Error('no figures');
    const measure = { name: 'OUTSTANDING_FEN', stage: '-', asOf, asRecorded } as const;
    const list = await listCases(actor, { regionId: place, programmeId: figures.programme.id, measure }, NOW);
    const owed = sum(figures, 'OUTSTANDING_FEN');
    expect(list.totals?.measured, `${username} ${region} ${asOf} ${asRecorded}`).toBe(owed);
    return owed;
  };
  const tell = async (asOf: string) =>
    Promise.all(
      READERS.map(async ([username, region]) => ({
        known: await owedOn(username, region, asOf, false),
        recorded: await owedOn(username, region, asOf, true),
      })),
    );

  test('counts on its day as known now, and from the day of recording as recorded then', async () => {
    const before = await owedOn('leader', '41', '2026-06-04', false);
    const clerk = await at('clerk', '2026-06-20');
    const more = { caseId: paid.id, paidOn: '2026-06-05', amountFen: 10n * WAN, idempotencyKey: 'late-repayment' };
    must(await recordRepayment(clerk, more));
    const after = await owedOn('leader', '41', '2026-06-30', false);
    expect(after).toBeLessThan(before);
    const all = <T>(row: T) => READERS.map(() => row);
    for (const fold of [false, true]) {
      if (fold) await db().$queryRaw`SELECT fold_figures()`;
      expect(await tell('2026-06-04')).toEqual(all({ known: before, recorded: before }));
      expect(await tell('2026-06-10')).toEqual(all({ known: after, recorded: before }));
      expect(await tell('2026-06-19')).toEqual(all({ known: after, recorded: before }));
      expect(await tell('2026-06-20')).toEqual(all({ known: after, recorded: after }));
    }
    expect(await findDifferentCells(db())).toEqual([]);
  });
});

describe('scope', () => {
  test('a region outside one’s own does not exist', async () => {
    const county = await actorFor('county-b');
    for (const code of ['0', '41', '410225', '410225105', '43'])
      expect(await getFigures(county, { regionId: await regionId(code), asOf: '2026-06-30' }, NOW), code).toBeNull();
    expect(await getFigures(county, { regionId: 999_999_999, asOf: '2026-06-30' }, NOW)).toBeNull();
    const lead = await actorFor('lead');
    expect(await getFigures(lead, { regionId: await regionId('41'), asOf: '2026-06-30' }, NOW)).toBeNull();
    const admin = await actorFor('admin');
    expect(homeRegionOf(admin)).toBeNull();
    expect(await getFigures(admin, { regionId: await regionId('41'), asOf: '2026-06-30' }, NOW)).toBeNull();
  });

  test('a branch sees its own cases only, and no target of the region', async () => {
    const branch = await figuresFor('lead', '2026-06-30');
    const insurer = await figuresFor('ins-lead', '2026-06-30');
    const second = await figuresFor('lead-b', '2026-06-30');
    expect([branch, insurer, second].map((figures) => sum(figures, 'ACCEPTED'))).toEqual([2n, 1n, 1n]);
    expect(insurer.pace).toBeNull();
    expect((await figuresFor('leader', '2026-06-30')).pace).not.toBeNull();
  });
});

test('rollup and pending are the recount of all events, before and after folding, and a wrong cell is named', async () => {
  await (await consult(BANK_CREW, 'HOUSEHOLD', 3n, '2026-06-22')).later(1).accept();
  expect(await findDifferentCells(db())).toEqual([]);
  const before = await figuresFor('leader', '2026-06-30');
  const [folded] = await db().$queryRaw<{ fold_figures: bigint }[]>`SELECT fold_figures()`;
  expect(folded?.fold_figures).toBeGreaterThan(0n);
  expect(await db().figureDelta.count()).toBe(0);
  expect(await findDifferentCells(db())).toEqual([]);
  const after = await figuresFor('leader', '2026-06-30');
  expect(after.funnel).toEqual(before.funnel);
  expect(after.segments).toEqual(before.segments);
  const henan = await regionId('41');
  await db()
    .$executeRaw`UPDATE figure SET sums[1] = sums[1] + 1 WHERE region_id = ${henan} AND owner_id = ${EVERYBODY}::uuid AND span = 'DAY' AND starts_on = '2026-03-03'`;
  expect(await findDifferentCells(db())).toMatchObject([
    {
      regionId: henan,
      ownerId: EVERYBODY,
      span: 'DAY',
      startsOn: '2026-03-03',
      measure: 'REACHED',
      kept: 2n,
      recounted: 1n,
    },
  ]);
});
