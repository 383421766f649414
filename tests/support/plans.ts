import pg from 'pg';

export type Statement = { text: string; values: unknown[] };

/** What `run` asks of the database, as the driver sends it; settings and the ends of transactions are left out. */
export async function statementsOf(run: () => Promise<unknown>): Promise<Statement[]> {
  const asked: Statement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | { text?: string; values?: unknown[] }, unknown];
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    const values = (typeof first === 'object' && first?.values) || (Array.isArray(second) ? second : []);
    if (/^\s*(SELECT|WITH)\b/i.test(text) && !/^\s*SELECT set_config/.test(text)) asked.push({ text, values });
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = query;
  }
  return asked;
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Parent Relationship'?: string;
  Plans?: Node[];
};

// What the wall looks up beside the plan, and what hangs on it in a SELECT list.
const BESIDES = ['InitPlan', 'SubPlan'];
const READS = /Scan$/;

/**
 * What decides how a statement grows: the large tables it reads, each by which index or whole, and where it sorts. Row
 * security looks at columns that an index alone may not hold, so that an index-only scan becomes an index scan.
 */
function classOf(node: Node, large: ReadonlySet<string>): string[] {
  const below = (node.Plans ?? []).filter((child) => !BESIDES.includes(child['Parent Relationship'] ?? ''));
  const rest = below.flatMap((child) => classOf(child, large));
  const kind = node['Node Type'].replace('Index Only', 'Index');
  if (kind === 'Sort' || kind === 'Incremental Sort') return [kind, ...rest];
  const table = node['Relation Name'] ?? '';
  const isLarge = large.has(table) || (kind === 'Bitmap Index Scan' && node['Index Name']);
  return READS.test(kind) && isLarge ? [[kind, table, node['Index Name']].filter(Boolean).join(' '), ...rest] : rest;
}

/** The class of the plan by which a connection would answer a statement; `large`: the tables that matter. */
export async function planOf(client: pg.Client, { text, values }: Statement, large: ReadonlySet<string>) {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
  const [row] = rows;
  return row ? classOf(row['QUERY PLAN'][0].Plan, large).sort() : [];
}
