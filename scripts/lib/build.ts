import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runStep } from './child';
import { say } from './say.mjs';

/** What the build is made from. The generated client is left out: it follows from the schema. */
const SOURCES = [
  'src',
  'public',
  'prisma/schema.prisma',
  'next.config.ts',
  'package-lock.json',
  'tsconfig.json',
  'postcss.config.mjs',
];
const stamp = path.join(root, '.next/fuqiao-built');
export const serverFile = path.join(root, '.next/standalone/server.js');

async function listFiles(entry: string): Promise<string[]> {
  const absolute = path.join(root, entry);
  if (!existsSync(absolute)) return [];
  if (path.extname(entry) && !entry.includes('/')) return [entry];
  const entries = await readdir(absolute, { withFileTypes: true, recursive: true }).catch(() => null);
  if (!entries) return [entry];
  return entries
    .filter((file) => file.isFile())
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)))
    .filter((file) => !file.startsWith('src/generated/') && !/\.test\.tsx?$/.test(file))
    .sort();
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of SOURCES) {
    for (const file of await listFiles(source)) {
      hash.update(`\0${file}\0`).update(await readFile(path.join(root, file)));
    }
  }
  return hash.digest('hex');
}

/** Makes the production build when the sources are not those of the last one. */
export async function build(env: NodeJS.ProcessEnv): Promise<void> {
  const sources = await hashSources();
  if (existsSync(serverFile) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === sources) return;
  say('building the application …');
  await rm(stamp, { force: true });
  const progress = setInterval(() => say('  still building …'), 15_000);
  await runStep({
    name: 'The build',
    command: process.execPath,
    args: [path.join(root, 'node_modules/next/dist/bin/next'), 'build'],
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  }).finally(() => clearInterval(progress));
  // The standalone server serves these itself, but the build does not put them beside it.
  await cp(path.join(root, '.next/static'), path.join(root, '.next/standalone/.next/static'), { recursive: true });
  if (existsSync(path.join(root, 'public'))) {
    await cp(path.join(root, 'public'), path.join(root, '.next/standalone/public'), { recursive: true });
  }
  await writeFile(stamp, sources);
  say('built');
}

/** Generates the database client when the schema is not the one it was made from. */
export async function generate(): Promise<void> {
  const schema = await readFile(path.join(root, 'prisma/schema.prisma'));
  const generated = path.join(root, 'src/generated/prisma');
  const mark = path.join(root, 'node_modules/.fuqiao-generated');
  const wanted = createHash('sha256').update(schema).digest('hex');
  if (existsSync(generated) && existsSync(mark) && (await readFile(mark, 'utf8')) === wanted) return;
  await rm(mark, { force: true });
  await runStep({ name: 'Generating the database client', command: 'npm', args: ['run', '--silent', 'generate'] });
  await writeFile(mark, wanted);
  say('database client generated');
}
