import { readFileSync } from 'node:fs';
import { cookies } from 'next/headers';
import { decode } from 'next-auth/jwt';
import pg from 'pg';

type Statement = { text: string; values: unknown[] };
/** What the portal sends, recorded from it (see record.ts): the check of the session, the scope, and what is read. */
type Recorded = {
  session: Statement;
  scope: Statement;
  figures: Statement[];
  case: Statement[];
  cookie: string;
  cells: Record<number, CellName>;
};
type CellName = { measure: string; kind: string; stage: string };

let kept: Recorded | undefined;
// at the first request: the build opens this file too, and has no statements
function loadRecorded(): Recorded {
  kept ??= JSON.parse(readFileSync(/* turbopackIgnore: true */ process.env.BENCH_STATEMENTS ?? '', 'utf8')) as Recorded;
  return kept;
}

export const nameOfCell = (number: number): CellName | undefined => loadRecorded().cells[number];

const pool = new pg.Pool({ connectionString: process.env.APP_DATABASE_URL, max: 10 });

const named = (statement: Statement, name: string) => ({ name, ...statement });

/** The same session check, scope and statements as the portal's, by the driver as anybody would write it; null: no session. */
export async function readBare(what: 'figures' | 'case'): Promise<unknown[][] | null> {
  const recorded = loadRecorded();
  const token = (await cookies()).get(recorded.cookie)?.value;
  const claims = token ? await decode({ token, secret: process.env.NEXTAUTH_SECRET ?? '' }) : null;
  if (typeof claims?.sid !== 'string') return null;
  const values = recorded.session.values.map((value, index) =>
    index === recorded.session.values.length - 1 ? claims.sid : value,
  );
  const { rows: sessions } = await pool.query({ name: 'session', text: recorded.session.text, values });
  const [session] = sessions;
  const isLive = session?.status === 'ACTIVE' && session.revokedAt === null && session.expiresAt > new Date();
  if (!isLive) return null;
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(named(recorded.scope, 'scope'));
    const found: unknown[][] = [];
    for (const [index, statement] of recorded[what].entries())
      found.push((await client.query(named(statement, `${what}${index}`))).rows);
    await client.query('COMMIT');
    return found;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
