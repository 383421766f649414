import 'server-only';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import {
  BODY_FONT,
  BODY_HALF_POINTS,
  BODY_SPACING,
  LABEL_FONT,
  LINE_GRID,
  LINE_PITCH,
  NUMBER_HALF_POINTS,
  OFFICIAL_TITLE_FONT,
  PAGE,
  SUBHEADING_FONT,
  TITLE_FONT,
  TITLE_HALF_POINTS,
  TYPE_AREA,
  twips,
} from '@/features/documents/official-page';
import type { FilledBlock, FilledDocument } from './fill-template';

/** A table holds more words than a line of text does: 小四. */
const CELL_HALF_POINTS = 24;
/** Footer text ends so far above the paper's edge that its number stands 7 mm below the type area. */
const FOOTER = twips(23);
const LINE = { line: LINE_PITCH, lineRule: LineRuleType.EXACT } as const;
const FIGURE_LINE = { line: 280, lineRule: LineRuleType.EXACT } as const;
const CELL_LINE = { line: 360, lineRule: LineRuleType.EXACT } as const;
/** Figures in ten columns fit the width of the page: 小五. */
const FIGURE_HALF_POINTS = 18;
const HEAD_HALF_POINTS = 64;
const RED = 'FF0000';
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const HEAD_LINE = {
  top: NO_LINE,
  bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 6 },
  left: NO_LINE,
  right: NO_LINE,
} as const;
const FINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** A filled document as a Word file on the page of GB/T 9704, with its page numbers. */
export async function writeOfficialDocument({
  title,
  head,
  blocks,
  annex,
  takenBy,
}: FilledDocument): Promise<Uint8Array<ArrayBuffer>> {
  const page = { ...PAGE, margin: { ...PAGE.margin, footer: FOOTER } };
  const footers = { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) };
  const lastLine = takenBy ? [smallLine(takenBy)] : [];
  const document = new Document({
    title,
    creator: '',
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: BODY_FONT, size: BODY_HALF_POINTS } } } },
    sections: [
      {
        properties: { page, grid: LINE_GRID },
        footers,
        children: [
          ...(head ? letterhead(head) : []),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: LINE_PITCH },
            children: [new TextRun({ text: title, font: OFFICIAL_TITLE_FONT, size: TITLE_HALF_POINTS })],
          }),
          ...blocks.flatMap((block, index) => childrenOf(block, index === 0)),
          ...(annex ? [] : lastLine),
        ],
      },
      ...(annex
        ? [{ properties: { page, type: SectionType.NEXT_PAGE }, footers, children: [...annexOf(annex), ...lastLine] }]
        : []),
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** 红头: the issuer in red, its number centred two lines below, and the red line that parts them from the title. */
function letterhead({ issuer, number }: NonNullable<FilledDocument['head']>): Paragraph[] {
  const { top, bottom, left, right } = HEAD_LINE;
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 2 * LINE_PITCH },
      children: [new TextRun({ text: issuer, font: OFFICIAL_TITLE_FONT, size: HEAD_HALF_POINTS, color: RED })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 2 * LINE_PITCH },
      border: { top, bottom, left, right },
      children: [new TextRun({ text: number, font: BODY_FONT, size: BODY_HALF_POINTS })],
    }),
  ];
}

function annexOf({ label, title, table }: NonNullable<FilledDocument['annex']>): (Paragraph | Table)[] {
  return [
    paragraph(label, LABEL_FONT, { flush: true }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: LINE_PITCH, after: LINE_PITCH / 2 },
      children: [new TextRun({ text: title, font: OFFICIAL_TITLE_FONT, size: BODY_HALF_POINTS })],
    }),
    tableOf(table),
  ];
}

const smallLine = (text: string) =>
  new Paragraph({
    spacing: { before: LINE_PITCH / 2 },
    children: [new TextRun({ text, font: BODY_FONT, size: FIGURE_HALF_POINTS })],
  });

/** — 1 —, one character from the outer edge: right on odd pages, left on even ones. */
function pageNumber(alignment: 'left' | 'right'): Footer {
  const run = (children: (string | 'CURRENT')[]) =>
    new TextRun({ children, font: TITLE_FONT, size: NUMBER_HALF_POINTS });
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: alignment === AlignmentType.RIGHT ? { right: twips(5.6) } : { left: twips(5.6) },
        children: [run(['— ', PageNumber.CURRENT, ' —'])],
      }),
    ],
  });
}

