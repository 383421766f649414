import { appendFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '@/domain/actor';
import { makeDemoIdentityNumber } from '@/domain/identity';
import { can } from '@/domain/permissions';
import { PEOPLE } from '../../prisma/seed/people';
import { actionFiles, type DefinedAction, fieldsOfSchema, fillForm, isId } from '../support/action-table';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { householdConsultation } from '../support/consultation';
import { firstRows, hashesOf, tableOf } from '../support/foreign-rows';
import { draftEntry } from '../support/paper-case';
import { at, must } from '../support/world';

/**
 * Role × every action there is, and person × every table, with each of the two walls and with each taken down alone: a
 * stranger's try on a row of the first county is answered like the try on a row that does not exist, and changes nothing.
 * The walls are taken down here only: the query's by another module in its place, the database's by connecting as the
 * owner, whom the policies let through. MATRIX_SHARE=1 takes all of it (npm run matrix), else every MATRIX_SHARE-th case.
 */
const SHARE = Number(process.env.MATRIX_SHARE ?? '24');
const SEED = Number(process.env.MATRIX_SEED ?? '1');
const DAY = '2026-04-10';
const ABSENT = '019a0000-0000-7000-8000-00000000abcd';
type Wall = 'both' | 'query down' | 'rows down' | 'none';

// An action is what `defineAction` was given: what is asked before (session, permission, schema) is asked here too.
vi.mock('@/server/action', () => ({
  defineAction: (definition: unknown) => definition,
  fieldsOf: () => ({}),
  typedValues: () => ({}),
  describeIssues: async () => ({}),
}));
vi.mock('next-intl/server', () => ({
  getTranslations: async () => Object.assign((key: string) => key, { has: () => true, rich: (key: string) => key }),
  getLocale: async () => 'zh-CN',
  getFormatter: async () => ({ dateTime: () => '', number: () => '' }),
}));

/** Strangers of everything that is made below: the second county and bank, the insurer, the operator's administrators. */
const STRANGERS = PEOPLE.filter(({ organisation }) => /^(beita-|bank-b|insurer|operator)/.test(organisation)).map(
  ({ username }) => username,
);

const CITIZEN = makeDemoIdentityNumber(987, '1985-03-02', 'FEMALE');
/** Fields whose form no word of the code fits, by action. */
const BY_HAND: Record<string, (idOf: (field: string) => string) => Record<string, unknown>> = {
  'applicants/addMember': () => ({ identityNumber: CITIZEN }),
  'applicants/revealValue': (idOf) => ({ target: `PHONE:${idOf('personId')}` }),
  'back-entries/confirmMany': (idOf) => ({ chosen: `${idOf('id')}:1` }),
  'bulletins/draft': () => ({ period: '2026-03' }),
  'consultations/checkApplicant': () => ({ kind: 'HOUSEHOLD', number: CITIZEN }),
  'decisions/review': (idOf) => ({ caseId: idOf('caseId'), version: '1', outcome: 'DECLINED', opinion: '不同意' }),
  'decisions/decide': () => ({ outcome: 'DECLINED', opinion: '不同意' }),
  'due-diligence/assign': () => ({ managerBId: '019a0000-0000-7000-8000-00000000abce' }),
  'due-diligence/save': () => ({ repaymentMethod: 'BULLET' }),
  'lists/keepListSetting': () => ({ pageSize: '50' }),
  'projects/setLineAction': () => ({ treatment: 'SKIP', skipReason: '重复' }),
  'retention/holdData': (idOf) => ({ householdId: idOf('householdId'), operatingEntityId: undefined }),
  'worklist/actOnTicked': (idOf) => ({
    act: 'accept',
    one: undefined,
    'case[]': `${idOf('caseId')}:1`,
  }),
  'worklist/copyTicked': (idOf) => ({ 'case[]': `${idOf('caseId')}:1` }),
};
/** Actions without a try, each with the reason. */
const UNTRIED: Record<string, string> = {
  'programmes/saveSection': 'a text of a programme: of the whole platform',
  'programmes/addPolicy': 'a published value: of the whole platform',
  'projects/setMappingAction': 'tried by setMapping in scope.test.ts',
};

let owner: pg.Client;
let foreign = new Map<string, string>();
let tables: string[] = [];

beforeAll(async () => {
  owner = new pg.Client({ connectionString: process.env.DATABASE_URL as string });
  await owner.connect();
  const { caseId, trancheIds } = await caseAtDisbursement({ openCondition: true });
  await meetOpenConditions(caseId);
  await payTranche(caseId, trancheIds[0], '2026-04-01');
  await draftEntry('ACCEPTANCE');
  const { registerConsultation } = await import('@/features/consultations/mutations');
  must(await registerConsultation(await at('station', DAY), await householdConsultation(81)));
  const { openFinding } = await import('@/features/follow-up/mutations-findings');
  must(await openFinding(await at('manager', DAY), { caseId, description: '问题', dueOn: '2026-05-01' }));
  const { issueOnCase } = await import('@/features/instructions/mutations');
  const addresseeId = (await at('county', DAY)).actor.userId;
  must(await issueOnCase(await at('leader', DAY), { addresseeId, text: '办', dueOn: '2026-05-01', caseId }));
  const { recordMeeting } = await import('@/features/meetings/mutations');
  const held = { title: '会', heldOn: DAY, place: '会议室', attendees: '县', minutes: '记' };
  must(await recordMeeting(await at('county', DAY), held));
  const { startImport } = await import('@/features/projects/mutations');
  const bytes = Buffer.from('2021年安排表\n单位：万元\n序号,村名,项目名称,资金金额\n1,红旗村,水渠,5\n');
  must(await startImport(await at('county', DAY), { fileName: '表.csv', bytes }));
  const { startBulkImport } = await import('@/features/bulk-imports/mutations');
  const chunks = async function* () {
    yield bytes;
  };
  must(await startBulkImport(await at('county', DAY), { fileName: '长表.csv', bytes: chunks() }));
  await owner.query(
    `INSERT INTO follow_up_report (id, case_id, period_on, due_on) VALUES (gen_random_uuid(), $1, '2026-04-01', '2026-05-05')`,
    [caseId],
  );
  const { db } = await import('@/server/db');
  const { prepareRetention } = await import('./scope-attempts-retention');
  await prepareRetention((await db().household.findFirstOrThrow()).id, DAY);
  foreign = await firstRows(owner);
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity ORDER BY 1`,
  );
  tables = rows.map((row) => row.name);
}, 180_000);

afterAll(async () => {
  await owner.end();
});

const APP_URL = process.env.APP_DATABASE_URL as string;

/** Loads the code anew with a wall standing or taken down. */
async function standBehind(wall: Wall) {
  vi.resetModules();
  const { db } = await import('@/server/db');
  await db().$disconnect();
  Object.assign(globalThis, { fuqiaoDb: undefined, fuqiaoPool: undefined, fuqiaoStatements: undefined });
  process.env.APP_DATABASE_URL =
    wall === 'rows down' || wall === 'none' ? (process.env.DATABASE_URL as string) : APP_URL;
  vi.resetModules();
  if (wall === 'query down' || wall === 'none')
    vi.doMock('@/server/scope', async () => {
      const { Prisma } = await import('@/server/db');
      const everything = () => ({});
      const always = () => Prisma.sql`true`;
      return { visibleTo: everything, visibleInRegion: everything, scopeSql: always, regionScopeSql: always };
    });
  else vi.doUnmock('@/server/scope');
  const world = await import('../support/world');
  const { read } = await import('@/server/command');
  return { at: world.at, read };
}

async function definedActions(): Promise<DefinedAction[]> {
  const actions: DefinedAction[] = [];
  for (const file of actionFiles()) {
    const feature = file.split('/').at(-2) ?? '';
    const exported = (await import(/* @vite-ignore */ path.resolve('src', file))) as Record<string, DefinedAction>;
    for (const [name, action] of Object.entries(exported))
      if (action && typeof action === 'object' && 'schema' in action)
        actions.push({ ...action, feature, name: `${feature}/${name}` });
  }
  return actions;
}

/** A form for the action with the ids of the first county's rows, or with an id of nothing. */
function formFor(action: DefinedAction, actor: Actor, rows: Map<string, string>) {
  const idOf = (field: string) => {
    const table = tableOf(action.feature, field);
    if (table === null)
      return ['accounts', 'organisations', 'api-tokens', 'identity'].includes(action.feature) ? ABSENT : actor.userId;
    return rows.get(table ?? '') ?? ABSENT;
  };
  return fillForm(action.schema, idOf, BY_HAND[action.name]?.(idOf));
}

const verbatim = (value: unknown) =>
  JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? `${entry}` : entry));
const plain = (value: unknown) => verbatim(value).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID');

async function answerTo(action: DefinedAction, ctx: Awaited<ReturnType<typeof at>>, input: unknown): Promise<string> {
  try {
    const result = await action.run(ctx, input);
    return result.ok ? 'done' : plain(result.refusal);
  } catch (error) {
    return `thrown: ${(error as Error).message.slice(0, 200)}`;
  }
}

function note(line: string) {
  if (process.env.MATRIX_REPORT) appendFileSync(process.env.MATRIX_REPORT, `${line}\n`);
}

describe('the action table', () => {
  it('can be tried whole: each action takes a form, and each id in it has a table', async () => {
    const actions = await definedActions();
    expect(actions.length).toBeGreaterThan(200);
    const undecided: string[] = [];
    const unfit: string[] = [];
    const { actor } = await at('county-b', DAY);
    for (const action of actions) {
      for (const [field, schema] of Object.entries(fieldsOfSchema(action.schema)))
        if (isId(schema) && tableOf(action.feature, field) === undefined) undecided.push(`${action.name} ${field}`);
      if (action.name in UNTRIED) continue;
      const form = formFor(action, actor, foreign);
      if ('unfit' in form) unfit.push(`${action.name} ${form.unfit.join()}`);
    }
    expect({ undecided, unfit }).toEqual({ undecided: [], unfit: [] });
  });
});

/** Every action by every stranger (or every SHARE-th), on a row of the first county and on an id of nothing. */
async function tryActions(wall: Wall) {
  const { at } = await standBehind(wall);
  const actions = (await definedActions()).filter((action) => !(action.name in UNTRIED));
  const before = await hashesOf(owner);
  const leaks: string[] = [];
  let [cases, permitted, turn] = [0, 0, SEED];
  for (const username of STRANGERS) {
    const ctx = await at(username, DAY);
    for (const action of actions) {
      turn = (turn + 1) % SHARE;
      if (turn !== 0) continue;
      const [theirs, none] = [formFor(action, ctx.actor, foreign), formFor(action, ctx.actor, new Map())];
      if ('unfit' in theirs || 'unfit' in none) throw new Error(`${action.name} takes no form`);
      cases += 1;
      if (can(ctx.actor, action.permission)) permitted += 1;
      const answers = [await answerTo(action, ctx, theirs.input), await answerTo(action, ctx, none.input)];
      // a form that names no row is the same twice, and done once it may be refused the second time
      const namesRows = verbatim(theirs.input) !== verbatim(none.input);
      if (namesRows && answers[0] !== answers[1]) leaks.push(`${username} ${action.name}: ${answers.join(' | ')}`);
    }
  }
  const after = await hashesOf(owner);
  for (const [row, hash] of before) if (after.get(row) !== hash) leaks.push(`changed: ${row}`);
  note(`| ${wall} | actions × people | ${cases} | ${permitted} | ${leaks.length} |`);
  return { cases, leaks };
}

describe.each<Wall>(['both', 'query down', 'rows down'])('with the walls: %s', (wall) => {
  it('a row of another county is answered like one that does not exist, by every action to every role', async () => {
    const { cases, leaks } = await tryActions(wall);
    expect(leaks).toEqual([]);
    expect(cases).toBeGreaterThan(0);
  }, 1_800_000);

  it('no table shows a row of another county to anybody', async () => {
    // without a where at all, so that only the database's wall stands: where that is down there is nothing to ask
    if (wall === 'rows down') return;
    const { at, read } = await standBehind(wall);
    const leaks: string[] = [];
    let cases = 0;
    for (const username of STRANGERS) {
      const { actor } = await at(username, DAY);
      for (const table of tables) {
        cases += 1;
        const named = ['event', 'remark', 'generated_document'].includes(table) ? 'WHERE case_id IS NOT NULL' : '';
        const audits = table === 'event' && actor.roles.includes('AUDIT_ADMIN');
        const id = foreign.get(table);
        const rows = await read(actor, (tx) =>
          tx.$queryRawUnsafe<unknown[]>(`SELECT * FROM ${table} ${named || (id ? `WHERE id = '${id}'` : '')}`),
        );
        // the insurer works in the whole province: its people read the county's published lists
        const reads =
          username.startsWith('ins-') && ['project', 'fund_plan', 'fund_plan_line', 'import_batch'].includes(table);
        if (rows.length > 0 && !audits && !reads) leaks.push(`${username} ${table}: ${rows.length}`);
      }
    }
    note(`| ${wall} | tables × people | ${cases} | ${cases} | ${leaks.length} |`);
    expect(leaks).toEqual([]);
  }, 300_000);
});

it('sees a leak where there is one: with no wall at all, strangers are answered otherwise', async () => {
  const { leaks } = await tryActions('none');
  expect(leaks.length).toBeGreaterThan(0);
}, 1_800_000);
