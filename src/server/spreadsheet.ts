import { fileTypeFromBuffer } from 'file-type';
import readXlsx from 'read-excel-file/node';
import { type Cell, columnIndex, columnLetter, type Grid, type Merge } from '@/domain/fund-table/grid';
import { readCsv } from '@/server/spreadsheet-csv';
import { unzip, zipStored } from '@/server/unzip';

export const SPREADSHEET_LIMITS = {
  bytes: 5 * 1024 * 1024,
  zipEntries: 500,
  inflatedBytes: 32 * 1024 * 1024,
  rows: 20_000,
  columns: 100,
  cells: 400_000,
  /** What a spreadsheet program itself allows in one cell. */
  cellCharacters: 32_767,
} as const;

export type SpreadsheetRefusal =
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_TYPE_UNKNOWN'
  | 'FILE_IS_OLD_XLS'
  | 'FILE_IS_WEB_PAGE'
  | 'FILE_ENCRYPTED'
  | 'FILE_BROKEN'
  | 'FILE_BOMB'
  | 'TOO_MANY_ROWS'
  | 'TOO_MANY_COLUMNS'
  | 'CSV_ENCODING_UNKNOWN';

export interface Sheet extends Grid {
  name: string;
}

export type Spreadsheet = { ok: true; sheets: Sheet[] } | { ok: false; code: SpreadsheetRefusal };

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Reads an uploaded table, xlsx or CSV, into grids that keep every cell as it stands. The type is decided by content; the name only names a CSV's one sheet.
 * All limits hold before a parser sees the bytes, and the xlsx parser gets a copy made of checked parts only. No formula is evaluated: its stored value is read.
 * Sheets without a value are left out; a file with none is FILE_EMPTY.
 */
export async function readSpreadsheet(bytes: Buffer, fileName: string): Promise<Spreadsheet> {
  if (bytes.length === 0) return { ok: false, code: 'FILE_EMPTY' };
  if (bytes.length > SPREADSHEET_LIMITS.bytes) return { ok: false, code: 'FILE_TOO_LARGE' };
  if (['504b0304', '504b0506'].includes(bytes.toString('hex', 0, 4))) return readWorkbook(bytes);
  if (bytes.subarray(0, 8).equals(COMPOUND_FILE)) return { ok: false, code: kindOfCompoundFile(bytes) };
  // The spreadsheet streams of before 1997, without a container.
  if (/^09(00|02|04|08)(04|06|08|10)00/.test(bytes.toString('hex', 0, 4)))
    return { ok: false, code: 'FILE_IS_OLD_XLS' };
  // A UTF-16 mark is also how some sound files begin.
  const hasUtf16Mark = ['fffe', 'feff'].includes(bytes.toString('hex', 0, 2));
  const type = hasUtf16Mark ? undefined : await fileTypeFromBuffer(bytes);
  if (type && type.ext !== 'xml') return { ok: false, code: 'FILE_TYPE_UNKNOWN' };
  const csv = readCsv(bytes, SPREADSHEET_LIMITS);
  if (!csv.ok) return csv;
  const rows = withoutEmptyEdge(csv.rows);
  if (rows.length === 0) return { ok: false, code: 'FILE_EMPTY' };
  const refusal = findOverflow(rows);
  if (refusal) return { ok: false, code: refusal };
  return { ok: true, sheets: [{ name: fileName.replace(/\.[^.]*$/, ''), rows, merges: [] }] };
}

/** Both an old workbook and an encrypted new one are compound files; stream names in them are UTF-16. */
function kindOfCompoundFile(bytes: Buffer): SpreadsheetRefusal {
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage') || has('EncryptionInfo')) return 'FILE_ENCRYPTED';
  return has('WordDocument') || has('PowerPoint Document') ? 'FILE_TYPE_UNKNOWN' : 'FILE_IS_OLD_XLS';
}

