import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const imports = new Map<string, string[]>();

/** The files that a file imports, by our own paths. */
function importsOf(root: string, file: string): string[] {
  const known = imports.get(file);
  if (known) return known;
  const found = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([./@][^']+)'/g)].flatMap(
    ([, name]) => {
      const stem = name?.startsWith('@/')
        ? path.join(root, 'src', name.slice(2))
        : path.resolve(path.dirname(file), name ?? '');
      return ['.ts', '.tsx', '']
        .map((end) => stem + end)
        .filter((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
    },
  );
  imports.set(file, found);
  return found;
}

function distance(root: string, from: string, to: string): number {
  const seen = new Set([from]);
  let layer = [from];
  for (let steps = 0; layer.length > 0; steps += 1) {
    if (layer.includes(to)) return steps;
    layer = layer.flatMap((file) => importsOf(root, file)).filter((file) => !seen.has(file) && seen.add(file));
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * The unit tests of the rules that reach this file, the nearest first: its own, and those no further than two imports away.
 * Those that draw thousands of random runs are left out; they would take minutes for each fault.
 */
export function testsReaching(root: string, file: string): string[] {
  return ['src/domain', 'src/server', 'src/features/seals']
    .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)))
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.property.test.ts'))
    .map((name) => ({ name, steps: distance(root, name, file) }))
    .filter(({ steps }) => steps <= 3)
    .sort((left, right) => left.steps - right.steps || (left.name < right.name ? -1 : 1))
    .slice(0, 8)
    .map(({ name }) => name);
}
