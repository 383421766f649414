import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

type Floor = { package: string; atLeast: string; because: string; notFor?: 'development' };
type Locked = Record<
  string,
  { version?: string; dev?: boolean; integrity?: string; resolved?: string; link?: boolean }
>;

const root = path.resolve(import.meta.dirname, '../..');
const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const { floors, denied } = readJson('docs/security/advisories.json') as {
  floors: Floor[];
  denied: { package: string }[];
};
const locked = Object.entries((readJson('package-lock.json') as { packages: Locked }).packages).filter(([at]) => at);
const nameOf = (at: string) => at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Numbers of a version; what stands behind a hyphen makes it less than the plain one. */
const isAtLeast = (version: string, floor: string) => {
  const numbers = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number);
  const [have, want] = [numbers(version), numbers(floor)];
  const at = want.findIndex((number, index) => (have[index] ?? 0) !== number);
  return at === -1 ? !version.includes('-') : (have[at] ?? 0) > (want[at] ?? 0);
};

it.each(floors)('$package is $atLeast or later wherever it is installed', ({ package: name, atLeast, notFor }) => {
  const found = locked.filter(([at, { dev }]) => nameOf(at) === name && !(notFor && dev));
  expect(found).not.toEqual([]);
  expect(found.filter(([, { version = '0' }]) => !isAtLeast(version, atLeast))).toEqual([]);
});

it('a version before a floor is told from one after it', () => {
  expect(isAtLeast('16.4.1', '16.4.2')).toBe(false);
  expect(isAtLeast('15.9.9', '16.4.2')).toBe(false);
  expect(isAtLeast('16.4.2-canary.1', '16.4.2')).toBe(false);
  expect(isAtLeast('16.10.0', '16.4.2')).toBe(true);
});

it('nothing that is denied is installed', () => {
  const names = new Set(locked.map(([at]) => nameOf(at)));
  expect(denied.filter(({ package: name }) => names.has(name))).toEqual([]);
});

it('every package comes with a hash', () => {
  expect(locked.filter(([, { integrity, link }]) => !integrity && !link).map(([at]) => at)).toEqual([]);
});