async function readWorkbook(bytes: Buffer): Promise<Spreadsheet> {
  const unzipped = await unzip(bytes, isWorkbookPart, {
    entries: SPREADSHEET_LIMITS.zipEntries,
    bytes: SPREADSHEET_LIMITS.inflatedBytes,
  });
  if (!unzipped.ok) return unzipped;
  const { files } = unzipped;
  // A zip of something else, a packed xlsx inside a zip among them.
  if (!files.has('xl/workbook.xml')) return { ok: false, code: 'FILE_TYPE_UNKNOWN' };

  const mergesByPart = new Map<string, Merge[]>();
  let cells = 0;
  for (const [path, content] of files) {
    const xml = content.toString('utf8');
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return { ok: false, code: 'FILE_BROKEN' };
    if (!/<(?:\w+:)?worksheet[\s>]/.test(xml)) continue;
    const lean = dropEmptyCells(addAddresses(xml));
    const extent = measure(lean);
    if (extent.rows > SPREADSHEET_LIMITS.rows) return { ok: false, code: 'TOO_MANY_ROWS' };
    if (extent.columns > SPREADSHEET_LIMITS.columns) return { ok: false, code: 'TOO_MANY_COLUMNS' };
    cells += extent.cells;
    if (cells > SPREADSHEET_LIMITS.cells) return { ok: false, code: 'TOO_MANY_ROWS' };
    mergesByPart.set(path, readMerges(xml));
    files.set(path, Buffer.from(showErrors(lean)));
  }

  try {
    const read = await readXlsx(zipStored(files), { trim: false });
    const merges = mergesByName(files, mergesByPart);
    const sheets = read
      .map(({ sheet, data }) => ({
        name: sheet,
        rows: withoutEmptyEdge(data as unknown as Cell[][]),
        merges: merges.get(sheet) ?? [],
      }))
      .filter((sheet) => sheet.rows.length > 0);
    if (sheets.length === 0) return { ok: false, code: 'FILE_EMPTY' };
    const refusal = sheets.map((sheet) => findOverflow(sheet.rows)).find((code) => code);
    return refusal ? { ok: false, code: refusal } : { ok: true, sheets };
  } catch {
    // The parser throws for whatever it cannot follow, mostly plain errors: to the reader all of it is a broken file.
    return { ok: false, code: 'FILE_BROKEN' };
  }
}

