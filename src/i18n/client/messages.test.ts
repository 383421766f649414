import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const files = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^generated\//.test(file))
    .map((file) => [`src/${file}`, readFileSync(`src/${file}`, 'utf8')]),
);

function fileOf(from: string, name: string): string | undefined {
  const base = name.startsWith('@/') ? `src/${name.slice(2)}` : path.posix.join(path.posix.dirname(from), name);
  return ['.ts', '.tsx'].map((end) => base + end).find((file) => files.has(file));
}

/** Everything that is sent to the browser: what says 'use client', and what that imports. */
function clientFiles(): Set<string> {
  const found = new Set<string>();
  const open = [...files].filter(([, text]) => /^'use client'/.test(text)).map(([file]) => file);
  for (let file = open.pop(); file; file = open.pop()) {
    const text = files.get(file) ?? '';
    if (found.has(file) || /^'use server'/.test(text)) continue;
    found.add(file);
    for (const [, name] of text.matchAll(/^import (?!type\b)[^;]*?from '([@.][^']+)'/gms)) {
      const imported = fileOf(file, name ?? '');
      if (imported) open.push(imported);
    }
  }
  return found;
}

/** The namespaces of a file's words, in one language. */
const heldBy = (file: string, language: string) =>
  [...(files.get(file) ?? '').matchAll(new RegExp(`messages/${language}/([\\w-]+)\\.json`, 'g'))].map(
    ([, name]) => name,
  );

it.each([
  ['zh-cn', 'zh-CN'],
  ['en', 'en'],
])('the words in %s hold every namespace that components in the browser use', (provider, language) => {
  const used = [...clientFiles()].flatMap((file) =>
    [...(files.get(file) ?? '').matchAll(/useTranslations\((?:'([\w-]+))?/g)].map(([, name]) => name ?? `all: ${file}`),
  );
  expect(heldBy(`src/i18n/client/${provider}.tsx`, language).sort()).toEqual([...new Set(used)].sort());
});

it('a feature that brings its own words has them in both languages', () => {
  const own = [...files].filter(([file, text]) => file.startsWith('src/i18n/client/') && text.includes('= wordsFrom('));
  expect(own.length).toBeGreaterThan(5);
  for (const [file] of own) {
    const name = path.basename(file, '.ts');
    expect([...heldBy(file, 'zh-CN'), ...heldBy(file, 'en')], file).toEqual([name, name]);
  }
});
