import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERMISSION_NAMES } from '@/domain/permissions';
import { messages } from '@/i18n/messages';
import { helpKey, PAGES, pageAt } from './pages';

const portal = path.resolve(import.meta.dirname, '../../app/(portal)');
const routes = readdirSync(portal, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`)
  .sort();

const ends = { 'zh-CN': /[。！？]/g, en: /[.!?](?=\s|$)/g } as const;

describe('the purpose of each page', () => {
  it('is known for every page there is', () => {
    expect(routes.filter((route) => !(PAGES as readonly string[]).includes(route))).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('is said in two sentences in %s', (locale) => {
    const words: Record<string, string> = messages[locale].help.pages;
    expect(Object.keys(words).sort()).toEqual(PAGES.map(helpKey).sort());
    for (const [key, text] of Object.entries(words))
      expect(text.match(ends[locale]), `${key}: ${text}`).toHaveLength(2);
  });

  it('is found by the address, a fixed word before an id', () => {
    expect(pageAt('/cases/new')).toBe('/cases/new');
    expect(pageAt('/cases/01a20102-df4a-7434-bf2e-01eaa5495232')).toBe('/cases/[id]');
    expect(pageAt('/cases/1/follow-up/findings/new')).toBe('/cases/[id]/follow-up/findings/new');
    expect(pageAt('/worklist/')).toBe('/worklist');
    expect(pageAt('/nowhere')).toBeNull();
  });
});

it.each(['zh-CN', 'en'] as const)('every permission has words for the page of roles in %s', (locale) => {
  const words = Object.keys(messages[locale].help.permissions);
  expect(PERMISSION_NAMES.filter((name) => !words.includes(name.replace('.', '_')))).toEqual([]);
});
