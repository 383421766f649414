import 'server-only';
import { Prisma } from '@/server/db';
import type { SqlReader } from '@/server/sql';

type Settled = {
  table: string;
  /** of a column `x.id`: what the hashes stand under */
  key: 'uuid' | 'integer';
  id?: string;
  /** what no later command changes, or changes only with another event that settles it; names nobody, so that nothing of it is erased */
  content: readonly string[];
  /** the kinds of event that settle it; what another says of it counts for nothing */
  by: readonly string[];
  /** rows that must have been settled by one of them since events say so, and when they came to be; where there is none, nobody settled them */
  told?: { where: string; at: string };
};

const at = (column: string) => `x.${column} AT TIME ZONE 'UTC'`;
const columns = (names: string) => names.split(' ').map((name) => `x.${name}`);
/** What was entered from paper is told in one event, and compared by its books. */
const notFromPaper = (caseId: string) =>
  `NOT EXISTS (SELECT FROM case_record c WHERE c.id = ${caseId} AND c.back_entry_id IS NOT NULL)`;
/** The rows that belong to it, in an order of their own. */
const parts = (table: string, key: string, names: string, order: string) =>
  `(SELECT jsonb_agg(jsonb_build_array(${names}) ORDER BY ${order}) FROM ${table} WHERE ${key} = x.id)`;

/**
 * What a signature, a publication or a decision settles. Its hash stands in the event that settled it, and the event is
 * sealed: who alters such a row with the database's own password is named by `npm run verify`. A column may be added to a
 * table, and never to a list here: what is sealed was hashed without it.
 */
export const SETTLED = {
  /** 授权内审批: the terms of one sign-off */
  APPROVAL: {
    table: 'approval',
    key: 'uuid',
    by: ['case.approved', 'case.endorsed', 'case.declined', 'case.returned'],
    told: { where: notFromPaper('x.case_id'), at: 'x.decided_at' },
    content: [
      ...columns('case_id round organisation_id approver_id outcome amount_fen term_months rate_bps'),
      ...columns('authority_limit_id authority session_item_id'),
      at('decided_at'),
    ],
  },
  SESSION_ITEM: {
    table: 'session_item',
    key: 'uuid',
    by: ['case.approved', 'case.declined', 'case.returned'],
    told: { where: `x.status NOT IN ('PENDING', 'REMOVED')`, at: 'x.settled_at' },
    content: [...columns('session_id case_id sequence round status amount_fen term_months rate_bps'), at('settled_at')],
  },
  CONTRACT: {
    table: 'contract',
    key: 'uuid',
    by: ['contract.signed'],
    told: { where: `x.status = 'SIGNED' AND ${notFromPaper('x.case_id')}`, at: 'x.drafted_at' },
    content: [
      ...columns('case_id amount_fen term_months rate_bps repayment_method security_kind linked_households'),
      ...columns('drafted_by_id legal_checked_by_id'),
    ],
  },
  FUND_ENTRY: {
    table: 'fund_entry',
    key: 'uuid',
    by: ['fund.paid-in', 'fund-claim.paid', 'recovery.recorded'],
    told: { where: 'true', at: 'x.recorded_at' },
    content: [
      ...columns('risk_fund_id kind amount_fen claim_id reference occurred_on recorded_by_id'),
      at('recorded_at'),
    ],
  },
  FUND_CLAIM: {
    table: 'fund_claim',
    key: 'uuid',
    by: ['fund-claim.paid'],
    told: { where: `x.status = 'PAID'`, at: 'x.paid_at' },
    content: [
      ...columns('risk_fund_id case_id status outstanding_fen overdue_since_on fund_share_fen bank_share_fen'),
      ...columns('insurer_share_fen basis filed_by_id reviewed_by_id paid_by_id'),
      at('paid_at'),
    ],
  },
  PERIOD: {
    table: 'period_report',
    key: 'uuid',
    by: ['period.signed'],
    told: { where: `x.status = 'SIGNED'`, at: 'x.signed_at' },
    content: [
      ...columns('programme_id region_id period status without_region_ids reported_by_id reviewed_by_id signed_by_id'),
      ...['reported_at', 'reviewed_at', 'signed_at'].map(at),
      parts('period_figure', 'report_id', 'span, measure, value', 'span COLLATE "C", measure COLLATE "C"'),
    ],
  },
  BULLETIN: {
    table: 'bulletin',
    key: 'uuid',
    by: ['bulletin.issued'],
    told: { where: `x.status = 'ISSUED'`, at: 'x.issued_at' },
    content: [
      ...columns('programme_id region_id unit_level organisation_id period start_on end_on as_of status title'),
      ...columns('document_word overview demands reply_due_on target_measure tolerance_bps empty_units'),
      ...columns('drafted_by_id edited_by_id issued_by_id year sequence'),
      ...['computed_at', 'issued_at'].map(at),
      parts(
        'bulletin_unit',
        'bulletin_id',
        `region_id, name, rank, outstanding, outstanding_fen, added, added_fen, period_added, period_added_fen, overdue,
         overdue_fen, target, reached, target_from, target_until, elapsed_bps, praised, pressed`,
        'region_id',
      ),
      parts('bulletin_case', 'bulletin_id', 'case_id, reference, place, disbursed_fen, outcome', 'case_id'),
      parts('bulletin_recipient', 'bulletin_id', 'organisation_id, region_id, must_reply', 'organisation_id'),
    ],
  },
  TARGET: {
    table: 'target',
    key: 'uuid',
    by: ['target.frozen', 'target.shares-frozen', 'target.revised'],
    told: { where: `x.status = 'FROZEN'`, at: 'x.frozen_at' },
    content: [
      ...columns('line_id revision programme_id region_id organisation_id measure start_on status parent_id'),
      ...columns('document_number reason frozen_by_id'),
      at('frozen_at'),
      parts('target_milestone', 'target_id', 'due_on, value, share_value', 'due_on'),
    ],
  },
  DEFINITION: {
    table: 'programme_definition',
    key: 'uuid',
    by: ['definition.published', 'definition.retired'],
    told: { where: 'x.published_by_id IS NOT NULL', at: 'x.published_at' },
    content: [
      ...columns('programme_id province_id version status effective_from effective_to document_number body'),
      ...columns('drafted_by_id reviewed_by_id published_by_id'),
      at('published_at'),
    ],
  },
  INDICATOR: {
    table: 'indicator',
    key: 'uuid',
    by: ['indicator.defined', 'indicator.ended'],
    told: { where: 'x.defined_by_id IS NOT NULL', at: 'x.defined_at' },
    content: [
      ...columns('code name description source numerator denominator factor aggregation reading unit stage segment'),
      ...columns('kinds more_is_better valid_from valid_to defined_by_id'),
    ],
  },
  /** 工作日历: a year's */
  CALENDAR: {
    table: 'calendar_year',
    key: 'integer',
    id: 'year',
    by: ['calendar.published'],
    content: [
      ...columns('year published_on'),
      `(SELECT jsonb_agg(jsonb_build_array(day, kind) ORDER BY day) FROM calendar_day WHERE extract(year FROM day) = x.year)`,
    ],
  },
} as const satisfies Record<string, Settled>;

