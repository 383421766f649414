import pg from 'pg';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor } from '@/domain/actor';
import { sumFen } from '@/domain/money';
import type { CaseFilter } from '@/features/cases/list-conditions-queries';
import { filterFrom } from '@/features/cases/list-filter';
import { listCases } from '@/features/cases/list-queries';
import { getBehind, isReadByPlaces } from '@/features/figures/behind-queries';
import { getFunds, getPortfolio, getRankings, getStages } from '@/features/figures/dashboard-queries';
import { type FiguresPage, getPage, type WantedPage } from '@/features/figures/dashboards';
import { FIGURE_PAGES, type FigurePage } from '@/features/figures/links';
import { readFigurePage } from '@/features/figures/page-search';
import type { PanelCell } from '@/features/figures/panel';
import { homeRegionOf } from '@/features/figures/place-queries';
import { getFigures } from '@/features/figures/queries';
import { RANKINGS } from '@/features/figures/ranking-search';
import { writeFigureFile } from '@/features/figures/write-file';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { ageLoans } from '@/features/loan-ages/mutations';
import { translatorFor } from '@/i18n/translator';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { readSpreadsheet } from '@/server/spreadsheet';
import { BANK_CREW, BEITA_CREW, INSURER_CREW } from '../../prisma/seed/lifecycle';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { approve, consult, WAN } from '../support/journeys';
import { actorFor, at, must, noon, regionId } from '../support/world';

const NOW = noon('2026-07-01');
const WORDS = { t: translatorFor('zh-CN'), locale: 'zh-CN', unit: 'WAN' } as const;

beforeAll(async () => {
  const paid = await approve(
    await consult(BANK_CREW, 'COOPERATIVE', 80n, '2026-03-02', { recommender: '示例乡人民政府' }),
    80n,
  );
  await paid.on('2026-03-13').contract(80n * WAN);
  await paid.on('2026-03-17').pay();
  await paid.on('2026-06-01').repay(5n * WAN);
  const clerk = await at('clerk', '2026-06-20');
  must(
    await recordRepayment(clerk, {
      caseId: paid.id,
      paidOn: '2026-06-05',
      amountFen: 10n * WAN,
      idempotencyKey: 'late-repayment',
    }),
  );
  const withdrawn = await approve(await consult(BANK_CREW, 'HOUSEHOLD', 5n, '2026-03-03'), 5n);
  await withdrawn.on('2026-04-02').take('withdraw', 'lead', { reason: '申请人撤回' });
  await (await consult(INSURER_CREW, 'ENTERPRISE', 300n, '2026-03-09', { recommender: '示例乡人民政府' }))
    .later(1)
    .accept();
  await (await consult(BEITA_CREW, 'COOPERATIVE', 40n, '2026-06-02')).later(3).accept();
  // half of it folded into the cube, the rest pending
  await db().$queryRaw`SELECT fold_figures()`;
  await (await consult(BANK_CREW, 'HOUSEHOLD', 3n, '2026-06-22')).later(1).accept();
}, 120_000);

async function open(username: string, page: FigurePage, search: Record<string, string> = {}): Promise<FiguresPage> {
  const actor = await actorFor(username);
  const wanted = readFigurePage(actor, page, search, '2026-07-01');
  const found = wanted && (await getPage(actor, wanted, WORDS, NOW));
  if (!found || 'absent' in found) throw new Error(`${username} sees no ${page}`);
  return found;
}

const cellsOf = ({ panels }: FiguresPage) =>
  panels.flatMap(({ id, rows, total }) =>
    [...rows, ...(total ? [total] : [])].flatMap((row) =>
      row.cells.map((cell, index) => ({ name: `${id} ${row.key} ${index}`, cell })),
    ),
  );

