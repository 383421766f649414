import { messages } from '@/i18n/messages';
import { removeSpaces } from '@/lib/text';
import type { AnySheet, SheetColumn } from './definition';

/** A message in each language by its whole key; those that are missing are left out. */
export function wordsOf(key: string): string[] {
  return Object.values(messages).flatMap((tree) => {
    const found = key
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], tree);
    return typeof found === 'string' ? [found] : [];
  });
}

/** How headers and choices are compared: without spaces, case and the mark of a required column. */
export function plain(text: string): string {
  return removeSpaces(text)
    .replace(/[*\uff0a]/g, '')
    .toLowerCase();
}

/** The column that a header names in either language, or undefined. */
export function columnNamed(definition: AnySheet, header: string): SheetColumn | undefined {
  const word = plain(header);
  return definition.columns.find(({ code }) =>
    wordsOf(`${definition.words}.columns.${code}`).some((own) => plain(own) === word),
  );
}

// What people put between two choices: commas of either width, enumeration commas, semicolons, slashes, line breaks.
const SEPARATORS = /[,\uff0c\u3001;\uff1b/\n]+/;

/** The codes of a cell with choices; a word that is none of them stays as it was typed. */
export function codesOf({ choices, many }: SheetColumn, text: string): string {
  if (!choices) return text;
  const codeOf = (part: string) =>
    choices.values.find(
      (value) =>
        plain(value) === plain(part) ||
        wordsOf(`${choices.words}.${value}`).some((word) => plain(word) === plain(part)),
    ) ?? part.trim();
  if (!many) return codeOf(text);
  return text
    .split(SEPARATORS)
    .filter((part) => part.trim() !== '')
    .map(codeOf)
    .join(',');
}