function childrenOf(block: FilledBlock, first: boolean): (Paragraph | Table)[] {
  switch (block.style) {
    case 'TABLE':
      // without a line between them two tables would be one
      return [tableOf(block), new Paragraph({ spacing: { line: LINE_PITCH / 2, lineRule: LineRuleType.EXACT } })];
    case 'HEADING':
      return block.lines.map((text) =>
        paragraph(text, isSubheading(text) ? SUBHEADING_FONT : LABEL_FONT, { keepNext: true }),
      );
    case 'SIGNATURE':
      return block.lines.map((text, index) => signature(text, index === 0));
    default:
      return block.lines.map((text) => paragraph(text, BODY_FONT, { flush: first && isAddressee(text) }));
  }
}

/** A second-level heading stands in brackets. */
const isSubheading = (text: string) => text.startsWith('（');
/** To whom the document goes: flush left, ending in a colon. */
const isAddressee = (text: string) => text.endsWith('：');

function paragraph(text: string, font: string, { flush = false, keepNext = false }): Paragraph {
  return new Paragraph({
    spacing: LINE,
    keepNext,
    ...(flush ? {} : { indent: { firstLineChars: 200, firstLine: 2 * 10 * BODY_HALF_POINTS } }),
    children: [new TextRun({ text, font, size: BODY_HALF_POINTS, characterSpacing: BODY_SPACING })],
  });
}

function signature(text: string, first: boolean): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    keepLines: true,
    spacing: { ...LINE, before: first ? LINE_PITCH : 0 },
    indent: { right: 4 * 10 * BODY_HALF_POINTS },
    children: [new TextRun({ text, font: BODY_FONT, size: BODY_HALF_POINTS })],
  });
}

function tableOf({ heads, rows, figures = false }: Extract<FilledBlock, { style: 'TABLE' }>): Table {
  const all = heads ? [heads, ...rows] : rows;
  const columns = Math.max(...all.map((row) => row.length));
  const widths = widthsOf(all, columns);
  const size = figures ? FIGURE_HALF_POINTS : CELL_HALF_POINTS;
  const rowOf = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      height: { value: twips(figures ? 6.5 : 9), rule: HeightRule.ATLEAST },
      children: cells.map((text, index) => {
        // a row of fewer cells gives the rest of the line to its last one
        const span = index === cells.length - 1 ? columns - index : 1;
        const isTotal = figures && cells === rows.at(-1);
        const isLabel = isHead || isTotal || (heads === null && index % 2 === 0 && cells.length > 1);
        const isNumber = figures && /^[\d,.\u2212-]+$/.test(text);
        return new TableCell({
          columnSpan: span,
          width: { size: sum(widths.slice(index, index + span)), type: WidthType.DXA },
          verticalAlign: VerticalAlign.CENTER,
          margins: figures ? { left: twips(0.6), right: twips(0.6) } : { left: twips(1.5), right: twips(1.5) },
          children: text.split('\n').map(
            (line) =>
              new Paragraph({
                spacing: figures ? FIGURE_LINE : CELL_LINE,
                alignment: isHead ? AlignmentType.CENTER : isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
                children: [new TextRun({ text: line, font: isLabel ? LABEL_FONT : BODY_FONT, size })],
              }),
          ),
        });
      }),
    });
  return new Table({
    rows: [...(heads ? [rowOf(heads, true)] : []), ...rows.map((row) => rowOf(row, false))],
    columnWidths: widths,
    width: { size: TYPE_AREA, type: WidthType.DXA },
    borders: { top: FINE, bottom: FINE, left: FINE, right: FINE, insideHorizontal: FINE, insideVertical: FINE },
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, size) => total + size, 0);
const NARROWEST = 3;
const WIDEST = 12;

/** Columns as wide as their words ask for, within bounds, together the whole type area. */
function widthsOf(rows: readonly (readonly string[])[], columns: number): number[] {
  const wanted = Array.from({ length: columns }, (_, index) => {
    const longest = Math.max(
      ...rows.filter((row) => row.length === columns).map((row) => lengthOf(row[index] ?? '')),
      0,
    );
    return Math.min(WIDEST, Math.max(NARROWEST, longest)) + 1;
  });
  const widths = wanted.map((size) => Math.floor((size / sum(wanted)) * TYPE_AREA));
  return widths.map((size, index) => (index === columns - 1 ? size + TYPE_AREA - sum(widths) : size));
}

/** Characters of the longest line, a Latin one counting half. */
function lengthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => sum(Array.from(line).map((sign) => (sign < '\u2e80' ? 0.5 : 1)))));
}
