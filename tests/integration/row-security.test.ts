import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, covers, type ScopedRow } from '@/domain/actor';
import { readPaging } from '@/domain/list-paging';
import { LISTS } from '@/domain/lists';
import { countHouseholds, listHouseholds } from '@/features/applicants/list-queries';
import { countCases, listCases } from '@/features/cases/list-queries';
import { getCase } from '@/features/cases/queries';
import { getWorklist } from '@/features/cases/worklist-queries';
import { writeComment } from '@/features/comments/mutations';
import { registerConsultation } from '@/features/consultations/mutations';
import { listPayments } from '@/features/disbursements/queries';
import { CLOCKWORK } from '@/server/clockwork';
import { read, write } from '@/server/command';
import { db, type Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { checkHealth } from '@/server/health';
import { SCOPE_COLUMNS, scopeValues } from '@/server/row-scope';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { householdConsultation } from '../support/consultation';
import { planOf, statementsOf } from '../support/plans';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-04-10';
const NOW = noon(DAY);

/** Tables that hang on a case, a place or a person and have no policy, each with the reason. */
const OPEN: Record<string, string> = {
  // how work is shared out: ids and times, no word and no amount
  case_duty: 'who acted on a case',
  case_assignment: 'who is assigned to a case',
  case_copy: 'who was told of a case',
  stage_visit: 'when a case was in which stage',
  urge: 'who was urged',
  notice: 'codes and ids, written for others by nature; read by the person alone',
  look_count: 'how often somebody looked, not at what; read by the security administrator',
  counter: 'the next number of a county',
  stand_in: 'who is away',
  idempotency_key: 'keys that were used, found by whoever used them',
  // of organisations rather than of cases: each has a rule of its own (features/*/visible, place, organisation)
  session_item: 'of a decision body; its case is read through case_record',
  special_item_case: 'of a decision body; its case is read through case_record',
  quota: 'of a financier',
  quota_entry: 'of a financier, counted across counties by nature',
  quota_transfer: 'of a financier',
  meeting: 'of a place; whoever is instructed by it reads its title from anywhere',
  bulletin: 'issued to many places',
  bulletin_case: 'in a bulletin; its case is read through case_record',
  bulletin_unit: 'figures in a bulletin',
  bulletin_recipient: 'who a bulletin went to',
  period_report: 'of a place, read by those above and below',
  target: 'of a place, read by those above and below',
  // published, or the same for all
  public_notice: 'published on the open board',
  objection: 'answered by its receipt, without who raised it',
  screen: 'walls of an organisation',
  policy_value: 'published values of a place',
  programme_definition: 'published texts',
  import_mapping: 'columns of a county’s tables',
  region: 'places',
  region_version: 'places',
  organisation: 'organisations',
  authority_limit: 'rights of organisations',
  // sums and not rows
  figure: 'sums of places, behind the wall of features/figures',
  figure_delta: 'sums of places, behind the wall of features/figures',
};

/** Where the portal reads or writes across what people see, and why: a new place is decided on here. */
const CROSSINGS: Record<string, string[]> = {
  'features/administration/mutations.ts': ['a job'],
  'features/administration/queries/events.ts': ['references of recorded events'],
  'features/applicants/mutations-exposure.ts': ['debts of a household everywhere'],
  'features/applicants/mutations-lookup.ts': ['one applicant, one person of that number'],
  'features/applicants/mutations.ts': ['one applicant, one person of that number'],
  'features/authority/grants.ts': ['rights that end'],
  'features/back-entries/mutations.ts': ['one paper, one case'],
  'features/back-entries/sheet-queries.ts': ['one paper, one case'],
  'features/cases/facts-money.ts': ['a fund behind all its loans', 'debts of a household everywhere'],
  'features/cases/under-way-queries.ts': ['one applicant, one person of that number'],
  'features/documents/mutations.ts': ['a job'],
  'features/exports/mutations-approval.ts': ['work of a colleague'],
  'features/exports/mutations-run.ts': ['a job'],
  'features/hand-overs/item-queries.ts': ['work of a colleague'],
  'features/hand-overs/mutations.ts': ['work of a colleague'],
  'features/bulk-imports/mutations-run.ts': ['a job'],
  'features/identity/mutations-factor.ts': ['who is asking'],
  'features/identity/mutations-password.ts': ['who is asking'],
  'features/identity/mutations-provider.ts': ['who is asking'],
  'features/identity/mutations-sign-in.ts': ['who is asking'],
  'features/organisations/queries.ts': ['what hangs on an organisation'],
  'features/progress/mutations.ts': ['progress behind a receipt number'],
  'features/public-notices/mutations-objections.ts': ['the public board'],
  'features/public-notices/queries.ts': ['the public board'],
  'features/retention/mutations.ts': ['personal data whose time is over'],
  'features/seals/mutations-verify.ts': ['personal data whose time is over'],
  'features/retention/mutations-daily.ts': ['a job'],
  'features/retention/subject-queries.ts': ['personal data whose time is over'],
  'features/screens/session-queries.ts': ['who is asking'],
  'features/setup/mutations.ts': ['who is asking'],
  'features/setup/queries.ts': ['who is asking'],
  'features/seals/mutations.ts': ['a job'],
  'features/sheet-imports/mutations.ts': ['one paper, one case'],
  'server/second-factor.ts': ['who is asking'],
  'server/limited.ts': ['who is asking'],
  'server/looks.ts': ['who is asking'],
  'server/request-limit.ts': ['who is asking'],
  'server/storage.ts': ['a job'],
  'server/turned-away.ts': ['who is asking'],
};

/** Files that name the client itself: the transactions of read and write, and what holds nobody's rows. */
const NAMES_THE_CLIENT = [
  'jobs/start-worker.ts',
  'jobs/worker.ts',
  'server/command.ts',
  'server/db.ts',
  'server/rate-limit.ts',
  'server/row-scope.ts',
  'server/session.ts',
  'server/sign-in-locks.ts',
  'server/sql.ts',
];

let owner: pg.Client;
let app: pg.Client;
let caseId = '';
let householdCaseId = '';

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  // as the portal connects: without the sight that tests have outside transactions
  app = new pg.Client({
    connectionString: process.env.APP_DATABASE_URL as string,
    options: '-c statement_timeout=30s',
  });
  await Promise.all([owner.connect(), app.connect()]);
  const made = await caseAtDisbursement({ openCondition: true });
  caseId = made.caseId;
  await meetOpenConditions(caseId);
  await payTranche(caseId, made.trancheIds[0], '2026-04-01');
  householdCaseId = must(await registerConsultation(await at('station', DAY), await householdConsultation(71))).id;
}, 120_000);

afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
});

const protectedTables = async () =>
  (
    await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity ORDER BY 1`,
    )
  ).rows.map((row) => row.name);

describe('the tables', () => {
  it('each have a policy, or stand in a list with the reason', async () => {
    const { rows } = await owner.query<{ name: string }>(`
      SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity AND NOT a.attisdropped
        AND a.attname IN ('case_id', 'province_id', 'city_id', 'county_id', 'region_id', 'financier_id', 'county_branch_id')`);
    expect(rows.map((row) => row.name).filter((name) => !(name in OPEN))).toEqual([]);
    const walled = await protectedTables();
    expect(Object.keys(OPEN).filter((name) => walled.includes(name))).toEqual([]);
  });

  it('hold the owner to policies too, and the app owns nothing and passes none by', async () => {
    const { rows: loose } = await owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND NOT relforcerowsecurity`,
    );
    expect(loose).toEqual([]);
    const { rows: owned } = await owner.query(
      `SELECT 1 FROM pg_class WHERE relowner = 'fuqiao_app'::regrole UNION ALL
       SELECT 1 FROM pg_roles WHERE rolname = 'fuqiao_app' AND (rolbypassrls OR rolsuper)`,
    );
    expect(owned).toEqual([]);
  });

  it('show nothing and take nothing where nobody was named', async () => {
    for (const name of await protectedTables()) {
      const { rows } = await app.query(`SELECT count(*)::int AS count FROM ${name}
        ${name === 'event' ? 'WHERE case_id IS NOT NULL' : ''} ${['remark', 'generated_document'].includes(name) ? 'WHERE case_id IS NOT NULL' : ''}`);
      expect([name, rows[0]]).toEqual([name, { count: 0 }]);
    }
    expect((await app.query('UPDATE case_record SET title = title')).rowCount).toBe(0);
    await expect(
      app.query(`INSERT INTO comment (id, case_id, author_id, text, written_at)
      SELECT gen_random_uuid(), '${caseId}', id, 'x', now() FROM app_user LIMIT 1`),
    ).rejects.toThrow(/row-level security|column/);
  });
});

