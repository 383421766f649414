import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet, SPREADSHEET_LIMITS } from './spreadsheet';
import { zipStored } from './unzip';

const CSV = '序号,村名,项目名称,金额(万元)\r\n1,苗儿村,水果基地,20\r\n2,田江村,"蔬菜基地,二期","1,200.50"\r\n';
const CSV_ROWS = [
  ['序号', '村名', '项目名称', '金额(万元)'],
  ['1', '苗儿村', '水果基地', '20'],
  ['2', '田江村', '蔬菜基地,二期', '1,200.50'],
];
/** The first line of CSV and one row in GBK, which nothing here can write: 序号,村名 / 1,苗儿村. */
const GBK = Buffer.from('d0f2bac52cb4e5c3fb0d0a312cc3e7b6f9b4e50d0a', 'hex');

const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="表&amp;一" sheetId="1" r:id="rId1"/></sheets></workbook>';
const RELATIONS =
  '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';

function workbook(sheetData: string, more: Record<string, string> = {}): Map<string, Buffer> {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': WORKBOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
  return new Map(Object.entries(parts).map(([path, text]) => [path, Buffer.from(text)]));
}

const ONE_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>村名</t></is></c></row>';

const MANY_ROWS = Array.from(
  { length: SPREADSHEET_LIMITS.rows + 1 },
  (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c></row>`,
).join('');

/** A zip whose one entry inflates to `size` bytes while its header declares `declared`. */
function bomb(size: number, declared: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size, 0x20));
  const name = Buffer.from('xl/workbook.xml');
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(declared, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed]);
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, Buffer.alloc(14), name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('504b0506', 'hex'), end]);
}

const read = (bytes: Buffer, name = 'table.xlsx') => readSpreadsheet(bytes, name);
const rowsOf = async (bytes: Buffer, name?: string) => {
  const file = await read(bytes, name);
  return file.ok ? file.sheets[0]?.rows : file.code;
};

describe('CSV', () => {
  const utf16 = Buffer.from(CSV, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${CSV}`)],
    ['UTF-16 little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 big-endian with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 little-endian without a mark', utf16],
    [
      'tabs',
      Buffer.from(
        CSV.replaceAll('"蔬菜基地,二期"', '蔬菜基地，二期').replaceAll('"1,200.50"', '1200.5').replaceAll(',', '\t'),
      ),
    ],
  ])('is read in %s', async (name, bytes) => {
    const rows = await rowsOf(bytes, 'table.csv');
    expect(Array.isArray(rows) ? rows[1] : rows).toEqual(CSV_ROWS[1]);
    if (name !== 'tabs') expect(rows).toEqual(CSV_ROWS);
  });

  it('is read in GBK', async () => {
    expect(await rowsOf(GBK, 'table.csv')).toEqual([
      ['序号', '村名'],
      ['1', '苗儿村'],
    ]);
  });

  it('keeps its empty rows, because rows are shown by number', async () => {
    expect(await rowsOf(Buffer.from('甲,乙\n\n丙,丁\n\n\n'))).toEqual([
      ['甲', '乙'],
      [null, null],
      ['丙', '丁'],
    ]);
  });

  it('is named by the file and decided by content, whatever the name says', async () => {
    expect(await read(Buffer.from(CSV), '第一批.xlsx')).toMatchObject({
      ok: true,
      sheets: [{ name: '第一批', merges: [] }],
    });
  });

  it.each([
    ['Big5', Buffer.from('a7c7b8b92ca7f8a657bda1abccbeb9a5d5a4d4', 'hex'), 'CSV_ENCODING_UNKNOWN'],
    [
      'half a character of UTF-8',
      Buffer.concat([Buffer.from('序号,村'), Buffer.from([0xe5, 0x90, 0x2c, 0x81])]),
      'CSV_ENCODING_UNKNOWN',
    ],
    ['an open quote', Buffer.from('甲,乙\n"丙,丁\n'), 'FILE_BROKEN'],
    ['prose without any separator', Buffer.from('今天天气很好'), 'FILE_TYPE_UNKNOWN'],
    ['spaces only', Buffer.from(' \n \n'), 'FILE_EMPTY'],
    ['separators only', Buffer.from(',,\n,,\n'), 'FILE_EMPTY'],
    ['too many rows', Buffer.from('a,b\n'.repeat(SPREADSHEET_LIMITS.rows + 1)), 'TOO_MANY_ROWS'],
    ['too many columns', Buffer.from(`${'a,'.repeat(SPREADSHEET_LIMITS.columns)}a\n`), 'TOO_MANY_COLUMNS'],
  ])('with %s is refused', async (_, bytes, code) => {
    expect(await read(bytes, 'table.csv')).toEqual({ ok: false, code });
  });
});

describe('another file under a right name', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
  it.each([
    ['nothing at all', Buffer.alloc(0), 'FILE_EMPTY'],
    ['one byte over the limit', Buffer.alloc(SPREADSHEET_LIMITS.bytes + 1, 0x2c), 'FILE_TOO_LARGE'],
    ['a picture', png, 'FILE_TYPE_UNKNOWN'],
    ['a PDF', Buffer.from('%PDF-1.4\n1 0 obj\n<< >>, <<>>\n'), 'FILE_TYPE_UNKNOWN'],
    ['an old workbook', compound, 'FILE_IS_OLD_XLS'],
    ['an older workbook without container', Buffer.from('0908100000060500', 'hex'), 'FILE_IS_OLD_XLS'],
    ['an encrypted workbook', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), 'FILE_ENCRYPTED'],
    ['an old text document', Buffer.concat([compound, Buffer.from('WordDocument', 'utf16le')]), 'FILE_TYPE_UNKNOWN'],
    ['a web page', Buffer.from('<html><table><tr><td>1,2</td></tr></table></html>'), 'FILE_IS_WEB_PAGE'],
    [
      'a workbook of 2003 in XML',
      Buffer.from('<?xml version="1.0"?><Workbook><a b="1,2"/></Workbook>'),
      'FILE_IS_WEB_PAGE',
    ],
    ['another zip', zipStored(new Map([['word/document.xml', Buffer.from('<a/>')]])), 'FILE_TYPE_UNKNOWN'],
    [
      'a workbook packed in a zip',
      zipStored(new Map([['table.xlsx', zipStored(workbook(ONE_CELL))]])),
      'FILE_TYPE_UNKNOWN',
    ],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 167 + 13) % 256)),
      'FILE_TYPE_UNKNOWN',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await read(bytes)).toEqual({ ok: false, code });
  });
});

