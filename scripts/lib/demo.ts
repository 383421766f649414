import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runStep, SERVER_SCRIPT } from './child';
import { type Database, isEmpty } from './database';
import { type KeyStore, makeReadablePassword } from './keys';
import { migrateDatabase } from './migrate';
import { Stop, say } from './say.mjs';

const PASSWORD = 'demo-password';

type Account = { username: string; role: { zh: string; en: string }; organisation: { zh: string; en: string } };

/** The password of all demo accounts: the one they were made with, else the wanted one, else a new one. */
export async function readDemoPassword(store: KeyStore): Promise<string> {
  const kept = await store.read(PASSWORD);
  const wanted = process.env.DEMO_PASSWORD;
  if (kept && wanted && kept !== wanted) {
    say('DEMO_PASSWORD counts when the demo accounts are made; they exist, so their password stays as it was');
  }
  return kept ?? (wanted || makeReadablePassword());
}

type Seeding = { database: Database; dataDirectory: string; store: KeyStore; env: NodeJS.ProcessEnv; wanted: boolean };

/**
 * Fills an empty database: regions and working calendar always, the demo people and cases where they are wanted.
 * A seeding that was cut off is begun anew, never continued.
 */
export async function seed({ database, dataDirectory, store, env, wanted }: Seeding): Promise<void> {
  const mark = path.join(dataDirectory, 'seeding');
  if (existsSync(mark)) {
    if (!database.recreate)
      throw new Stop(`The first seeding of this database was cut off: empty it, remove ${mark} and start again.`);
    say('the first seeding was cut off: making the database anew');
    await database.recreate();
    await migrateDatabase(database.ownerUrl);
    await rm(mark);
  }
  if (!(await isEmpty(database.ownerUrl, wanted ? 'app_user' : 'region'))) return addReference(database.ownerUrl, env);
  say(wanted ? 'filling the database with the demo data …' : 'filling the database with regions and the calendar …');
  if (wanted) await store.write(PASSWORD, env.DEMO_PASSWORD ?? '');
  await writeFile(mark, '');
  await runStep({
    name: 'Seeding',
    command: process.execPath,
    args: [...SERVER_SCRIPT, 'prisma/seed.ts', ...(wanted ? [] : ['--reference'])],
    env,
    onLine: (line) => say(`  ${line}`),
  });
  await rm(mark);
  say('the data are ready');
}

/** What every installation begins with and a database filled by an older version lacks; what is there is left alone. */
async function addReference(ownerUrl: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!(await isEmpty(ownerUrl, 'indicator'))) return;
  say('adding the indicators …');
  const args = [...SERVER_SCRIPT, 'prisma/seed.ts', '--reference'];
  await runStep({ name: 'Seeding', command: process.execPath, args, env, onLine: (line) => say(`  ${line}`) });
}

/** Columns a terminal needs: Chinese characters take two. */
const widthOf = (text: string) =>
  [...text].reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The table of demo accounts, or nothing where there are none. */
export function formatDemoAccounts(password: string): string {
  const file = path.join(root, 'prisma/demo-accounts.json');
  if (!existsSync(file)) return '';
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as Account[];
  const rows = accounts.map(({ username, role, organisation }) => [
    username,
    `${role.zh} ${role.en}`,
    `${organisation.zh} ${organisation.en}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return ['', '演示账号 / demo accounts:', ...lines, '', `  口令 / password: ${password}`].join('\n');
}