export type SettledKind = keyof typeof SETTLED;
const KINDS = Object.entries(SETTLED) as [SettledKind, Settled][];

/** The column that a kind's rows are known by. */
export const keyOf = (kind: SettledKind): string => (SETTLED[kind] as Settled).id ?? 'id';

const hashOf = ({ content }: Settled) =>
  `encode(sha256(convert_to(jsonb_build_array(${content.join(', ')})::text, 'UTF8')), 'hex')`;

/**
 * The part of an event's payload that says what these rows hold from now on: kind → id → SHA-256. Called when the rows are
 * written, before the event is; ids are those of the rows (a calendar's is its year).
 */
export async function settledNow(
  tx: SqlReader,
  ids: Partial<Record<SettledKind, readonly (string | number)[]>>,
): Promise<{ settled: Record<string, Record<string, string>> }> {
  const settled: Record<string, Record<string, string>> = {};
  for (const [kind, of] of KINDS) {
    const wanted = ids[kind] ?? [];
    if (wanted.length === 0) continue;
    const id = `x.${keyOf(kind)}`;
    const rows = await tx.$queryRaw<{ id: string; hash: string }[]>(Prisma.sql`
      SELECT ${Prisma.raw(id)}::text AS id, ${Prisma.raw(hashOf(of))} AS hash FROM ${Prisma.raw(of.table)} x
      WHERE ${Prisma.raw(id)} = ANY(${wanted.map(String)}::text[]::${Prisma.raw(of.key)}[])`);
    if (rows.length !== wanted.length) throw new Error(`${kind}: what is settled must be there`);
    settled[kind] = Object.fromEntries(rows.map((row) => [row.id, row.hash]));
  }
  return { settled };
}

const NOW = KINDS.map(
  ([kind, of]) => `SELECT '${kind}' AS kind, x.${keyOf(kind)}::text AS id, ${hashOf(of)} AS hash FROM ${of.table} x`,
).join('\nUNION ALL ');

const SETTLING = KINDS.flatMap(([kind, { by }]) => by.map((event) => `('${kind}', '${event}')`)).join(', ');
/** What each event settled, of what it may settle. */
const TOLD = `SELECT e.id AS event_id, e.recorded_at, k.key AS kind, s.key AS id, s.value AS hash FROM event e
      CROSS JOIN LATERAL jsonb_each(CASE jsonb_typeof(e.payload->'settled') WHEN 'object' THEN e.payload->'settled' END) k
      CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(k.value) WHEN 'object' THEN k.value END) s
      JOIN (VALUES ${SETTLING}) AS may(kind, event) ON may.kind = k.key AND may.event = e.kind
      WHERE e.payload ? 'settled'`;

/** The sentences of what was settled, for queries-told.ts: each finds the rows that break it. */
export const SETTLED_SENTENCES: Record<string, string> = {
  'what was settled is what its last event says': `
    WITH told AS (SELECT DISTINCT ON (kind, id) kind, id, hash FROM (${TOLD}) every ORDER BY kind, id, event_id DESC)
    SELECT told.kind || ' ' || told.id AS row FROM told LEFT JOIN (${NOW}) kept USING (kind, id)
    WHERE kept.hash IS DISTINCT FROM told.hash`,
  'what is signed, issued, paid or published was settled by an event': `
    WITH told AS MATERIALIZED (${TOLD}), since AS (SELECT min(recorded_at) AS moment FROM told)
    ${KINDS.flatMap(([kind, { table, told }]) =>
      told
        ? [
            `SELECT '${kind} ' || x.id AS row FROM ${table} x, since WHERE ${told.where} AND ${told.at} >= since.moment
      AND NOT EXISTS (SELECT FROM told WHERE told.kind = '${kind}' AND told.id = x.id::text)`,
          ]
        : [],
    ).join('\n    UNION ALL ')}`,
};
