import pg from 'pg';

/** One statement by the owner of the tables, for what the portal's own role may not do to a row that a test needs otherwise. */
export async function asOwner(statement: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL ?? '' });
  await owner.connect();
  try {
    await owner.query(statement, values);
  } finally {
    await owner.end();
  }
}
