import { beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '@/domain/figures';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { MEASURES } from '@/domain/measures';
import { STAGES, type Stage } from '@/domain/stage';
import type { CaseFilter } from '@/features/cases/list-conditions-queries';
import { filterFrom } from '@/features/cases/list-filter';
import { listCases, PAGE_SIZE } from '@/features/cases/list-queries';
import type { CaseRow } from '@/features/cases/row-queries';
import { takeTransition } from '@/features/cases/transitions';
import { registerConsultation } from '@/features/consultations/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { getFigures } from '@/features/figures/queries';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { BEITA, cooperativeConsultation, householdConsultation } from '../support/consultation';
import { actorFor, at, must, noon, regionId } from '../support/world';

const NOW = noon('2026-05-06');
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });

async function allPages(username: string, filter: CaseFilter): Promise<CaseRow[]> {
  const [actor, rows] = [await actorFor(username), [] as CaseRow[]];
  for (let after = ''; ; ) {
    const page = await listCases(actor, filter, NOW, readPaging({ after }, LISTS.cases.sorts));
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

let walnutId = '';
let returnedId = '';

beforeAll(async () => {
  const withdrawn = await caseAtDueDiligence();
  const { version } = await caseOf(withdrawn);
  const county = await at('county', '2026-03-05');
  must(await takeTransition(county, { caseId: withdrawn, version, verb: 'withdraw', reason: '撤' }));

  returnedId = await caseAtDecision({ amountFen: 60_000_000n, kind: 'ENTERPRISE' });
  must(
    await decideCase(await at('approver', '2026-03-04'), {
      caseId: returnedId,
      version: null,
      outcome: 'APPROVED',
      opinion: '同意',
    }),
  );
  const manager = await at('manager', '2026-03-06');
  const back = { caseId: returnedId, verb: 'return', to: 'DECISION', reason: '退' } as const;
  must(await takeTransition(manager, { ...back, version: (await caseOf(returnedId)).version }));

  const { caseId: paid, trancheIds } = await caseAtDisbursement();
  await payTranche(paid, trancheIds[0], '2026-04-01');

  const walnut = { ...(await cooperativeConsultation(41)), title: '红旗村核桃加工' };
  walnutId = must(await registerConsultation(await at('county', '2026-03-02'), walnut)).id;
  must(await registerConsultation(await at('station', '2026-03-02'), await householdConsultation(42)));
  must(await registerConsultation(await at('county-b', '2026-03-02'), await cooperativeConsultation(43, BEITA)));
}, 240_000);

/** The first band of age or length stands for the others. */
const ONE_OF_MANY = /^(OVERDUE|STAYED)_(31|91|181|271|361|2|3|5|8|13|21|34|55)/;

describe('the list behind a number', () => {
  const days = ['2026-03-01', '2026-03-04', '2026-03-06', '2026-04-30'];

  it.each([
    ['county', 'county'],
    ['office', 'county'],
    ['office', 'province'],
    ['lead', 'county'],
    ['county', 'township'],
    ['county-b', 'other county'],
  ])('adds up to it: as %s sees the %s, for every measure, stage, kind and day', async (username, place) => {
    const actor = await actorFor(username);
    const { countyId, provinceId, townshipId } = await caseOf(returnedId);
    const ids: Record<string, number> = { county: countyId, province: provinceId, township: townshipId };
    const region = ids[place] ?? (await regionId('430511'));
    let counted = 0n;
    for (const asOf of days) {
      const figures = await getFigures(actor, { regionId: region, asOf }, NOW);
      if (!figures || typeof figures === 'string' || !('cells' in figures)) throw new Error('there are figures here');
      for (const measure of MEASURES.filter((each) => !ONE_OF_MANY.test(each))) {
        const stages: (Stage | undefined)[] =
          measure === 'REACHED' ? [...STAGES] : measure === 'STANDING' ? [...STAGES, undefined] : [undefined];
        for (const stage of stages)
          for (const kinds of measure.startsWith('STAYED') ? [undefined] : [undefined, ['ENTERPRISE' as const]]) {
            const number = totalOf(figures.cells, {
              measure,
              regionId: region,
              ...(stage ? { stage } : {}),
              ...(kinds ? { kinds } : {}),
            });
            const search = {
              measure,
              asOf,
              region: String(region),
              programme: figures.programme.id,
              ...(stage ? { measureStage: stage } : {}),
              ...(kinds ? { kinds: kinds.join(',') } : {}),
            };
            const list = await listCases(actor, filterFrom(search), NOW);
            expect([measure, stage, asOf, list.totals?.measured]).toEqual([measure, stage, asOf, number]);
            expect(list.rows.reduce((sum, row) => sum + (row.measured ?? 0n), 0n)).toBe(number);
            expect(list.totals?.count).toBe(list.rows.length);
            counted += number;
          }
      }
    }
    expect(counted).toBeGreaterThan(0n);
  });
});

describe('searching', () => {
  const found = async (query: string, username = 'county') =>
    (await allPages(username, { query })).map((row) => row.id);

  it('finds a case by its reference, whole or its end, in either case, in full-width characters', async () => {
    const { reference } = await caseOf(walnutId);
    const wide = reference.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
    for (const query of [reference, reference.toLowerCase(), ` ${reference} `, reference.slice(-9), wide])
      expect(await found(query)).toEqual([walnutId]);
  });

  it('finds it by two Chinese characters or more, wherever they stand, and by pinyin initials from the first', async () => {
    for (const query of ['核桃', '红旗', '桃加', '红旗村核桃', 'hqc', 'HQCHT', 'hqchtjg'])
      expect(await found(query)).toEqual([walnutId]);
    for (const query of ['核加', '香蕉', 'zzz', 'htjg']) expect(await found(query)).toEqual([]);
  });

  it('takes no sign for a wildcard, and an empty search for none', async () => {
    for (const query of ['%', '_', '\\', '%%', "'; DROP TABLE case_record; --"]) expect(await found(query)).toEqual([]);
    expect((await found('   ')).length).toBe((await allPages('county', {})).length);
  });

  it('finds nothing of another county or another bank', async () => {
    const { reference } = await caseOf(walnutId);
    for (const username of ['county-b', 'lead-b', 'station-b', 'ins-lead'])
      for (const query of [reference, '核桃', 'hqc']) expect(await found(query, username)).toEqual([]);
    expect(await found('核桃', 'office')).toEqual([walnutId]);
  });
});

describe('filters', () => {
  it('narrow the list to exactly the rows they name', async () => {
    const all = await allPages('office', {});
    for (const stage of STAGES)
      expect((await allPages('office', { stage })).map((row) => row.id)).toEqual(
        all.filter((row) => row.stage === stage).map((row) => row.id),
      );
    for (const status of ['OPEN', 'CLOSED'] as const)
      expect(await allPages('office', { status })).toHaveLength(all.filter((row) => row.status === status).length);
    expect((await allPages('office', { applicantKinds: ['ENTERPRISE'] })).map((row) => row.id)).toEqual([returnedId]);
    const overdue = await allPages('office', { overdue: true });
    expect(overdue.length).toBeGreaterThan(0);
    for (const row of overdue) expect(row.clock.remaining).toBeLessThan(0);
  });

  it('leave out what cannot be read in an address', async () => {
    const search = {
      stage: 'NOWHERE',
      status: '',
      region: 'x',
      measure: 'ALL',
      asOf: '2026-02-30',
      q: '核桃',
    };
    expect(filterFrom(search)).toMatchObject({
      query: '核桃',
      stage: undefined,
      regionId: undefined,
      measure: undefined,
    });
  });

  it('find nothing in a region that does not exist', async () => {
    expect(await allPages('office', { regionId: 999_999_999 })).toEqual([]);
  });
});

describe('pages', () => {
  const MANY = 2 * PAGE_SIZE + 7;

  beforeAll(async () => {
    // copies of one case that waits for the county: some due, some on the same day, some without a due day, some green
    await db().$executeRaw`
      INSERT INTO case_record
      SELECT (jsonb_populate_record(c, jsonb_build_object(
        'id', uuidv7(), 'reference', 'COPY-' || n, 'waiting_roles', '{COUNTY_OFFICIAL}'::text, 'waiting_user_ids', '{}'::text,
        'bigrams', '{}'::text, 'waiting_task', 'ACCEPT', 'lane', CASE WHEN n % 10 = 0 THEN 'GREEN' ELSE 'NORMAL' END,
        'due_on', CASE WHEN n % 3 = 0 THEN NULL ELSE date '2026-05-01' + (n % 7) END))).*
      FROM case_record c, generate_series(1, ${MANY}) n WHERE c.id = ${walnutId}::uuid`;
  });

  it('of the list hold every case once', async () => {
    const rows = await allPages('county', {});
    const ids = rows.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    const { countyId } = await caseOf(walnutId);
    expect(ids.length).toBe(await db().caseRecord.count({ where: { countyId } }));
    expect(ids.length).toBeGreaterThan(MANY);
    expect([...ids].sort().reverse()).toEqual(ids);
  });
});