describe('a workbook', () => {
  it('keeps positions, stored results of formulas, error texts, spaces, numbers and dates', async () => {
    const xml =
      '<row r="2"><c r="B2" t="str"><f>A1</f><v> 村 </v></c><c r="C2"><f>1+1</f><v>2</v></c><c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>' +
      '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="C4"><v>16.299999999999997</v></c><c r="D4" s="1"><v>43831</v></c></row>';
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    expect(await rowsOf(zipStored(workbook(xml, { 'xl/styles.xml': styles })))).toEqual([
      [null, null, null, null],
      [null, ' 村 ', 2, '#DIV/0!'],
      [null, null, null, null],
      [true, null, 16.299999999999997, new Date('2020-01-01T00:00:00Z')],
    ]);
  });

  it('gives its merges under the sheet’s name', async () => {
    const sheet = `<worksheet><sheetData>${ONE_CELL}</sheetData><mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="AA3:AB3"/></mergeCells></worksheet>`;
    expect(await read(zipStored(workbook('', { 'xl/worksheets/sheet1.xml': sheet })))).toEqual({
      ok: true,
      sheets: [
        {
          name: '表&一',
          rows: [['村名']],
          merges: [
            { top: 1, bottom: 2, left: 0, right: 2 },
            { top: 3, bottom: 3, left: 26, right: 27 },
          ],
        },
      ],
    });
  });

  it('with formatted but empty cells to the last row and a formula never calculated is read without them', async () => {
    const xml = `${ONE_CELL}<row r="2"><c r="A2" t="str"><f>B1</f></c></row><row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>`;
    expect(await rowsOf(zipStored(workbook(xml)))).toEqual([['村名']]);
  });

  it('whose rows and cells carry no address is read in order', async () => {
    expect(
      await rowsOf(
        zipStored(workbook('<row><c t="str"><v>村名</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>')),
      ),
    ).toEqual([
      ['村名', 5],
      [6, null],
    ]);
  });

  it('whose XML names carry a prefix is read with its merges', async () => {
    const sheet =
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>村名</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>';
    expect(await read(zipStored(workbook('', { 'xl/worksheets/sheet1.xml': sheet })))).toMatchObject({
      ok: true,
      sheets: [{ rows: [['村名']], merges: [{ top: 1, bottom: 1, left: 0, right: 1 }] }],
    });
  });

  it('that only begins like a zip is text', async () => {
    expect(await rowsOf(Buffer.from('PK,项目名称\n1,水渠\n'))).toEqual([
      ['PK', '项目名称'],
      ['1', '水渠'],
    ]);
  });

  it.each([
    ['cut in half', zipStored(workbook(ONE_CELL)).subarray(0, 400), 'FILE_BROKEN'],
    ['with a byte changed', flip(zipStored(workbook(ONE_CELL)), '<sheetData>'), 'FILE_BROKEN'],
    ['whose sheet is not XML', zipStored(workbook('<row><c r="A1"><v>1</row>')), 'FILE_BROKEN'],
    [
      'with a document type',
      zipStored(workbook(ONE_CELL, { 'xl/sharedStrings.xml': '<!DOCTYPE a [<!ENTITY b "c">]><sst/>' })),
      'FILE_BROKEN',
    ],
    ['without a value', zipStored(workbook('')), 'FILE_EMPTY'],
    [
      'with a cell in a far row',
      zipStored(workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
      'TOO_MANY_ROWS',
    ],
    [
      'with a cell in a far column',
      zipStored(workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
      'TOO_MANY_COLUMNS',
    ],
    ['with too many rows', zipStored(workbook(MANY_ROWS)), 'TOO_MANY_ROWS'],
    [
      'with too many parts',
      zipStored(new Map(Array.from({ length: 501 }, (_, index) => [`xl/${index}`, Buffer.alloc(0)]))),
      'FILE_BOMB',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await read(bytes)).toEqual({ ok: false, code });
  });

  it('with an encrypted part is refused', async () => {
    const bytes = zipStored(workbook(ONE_CELL));
    const at = bytes.indexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt16LE(1, at + 8);
    expect(await read(bytes)).toEqual({ ok: false, code: 'FILE_ENCRYPTED' });
  });

  it.each([
    ['declares its size', 200 * 1024 * 1024],
    ['lies about its size', 1000],
  ])('that is a bomb and %s is refused without being inflated', async (_, declared) => {
    const bytes = bomb(200 * 1024 * 1024, declared);
    expect(bytes.length).toBeLessThan(SPREADSHEET_LIMITS.bytes);
    const before = process.memoryUsage().rss;
    expect(await read(bytes)).toEqual({ ok: false, code: 'FILE_BOMB' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('that inflates to less than it declares is refused', async () => {
    expect(await read(bomb(10_000, 9_000))).toEqual({ ok: false, code: 'FILE_BROKEN' });
  });
});

function flip(bytes: Buffer, near: string): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(near) + near.length + 3;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
