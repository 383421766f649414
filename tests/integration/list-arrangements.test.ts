import { beforeAll, describe, expect, it } from 'vitest';
import { readPaging } from '@/domain/list-paging';
import { type CaseSort, LISTS } from '@/domain/lists';
import { sumFen } from '@/domain/money';
import { listCaseChoices } from '@/features/cases/list-choices-queries';
import type { CaseFilter } from '@/features/cases/list-conditions-queries';
import { listCases } from '@/features/cases/list-queries';
import type { CaseRow } from '@/features/cases/row-queries';
import { registerConsultation } from '@/features/consultations/mutations';
import { deleteView, renameView, saveListSetting, saveView, setDefaultView } from '@/features/lists/mutations';
import { getArrangement } from '@/features/lists/queries';
import { db } from '@/server/db';
import { BEITA, cooperativeConsultation } from '../support/consultation';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-05-06';
const NOW = noon(DAY);
const COPIES = 130;
let walnutId = '';

beforeAll(async () => {
  const walnut = { ...(await cooperativeConsultation(41)), title: '红旗村核桃加工' };
  walnutId = must(await registerConsultation(await at('county', '2026-03-02'), walnut)).id;
  must(await registerConsultation(await at('county-b', '2026-03-02'), await cooperativeConsultation(43, BEITA)));
  // many ties: few amounts, few due days and days without one, few moments
  await db().$executeRaw`
    INSERT INTO case_record
    SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'reference', 'COPY-' || n,
      'requested_amount_fen', 100 + n % 4, 'approved_amount_fen', CASE WHEN n % 3 = 0 THEN 7 END,
      'due_on', CASE WHEN n % 3 = 0 THEN NULL ELSE date '2026-05-01' + (n % 5) END,
      'handed_on_at', timestamptz '2026-03-01 00:00:00.123Z' + make_interval(days => n % 6),
      'consulted_on', date '2026-03-01' + n % 10, 'bigrams', '{}'::text, 'waiting_roles', '{}'::text,
      'waiting_user_ids', '{}'::text))).*
    FROM case_record c, generate_series(1, ${COPIES}) n WHERE c.id = ${walnutId}::uuid`;
}, 120_000);

const search = (sort: string, rest: object = {}) => readPaging({ sort, size: '20', ...rest }, LISTS.cases.sorts);

async function allPages(sort: string, filter: CaseFilter = {}) {
  const actor = await actorFor('county');
  const pages: CaseRow[][] = [];
  for (let after = ''; ; ) {
    const page = await listCases(actor, filter, NOW, search(sort, { after }));
    pages.push(page.rows);
    if (page.next === null) return { pages, last: page };
    after = page.next;
  }
}

describe('pages by keyset', () => {
  const orders = (Object.keys(LISTS.cases.sorts) as CaseSort[]).flatMap((sort) => [sort, `-${sort}`]);

  it.each(orders)('sorted by %s hold every case once, forward and backward alike', async (sort) => {
    const actor = await actorFor('county');
    const { pages, last } = await allPages(sort);
    const ids = pages.flat().map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(COPIES);
    let before = last.previous;
    for (let index = pages.length - 2; index >= 0; index--) {
      const page = await listCases(actor, {}, NOW, search(sort, { before: before ?? '' }));
      expect(page.rows.map((row) => row.id)).toEqual(pages[index]?.map((row) => row.id));
      expect(page.next).not.toBeNull();
      before = page.previous;
    }
    expect(before).toBeNull();
  });

  it('come in the order asked for, cases without a due day last either way', async () => {
    const amounts = (await allPages('-amount')).pages.flat().map((row) => row.amountFen);
    expect(amounts).toEqual([...amounts].sort((a, b) => Number(b - a)));
    for (const [sort, sign] of [
      ['due', 1],
      ['-due', -1],
    ] as const) {
      const days = (await allPages(sort)).pages.flat().map((row) => row.clock.dueOn);
      const firstWithout = days.indexOf(null);
      expect(days.slice(firstWithout).every((day) => day === null)).toBe(true);
      const known = days.slice(0, firstWithout).map(String);
      expect(known).toEqual([...known].sort((a, b) => sign * a.localeCompare(b)));
    }
  });
});