/** Pictures, themes and embedded files are never inflated. */
function isWorkbookPart(name: string): boolean {
  return /^xl\/(?:_rels\/workbook\.xml\.rels|workbook\.xml|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/.test(
    name,
  );
}

/** Addresses may be left out where cells follow each other; the parser needs them. Done before empty cells go, which count as well. */
function addAddresses(xml: string): string {
  let row = 0;
  let column = 0;
  return xml.replace(/<((?:\w+:)?)(row|c)((?:\s[^<>]*?)?)(\/?)>/g, (tag, prefix, name, attributes, end) => {
    const address = /\sr=["']([A-Z]*)(\d+)["']/.exec(attributes);
    if (name === 'row') {
      row = address ? Number(address[2]) : row + 1;
      column = 0;
      return address ? tag : `<${prefix}row r="${row}"${attributes}${end}>`;
    }
    column = address?.[1] ? columnIndex(address[1]) + 1 : column + 1;
    return address ? tag : `<${prefix}c r="${columnLetter(column - 1)}${row}"${attributes}${end}>`;
  });
}

/** Cells that hold only a format, and a text formula that was never calculated: a formatted column would else make a million rows, or stop the parser. */
function dropEmptyCells(xml: string): string {
  return xml
    .replace(/<(?:\w+:)?c(?:\s[^<>]*)?\/>/g, '')
    .replace(
      /<((?:\w+:)?)c(?:\s[^<>]*)?>(?:<\1f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1f>))?(?:<\1v\s*\/>|<\1v><\/\1v>)?<\/\1c>/g,
      '',
    )
    .replace(/<(?:\w+:)?row(?:\s[^<>]*)?\/>/g, '')
    .replace(/<((?:\w+:)?)row(?:\s[^<>]*)?>\s*<\/\1row>/g, '');
}

/** The parser reads an error cell as empty. Its text (`#REF!`) is what the person must see and mend, so it goes in as text. */
function showErrors(xml: string): string {
  return xml.replace(/(<(?:\w+:)?c\s[^<>]*?\bt=["'])e(["'])/g, '$1str$2');
}

function measure(xml: string): { rows: number; columns: number; cells: number } {
  let rows = 0;
  let columns = 0;
  let cells = 0;
  for (const match of xml.matchAll(/<(?:\w+:)?row(?:\s[^<>]*?\sr=|\sr=)["'](\d+)["']/g))
    rows = Math.max(rows, Number(match[1]));
  for (const match of xml.matchAll(/<(?:\w+:)?c(?=[\s>])([^<>]*)/g)) {
    cells++;
    const [, letters, row] = /\sr=["']([A-Z]+)(\d+)["']/.exec(match[1] ?? '') ?? [];
    if (letters) columns = Math.max(columns, columnIndex(letters) + 1);
    if (row) rows = Math.max(rows, Number(row));
  }
  return { rows, columns, cells };
}

function readMerges(xml: string): Merge[] {
  const merges: Merge[] = [];
  for (const match of xml.matchAll(
    /<(?:\w+:)?mergeCell\s[^<>]*ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g,
  )) {
    const [, left = '', top = '', right = '', bottom = ''] = match;
    // More merges than rows can use is a file made to be slow.
    if (merges.length >= SPREADSHEET_LIMITS.rows) break;
    merges.push({ top: Number(top), bottom: Number(bottom), left: columnIndex(left), right: columnIndex(right) });
  }
  return merges;
}

/** The parser does not hand merges over, so the way workbook → relation → part is followed once more for them. */
function mergesByName(files: ReadonlyMap<string, Buffer>, byPart: ReadonlyMap<string, Merge[]>): Map<string, Merge[]> {
  const targets = new Map<string, string>();
  for (const { Id, Target } of readTags(files.get('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    if (Id && Target) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
  }
  const result = new Map<string, Merge[]>();
  for (const { name, id } of readTags(files.get('xl/workbook.xml'), 'sheet')) {
    const merges = byPart.get(targets.get(id ?? '') ?? '');
    if (name && merges) result.set(name, merges);
  }
  return result;
}

function readTags(content: Buffer | undefined, tag: string): Record<string, string>[] {
  const tags = (content?.toString('utf8') ?? '').matchAll(new RegExp(`<(?:\\w+:)?${tag}\\s([^<>]*)>`, 'g'));
  return Array.from(tags, ([, attributes = '']) =>
    Object.fromEntries(
      Array.from(attributes.matchAll(/(?:\w+:)?(\w+)=["']([^"']*)["']/g), ([, key = '', value = '']) => [
        key,
        unescapeXml(value),
      ]),
    ),
  );
}

function unescapeXml(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return names[name] ?? all;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Empty rows and cells at the end are formatting, not table; those between values keep their place, because places are shown to people. */
function withoutEmptyEdge(rows: Cell[][]): Cell[][] {
  let last = rows.length;
  while (last > 0 && rows[last - 1]?.every(isBlank)) last--;
  const width = rows.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => !isBlank(cell)) + 1), 0);
  return rows.slice(0, last).map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null));
}

function isBlank(cell: Cell): boolean {
  return cell === null || cell === '';
}

function findOverflow(rows: Cell[][]): SpreadsheetRefusal | null {
  if (rows.length > SPREADSHEET_LIMITS.rows) return 'TOO_MANY_ROWS';
  if ((rows[0]?.length ?? 0) > SPREADSHEET_LIMITS.columns) return 'TOO_MANY_COLUMNS';
  const tooLong = (cell: Cell) => typeof cell === 'string' && cell.length > SPREADSHEET_LIMITS.cellCharacters;
  return rows.some((row) => row.some(tooLong)) ? 'FILE_BROKEN' : null;
}
