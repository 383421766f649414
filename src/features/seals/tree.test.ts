import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { leafHash, pathOf, rootByPath, treeRoot } from './tree';

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left: Buffer, right: Buffer) => sha256(Buffer.from([1]), left, right);
const leaves = (count: number) => Array.from({ length: count }, (_, index) => leafHash(Buffer.from([index])));
const hex = (hash: Buffer | null | undefined) => hash?.toString('hex');

it('hashes a leaf apart from a node and from what it holds', () => {
  expect(hex(leafHash(Buffer.from('event')))).toBe(hex(sha256(Buffer.from([0]), Buffer.from('event'))));
  // RFC 6962: the tree of nothing is the hash of nothing, and of one leaf the leaf
  expect(hex(treeRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hex(treeRoot(leaves(1)))).toBe(hex(leaves(1)[0]));
});

it('splits at the largest power of two below the count', () => {
  const [a, b, c, d, e] = leaves(5) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  expect(hex(treeRoot([a, b]))).toBe(hex(node(a, b)));
  expect(hex(treeRoot([a, b, c]))).toBe(hex(node(node(a, b), c)));
  expect(hex(treeRoot([a, b, c, d]))).toBe(hex(node(node(a, b), node(c, d))));
  expect(hex(treeRoot([a, b, c, d, e]))).toBe(hex(node(node(node(a, b), node(c, d)), e)));
});

it('leads from each leaf of a tree of each size to its root, and from no other place', () => {
  for (let count = 1; count <= 17; count++) {
    const all = leaves(count);
    const root = hex(treeRoot(all));
    for (const [index, leaf] of all.entries()) {
      const path = pathOf(all, index);
      expect(hex(rootByPath(leaf, index, count, path)), `${index} of ${count}`).toBe(root);
      for (let other = 0; other < count; other++)
        if (other !== index) expect(hex(rootByPath(leaf, other, count, path)), `${index} at ${other}`).not.toBe(root);
    }
  }
});

it('leads nowhere outside the tree, or by a path that is too long or too short', () => {
  const all = leaves(5);
  const [leaf] = all as [Buffer];
  const path = pathOf(all, 0);
  expect(path).toHaveLength(3);
  expect(rootByPath(leaf, -1, 5, path)).toBeNull();
  expect(rootByPath(leaf, 5, 5, path)).toBeNull();
  expect(rootByPath(leaf, 0, 5, path.slice(1))).toBeNull();
  expect(rootByPath(leaf, 0, 5, [leaf, ...path])).toBeNull();
  expect(rootByPath(leaf, 0, 5, [])).toBeNull();
  expect(hex(rootByPath(leaf, 0, 1, []))).toBe(hex(leaf));
  expect(rootByPath(leaf, 0, 1, path)).toBeNull();
  expect(rootByPath(leaf, 0, 0, [])).toBeNull();
});
