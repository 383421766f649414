import 'server-only';
import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeXlsx, { type Cell, type Feature, type Row } from 'write-excel-file/node';
import { type AmountUnit, amountToInput } from '@/domain/money';
import type { SheetKind, SheetValue } from '@/domain/sheet';
import type { SheetHead } from './sheet-rows';

// What a unit can show exactly: fen are 2, 6 and 10 places behind it.
const AMOUNT_FORMATS = { YUAN: '#,##0.00', WAN: '#,##0.00####', YI: '#,##0.00########' } as const satisfies Record<
  AmountUnit,
  string
>;

type Column = { head: string; kind: SheetKind; width: number };
// as the library types it, without exporting the name
type FileContent = Stream | Buffer | Blob;
type Sheet = {
  head: SheetHead;
  columns: readonly Column[];
  rows: readonly (readonly SheetValue[])[];
  /** under the table, in the same columns; its word stands in the first one. A table that has its own brings none. */
  sums?: readonly (bigint | null)[];
  words: { sheet: string; total?: string; page: string };
  unit: AmountUnit;
};

/** A list as a workbook to be printed: A4 landscape, one page wide, heads repeated, pages numbered. */
export function buildWorkbook(sheet: Sheet): Promise<Buffer> {
  const { head, columns, rows, sums, words, unit } = sheet;
  const wide = (value: string, look: object = {}): Row => [
    { type: String, value, columnSpan: columns.length, ...look },
    ...columns.slice(1).map(() => null),
  ];
  const headRow = head.lines.length + 2;
  const data: Row[] = [
    wide(head.title, { fontWeight: 'bold', fontSize: 16, align: 'center', height: 28 }),
    ...head.lines.map((line, index) => wide(line, { align: index === 0 ? 'right' : 'left', textColor: '#444444' })),
    columns.map((column) => ({
      type: String,
      value: column.head,
      fontWeight: 'bold' as const,
      wrap: true,
      align: column.kind === 'amount' || column.kind === 'count' ? ('right' as const) : ('left' as const),
      alignVertical: 'center' as const,
      ...RULED,
    })),
    ...rows.map((row) => row.map((value, index) => toCell(value, columns[index]?.kind ?? 'text', unit))),
    ...(sums ? [sumRow(sheet, sums)] : []),
  ];
  return writeXlsx(
    data,
    {
      sheet: words.sheet,
      orientation: 'landscape',
      stickyRowsCount: headRow,
      columns: columns.map(({ width }) => ({ width })),
    },
    { features: [printSetup(words.sheet, headRow, words.page)], fontFamily: 'SimSun', fontSize: 10 },
  ).toBuffer();
}

function sumRow({ columns, words, unit }: Sheet, sums: readonly (bigint | null)[]): Row {
  return columns.map((column, index) => {
    const sum = sums[index] ?? null;
    const word = index === 0 ? (words.total ?? '') : '';
    const cell = sum === null ? { type: String, value: word } : toCell(sum, column.kind, unit);
    return { ...(cell as object), fontWeight: 'bold' as const, ...RULED };
  });
}

const RULED = { borderStyle: 'thin', borderColor: '#999999' } as const;

function toCell(value: SheetValue, kind: SheetKind, unit: AmountUnit): Cell {
  if (value === null || value === '') return null;
  if (typeof value === 'bigint')
    return { type: Number, value: Number(amountToInput(value, unit)), format: AMOUNT_FORMATS[unit], align: 'right' };
  if (typeof value === 'number') return { type: Number, value, align: 'right' };
  if (kind === 'day') return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'yyyy-mm-dd' };
  // a typed string: a text beginning with = is never run
  return { type: String, value, wrap: true, alignVertical: 'top' };
}

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const PAGE_SETUP =
  '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';

/** What the library leaves to others: one page wide, heads on every page, page x of y. Elements in the order of the format. */
function printSetup(sheetName: string, headRow: number, pageWords: string): Feature<FileContent> {
  const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${escapeXml(sheetName)}'!$${headRow}:$${headRow}</definedName>`;
  const footer = `<headerFooter><oddFooter>&amp;C${escapeXml(pageWords)}</oddFooter></headerFooter>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            xml
              .replace(/<pageMargins[^>]*\/>/, '')
              .replace(/<pageSetup[^>]*\/>/, PAGE_SETUP + footer)
              .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
        },
        'xl/workbook.xml': {
          transform: (xml: string) => xml.replace(/<definedNames\/>/, () => `<definedNames>${titles}</definedNames>`),
        },
      },
    },
  };
}
