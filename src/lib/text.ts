/** Full-width forms (U+FF01–U+FF5E) to their half-width twins, the ideographic space to a plain one. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Half-width, every kind of space removed: what a person may put between digits and characters without meaning it. */
export function removeSpaces(text: string): string {
  return toHalfWidth(text).replace(/[\s\u200B\u200E\u200F\u2060\uFEFF]+/g, '');
}

/** Normal form of a number written as a code (identity, credit code, phone, account): half-width, upper case, no spaces, no hyphens. */
export function normaliseCode(text: string): string {
  return removeSpaces(text)
    .replace(/[-\u2010-\u2015\u2212]/g, '')
    .toUpperCase();
}

/**
 * Without control characters, halves of characters and what Unicode calls no character: no keyboard types them, and a
 * Word or Excel file that holds one cannot be opened. Tabs and line breaks stay.
 */
export function removeControls(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '');
}

/**
 * Normal form of a name or a search word: half-width, trimmed, inner spaces collapsed to one. Marks of direction fall,
 * because they let a name show as another.
 */
export function normaliseText(text: string): string {
  return removeControls(toHalfWidth(text))
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\u200B\u2060\uFEFF]+/g, ' ')
    .trim();
}

/** Distinct neighbouring pairs of characters, in order of first appearance; a single character stands for itself. Spaces never count. */
export function bigrams(text: string): string[] {
  const chars = Array.from(removeSpaces(text).toLowerCase());
  if (chars.length < 2) return chars;
  return [...new Set(chars.slice(1).map((char, index) => `${chars[index]}${char}`))];
}
