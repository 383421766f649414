import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { csvField, guardFormula } from '@/domain/sheet';
import { buildWorkbook } from '@/features/exports/workbook';
import type { Outcome } from './target';

const run = promisify(execFile);

const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '\u200b=',
  '\ufeff=',
  '＝',
  '＋',
  '－',
  '＠',
  '"=',
  "'=",
  ';=',
  ',=',
  '=\n=',
  '%=',
];
const PAYLOADS = [
  '1+1',
  'SUM(1,2)',
  'HYPERLINK("http://127.0.0.1/x","a")',
  'WEBSERVICE("http://127.0.0.1/x")',
  "cmd|' /C calc'!A0",
  'IMPORTXML("http://127.0.0.1","//a")',
  'DDE("cmd";"/C calc";"x")',
  'INDIRECT("A1")',
  "rundll32|'URL.dll,OpenURL calc'!A",
  'A1+A2*1000',
];

/** 200 texts as people might type them: every beginning before every formula. */
export const INJECTIONS = STARTS.flatMap((start) => PAYLOADS.map((payload) => start + payload));

const column = { head: '名称', kind: 'text' as const, width: 40 };

/**
 * Writes the 200 texts into a workbook and a CSV as lists are exported, has LibreOffice open both and save what it read
 * with its formulas: a formula among them is a finding.
 */
export async function tryFormulas(): Promise<Outcome> {
  const place = await mkdtemp(path.join(tmpdir(), 'formulas-'));
  const findings: string[] = [];
  const bytes = await buildWorkbook({
    head: { title: '=1+1', lines: ['@SUM(1)', '+1'] },
    columns: [column, column],
    rows: INJECTIONS.map((text) => [text, text]),
    words: { sheet: '表', page: '页' },
    unit: 'YUAN',
  } as Parameters<typeof buildWorkbook>[0]);
  await writeFile(path.join(place, 'list.xlsx'), bytes);
  await writeFile(
    path.join(place, 'table.csv'),
    `\ufeff${INJECTIONS.map((text) => `${csvField(text)},1`).join('\r\n')}\r\n`,
  );
  const home = `-env:UserInstallation=file://${path.join(place, 'home')}`;
  let cells = 0;
  for (const name of ['list.xlsx', 'table.csv']) {
    const filter = name.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : [];
    const args = [home, '--headless', '--convert-to', 'fods', ...filter, '--outdir', place, path.join(place, name)];
    await run('soffice', args, { timeout: 180_000 });
    const opened = await readFile(path.join(place, name.replace(/\..*/, '.fods')), 'utf8');
    cells += opened.match(/<table:table-cell[^>]*office:value-type="string"/g)?.length ?? 0;
    for (const formula of opened.match(/table:formula="[^"]*"/g) ?? []) findings.push(`${name}: ${formula}`);
    if (/<text:a /.test(opened)) findings.push(`${name}: a link`);
  }
  await rm(place, { recursive: true });
  if (cells < 2 * INJECTIONS.length) findings.push(`only ${cells} cells were read`);
  const guarded = INJECTIONS.filter((text) => guardFormula(text) !== text).length;
  return { part: 'formulas', tried: INJECTIONS.length, findings, figures: { cellsRead: cells, guardedInCsv: guarded } };
}
