import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { markdownTable, pageHead } from './doc-text';

const root = path.resolve(import.meta.dirname, '../..');

/** Where numbers stand that decide who gets in, how much is taken, and for how long it is kept; a new file counts by itself. */
const FILES = [
  'src/domain/password.ts',
  'src/domain/sign-in.ts',
  'src/domain/second-factor.ts',
  'src/domain/identity-rules.ts',
  'src/domain/setup-code.ts',
  'src/domain/progress.ts',
  'src/domain/public-notice.ts',
  'src/domain/sheet.ts',
  'src/domain/bulk-import.ts',
  'src/domain/export-approval.ts',
  'src/domain/lengths.ts',
  'src/features/field/entries.ts',
  'src/features/exports/mutations.ts',
  'src/features/exports/mutations-run.ts',
  'src/features/identity/device.ts',
  'src/features/identity/provider.ts',
  'src/features/seals/mutations.ts',
  'src/server/command.ts',
  'src/server/db.ts',
  'src/server/file-kind.ts',
  'src/server/front-door.ts',
  'src/server/one-time.ts',
  'src/server/password-strength.ts',
  'src/server/password.ts',
  'src/server/rate-limit.ts',
  'src/server/scanner.ts',
  'src/server/second-factor.ts',
  'src/server/session.ts',
  'src/server/sign-in-locks.ts',
  'src/server/spreadsheet.ts',
  'src/server/storage.ts',
  'src/server/turned-away.ts',
];

type Limit = { name: string; value: string; said: string };

/** Units, which limit nothing. */
const UNITS = ['HOUR_MS', 'MINUTE_MS', 'CHUNK_BYTES'];

/** The constants of a file that hold a number, with what stands above them. */
function limitsOf(file: string): Limit[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\n|((?:^\/\/.*\n)+))?^(?:export )?const ([A-Z][A-Z0-9_]+)(?:: [^=]+)? = ((?:\{[\s\S]*?\n?\}|[^;{]+?))(?: as const)?;$/gm,
  );
  return Array.from(found, ([, block = '', line = '', name = '', value = '']) => ({
    name,
    value: tidy(value.replace(/\/\*\*[\s\S]*?\*\//g, '')),
    said: tidy((block || line).replace(/^\s*(?:\*|\/\/) ?/gm, '')),
  })).filter(
    ({ name, value }) => !UNITS.includes(name) && /\d/.test(value) && !/['`"/]/.test(value.replace(/\/\*.*?\*\//g, '')),
  );
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

/** The page of numbers that keep people and programs within bounds, as they stand in the code today. */
export function describeLimits(): string {
  const parts = FILES.filter((file) => existsSync(path.join(root, file))).flatMap((file) => {
    const limits = limitsOf(file);
    if (limits.length === 0) return [];
    const rows = limits.map(({ name, value, said }) => [`\`${name}\``, `\`${value}\``, said]);
    return [`## ${file}\n\n${markdownTable(['Name', 'Value', 'What stands beside it'], rows)}\n`];
  });
  const intro = `
Numbers that keep people and programs within bounds, as they stand in the code. What they are for, and what happens at the
limit, is said in [controls](controls.md). Those of a programme (amounts, terms, authority) are dated rows of the database, not
numbers of the code. The environment sets \`API_REQUESTS_PER_MINUTE\` (.env.example).
`;
  return [pageHead('Limits', 'the constants of src/'), intro, ...parts].join('\n').replace(/\n{3,}/g, '\n\n');
}
