import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@/domain/permissions';
import { APPLICANT_KINDS, CASE_STATUSES, STAGES, TRANSITIONS, VERBS } from '@/domain/stage';
import { WAITING_TASKS } from '@/domain/waiting';
import { MONEY_COMMANDS, TWINNED_COMMANDS } from '@/features/ledger/idempotency';
import { messages } from './messages';

const sources = join(import.meta.dirname, '..');
const writers = ['features', 'server', 'jobs']
  .flatMap((folder) =>
    readdirSync(join(sources, folder), { recursive: true, withFileTypes: true }).map((entry) =>
      join(entry.parentPath, entry.name),
    ),
  )
  .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .filter((code) => /\brecord(Event)?\(/.test(code));

/** Kinds of events named in the files that write them; permissions, commands with keys and names of jobs have the same shape. */
const kinds = new Set([
  ...writers.flatMap((code) =>
    [...code.replace(/addJob\(\w+, '[^']+'/g, '').matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(
      ([, kind = '']) => kind,
    ),
  ),
  ...VERBS.map((verb) => TRANSITIONS[verb].event),
]);
for (const other of [...Object.keys(PERMISSIONS), ...MONEY_COMMANDS, ...TWINNED_COMMANDS]) kinds.delete(other);

describe.each(['zh-CN', 'en'] as const)('words in %s', (locale) => {
  const { cases, administration } = messages[locale];

  it('name every kind of event, on the timeline of a case or in the audit trail', () => {
    expect(kinds.size).toBeGreaterThan(60);
    const named = new Set([...Object.keys(cases.events), ...Object.keys(administration.events)]);
    expect([...kinds].filter((kind) => !named.has(kind.replaceAll('.', '_')))).toEqual([]);
  });

  it('name every verb, every task that a case waits for, every stage, status and kind of applicant', () => {
    expect(Object.keys(cases.verbs)).toEqual(expect.arrayContaining(VERBS));
    expect(Object.keys(cases.tasks)).toEqual(expect.arrayContaining([...WAITING_TASKS]));
    expect(Object.keys(cases.stages)).toEqual(expect.arrayContaining([...STAGES]));
    expect(Object.keys(cases.statuses)).toEqual(expect.arrayContaining([...CASE_STATUSES]));
    expect(Object.keys(cases.applicantKinds)).toEqual(expect.arrayContaining([...APPLICANT_KINDS]));
  });
});
