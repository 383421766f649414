import { CsvError, parse } from 'csv-parse/sync';
import type { Cell } from '@/domain/fund-table/grid';

export type CsvRead =
  | { ok: true; rows: Cell[][] }
  | {
      ok: false;
      code:
        | 'FILE_EMPTY'
        | 'FILE_TYPE_UNKNOWN'
        | 'FILE_IS_WEB_PAGE'
        | 'FILE_BROKEN'
        | 'TOO_MANY_ROWS'
        | 'CSV_ENCODING_UNKNOWN';
    };

const DELIMITERS = [',', '\t', ';'] as const;

/** A CSV as rows of text. UTF-8 (with or without mark), UTF-16 and GBK/GB18030 are told apart; any other encoding is refused, never half-read. */
export function readCsv(bytes: Buffer, limits: { rows: number; cellCharacters: number }): CsvRead {
  const decoded = decode(bytes);
  if (decoded === null) return { ok: false, code: bytes.includes(0) ? 'FILE_TYPE_UNKNOWN' : 'CSV_ENCODING_UNKNOWN' };
  const text = decoded.replace(/^\ufeff/, '');
  if (text.trim() === '') return { ok: false, code: 'FILE_EMPTY' };
  // Programs export "xls" files that are web pages or a workbook of 2003 as XML.
  if (/^\s*(<(!doctype|html|head|body|table|meta|style|\?xml|!--)|MIME-Version:)/i.test(text))
    return { ok: false, code: 'FILE_IS_WEB_PAGE' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
  if (/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) return { ok: false, code: 'FILE_TYPE_UNKNOWN' };
  const delimiter = findDelimiter(text);
  if (!delimiter) return { ok: false, code: 'FILE_TYPE_UNKNOWN' };
  try {
    const records: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      to: limits.rows + 1,
      max_record_size: limits.cellCharacters * 4,
    });
    if (records.length > limits.rows) return { ok: false, code: 'TOO_MANY_ROWS' };
    return { ok: true, rows: records.map((record) => record.map((value) => (value === '' ? null : value))) };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, code: 'FILE_BROKEN' };
    throw error;
  }
}

function decode(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes);
  if (bytes.includes(0)) return decodeUnmarkedUtf16(bytes);
  return decodeAs('utf-8', bytes) ?? (looksLikeGbk(bytes) ? decodeAs('gb18030', bytes) : null);
}

function decodeAs(encoding: string, bytes: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Without a mark only the right byte order gives lines, separators and no NUL. */
function decodeUnmarkedUtf16(bytes: Buffer): string | null {
  if (bytes.length % 2 !== 0) return null;
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const text = decodeAs(encoding, bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
    if (text && /[,\t;]/.test(text) && /\n/.test(text) && !/[\u0000-\u0008\u000e-\u001f]/.test(text)) return text;
  }
  return null;
}

/** GB18030 decodes almost any bytes into something; but Chinese written in it stands nearly always in the old GB2312 square, which other encodings leave soon. */
function looksLikeGbk(bytes: Buffer): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    pairs++;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common++;
  }
  return common * 10 >= pairs * 9;
}

/** The separator that a piece of a CSV has most of; null where it has none. */
export function findDelimiter(text: string): string | null {
  const sample = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => sample.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? null : (DELIMITERS[counts.indexOf(most)] ?? null);
}