const PEOPLE = [
  'station',
  'township',
  'county',
  'office',
  'leader',
  'lead',
  'manager',
  'hq',
  'county-b',
  'manager-b',
  'ins-lead',
  'ins-hq',
  'admin',
  'auditadmin',
];

async function rowsOf(actor: Actor, table: string): Promise<string[]> {
  const rows = await read(actor, (tx) =>
    tx.$queryRawUnsafe<{ id: string }[]>(`SELECT id::text FROM ${table} ORDER BY 1`),
  );
  return rows.map((row) => row.id);
}

describe('without a where', () => {
  it.each(['case_record', 'payment', 'document', 'back_entry'])(
    '%s shows each person the rows that their scope covers',
    async (table) => {
      const all = await db().$queryRawUnsafe<
        (ScopedRow & { id: string })[]
      >(`SELECT id::text, province_id AS "provinceId",
      city_id AS "cityId", county_id AS "countyId", township_id AS "townshipId", village_id AS "villageId",
      financier_id::text AS "financierId", provincial_branch_id::text AS "provincialBranchId",
      county_branch_id::text AS "countyBranchId" FROM ${table} ORDER BY 1`);
      for (const username of PEOPLE) {
        const actor = await actorFor(username);
        const covered = all.filter((row) => covers(actor.scope, row)).map((row) => row.id);
        expect([username, await rowsOf(actor, table)]).toEqual([username, covered]);
      }
    },
  );

  it('what hangs on a case is seen with it and not without', async () => {
    for (const table of [
      'contract',
      'tranche',
      'journal',
      'leg',
      'approval',
      'site_visit',
      'due_diligence_report',
      'repayment_plan_line',
    ]) {
      expect([table, (await rowsOf(await actorFor('manager'), table)).length > 0]).toEqual([table, true]);
      for (const stranger of ['county-b', 'manager-b', 'ins-lead', 'admin'])
        expect([table, stranger, await rowsOf(await actorFor(stranger), table)]).toEqual([table, stranger, []]);
    }
  });

  it('persons are seen in their area and by the bank of their case', async () => {
    const { personId } = await db().caseRecord.findUniqueOrThrow({ where: { id: householdCaseId } });
    const { financierId } = await db().caseRecord.findUniqueOrThrow({ where: { id: householdCaseId } });
    expect(financierId).toBeTruthy();
    for (const seer of ['station', 'county', 'lead', 'hq'])
      expect([seer, await rowsOf(await actorFor(seer), 'person')]).toEqual([seer, expect.arrayContaining([personId])]);
    for (const stranger of ['county-b', 'manager-b', 'ins-lead', 'admin', 'auditadmin'])
      expect([stranger, (await rowsOf(await actorFor(stranger), 'person')).includes(personId ?? '')]).toEqual([
        stranger,
        false,
      ]);
  });

  it('the clock sees all', async () => {
    expect(await rowsOf(CLOCKWORK, 'case_record')).toHaveLength(await db().caseRecord.count());
  });
});

describe('a write', () => {
  const inside = (run: (tx: Tx) => Promise<unknown>) => async (username: string) => write(await at(username, DAY), run);

  it('changes no row out of sight', async () => {
    const rename = inside((tx) => tx.caseRecord.updateMany({ where: { id: caseId }, data: { title: '改' } }));
    for (const stranger of ['county-b', 'manager-b', 'ins-lead', 'admin'])
      expect(must(await rename(stranger))).toEqual({ count: 0 });
  });

  it('puts no row where the person does not reach, and moves none there', async () => {
    const stranger = await at('manager-b', DAY);
    const comment = { caseId, authorId: stranger.actor.userId, text: '甲', writtenAt: stranger.now };
    await expect(write(stranger, (tx) => tx.comment.createMany({ data: [comment as never] }))).rejects.toThrow();
    const { countyId } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    await expect(
      write(stranger, (tx) =>
        recordEvent(tx, stranger, { kind: 'case.commented', payload: {}, caseId, scope: { countyId } }),
      ),
    ).rejects.toThrow(/row-level security/);
    const own = await db().organisation.findUniqueOrThrow({ where: { id: stranger.actor.organisation.id } });
    await expect(
      write(await at('county', DAY), (tx) =>
        tx.caseRecord.updateMany({ where: { id: caseId }, data: { countyId: own.regionId } }),
      ),
    ).rejects.toThrow(/row-level security/);
    expect(codeOf(await writeComment(stranger, { caseId, text: '甲' } as never))).toBe('NOT_FOUND');
  });
});