describe('totals', () => {
  it('of everything are the sums of all pages, and those of a page the sums of its rows', async () => {
    const filter: CaseFilter = { applicantKinds: ['COOPERATIVE'] };
    const { pages, last } = await allPages('-amount', filter);
    const rows = pages.flat();
    expect(last.totals).toEqual({
      count: rows.length,
      amountFen: sumFen(rows.map((row) => row.amountFen)),
      requestedFen: sumFen(rows.map((row) => row.requestedAmountFen)),
      approvedFen: sumFen(rows.map((row) => row.approvedAmountFen ?? 0n)),
      disbursedFen: sumFen(rows.map((row) => row.disbursedAmountFen)),
      outstandingFen: sumFen(rows.map((row) => row.outstandingAmountFen)),
      measured: 0n,
    });
    expect(last.pageTotals.requestedFen).toBe(sumFen(last.rows.map((row) => row.requestedAmountFen)));
    expect(last.pageTotals.count).toBe(last.rows.length);
  });
});

describe('filters', () => {
  const ids = async (filter: CaseFilter) => (await allPages('newest', filter)).pages.flat().map((row) => row.id);
  const all = () => ids({});

  it('narrow by idle days, days of consultation, back entry, outcome, programme, financier', async () => {
    const rows = (await allPages('newest')).pages.flat();
    const idle = rows.filter((row) => row.handedOnAt < noon('2026-03-04')).map((row) => row.id);
    // 63 days before 6 May is 4 March; the copies stand on 1 to 6 March
    expect((await ids({ idleDays: 64 })).length).toBe(
      rows.filter((row) => row.handedOnAt < new Date('2026-03-03T16:00:00Z')).length,
    );
    expect(idle.length).toBeGreaterThan(0);
    const spring = await ids({ consultedFrom: '2026-03-03', consultedTo: '2026-03-04' });
    expect(spring.length).toBe(
      rows.filter((row) => ['2026-03-03', '2026-03-04'].includes(row.consultedOn.toISOString().slice(0, 10))).length,
    );
    expect(await ids({ backEntered: true })).toEqual([]);
    expect(await ids({ outcome: 'REPAID' })).toEqual([]);
    const walnut = await db().caseRecord.findUniqueOrThrow({ where: { id: walnutId } });
    expect(await ids({ programmeId: walnut.programmeId, financierId: walnut.financierId })).toEqual(await all());
    expect(await ids({ financierId: walnutId })).toEqual([]);
  });

  it('find a name by its whole pinyin from the first syllable', async () => {
    for (const query of ['hongqicunhetao', 'HONGQI']) expect(await ids({ query })).toContain(walnutId);
    expect(await ids({ query: 'hetaojiagong' })).not.toContain(walnutId);
  });

  it('offer regions of the own area only', async () => {
    const county = await actorFor('county');
    const { regions, financiers } = await listCaseChoices(county, {});
    expect(regions[0]).toMatchObject({ id: county.organisation.regionId, depth: 0 });
    const columns = await db().regionVersion.findMany({ where: { regionId: { in: regions.map(({ id }) => id) } } });
    expect(columns.every((row) => row.regionId === regions[0]?.id || row.countyId === regions[0]?.id)).toBe(true);
    expect(regions.length).toBeGreaterThan(3);
    expect(financiers.length).toBeGreaterThan(1);
    expect((await listCaseChoices(await actorFor('lead'), {})).financiers).toEqual([]);
    // what lies elsewhere opens nothing
    const elsewhere = await listCaseChoices(county, { regionId: await regionId('430511') });
    expect(elsewhere.regions).toEqual(regions);
    // a choice opens its next step
    const township = regions.find(({ depth }) => depth === 1);
    const inside = await listCaseChoices(county, { regionId: township?.id });
    expect(inside.regions.map(({ id }) => id)).toContain(township?.id);
  });
});

