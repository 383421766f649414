import 'server-only';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import {
  BODY_FONT,
  LABEL_FONT,
  PAGE,
  TITLE_FONT,
  TITLE_HALF_POINTS,
  TYPE_AREA,
} from '@/features/documents/official-page';
import type { BriefText, Grid } from './text';

// Tables of five to ten rows beside each other on one sheet: 小五 in the tables, 五号 in the sentences.
const CELL_HALF_POINTS = 18;
const TEXT_HALF_POINTS = 21;
const HEAD_HALF_POINTS = 24;

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const FIRM = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
const FINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** The brief as a Word file on the page of GB/T 9704; the same words and numbers as on the screen, and who took it. */
export async function writeBrief(brief: BriefText, takenBy: string): Promise<Uint8Array<ArrayBuffer>> {
  const grids = [brief.pace, ...(brief.ranking ? [brief.ranking] : []), brief.stuck, brief.instructions];
  const document = new Document({
    title: brief.title,
    creator: '',
    styles: { default: { document: { run: { font: BODY_FONT, size: TEXT_HALF_POINTS } } } },
    sections: [
      {
        properties: { page: PAGE },
        children: [
          line(brief.title, { font: TITLE_FONT, size: TITLE_HALF_POINTS, bold: true }, AlignmentType.CENTER),
          line(brief.subtitle, { font: BODY_FONT, size: TEXT_HALF_POINTS }, AlignmentType.CENTER),
          headlineTable(brief),
          ...grids.flatMap(gridBlock),
          line(brief.note, { font: BODY_FONT, size: CELL_HALF_POINTS }),
          line(takenBy, { font: BODY_FONT, size: CELL_HALF_POINTS }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

type Run = { font: string; size: number; bold?: boolean };
type Alignment = (typeof AlignmentType)[keyof typeof AlignmentType];

function line(text: string, run: Run, alignment: Alignment = AlignmentType.LEFT): Paragraph {
  return new Paragraph({ alignment, children: [new TextRun({ text, ...run })] });
}

function cell(text: string, run: Run, alignment: Alignment, width: number): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    children: [line(text, run, alignment)],
  });
}

/** Three figures a row, label over value. */
function headlineTable({ headlines }: BriefText): Table {
  const width = Math.floor(TYPE_AREA / 3);
  const rows: TableRow[] = [];
  for (let start = 0; start < headlines.length; start += 3)
    rows.push(
      new TableRow({
        children: headlines.slice(start, start + 3).map(
          ({ label, value }) =>
            new TableCell({
              width: { size: width, type: WidthType.DXA },
              children: [
                line(label, { font: BODY_FONT, size: CELL_HALF_POINTS }),
                line(value, { font: LABEL_FONT, size: HEAD_HALF_POINTS }),
              ],
            }),
        ),
      }),
    );
  return table(rows, [width, width, width]);
}

function gridBlock(grid: Grid): (Paragraph | Table)[] {
  const title = line(grid.title, { font: LABEL_FONT, size: HEAD_HALF_POINTS });
  if (grid.rows.length === 0) return [title, line(grid.empty, { font: BODY_FONT, size: TEXT_HALF_POINTS })];
  const width = Math.floor(TYPE_AREA / grid.heads.length);
  const alignment = (index: number) => (grid.numeric.includes(index) ? AlignmentType.RIGHT : AlignmentType.LEFT);
  const rowOf = (texts: readonly string[], font: string) =>
    new TableRow({
      cantSplit: true,
      children: texts.map((text, index) => cell(text, { font, size: CELL_HALF_POINTS }, alignment(index), width)),
    });
  const rows = [rowOf(grid.heads, LABEL_FONT), ...grid.rows.map((texts) => rowOf(texts, BODY_FONT))];
  return [
    title,
    table(
      rows,
      grid.heads.map(() => width),
    ),
    ...(grid.note ? [line(grid.note, { font: BODY_FONT, size: CELL_HALF_POINTS })] : []),
  ];
}

/** 三线表: firm above and below, fine between rows, nothing between columns. */
function table(rows: TableRow[], columnWidths: number[]): Table {
  return new Table({
    rows,
    columnWidths,
    width: { size: TYPE_AREA, type: WidthType.DXA },
    borders: { top: FIRM, bottom: FIRM, left: NONE, right: NONE, insideHorizontal: FINE, insideVertical: NONE },
  });
}
