import { bareStatement, splitStatements } from './sql-statements';

/** Tables with a row or more per case, household or command: what reads or writes one of them as a whole takes minutes. */
export const BIG_TABLES: readonly string[] = [
  ...['approval', 'case_assignment', 'case_duty', 'case_record', 'completion_check', 'condition', 'contract'],
  ...['document', 'due_diligence_report', 'event', 'event_seal', 'figure', 'figure_delta', 'follow_up_report'],
  ...['generated_document', 'household', 'idempotency_key', 'journal', 'leg', 'linkage_benefit', 'linked_household'],
  ...['notice', 'operating_entity', 'payment', 'person', 'remark', 'repayment', 'repayment_plan_line'],
  ...['site_visit', 'stage_visit', 'stored_file', 'subsidy', 'tranche'],
];

/** First line of a file of which each statement is a transaction of its own; only so can an index be built beside the work. */
export const OUTSIDE = '-- outside a transaction';
/** Before a statement that breaks a rule for a reason. */
const EXCUSE = /--\s*allowed:\s*\S/;

type Found = { statement: string; why: string };
type Rule = { why: string; pattern: RegExp };

const ON_TABLE: readonly Rule[] = [
  { why: 'reads and writes the whole table again', pattern: /\bALTER (COLUMN )?\S+ (SET DATA )?TYPE\b/i },
  {
    why: 'reads and writes the whole table again',
    pattern: /\bADD (COLUMN )?[^,]*\bGENERATED ALWAYS AS \(.*\) STORED/i,
  },
  {
    why: 'a default that differs by row writes every row',
    pattern:
      /\bADD (COLUMN )?[^,]*\bDEFAULT [^,]*\b(gen_random_uuid|uuidv7|random|clock_timestamp|nextval|timeofday)\(/i,
  },
  { why: 'reads the whole table under the lock: CHECK … NOT VALID, later VALIDATE', pattern: /\bSET NOT NULL\b/i },
  {
    why: 'reads the whole table under the lock: NOT VALID, and VALIDATE in the next file',
    pattern: /\bADD (CONSTRAINT \S+ )?(CHECK|FOREIGN KEY)\b(?!.*\bNOT VALID\b)/i,
  },
  {
    why: 'builds an index under the lock: CREATE UNIQUE INDEX CONCURRENTLY, then USING INDEX',
    pattern: /\bADD (CONSTRAINT \S+ )?(UNIQUE|PRIMARY KEY|EXCLUDE)\b(?!.*\bUSING INDEX\b)/i,
  },
  { why: 'moves the whole table', pattern: /\bSET (LOGGED|UNLOGGED|TABLESPACE|ACCESS METHOD)\b/i },
];

const name = (text: string | undefined) =>
  (text ?? '')
    .replace(/^"?public"?\./, '')
    .replace(/"/g, '')
    .toLowerCase();

/**
 * The statements of a migration that would hold a table of millions of rows for seconds while others wait for it. Tables
 * that the file itself makes are empty and may be treated as one likes. `allowed: reason` in a comment before a statement
 * excuses it.
 */
export function findSlowLocks(sql: string): Found[] {
  const statements = splitStatements(sql);
  const isOutside = sql.startsWith(OUTSIDE);
  const made = new Set(
    statements.flatMap((each) => {
      const table = /^CREATE TABLE (?:IF NOT EXISTS )?(\S+?)\s*\(/i.exec(bareStatement(each))?.[1];
      return table ? [name(table)] : [];
    }),
  );
  const isBig = (table: string | undefined) => BIG_TABLES.includes(name(table)) && !made.has(name(table));
  const altered = new Set<string>();
  const found: Found[] = [];
  for (const statement of statements) {
    const bare = bareStatement(statement);
    const why = faultOf(bare, isBig, isOutside, altered);
    if (why && !EXCUSE.test(statement)) found.push({ statement: bare.slice(0, 120), why });
  }
  return found;
}

function faultOf(
  bare: string,
  isBig: (table: string | undefined) => boolean,
  isOutside: boolean,
  altered: Set<string>,
): string | null {
  const alter = /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(\S+) (.*)$/i.exec(bare);
  if (alter && isBig(alter[1])) {
    const rule = ON_TABLE.find(({ pattern }) => pattern.test(alter[2] ?? ''));
    if (rule) return rule.why;
    if (!/\bVALIDATE CONSTRAINT\b/i.test(bare)) altered.add(name(alter[1]));
    else if (altered.has(name(alter[1])) && !isOutside)
      return 'reads the whole table under the lock that an ALTER before it in this file holds: a file of its own';
    return null;
  }
  const index = /^CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?.*? ?ON (?:ONLY )?([^\s(]+)/i.exec(bare);
  if (index)
    return isBig(index[2]) && !index[1] ? `nobody writes while it is built: CONCURRENTLY, below "${OUTSIDE}"` : null;
  const reindex = /^REINDEX (?:\(.*?\) )?(?:TABLE|INDEX|SCHEMA|DATABASE) (?!CONCURRENTLY)/i.test(bare);
  if (reindex || /^(VACUUM (\(.*FULL.*\)|FULL)|CLUSTER\b)/i.test(bare)) return 'nobody reads meanwhile';
  const locked = /^(?:LOCK (?:TABLE )?|TRUNCATE (?:TABLE )?)(\S+)/i.exec(bare);
  if (locked && isBig(locked[1])) return 'nobody works on the table until the file is done';
  const written = /^(?:UPDATE (?:ONLY )?|DELETE FROM (?:ONLY )?)(\S+)/i.exec(bare);
  if (written && isBig(written[1])) return 'holds the rows that it writes until the file is done: batches, or a job';
  return null;
}