const PAGES: readonly (readonly [FigurePage, Record<string, string>])[] = [
  ...(['overview', 'stages', 'portfolio', 'funds'] as const).map((page) => [page, {}] as const),
  ...['REGIONS', 'FINANCIERS', 'PROGRAMMES', 'RECOMMENDERS'].map((of) => ['rankings', { of }] as const),
];

/** Asks the list behind each number that has one, each address once. */
async function crawl(username: string, search: Record<string, string>, pages = PAGES): Promise<number> {
  const actor = await actorFor(username);
  const sums = new Map<string, bigint | undefined>();
  for (const [page, more] of pages)
    for (const { name, cell } of cellsOf(await open(username, page, { ...search, ...more }))) {
      if (!isCounted(cell)) continue;
      const filter = filterFrom(Object.fromEntries(new URL(cell.href, 'http://portal').searchParams));
      if (!sums.has(cell.href)) {
        const { totals } = await listCases(actor, filter, NOW);
        sums.set(cell.href, totals?.measured);
        await crawlBehind(actor, filter, totals?.measured);
      }
      expect(sums.get(cell.href), `${username} ${page} ${name} ${cell.href}`).toBe(cell.value);
    }
  return sums.size;
}

/** The same number by places, where the cube holds it: they add up to it, and one of them to its own list. */
async function crawlBehind(actor: Actor, filter: CaseFilter, sum: bigint | undefined) {
  const behind = await getBehind(actor, filter, NOW);
  if (!behind) return;
  const about = JSON.stringify(filter, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(behind.total, about).toBe(sum);
  expect(sumFen(behind.rows.map(({ value }) => value)), about).toBe(sum);
  const [largest] = behind.rows.toSorted((one, other) => Number(other.value - one.value));
  if (!largest || largest.value === 0n) return;
  const below = await listCases(actor, { ...filter, regionId: largest.place.id }, NOW);
  expect(below.totals?.measured, `${largest.place.name} of ${about}`).toBe(largest.value);
}

type Counted = { kind: 'COUNT' | 'FEN'; href: string; value: bigint; text: string };
const isCounted = (cell: PanelCell): cell is PanelCell & Counted =>
  (cell.kind === 'COUNT' || cell.kind === 'FEN') && cell.href?.startsWith('/cases?') === true && cell.value !== null;

describe('each number of each page is the sum of the list that it opens', () => {
  test.each([
    ['leader', '41', '2026-06-30', '0'],
    ['leader', '41', '2026-06-10', '1'],
    ['county', '410225', '2026-06-10', '1'],
    ['station', undefined, '2026-06-30', '0'],
    ['lead', '410225', '2026-06-30', '0'],
    ['hq', '0', '2026-07-01', '0'],
    ['ins-lead', undefined, '2026-06-30', '0'],
    ['county-b', '430511', '2026-06-30', '0'],
  ])('%s at %s as of %s, recorded %s', async (username, code, asOf, recorded) => {
    const region: Record<string, string> = code ? { region: String(await regionId(code)) } : {};
    expect(await crawl(username, { ...region, asOf, recorded })).toBeGreaterThan(20);
  });
});

describe('what a page shows', () => {
  const row = (found: FiguresPage, panel: string, key: string) =>
    found.panels
      .find(({ id }) => id === panel)
      ?.rows.find((each) => each.key === key)
      ?.cells.map(({ text }) => text);

  test('the month beside the end of the one before', async () => {
    const found = await open('leader', 'overview', { asOf: '2026-03-20' });
    expect(row(found, 'headlines', 'ACCEPTED')).toEqual(['3', '0', '▲ 增 3']);
    expect(row(await open('leader', 'overview', { asOf: '2026-04-10' }), 'headlines', 'APPROVED')).toEqual([
      '1',
      '2',
      '▼ 减 1',
    ]);
    expect(row(found, 'rates', 'PAYMENT')).toEqual(['1', '1', '100.00', '--']);
  });

  test('stages by half and nine in ten of the stays, and whom they wait for', async () => {
    const cells = row(await open('leader', 'stages', { asOf: '2026-06-30' }), 'ageing', 'DUE_DILIGENCE');
    expect(cells?.[0]).toBe('2');
    expect(cells?.[4]).toContain('客户经理');
  });

  test('classes are the outstanding balance, and the bad share stands beside what is tolerated', async () => {
    const found = await open('leader', 'portfolio', { asOf: '2026-06-30' });
    const owed = found.panels.find(({ id }) => id === 'portfolio')?.rows[0]?.cells[1]?.value;
    const classes = found.panels.find(({ id }) => id === 'classes')?.rows.map(({ cells }) => cells[1]?.value);
    expect(classes?.reduce((sum, value) => BigInt(sum ?? 0) + BigInt(value ?? 0), 0n)).toBe(owed);
    expect(found.panels[0]?.finding).toMatch(/^不良率 \d/);
  });

  test('branches are ranked in their county, places gained since the end of the month before', async () => {
    const search = { of: 'FINANCIERS', region: String(await regionId('410225')), asOf: '2026-06-30' };
    const found = await open('county', 'rankings', search);
    const [first, second] = found.panels[0]?.rows ?? [];
    expect([first?.cells[0]?.text, second?.cells[0]?.text]).toEqual(['1', '2']);
    expect(first?.cells.at(-1)?.text).toBe('－ 持平');
  });

  test('recommending organisations in a county only', async () => {
    const county = await open('county', 'rankings', { of: 'RECOMMENDERS', asOf: '2026-06-30' });
    expect(row(county, 'ranking', '示例乡人民政府')?.slice(0, 6)).toEqual(['1', '2', '1', '50.00', '1', '50.00']);
    const province = await open('leader', 'rankings', { of: 'RECOMMENDERS', asOf: '2026-06-30' });
    expect(province.panels[0]?.rows).toEqual([]);
    expect(province.panels[0]?.empty).toContain('进入一个县');
  });

  test('a number of more cases than anybody reads opens by places; one that the cube does not hold, as a list', async () => {
    const actor = await actorFor('leader');
    const filter = filterFrom({ measure: 'ACCEPTED', asOf: '2026-06-30' });
    expect(await isReadByPlaces(actor, filter, NOW)).toBe(false);
    expect(await isReadByPlaces(actor, filter, NOW, 1)).toBe(true);
    for (const more of [{ status: 'OPEN' }, { q: '张' }, { financier: newUuid() }, { region: '999999999' }] as const)
      expect(
        await isReadByPlaces(actor, { ...filter, ...filterFrom({ ...more }), measure: filter.measure }, NOW, 1),
      ).toBe(false);
    const elsewhere = { ...filter, regionId: await regionId('410225') };
    expect(await getBehind(await actorFor('county-b'), elsewhere, NOW)).toBeNull();
    expect(await getBehind(await actorFor('admin'), filter, NOW)).toBeNull();
  });

  test('a region of others does not exist on any page', async () => {
    const actor = await actorFor('county-b');
    const wanted = {
      regionId: await regionId('410225'),
      asOf: '2026-06-30',
      of: 'REGIONS',
      by: 'FINANCING_FEN',
    } as const;
    for (const page of FIGURE_PAGES)
      expect(await getPage(actor, { ...wanted, page } satisfies WantedPage, WORDS, NOW), page).toBeNull();
    const nobody = await actorFor('admin');
    expect(homeRegionOf(nobody)).toBeNull();
    expect(readFigurePage(nobody, 'funds', {}, '2026-07-01')).toBeNull();
  });

  test('an address that cannot be meant falls back', async () => {
    const actor = await actorFor('leader');
    const search = { region: 'x', asOf: '2099-01-01', programme: "'", of: 'PERSONS', by: 'NAMES' };
    expect(readFigurePage(actor, 'rankings', search, '2026-07-01')).toMatchObject({
      regionId: homeRegionOf(actor),
      programmeId: undefined,
      asOf: '2026-07-01',
      of: 'REGIONS',
      by: 'FINANCING_FEN',
    });
  });
});

test('the figures of a page are asked in three statements, besides what begins and ends a transaction', async () => {
  const wanted = { regionId: await regionId('410225'), asOf: '2026-06-30' };
  const reads = [
    getFigures,
    getStages,
    getPortfolio,
    getFunds,
    ...RANKINGS.map(
      (of) => (actor: Actor, asked: typeof wanted, now: Date) => getRankings(actor, { ...asked, of }, now),
    ),
  ];
  for (const username of ['leader', 'county', 'lead'])
    for (const [index, ask] of reads.entries()) {
      const actor = await actorFor(username);
      const asked = vi.spyOn(pg.Client.prototype, 'query');
      await ask(actor, wanted, NOW);
      const texts = asked.mock.calls.map(([query]) =>
        typeof query === 'string' ? query : (query as { text: string }).text,
      );
      asked.mockRestore();
      const counted = texts.filter((text) => !/^(BEGIN|COMMIT)|set_config|"public"."calendar_(day|year)/.test(text));
      expect(counted.length, `${username} ${index}\n${counted.join('\n')}`).toBeLessThanOrEqual(3);
    }
});

test('a figure as a file says its unit, definition, day and reader, and holds the numbers of the page', async () => {
  const actor = await actorFor('leader');
  const found = await open('leader', 'funds', { asOf: '2026-06-30' });
  const [panel] = found.panels;
  if (!panel) throw new Error('no figure');
  const { name, bytes } = await writeFigureFile(actor, found, panel, WORDS, NOW);
  expect(name).toMatch(/^资金流向 .+ 2026-06-30\.xlsx$/);
  const file = await readSpreadsheet(bytes, name);
  if (!file.ok) throw new Error(file.code);
  const rows = file.sheets[0]?.rows ?? [];
  const words = rows.slice(0, 6).map(([first]) => String(first));
  for (const part of ['资金流向', '单位：万元', '口径：', '2026-06-30', '导出人：'])
    expect(
      words.some((line) => line.includes(part)),
      part,
    ).toBe(true);
  expect(rows.find(([first]) => first === '批准')?.slice(0, 3)).toEqual(['批准', 1, 80]);
});

test('what is overdue is in its band and class, and no longer normal; each opens its loans', async () => {
  const made = await caseAtDisbursement({ trancheFen: [12_000_000n], repaymentMethod: 'EQUAL_PRINCIPAL' });
  await payTranche(made.caseId, made.trancheIds[0]);
  const search = { region: String(await regionId('410225')), asOf: '2026-06-30' };
  const normal = async () =>
    (await open('county', 'portfolio', search)).panels.map(({ rows }) => rows[0]?.cells[1]?.value);
  const [owed, , before] = await normal();
  await ageLoans(noon('2026-06-30'));
  const [same, , after] = await normal();
  expect(same).toBe(owed);
  expect(BigInt(before ?? 0) - BigInt(after ?? 0)).toBe(12_000_000n);
  const found = await open('county', 'portfolio', search);
  const shown = (panel: string, key: string) =>
    found.panels
      .find(({ id }) => id === panel)
      ?.rows.find((row) => row.key === key)
      ?.cells.map(({ text }) => text);
  expect(shown('bands', '31')).toEqual(['1', '12.00', '100.00']);
  expect(shown('classes', 'SPECIAL_MENTION')?.slice(0, 2)).toEqual(['1', '12.00']);
  expect(shown('portfolio', 'OVERDUE')?.slice(0, 2)).toEqual(['1', '12.00']);
  expect(shown('portfolio', 'NON_PERFORMING')?.slice(0, 2)).toEqual(['0', '0.00']);
  await crawl('county', search, [
    ['portfolio', {}],
    ['rankings', { of: 'REGIONS', by: 'OVERDUE_RATE' }],
  ]);
});
