/**
 * The test runner's reporter calls functions that Node 20 lacks, but only once a test fails: without these
 * a failing test crashes the report and is never seen. Imported first by vitest.config.ts.
 */
type Grouping<T, K> = (items: Iterable<T>, keyOf: (item: T, index: number) => K) => Map<K, T[]>;

function define(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

const groupToMap: Grouping<unknown, unknown> = (items, keyOf) => {
  const groups = new Map<unknown, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

define(Map, 'groupBy', groupToMap);
define(Object, 'groupBy', (items: Iterable<unknown>, keyOf: (item: unknown, index: number) => PropertyKey) =>
  Object.assign(Object.create(null), Object.fromEntries(groupToMap(items, keyOf) as Map<PropertyKey, unknown[]>)),
);
define(Promise, 'withResolvers', function withResolvers<T>() {
  let resolve: unknown;
  let reject: unknown;
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
});
