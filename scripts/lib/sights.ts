import type pg from 'pg';
import { type Actor, covers, type ScopedRow, scopeOf } from '../../src/domain/actor';
import type { Role } from '../../src/domain/permissions';

/** What one person must not meet: a row of each table, all ids out of sight with their table, some names, a county. */
export type Sight = {
  username: string;
  foreign: Map<string, string>;
  foreignIds: Map<string, string>;
  words: string[];
  region: number | null;
};

type Row = { id: string; word: string | null; own: string | null } & ScopedRow;

const PLACE = (t: string) => `${t}.province_id AS "provinceId", ${t}.city_id AS "cityId", ${t}.county_id AS "countyId"`;
const FULL = (t: string) => `${PLACE(t)}, ${t}.township_id AS "townshipId", ${t}.village_id AS "villageId"`;
const BRANCH = (t: string) =>
  `${t}.financier_id::text AS "financierId", ${t}.provincial_branch_id::text AS "provincialBranchId", ${t}.county_branch_id::text AS "countyBranchId"`;
const ofCase = (table: string) =>
  `SELECT t.id::text, NULL AS word, NULL AS own, ${FULL('c')}, ${BRANCH('c')} FROM ${table} t JOIN case_record c ON c.id = t.case_id`;
const scoped = (table: string, word = 'NULL') =>
  `SELECT t.id::text, ${word} AS word, NULL AS own, ${FULL('t')}, ${BRANCH('t')} FROM ${table} t`;
const placed = (table: string, word = 'NULL', columns = FULL('t')) =>
  `SELECT t.id::text, ${word} AS word, NULL AS own, ${columns} FROM ${table} t`;
const owned = (table: string, column: string) => `SELECT id::text, NULL AS word, ${column}::text AS own FROM ${table}`;
const ofFinancier = (table: string, join: string) =>
  `SELECT t.id::text, NULL AS word, NULL AS own, o.financier_id::text AS "financierId" FROM ${table} t ${join}`;

/** Each table with how its rows lie in places, branches or hands. */
const KINDS: Record<string, string> = {
  case_record: scoped('case_record', 't.reference'),
  payment: scoped('payment'),
  document: scoped('document'),
  back_entry: scoped('back_entry'),
  finding: ofCase('finding'),
  follow_up_report: ofCase('follow_up_report'),
  generated_document: ofCase('generated_document'),
  subsidy: ofCase('subsidy'),
  back_entry_scan: `SELECT t.id::text, NULL AS word, NULL AS own, ${FULL('b')}, ${BRANCH('b')} FROM back_entry_scan t JOIN back_entry b ON b.id = t.back_entry_id`,
  household: placed('household'),
  operating_entity: placed('operating_entity', 't.credit_code'),
  project: placed('project', 't.reference'),
  import_batch: placed('import_batch', 'NULL', PLACE('t')),
  fund_plan: placed('fund_plan', 'NULL', PLACE('t')),
  meeting: placed('meeting', 'NULL', PLACE('t')),
  risk_fund: `SELECT t.id::text, NULL AS word, NULL AS own, ${PLACE('t')}, t.financier_id::text AS "financierId" FROM risk_fund t`,
  quota: `SELECT t.id::text, NULL AS word, NULL AS own, t.financier_id::text AS "financierId" FROM quota t`,
  decision_session: ofFinancier('decision_session', 'JOIN organisation o ON o.id = t.organisation_id'),
  special_item: ofFinancier('special_item', 'JOIN organisation o ON o.id = t.organisation_id'),
  authority_raise: ofFinancier('authority_raise', 'JOIN organisation o ON o.id = t.organisation_id'),
  draft: owned('draft', 'user_id'),
  export: owned('export', 'requested_by_id'),
  sheet_import: owned('sheet_import', 'created_by_id'),
};
/** Projects and lists are read where a branch works; what a financier's body decides is its own. */
const READ_IN_PLACE = ['project', 'import_batch', 'fund_plan', 'operating_entity', 'household'];
const OF_FINANCIERS = ['quota', 'decision_session', 'special_item', 'authority_raise', 'risk_fund'];

function isForeign(table: string, row: Row, actor: Pick<Actor, 'scope' | 'organisation' | 'userId'>): boolean {
  if (row.own !== null) return row.own !== actor.userId;
  const { scope, organisation } = actor;
  const places = [row.provinceId, row.cityId, row.countyId, row.townshipId, row.villageId];
  if (scope.kind === 'NATION') return false;
  if (OF_FINANCIERS.includes(table)) {
    if (scope.kind === 'FINANCIER') return row.financierId !== organisation.financierId;
    return table === 'risk_fund' && !covers(scope, row);
  }
  if (scope.kind === 'FINANCIER' && READ_IN_PLACE.includes(table))
    return organisation.level !== 'NATION' && !places.includes(organisation.regionId);
  // a county's lists are read whole in its townships and villages
  if (
    ['import_batch', 'fund_plan'].includes(table) &&
    scope.kind === 'REGION' &&
    ['townshipId', 'villageId'].includes(scope.column)
  )
    return false;
  return !covers(scope, row);
}

/** What each person (or each of these) must not meet, by the same rule as `covers`. */
export async function loadSights(client: pg.Client, wanted: readonly string[] = []): Promise<Sight[]> {
  const { rows: people } = await client.query<{
    id: string;
    username: string;
    roles: Role[];
    organisation: Actor['organisation'];
  }>(`SELECT u.id::text, u.username, u.roles::text[] AS roles, json_build_object('id', o.id, 'kind', o.kind, 'level', o.level,
      'regionId', o.region_id, 'financierId', o.financier_id, 'provincialBranchId', o.provincial_branch_id,
      'countyBranchId', o.county_branch_id) AS organisation
    FROM app_user u JOIN organisation o ON o.id = u.organisation_id WHERE u.status = 'ACTIVE' AND NOT u.must_change_password ORDER BY u.username`);
  const all = new Map<string, Row[]>();
  for (const [table, sql] of Object.entries(KINDS)) all.set(table, (await client.query<Row>(sql)).rows);
  return people
    .filter(({ username }) => wanted.length === 0 || wanted.includes(username))
    .map(({ id, username, roles, organisation }) => {
      const actor = { userId: id, organisation, scope: scopeOf(organisation, roles) };
      const sight: Sight = { username, foreign: new Map(), foreignIds: new Map(), words: [], region: null };
      for (const [table, rows] of all)
        for (const row of rows) {
          if (!isForeign(table, row, actor)) continue;
          if (!sight.foreign.has(table)) sight.foreign.set(table, row.id);
          sight.foreignIds.set(row.id, table);
          if (row.word && sight.words.length < 12 && table === 'case_record') sight.words.push(row.word);
          if (table === 'case_record') sight.region ??= row.countyId;
        }
      return sight;
    });
}
