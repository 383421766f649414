/**
 * The test runner's reporter calls functions that Node 20 lacks, but only once a test fails: without these
 * a failing test crashes the report and is never seen. Imported first by vitest.config.ts.
 */

function define(target, name, value) {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

function groupToMap(items, keyOf) {
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

define(Map, 'groupBy', groupToMap);
define(Object, 'groupBy', (items, keyOf) =>
  Object.assign(Object.create(null), Object.fromEntries(groupToMap(items, keyOf))),
);
define(Promise, 'withResolvers', () => {
  let resolve;
  let reject;
  const promise = new Promise((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
});