describe('ways across', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('generated') && !file.includes('.test.'),
  );
  const source = new Map(files.map((file) => [file, readFileSync(path.join('src', file), 'utf8')]));

  it('stand in the list, and no others', () => {
    const found: Record<string, string[]> = {};
    for (const [file, text] of source) {
      if (file === 'server/row-scope.ts') continue;
      const reasons = [...text.matchAll(/(?:asSystem\(|crossing\(\s*\w+,\s*)\s*'([^']+)'/g)].map(
        (match) => match[1] as string,
      );
      if (reasons.length > 0) found[file] = [...new Set(reasons)].sort();
    }
    expect(found).toEqual(CROSSINGS);
  });

  it('are the only ones: nothing else names the client', () => {
    const named = [...source].filter(([, text]) => /(?<![\w.])(?:db|pool)\(\)/.test(text)).map(([file]) => file);
    expect(named.sort()).toEqual([...NAMES_THE_CLIENT].sort());
  });

  it('leave the scope as it was, also two at once', async () => {
    const { crossing } = await import('@/server/row-scope');
    const actor = await actorFor('county-b');
    const count = (tx: Tx) => tx.caseRecord.count({ where: { id: caseId } });
    await read(actor, async (tx) => {
      expect(await count(tx)).toBe(0);
      const across = () => crossing(tx, 'one applicant, one person of that number', () => count(tx));
      expect(await Promise.all([across(), across(), across()])).toEqual([1, 1, 1]);
      expect(await count(tx)).toBe(0);
      await expect(crossing(tx, 'one paper, one case', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await count(tx)).toBe(0);
    });
  });

  it('and a portal whose connections see without being told is not well', async () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    expect((await checkHealth()).status).toBe('unavailable');
    Object.assign(process.env, { NODE_ENV: before });
    expect((await checkHealth()).status).toBe('ok');
  });
});

describe('on 2,000 cases', () => {
  const paging = readPaging({}, LISTS.cases.sorts);
  const large = new Set(['case_record', 'event']);

  beforeAll(async () => {
    await owner.query(`INSERT INTO case_record SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
        'reference', 'PLAN-' || n, 'back_entry_id', NULL, 'disbursed_amount_fen', 0,
        'outstanding_amount_fen', 0, 'county_id', c.county_id + n % 40, 'township_id', c.township_id + n % 400))).*
      FROM case_record c CROSS JOIN generate_series(1, 2000) n WHERE c.id = '${caseId}'`);
    await owner.query('ANALYZE');
  });

  it('lists, search, count, worklist and case page are answered by the same plans as without', async () => {
    const different: unknown[] = [];
    for (const username of ['county', 'station', 'manager', 'office', 'hq', 'leader']) {
      const actor = await actorFor(username);
      const asked = await statementsOf(async () => {
        await listCases(actor, {}, NOW, paging);
        await listCases(actor, {}, NOW, readPaging({ sort: 'due' }, LISTS.cases.sorts));
        await listCases(actor, { query: '合作社' }, NOW, paging);
        await countCases(actor, { status: 'OPEN' }, NOW);
        await countCases(actor, { measure: { name: 'APPROVED', stage: '-', asOf: DAY, asRecorded: false } }, NOW);
        await getWorklist(actor, 'waiting', NOW, null);
        await getCase(actor, caseId, NOW);
        await listPayments(actor, {});
        await listHouseholds(actor, {} as never);
        await countHouseholds(actor, {} as never);
      });
      expect(asked.length).toBeGreaterThan(8);
      await app.query('BEGIN');
      await app.query(`SELECT ${SCOPE_COLUMNS}`, scopeValues(actor));
      for (const statement of asked) {
        const [walled, bare] = [await planOf(app, statement, large), await planOf(owner, statement, large)];
        if (walled.join() !== bare.join())
          different.push({ username, text: statement.text.slice(0, 300), walled, bare });
      }
      await app.query('COMMIT');
    }
    expect(different).toEqual([]);
  });
});