describe('what a person keeps of a list', () => {
  const CASES = { list: 'cases', query: '?stage=DECISION&after=x&totals=1&view=y&sort=-amount', role: null } as const;

  it('is theirs alone: columns, density, page size', async () => {
    const ctx = await at('county', DAY);
    const setting = { list: 'cases', columns: ['stage', 'title'], density: 'tight', pageSize: 100 } as const;
    must(await saveListSetting(ctx, { ...setting, columns: [...setting.columns] }));
    expect(await getArrangement(ctx.actor, 'cases')).toMatchObject({
      columns: ['reference', 'stage', 'title'],
      density: 'tight',
      pageSize: 100,
    });
    expect((await getArrangement(ctx.actor, 'payments')).columns).toEqual(LISTS.payments.standard);
    expect((await getArrangement(await actorFor('county-b'), 'cases')).columns).toEqual(LISTS.cases.standard);
  });

  it('is a view of filters and order, which nobody else sees, changes or opens', async () => {
    const ctx = await at('county', DAY);
    const { id, query } = must(await saveView(ctx, { ...CASES, name: '大额' }));
    expect(query).toBe('stage=DECISION&sort=-amount');
    const numbered = must(await saveView(ctx, { ...CASES, name: 'n', query: 'q=13900000042&sort=name' }));
    expect(numbered.query).toBe('sort=name');
    must(await deleteView(ctx, { viewId: numbered.id }));
    must(await renameView(ctx, { viewId: id, name: '大额在审' }));
    must(await setDefaultView(ctx, { list: 'cases', viewId: id }));
    const own = await getArrangement(ctx.actor, 'cases');
    expect(own.views.map(({ name, mine }) => [name, mine])).toEqual([['大额在审', true]]);
    expect(own.defaultViewId).toBe(id);
    for (const username of ['county-b', 'office', 'lead', 'station']) {
      const other = await at(username, DAY);
      expect((await getArrangement(other.actor, 'cases')).views).toEqual([]);
      expect(codeOf(await renameView(other, { viewId: id, name: 'x' }))).toBe('NOT_FOUND');
      expect(codeOf(await deleteView(other, { viewId: id }))).toBe('NOT_FOUND');
      expect(codeOf(await setDefaultView(other, { list: 'cases', viewId: id }))).toBe('NOT_FOUND');
    }
    expect(codeOf(await setDefaultView(ctx, { list: 'payments', viewId: id }))).toBe('NOT_FOUND');
    must(await deleteView(ctx, { viewId: id }));
    expect(await getArrangement(ctx.actor, 'cases')).toMatchObject({ views: [], defaultViewId: null });
  });

  it('is shared with a role of one’s organisation by who may, and with no other organisation', async () => {
    const lead = await at('lead', DAY);
    const shared = { ...CASES, name: '客户经理周报', role: 'ACCOUNT_MANAGER' } as const;
    expect(codeOf(await saveView(await at('manager', DAY), shared))).toBe('NOT_PERMITTED');
    const { id } = must(await saveView(lead, shared));
    const manager = await at('manager', DAY);
    expect((await getArrangement(manager.actor, 'cases')).views).toMatchObject([{ id, mine: false }]);
    expect(codeOf(await deleteView(manager, { viewId: id }))).toBe('NOT_PERMITTED');
    expect(codeOf(await renameView(manager, { viewId: id, name: 'x' }))).toBe('NOT_PERMITTED');
    for (const username of ['legal', 'manager-b', 'county'])
      expect((await getArrangement(await actorFor(username), 'cases')).views).toEqual([]);
    must(await setDefaultView(manager, { list: 'cases', viewId: id }));
    must(await deleteView(lead, { viewId: id }));
    expect((await getArrangement(manager.actor, 'cases')).defaultViewId).toBeNull();
    const kinds = await db().event.findMany({
      where: { subjectId: id },
      select: { kind: true },
      orderBy: { id: 'asc' },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(['view.shared', 'view.unshared']);
  });

  it('is no more than fifty views of one list', async () => {
    const ctx = await at('township', DAY);
    for (let n = 0; n < 50; n++) must(await saveView(ctx, { ...CASES, name: `v${n}` }));
    expect(codeOf(await saveView(ctx, { ...CASES, name: 'one more' }))).toBe('TOO_MANY_VIEWS');
  });
});
