import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { PROGRAMME_TEXTS } from '../../prisma/seed/programme-texts';
import type { Violation } from './structure';

const CODES = new Set(PROGRAMME_TEXTS.map(({ code }) => code));
/** Whole names and what stands before the colon, dot or plus of one: the family it belongs to. */
const NAMES = [
  ...new Set(
    PROGRAMME_TEXTS.flatMap(({ body }) => [body.name.zh, body.name.en]).flatMap((name) => [
      name,
      (name.split(/[·:+]/)[0] ?? name).trim(),
    ]),
  ),
];
const IN_SQL = new RegExp(`'(${[...CODES].join('|')})'`);
const NAMED_AFTER = new RegExp(`^programme_?(${[...CODES].join('|')})$`, 'i');

/** A code in quotes, as a key or after a dot; a variable named after one. Comments accuse nobody. */
function codesIn(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const note = (node: ts.Node, what: string) =>
    found.push(`${what} in line ${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`);
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) && CODES.has(node.text)) note(node, `'${node.text}' is a programme`);
    if (ts.isTemplateLiteralToken(node) && IN_SQL.test(node.text)) note(node, 'a programme in a query');
    if (ts.isIdentifier(node)) {
      const isKey =
        (ts.isPropertyAssignment(node.parent) || ts.isPropertyAccessExpression(node.parent)) &&
        node.parent.name === node;
      if ((isKey && CODES.has(node.text)) || NAMED_AFTER.test(node.text)) note(node, `${node.text} is a programme`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

/** What runs programmes asks the definition: neither code nor message of src names one (decision 0014). Tests may. */
export function findProgrammesNamed(root: string): Violation[] {
  const rule = 'no-programme-is-named';
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => /\.(tsx?|json|css)$/.test(file) && !/\.test\.tsx?$|^src\/generated\//.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const isCode = /\.tsx?$/.test(file);
    const read = isCode ? withoutComments(text) : text;
    const names = NAMES.filter((name) => read.includes(name)).map((name) => `names the programme ${name}`);
    const codes = isCode ? codesIn(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)) : [];
    return [...names, ...codes].map((what) => ({ rule, file, what }));
  });
}
