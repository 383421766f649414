/** What hides a semicolon: comments, quoted texts and names, bodies between dollars. */
const HIDDEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$[A-Za-z_0-9]*\$)[\s\S]*?\1/g;
const STANDS_IN = '\u0001';

/** The statements of a file in their order, each with the comments before it. */
export function splitStatements(sql: string): string[] {
  const hidden = sql.replace(HIDDEN, (part) => part.replaceAll(';', STANDS_IN));
  return hidden
    .split(';')
    .map((part) => part.replaceAll(STANDS_IN, ';').trim())
    .filter((part) => bareStatement(part) !== '');
}

/** A statement without its comments, its texts emptied and the bodies of functions left out, in single spaces. */
export function bareStatement(statement: string): string {
  return statement
    .replace(HIDDEN, (part) => (part.startsWith('"') ? part : part.startsWith("'") ? "''" : ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
