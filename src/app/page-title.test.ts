import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(^|\/)page\.tsx$/.test(path),
);
const sourceOf = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

describe('pages', () => {
  it('are found', () => {
    expect(pages.length).toBeGreaterThan(40);
  });

  it('each have a title of their own', () => {
    const nameless = pages.filter(
      (path) => !/export (const (metadata|generateMetadata)\b|async function generateMetadata\()/.test(sourceOf(path)),
    );
    expect(nameless).toEqual([]);
  });

  it('below a case carry its reference, and never what names a person', () => {
    const wrong = pages
      .filter((path) => path.includes('cases/[id]/'))
      .filter((path) => !/generateMetadata = caseTitled\(|caseTitle\(/.test(sourceOf(path)));
    expect(wrong).toEqual([]);
  });
});
