import 'server-only';
import {
  AlignmentType,
  Document,
  HeightRule,
  Packer,
  Paragraph,
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
  LABEL_FONT,
  LINE_GRID,
  PAGE,
  TITLE_FONT,
  TITLE_HALF_POINTS,
  TYPE_AREA,
  twips,
} from './official-page';

export type FormText = {
  title: string;
  /** small, under the title: the case's reference and the programme */
  note: string;
  /** what the system already knows, label and value */
  known: readonly { label: string; value: string }[];
  /** what is to be written by hand */
  blanks: readonly string[];
};

const NOTE_HALF_POINTS = 24;
const LABEL_WIDTH = twips(46);

/** A blank form as a Word file: what is known is filled in, the rest is an empty cell. Never a personal number. */
export async function writeBlankForm(form: FormText): Promise<Uint8Array<ArrayBuffer>> {
  const rows = [
    ...form.known.map(({ label, value }) => row(label, value, twips(12))),
    ...form.blanks.map((label) => row(label, '', twips(22))),
  ];
  const document = new Document({
    title: form.title,
    creator: '',
    styles: { default: { document: { run: { font: BODY_FONT, size: BODY_HALF_POINTS } } } },
    sections: [
      {
        properties: { page: PAGE, grid: LINE_GRID },
        children: [
          centred(form.title, { font: TITLE_FONT, size: TITLE_HALF_POINTS, bold: true }),
          centred(form.note, { font: BODY_FONT, size: NOTE_HALF_POINTS }),
          new Paragraph({}),
          new Table({
            rows,
            width: { size: TYPE_AREA, type: WidthType.DXA },
            columnWidths: [LABEL_WIDTH, TYPE_AREA - LABEL_WIDTH],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function centred(text: string, run: { font: string; size: number; bold?: boolean }): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text, ...run })] });
}

function row(label: string, value: string, height: number): TableRow {
  const cell = (text: string, width: number, font: string) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: twips(2), right: twips(2) },
      children: [new Paragraph({ children: [new TextRun({ text, font, size: BODY_HALF_POINTS })] })],
    });
  return new TableRow({
    cantSplit: true,
    height: { value: height, rule: HeightRule.ATLEAST },
    children: [cell(label, LABEL_WIDTH, LABEL_FONT), cell(value, TYPE_AREA - LABEL_WIDTH, BODY_FONT)],
  });
}
