import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';

type Component = { 'bom-ref': string; name: string; version: string; licenses: unknown[]; hashes: unknown[] };
type Bill = { bomFormat: string; components: Component[]; dependencies: { ref: string; dependsOn: string[] }[] };
type Locked = {
  version?: string;
  dependencies?: Record<string, string>;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
};

const root = path.resolve(import.meta.dirname, '..');
const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
let bill: Bill;

beforeAll(() => {
  const made = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/sbom.ts'], { cwd: root, encoding: 'utf8' });
  bill = JSON.parse(made) as Bill;
}, 60_000);

it('every package that is served stands in the bill of materials, in its version, and none of development', () => {
  expect(bill.bomFormat).toBe('CycloneDX');
  const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  // what npm installs for use and not for development; what may be left out on a machine stands there, too, where it is asked for
  const installed = Object.entries(packages).filter(
    ([at, { dev, devOptional, optional }]) => at && !dev && !devOptional && !optional,
  );
  expect(installed.length).toBeGreaterThan(150);
  const named = installed.map(([at, { version }]) => `${at.replace(/^.*node_modules\//, '')}@${version}`);
  expect(named.filter((one) => !listed.has(one))).toEqual([]);
  const development = Object.entries(packages)
    .filter(([, { dev }]) => dev)
    .map(([at]) => at);
  const refs = new Set(bill.components.map((component) => component['bom-ref'].replace(/^.*#/, '')));
  expect(development.filter((at) => refs.has(at))).toEqual([]);
});

it('each part of the bill says by what licence it may be used, and by what hash it is known', () => {
  expect(bill.components.filter(({ licenses }) => licenses.length === 0).map(({ name }) => name)).toEqual([]);
  expect(bill.components.filter(({ hashes }) => hashes.length === 0).map(({ name }) => name)).toEqual([]);
});
