import * as z from 'zod';
import { FUND_TABLE_FIELDS, type FundTableField } from '@/domain/fund-table/dictionary';
import { columnLetter } from '@/domain/fund-table/grid';
import {
  amountField,
  choiceField,
  countField,
  idField,
  optional,
  regionField,
  textField,
  tickField,
  versionField,
} from '../form-fields';

export const UNITS = ['YUAN', 'WAN', 'YI'] as const;
export const TREATMENTS = ['ACCEPT', 'AMOUNT', 'SKIP'] as const;
/** What still looks like a county table; more is read as one column of text. */
const MOST_COLUMNS = 100;

export const batchFields = { batchId: idField, version: versionField };

const LETTERS = Array.from({ length: MOST_COLUMNS }, (_, index) => columnLetter(index));

type ColumnKey = `column.${FundTableField}`;
const columnKey = (field: FundTableField): ColumnKey => `column.${field}`;
const columnField = optional(choiceField(LETTERS));
const columnFields = Object.fromEntries(FUND_TABLE_FIELDS.map((field) => [columnKey(field), columnField])) as Record<
  ColumnKey,
  typeof columnField
>;

/** The mapping form: a column serves one field only. */
export const mappingSchema = z
  .object({
    ...batchFields,
    year: countField(2049, { min: 1949 }),
    headerRow: countField(20_000, { min: 1 }),
    headerRows: countField(5, { min: 1 }),
    unit: optional(choiceField(UNITS)),
    ...columnFields,
  })
  .superRefine((input, ctx) => {
    const taken = new Map<string, FundTableField>();
    for (const field of FUND_TABLE_FIELDS) {
      const column = input[columnKey(field)];
      if (!column) continue;
      if (taken.has(column)) ctx.addIssue({ code: 'custom', message: 'columnTwice', path: [columnKey(field)] });
      else taken.set(column, field);
    }
  })
  .transform((input) => {
    const { batchId, version, year, headerRow, headerRows, unit } = input;
    const columns: Partial<Record<FundTableField, string>> = {};
    for (const field of FUND_TABLE_FIELDS) {
      const column = input[columnKey(field)];
      if (column) columns[field] = column;
    }
    return { batchId, version, year, headerRow, headerRows, unit, columns };
  });

const lineFields = z.object({
  ...batchFields,
  row: countField(20_000, { min: 1 }),
  kind: choiceField(['PROJECT', 'SUBSIDY']),
  villageId: optional(regionField),
  treatment: choiceField(TREATMENTS),
  /** the unit that the form was drawn with */
  unit: choiceField(UNITS),
  amountText: z.unknown().transform((value) => (typeof value === 'string' ? value.trim() : '')),
  skipReason: z.unknown(),
});

const reasonField = textField(200);

/** The form of one line. The amount is judged here for its sentence; the mutation reads the text by the table's rules. */
export const lineSchema = lineFields.transform((input, ctx) => {
  const { unit, treatment, amountText, skipReason, ...rest } = input;
  const judged =
    treatment === 'AMOUNT'
      ? { path: 'amountText', result: amountField(unit).safeParse(amountText) }
      : treatment === 'SKIP'
        ? { path: 'skipReason', result: reasonField.safeParse(skipReason) }
        : null;
  for (const issue of judged?.result.error?.issues ?? [])
    ctx.addIssue({ ...issue, code: 'custom', path: [judged?.path ?? ''] });
  return {
    ...rest,
    amountText: treatment === 'AMOUNT' ? amountText : null,
    skipReason: treatment === 'SKIP' && typeof skipReason === 'string' ? skipReason.trim() : null,
  };
});

export const sheetSchema = z.object({ ...batchFields, sheetName: textField(255) });
export const summarySchema = z.object({
  ...batchFields,
  row: countField(20_000, { min: 1 }),
  accepted: choiceField(['true', 'false']),
});
export const duplicatesSchema = z.object(batchFields);
export const discardSchema = z.object(batchFields);
export const confirmSchema = z.object({
  ...batchFields,
  checked: tickField.refine((ticked) => ticked, 'importNotChecked'),
});
