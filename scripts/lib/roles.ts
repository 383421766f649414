import pg from 'pg';

/** Owns the embedded database and runs the migrations; not a superuser, so that a migration needs no more than a real one. */
export const OWNER_ROLE = 'fuqiao_owner';
/** What the application connects as: owns nothing, can do what migrations grant. */
export const APP_ROLE = 'fuqiao_app';

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates a login role or gives the existing one this password. */
export async function setRole(adminUrl: string, role: string, password: string, attributes = ''): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount ? 'ALTER' : 'CREATE';
    await client.query(`${verb} ROLE ${role} LOGIN ${attributes} PASSWORD ${client.escapeLiteral(password)}`);
  });
}

/** Creates the database when it is not there: UTF-8 and C.UTF-8 always, or Chinese has no trigrams. */
export async function createDatabase(adminUrl: string, database: string, template = 'template0'): Promise<boolean> {
  return withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount) return false;
    const locale = template === 'template0' ? `ENCODING 'UTF8' LOCALE 'C.UTF-8'` : '';
    const name = client.escapeIdentifier(database);
    await client.query(
      `CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE ${client.escapeIdentifier(template)} ${locale}`,
    );
    return true;
  });
}

/** Drops a database and whoever is connected to it. */
export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`),
  );
}
