import { createHash } from 'node:crypto';

/** A tree over an ordered list as in RFC 6962: leaves and nodes are hashed apart, so that neither can stand for the other. */
const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export const leafHash = (content: Uint8Array): Buffer => sha256(LEAF, content);

/** The largest power of two below a count of two or more. */
function leftShare(count: number): number {
  let share = 1;
  while (share * 2 < count) share *= 2;
  return share;
}

/** The root over the hashes of leaves. */
export function treeRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return only;
  const left = leftShare(leaves.length);
  return sha256(NODE, treeRoot(leaves.slice(0, left)), treeRoot(leaves.slice(left)));
}

/** What must be hashed with a leaf, from the bottom up, to come to the root. */
export function pathOf(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const left = leftShare(leaves.length);
  return index < left
    ? [...pathOf(leaves.slice(0, left), index), treeRoot(leaves.slice(left))]
    : [...pathOf(leaves.slice(left), index - left), treeRoot(leaves.slice(0, left))];
}

/** The root to which a leaf at a place of a tree of this size leads by a path; null where the path does not fit. */
export function rootByPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | null {
  if (index < 0 || index >= size) return null;
  if (size === 1) return path.length === 0 ? leaf : null;
  const sibling = path.at(-1);
  if (!sibling) return null;
  const left = leftShare(size);
  const rest = path.slice(0, -1);
  const below = index < left ? rootByPath(leaf, index, left, rest) : rootByPath(leaf, index - left, size - left, rest);
  if (!below) return null;
  return index < left ? sha256(NODE, below, sibling) : sha256(NODE, sibling, below);
}
