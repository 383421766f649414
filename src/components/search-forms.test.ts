import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Forms that put what is typed into an address, with the reason why no number of a person is typed there. */
const BY_ADDRESS: Record<string, string> = {
  'app/(portal)/reports/stuck/page.tsx': 'a number of days',
  'app/(public)/public-notices/objection/page.tsx': 'a receipt number, which names nobody',
};

it('no form puts typed words into an address: searches are posted (search-form.tsx)', () => {
  const found: string[] = [];
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx') || file.startsWith('app/dev/')) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [form] of text.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
      const isPosted = /method="post"|onSubmit=|\{\.\.\.formProps\}/.test(form);
      if (
        !isPosted &&
        /<(TextInput|TextArea|SearchInput|input)\b(?![^>]*type="(hidden|checkbox|radio|submit)")/.test(form)
      )
        found.push(file);
    }
  }
  expect(found.filter((file) => !BY_ADDRESS[file])).toEqual([]);
  expect(Object.keys(BY_ADDRESS).filter((file) => !found.includes(file))).toEqual([]);
});
