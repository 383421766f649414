/**
 * The pages of docs/ that follow from tables in the code. `npm run docs` writes them, `npm run docs -- --check` (part of
 * `npm test`) fails when one of them is not what the code says today.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeLimits } from './lib/doc-limits';
import { describePermissions } from './lib/doc-permissions';
import { describeStates } from './lib/doc-states';

const root = path.resolve(import.meta.dirname, '..');
const PAGES = {
  'docs/states.md': describeStates,
  'docs/permissions.md': describePermissions,
  'docs/security/limits.md': describeLimits,
};

const isCheck = process.argv.includes('--check');
for (const [file, write] of Object.entries(PAGES)) {
  const target = path.join(root, file);
  const wanted = write();
  if (existsSync(target) && readFileSync(target, 'utf8') === wanted) continue;
  if (isCheck) {
    console.error(`${file} is not what the code says: run \`npm run docs\` and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, wanted);
    console.log(`written: ${file}`);
  }
}
