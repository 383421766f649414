import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SOURCES = path.resolve(import.meta.dirname, '..');
/** attributes that somebody reads or hears */
const SPOKEN = ['title', 'alt', 'placeholder', 'label', 'aria-label', 'aria-description', 'caption', 'hint', 'note'];
/** A single letter is a sign, not a word. */
const LETTERS = /\p{L}{2,}/u;

/** Texts written out in the markup of a file, with their lines: every one of them would be in one language only. */
function literalsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!LETTERS.test(text)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path.relative(SOURCES, file)}:${line + 1} ${text.trim()}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
      if (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)) note(node, node.expression.text);
    }
    if (ts.isJsxAttribute(node) && SPOKEN.includes(node.name.getText(source)) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value && ts.isStringLiteralLike(value)) note(node, value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const markup = ['app', 'features', 'components'].flatMap((folder) =>
  readdirSync(path.join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
    .map((name) => path.join(SOURCES, folder, name))
    // the gallery shows the kit to its builders, and is not there in production
    .filter((file) => !file.includes(path.join('app', 'dev'))),
);

it('no text stands written out in the markup: words live in the messages, in both languages', {
  timeout: 60_000,
}, () => {
  expect(markup.length).toBeGreaterThan(100);
  expect(markup.flatMap(literalsIn)).toEqual([]);
});

it('a text written out would be found', () => {
  const gallery = path.join(SOURCES, 'app/dev/ui/gallery.tsx');
  expect(literalsIn(gallery).length).toBeGreaterThan(5);
});
