import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import english from '@/i18n/messages/en/refusals.json';
import chinese from '@/i18n/messages/zh-CN/refusals.json';
import { REFUSAL_CODES, Refusal, refuse } from './refusal';

/** All code of ours but the list itself and the tests, as one text. */
function readSources(): string {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith('generated'),
  );
  return files
    .filter((name) => name !== path.join('domain', 'refusal.ts'))
    .map((name) => readFileSync(path.join('src', name), 'utf8'))
    .join('\n');
}

describe('the closed list of refusals', () => {
  it('holds no code that nothing raises', () => {
    const sources = readSources();
    expect(REFUSAL_CODES.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('names each code once', () => {
    expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
  });

  it.each([
    ['Chinese', chinese],
    ['English', english],
  ])('has a sentence for each in %s', (_language, sentences: Record<string, string>) => {
    expect(REFUSAL_CODES.filter((code) => !sentences[code]?.trim())).toEqual([]);
  });

  it('travels as a value, with what fills its sentence', () => {
    const thrown = (run: () => never) => {
      try {
        run();
      } catch (error) {
        return (error as Refusal).value;
      }
    };
    expect(thrown(() => refuse('CONFLICT'))).toEqual({ code: 'CONFLICT' });
    expect(thrown(() => refuse('FINDINGS_OPEN', { count: 2 }))).toEqual({
      code: 'FINDINGS_OPEN',
      params: { count: 2 },
    });
    expect(new Refusal('CONFLICT').message).toBe('CONFLICT');
  });
});
