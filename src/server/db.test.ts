import { expect, it, vi } from 'vitest';

// The framework loads this file once for pages and once for routes; both share the connections of the process, and a
// connection keeps a name for one statement only.
it('gives no name to two statements, however often the file is loaded', async () => {
  const first = await import('./db');
  vi.resetModules();
  const second = await import('./db');
  expect(second.nameOf).not.toBe(first.nameOf);
  const nameOf = ({ nameOf: give }: typeof first, sql: string) => [give({ sql }), give({ sql })][1];
  const names = [nameOf(first, 'SELECT 1'), nameOf(second, 'SELECT 2'), nameOf(first, 'SELECT 3')];
  expect(new Set(names).size).toBe(3);
  expect(names).not.toContain('');
  expect(nameOf(second, 'SELECT 1')).toBe(names[0]);
});
