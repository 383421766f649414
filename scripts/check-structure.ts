/**
 * Which way things point, and what only one place may do. `npm run structure` checks src/, after proving on
 * planted violations that every rule still bites: a checker that looks at nothing reports success too.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findViolations } from './lib/structure';

const root = path.resolve(import.meta.dirname, '..');

/** One file or more per rule, each breaking exactly that rule; what stands after a colon tells them apart. */
const PLANTED: Record<string, { file: string; text: string }> = {
  'domain-imports-only-pure-code': {
    file: 'src/domain/a.ts',
    text: `import { page } from '@/app/page';\nexport const a = page;\n`,
  },
  'the-clock-is-read-in-one-place': { file: 'src/features/clock/b.ts', text: 'export const now = () => new Date();\n' },
  'domain-has-no-clock-or-environment': { file: 'src/domain/b.ts', text: 'export const today = () => new Date();\n' },
  'components-import-only-components-and-lib': {
    file: 'src/components/ui/a.tsx',
    text: `import { day } from '@/domain/day';\nexport const a = day;\n`,
  },
  'lib-imports-nothing-of-ours': {
    file: 'src/lib/a.ts',
    text: `import { day } from '@/domain/day';\nexport const a = day;\n`,
  },
  'cases-imports-no-sibling': {
    file: 'src/features/cases/queries.ts',
    text: `import type { P } from '@/features/projects/schema';\nexport type Q = P;\n`,
  },
  'features-do-not-import-app': {
    file: 'src/features/projects/a.ts',
    text: `import { page } from '@/app/page';\nexport const a = page;\n`,
  },
  'server-does-not-import-features': {
    file: 'src/server/a.ts',
    text: `import type { P } from '@/features/projects/schema';\nexport type A = P;\n`,
  },
  'client-only-in-db': {
    file: 'src/features/projects/mutations.ts',
    text: `import { PrismaClient } from '@/generated/prisma/client';\nexport const db = new PrismaClient();\n`,
  },
  'database-only-in-queries-and-mutations': {
    file: 'src/app/b.ts',
    text: `import { db } from '@/server/db';\nexport const b = db;\n`,
  },
  'left-off-parts-of-next': {
    file: 'src/app/c.ts',
    text: `import Image from 'next/image';\nexport const c = Image;\n`,
  },
  'links-ask-when-they-are-followed': {
    file: 'src/app/e.ts',
    text: `import Link from 'next/link';\nexport const e = Link;\n`,
  },
  'no-use-cache': { file: 'src/app/d.ts', text: `'use cache';\nexport const d = 1;\n` },
  'stage-is-written-in-one-place': {
    file: 'src/features/projects/queries.ts',
    text: `export const f = (tx: any) =>\n  tx.caseRecord.updateMany({ where: { id: '1' }, data: { stage: 'CLOSED' } });\n`,
  },
  'actions-are-made-by-defineAction': {
    file: 'src/features/projects/actions.ts',
    text: `'use server';\nexport async function createProject() {}\n`,
  },
  'no-programme-is-named: compared': {
    file: 'src/features/cases/a.ts',
    text: `export const isGift = (code: string) => code === 'CD';\n`,
  },
  'no-programme-is-named: a key': {
    file: 'src/features/cases/b.ts',
    text: 'export const path = { B: 1 };\n',
  },
  'no-programme-is-named: in a query': {
    file: 'src/features/cases/e.ts',
    text: `export const where = (sql: any, id: string) => sql\`p.code = 'CR' AND p.id = \${id}\`;\n`,
  },
  'no-programme-is-named: a variable': {
    file: 'src/features/cases/c.ts',
    text: 'export const PROGRAMME_E = 1;\n',
  },
  'no-programme-is-named: its name in code': {
    file: 'src/features/cases/d.ts',
    text: 'export const title = `政融保`;\n',
  },
  'no-programme-is-named: its name in a message': {
    file: 'src/i18n/messages/en/cases.json',
    text: '{ "lead": "Loans of the Five precisions" }\n',
  },
};

/** What the planted files lean on; breaks no rule. */
const HARMLESS = {
  'src/domain/day.ts': `export const day = '2017-08-15';\n`,
  'src/features/projects/schema.ts': 'export type P = 1;\n',
  'src/app/page.ts': 'export const page = 1;\n',
  'src/generated/prisma/client.ts': 'export class PrismaClient {}\n',
  'src/features/cases/words.ts': `// 政融保 is one of them\nexport const grade = 'AA';\n`,
  'src/features/cases/words.test.ts': `export const code = 'A';\n`,
  'src/server/db.ts': `import { PrismaClient } from '@/generated/prisma/client';\nexport const db = new PrismaClient();\n`,
};

async function proveTheRulesBite(): Promise<string[]> {
  const clone = mkdtempSync(path.join(tmpdir(), 'fuqiao-structure-'));
  try {
    const put = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
      writeFileSync(path.join(clone, file), text);
    };
    put(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./src/*'] } },
      }),
    );
    for (const [file, text] of Object.entries(HARMLESS)) put(file, text);
    for (const { file, text } of Object.values(PLANTED)) put(file, text);
    const { violations } = await findViolations(clone);
    const problems = Object.entries(PLANTED)
      .filter(
        ([rule, { file }]) => !violations.some((found) => found.rule === rule.split(':')[0] && found.file === file),
      )
      .map(([rule, { file }]) => `rule ${rule} does not notice the violation planted in ${file}`);
    const falseAlarms = violations.filter(({ file }) => file in HARMLESS);
    return [...problems, ...falseAlarms.map(({ rule, file }) => `rule ${rule} wrongly accuses the harmless ${file}`)];
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

const unproven = await proveTheRulesBite();
const { violations, modules } = await findViolations(root);
const problems = [...unproven, ...violations.map(({ rule, file, what }) => `${file}: ${rule}: ${what}`)];
if (modules === 0) problems.push('no module was looked at');
for (const problem of problems) console.error(problem);
const rules = new Set(Object.keys(PLANTED).map((rule) => rule.split(':')[0]));
console.log(`${rules.size} rules, ${modules} modules, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
