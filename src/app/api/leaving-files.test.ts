import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/** By which code a file leaves that names its taker and is recorded with its rows and sha256. */
const WAYS = {
  /** lists: features/exports */
  LIST: /\b(exportList|openExport|takeInFull)\(/,
  /** made as they are taken: send-made-file.ts */
  MADE: /\bsendMadeFile\(/,
  /** the sealed record, which records its own taking */
  RECORD: /\bexportRecord\(/,
  /** papers of a case, as they were filed; each opening is an event (files/send-file.ts) */
  PAPER: /\bsendFile\(/,
};

/** Every route that sends a file, and how; one that is new is decided on here. */
const FILES: Record<string, keyof typeof WAYS | `nothing of anybody: ${string}`> = {
  'back-entries/scans/[scanId]/route.ts': 'PAPER',
  'briefs/route.ts': 'MADE',
  'bulletins/[id]/route.ts': 'MADE',
  'exports/[id]/route.ts': 'LIST',
  'exports/route.ts': 'LIST',
  'figures/route.ts': 'MADE',
  'files/[documentId]/route.ts': 'PAPER',
  'files/pool-projects/[importId]/route.ts': 'MADE',
  'generated-documents/[id]/route.ts': 'PAPER',
  'imports/[id]/errors/route.ts': 'MADE',
  'ledger/route.ts': 'MADE',
  'record/route.ts': 'RECORD',
  'sheets/[kind]/template/route.ts': 'nothing of anybody: an empty table',
  'templates/[caseId]/[code]/route.ts': 'nothing of anybody: a form to be filled in by hand, with the applicant’s name',
};

const SENDS = /\battachment\(|Content-Disposition|\bsendMadeFile\(|\bsendFile\(/;

it('every file that leaves names its taker and is recorded', () => {
  const sending = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => [file, readFileSync(path.join(import.meta.dirname, file), 'utf8')] as const)
    .filter(([, text]) => SENDS.test(text));
  expect(sending.map(([file]) => file).sort()).toEqual(Object.keys(FILES).sort());
  const forgetful = sending.filter(([file, text]) => {
    const way = FILES[file] ?? '';
    return way in WAYS && !WAYS[way as keyof typeof WAYS].test(text);
  });
  expect(forgetful.map(([file]) => file)).toEqual([]);
});

it('every page that is printed says who printed it', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const printing = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^app\/.*\/page\.tsx$/.test(file))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const)
    .filter(([, text]) => /<(PrintButton|PrintSheet)\b/.test(text));
  expect(printing.length).toBeGreaterThan(3);
  expect(printing.filter(([, text]) => !/<(Watermark|PrintedBy)\b/.test(text)).map(([file]) => file)).toEqual([]);
});
