import { formatAmount, formatRate, toChineseCapitals } from '@/domain/money';
import type { GeneratedKind, ProgrammeBody } from '@/domain/programme';
import { type FieldType, fieldsOfKind, listNamed, listsOfKind, namedFields } from '@/domain/template-fields';
import { translatorFor } from '@/i18n/translator';
import { formatOfficialDay } from '@/lib/format-day';

type Template = ProgrammeBody['templates'][number];
export type FieldValue = string | number | bigint | null;
/** Data as it is: days as 'YYYY-MM-DD', amounts in fen, rates in basis points; null is what is not known yet. */
export type TemplateData = {
  values: Readonly<Record<string, FieldValue>>;
  lists: Readonly<Record<string, readonly Readonly<Record<string, FieldValue>>[]>>;
};

export type FilledBlock =
  | { style: Exclude<Template['blocks'][number]['style'], 'TABLE'>; lines: string[] }
  /** heads: null where the rows are label and value */
  /** figures: small, numbers to the right, the last row a total */
  | { style: 'TABLE'; heads: string[] | null; rows: string[][]; figures?: boolean };
/** head: of what one body sends to others, its letterhead (发文机关标志) and number (发文字号) */
export type FilledDocument = {
  title: string;
  head?: { issuer: string; number: string };
  blocks: FilledBlock[];
  /** 附件: a table on a page of its own after the signature, off the grid of lines */
  annex?: { label: string; title: string; table: Extract<FilledBlock, { style: 'TABLE' }> };
  /** of a copy that leaves: whose it is, small under all of it */
  takenBy?: string;
};

/** Left open in an official paper, to be written by hand. */
export const BLANK = '＿＿＿＿＿＿';
const CAPITALS = 'Capitals';
const CELLS = '|';

// Whatever language its maker reads: an official document is in Chinese.
const words = () => translatorFor('zh-CN');

/**
 * A template with its fields replaced: plain text, in order. What is not known is an explicit blank; a row of a list
 * whose value is missing says so by a dash, since nobody will write into it. Pure: the same data make the same document.
 */
export function fillTemplate(template: Template, data: TemplateData): FilledDocument {
  const fill = fillerOf(template.kind, data);
  return {
    title: fill.text(template.title),
    blocks: template.blocks.map(({ style, text }): FilledBlock => {
      const list =
        namedFields(text)
          .map(listNamed)
          .find((name) => name !== null) ?? null;
      if (style === 'TABLE') return { style, ...fillTable(fill, text, list) };
      if (list === null) return { style, lines: fill.text(text).split('\n') };
      const rows = fill.rows(list, text);
      return { style, lines: rows.length > 0 ? rows : [words()('generated-documents.empty')] };
    }),
  };
}

type Filler = {
  text: (text: string) => string;
  rows: (list: string, text: string) => string[];
  count: (list: string) => number;
};

function fillerOf(kind: GeneratedKind, { values, lists }: TemplateData): Filler {
  const types = fieldsOfKind(kind);
  const listTypes: Record<string, Record<string, FieldType>> = listsOfKind(kind);
  const replace = (text: string, said: (name: string) => string) =>
    text.replaceAll(/\{([^{}]*)\}/g, (_whole, name: string) => said(name.trim()));
  const plain = (name: string) => say(types[name], valueNamed(values, name)) || BLANK;
  return {
    text: (text) => replace(text, plain),
    rows: (list, text) =>
      (lists[list] ?? []).map((row, index) =>
        replace(text, (name) => {
          if (listNamed(name) !== list) return plain(name);
          const field = name.slice(list.length + 1);
          if (field === 'number') return String(index + 1);
          return say(listTypes[list]?.[field], valueNamed(row, field)) || '—';
        }),
      ),
    count: (list) => (lists[list] ?? []).length,
  };
}

/** The line that names the list is repeated; the lines above it are heads. Without a list each line is a row. */
function fillTable(fill: Filler, text: string, list: string | null): { heads: string[] | null; rows: string[][] } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // cells are parted before they are filled: what people typed may hold the sign itself
  const cellsOf = (line: string) => line.split(CELLS).map((cell) => cell.trim());
  if (list === null) return { heads: null, rows: lines.map((line) => cellsOf(line).map(fill.text)) };
  const repeated = lines.find((line) => namedFields(line).some((name) => listNamed(name) === list)) ?? '';
  const [head] = lines.filter((line) => line !== repeated);
  const columns = cellsOf(repeated).map((cell) => fill.rows(list, cell));
  const rows = Array.from({ length: fill.count(list) }, (_, row) => columns.map((column) => column[row] ?? ''));
  const empty = [words()('generated-documents.empty'), ...columns.slice(1).map(() => '')];
  return { heads: head === undefined ? null : cellsOf(head).map(fill.text), rows: rows.length > 0 ? rows : [empty] };
}

function valueNamed(values: Readonly<Record<string, FieldValue>>, name: string): FieldValue {
  if (Object.hasOwn(values, name)) return values[name] ?? null;
  return name.endsWith(CAPITALS) ? (values[name.slice(0, -CAPITALS.length)] ?? null) : null;
}

/** A value as official papers write it; empty for none. */
function say(type: FieldType | undefined, value: FieldValue): string {
  if (type === undefined || value === null || value === '') return '';
  const t = words();
  switch (type) {
    case 'AMOUNT':
      return t('generated-documents.yuan', { amount: formatAmount(BigInt(value), 'YUAN') });
    case 'CAPITALS':
      return toChineseCapitals(BigInt(value));
    case 'DAY':
      return formatOfficialDay(String(value), 'zh-CN');
    case 'MONTHS':
      return t('generated-documents.months', { count: String(value) });
    case 'RATE':
      return formatRate(Number(value));
    default:
      return String(value);
  }
}
