import 'server-only';
import { getTranslations } from 'next-intl/server';
import writeXlsx from 'write-excel-file/node';
import type { AnySheet, SheetColumn } from './definition';

/** The words of one column in the reader's language: its name, what belongs there, an example. */
export async function describeColumns(definition: AnySheet) {
  const t = await getTranslations();
  const s = await getTranslations('sheets');
  const word = (key: string) => t(key as never);
  const choicesOf = ({ choices }: SheetColumn) =>
    choices ? choices.values.map((value) => word(`${choices.words}.${value}`)).join(s('listSeparator')) : '';
  return definition.columns.map((column) => ({
    code: column.code,
    name: word(`${definition.words}.columns.${column.code}`),
    required: column.required === true,
    hint: word(`${definition.words}.hints.${column.code}`),
    sample: word(`${definition.words}.samples.${column.code}`),
    choices: choicesOf(column),
  }));
}

/**
 * The empty table to be filled: a first sheet with nothing but the header, so that no example is ever imported, and a
 * second that explains each column. Every cell is text: staff numbers keep their zeros, days stay as typed.
 */
export async function templateFile(definition: AnySheet): Promise<Buffer> {
  const t = await getTranslations();
  const s = await getTranslations('sheets');
  const columns = await describeColumns(definition);
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true });
  const text = (value: string) => ({ value, type: String, wrap: true });
  const heads = [s('guide.column'), s('guide.required'), s('guide.hint'), s('guide.choices'), s('guide.sample')];
  const empty = Array.from({ length: 50 }, () => columns.map(() => ({ value: '', type: String, format: '@' })));
  const file = writeXlsx([
    {
      sheet: t(`${definition.words}.title` as never).slice(0, 31),
      data: [columns.map(({ name, required }) => bold(required ? `${name} *` : name)), ...empty],
      columns: columns.map(() => ({ width: 20 })),
      stickyRowsCount: 1,
    },
    {
      sheet: s('guide.title'),
      data: [
        heads.map(bold),
        ...columns.map((column) => [
          bold(column.name),
          text(s(column.required ? 'guide.yes' : 'guide.no')),
          text(column.hint),
          text(column.choices),
          text(column.sample),
        ]),
      ],
      columns: [{ width: 20 }, { width: 10 }, { width: 50 }, { width: 50 }, { width: 24 }],
      stickyRowsCount: 1,
    },
  ]);
  return file.toBuffer();
}
