import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages } from './messages';

const sources = join(import.meta.dirname, '..');

function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(entries.flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]));
}

/** Names of the ICU variables and tags in a message. */
function variables(message: string): string[] {
  const names = new Set<string>();
  // Variables open a brace and are followed by its end or by a comma; the words of a plural branch are neither.
  for (const [, name] of message.matchAll(/(?<!(?:one|other|=\d+) )\{\s*(\w+)\s*(?=[,}])/g))
    if (name !== undefined) names.add(name);
  for (const [, name] of message.matchAll(/<(\w+)>/g)) if (name !== undefined) names.add(`<${name}>`);
  return [...names].sort();
}

function listFiles(directory: string, accept: (path: string) => boolean): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(accept);
}

const chinese = flatten(messages['zh-CN']);
const english = flatten(messages.en);

describe('messages', () => {
  it('exist in both languages under the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('are never empty', () => {
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('');
  });

  it('use the same variables in both languages', () => {
    for (const [key, text] of chinese) expect(variables(english.get(key) ?? ''), key).toEqual(variables(text));
  });

  it('hold no Chinese in the English files', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Han}/u);
  });

  it('are all loaded: each file on disk is a namespace', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const files = readdirSync(join(import.meta.dirname, 'messages', locale)).map((name) => name.replace('.json', ''));
      expect(Object.keys(messages[locale]).sort()).toEqual(files.sort());
    }
  });
});

describe('source files', () => {
  const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path);
  const files = ['app', 'features', 'components'].flatMap((folder) => listFiles(join(sources, folder), isSource));

  it('are found', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('hold no Chinese word outside comments: words live in the messages', () => {
    const offending = files.filter((path) => {
      if (path.includes(`${join('app', 'dev')}`)) return false;
      return /\p{Script=Han}/u.test(withoutComments(readFileSync(path, 'utf8')));
    });
    expect(offending.map((path) => relative(sources, path))).toEqual([]);
  });

  it('name only keys that exist', () => {
    const missing = files.flatMap((path) =>
      missingKeys(readFileSync(path, 'utf8')).map((key) => `${relative(sources, path)}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1');
}

/** Literal keys asked of a translator whose namespace is a literal; computed keys are left to the compiler's eye. */
function missingKeys(code: string): string[] {
  const translators = [...code.matchAll(/const (\w+) = (?:await )?(?:use|get)Translations\('([\w.]+)'\)/g)];
  const namespaces = new Map<string, string[]>();
  for (const [, name = '', namespace = ''] of translators) {
    namespaces.set(name, [...(namespaces.get(name) ?? []), namespace]);
  }
  return [...namespaces].flatMap(([name, spaces]) =>
    [...code.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\('([\\w.]+)'`, 'g'))]
      .map(([, key = '']) => key)
      .filter((key) => !spaces.some((space) => chinese.has(`${space}.${key}`)))
      .map((key) => `${spaces.join(' or ')}.${key}`),
  );
}
