import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { leafHash, pathOf, treeRoot } from './tree';

/**
 * A checkpoint: one signed text over the heads of all chains at a moment, in the lines of C2SP's signed note and
 * checkpoint. The first in a file names every head, the others those that moved since the one before.
 */
export const ORIGIN = 'fuqiao/record';
const SIGNATURE_MARK = '— ';
const ED25519 = 1;

/** The end of a chain: the number and hash of its last seal; hash in hex. */
export type Head = { number: bigint; hash: string };
export type Heads = Map<number, Head>;

export type Checkpoint = {
  /** how many chains there are */
  size: number;
  root: string;
  at: Date;
  /** sha256 of the checkpoint before, in hex; '' for the first */
  prior: string;
  /** those that moved; of all chains in the first of a file */
  moved: Heads;
  /** what was signed, and the line that signs it */
  text: string;
  signature: string;
};

const leafOf = (chain: number, { number, hash }: Head) => leafHash(Buffer.from(`${chain} ${number} ${hash}`));
const inOrder = (heads: Heads) => [...heads].sort(([one], [other]) => one - other);

/** The root over all heads in the order of their chains, in base64. */
export function rootOf(heads: Heads): string {
  return treeRoot(inOrder(heads).map(([chain, head]) => leafOf(chain, head))).toString('base64');
}

/** Where a chain's head stands in the tree over all heads, and the path from it to the root, in hex. */
export function placeOf(heads: Heads, chain: number): { index: number; path: string[] } {
  const ordered = inOrder(heads);
  const index = ordered.findIndex(([each]) => each === chain);
  const leaves = ordered.map(([each, head]) => leafOf(each, head));
  return { index, path: pathOf(leaves, index).map((hash) => hash.toString('hex')) };
}

/** The hash by which the next checkpoint names this one. */
export const hashOf = ({ text }: Pick<Checkpoint, 'text'>) => createHash('sha256').update(text).digest('hex');

/** A private Ed25519 key of 32 bytes. */
export function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
}

const RAW_KEY_BYTES = 32;
const keyBytes = (key: KeyObject) =>
  (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_BYTES);

function keyIdOf(raw: Uint8Array): Buffer {
  return createHash('sha256')
    .update(`${ORIGIN}\n`)
    .update(Buffer.from([ED25519]))
    .update(raw)
    .digest()
    .subarray(0, 4);
}

/** The public key as it is shown and handed on: name, key id and key in one line. */
export function publicLineOf(key: KeyObject): string {
  const raw = keyBytes(key);
  return `${ORIGIN}+${keyIdOf(raw).toString('hex')}+${Buffer.concat([Buffer.from([ED25519]), raw]).toString('base64')}`;
}

/** The key of such a line; null for any other text. */
export function publicKeyOf(line: string): KeyObject | null {
  // base64 has a + of its own
  const [name, , ...encoded] = line.trim().split('+');
  const bytes = Buffer.from(encoded.join('+'), 'base64');
  if (name !== ORIGIN || bytes.length !== RAW_KEY_BYTES + 1 || bytes[0] !== ED25519) return null;
  return createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
}

/** Signs the heads of a moment; `moved` are those to be named. */
export function signCheckpoint(
  { heads, moved, at, prior }: { heads: Heads; moved: Heads; at: Date; prior: string },
  key: KeyObject,
): Checkpoint {
  const root = rootOf(heads);
  const lines = [
    ORIGIN,
    heads.size,
    root,
    `time ${at.toISOString()}`,
    `prior ${prior || '-'}`,
    ...inOrder(moved).map(([chain, { number, hash }]) => `head ${chain} ${number} ${hash}`),
  ];
  const text = `${lines.join('\n')}\n`;
  const signed = Buffer.concat([keyIdOf(keyBytes(key)), sign(null, Buffer.from(text), key)]);
  return { size: heads.size, root, at, prior, moved, text, signature: signed.toString('base64') };
}

export const formatCheckpoint = ({ text, signature }: Pick<Checkpoint, 'text' | 'signature'>) =>
  `${text}\n${SIGNATURE_MARK}${ORIGIN} ${signature}\n`;

/** Whether one of these keys signed it. */
export function isSignedBy({ text, signature }: Pick<Checkpoint, 'text' | 'signature'>, keys: readonly KeyObject[]) {
  const bytes = Buffer.from(signature, 'base64');
  return keys.some(
    (key) =>
      keyIdOf(keyBytes(key)).equals(bytes.subarray(0, 4)) && verify(null, Buffer.from(text), key, bytes.subarray(4)),
  );
}

const HEAD = /^head (\d+) (\d+) ([0-9a-f]{64})$/;

/** Reads one checkpoint's text; null where it has not the form. */
export function readNote(text: string, signature: string): Checkpoint | null {
  const [origin, size, root, time, prior, ...rest] = text.slice(0, -1).split('\n');
  const at = new Date(time?.replace(/^time /, '') ?? '');
  if (origin !== ORIGIN || !/^\d+$/.test(size ?? '') || !root || Number.isNaN(+at) || !prior?.startsWith('prior '))
    return null;
  const moved: Heads = new Map();
  for (const line of rest) {
    const [, chain, number, hash] = HEAD.exec(line) ?? [];
    if (!chain || !number || !hash) return null;
    moved.set(Number(chain), { number: BigInt(number), hash });
  }
  const named = prior.slice('prior '.length);
  return { size: Number(size), root, at, prior: named === '-' ? '' : named, moved, text, signature };
}

/** The checkpoints of a file, in order. `rest`: what at its end is no whole checkpoint, as a crash leaves it. */
export function parseCheckpoints(file: string): { checkpoints: Checkpoint[]; rest: string } {
  const checkpoints: Checkpoint[] = [];
  let from = 0;
  for (;;) {
    const blank = file.indexOf(`\n\n${SIGNATURE_MARK}`, from);
    const end = blank < 0 ? -1 : file.indexOf('\n', blank + 2);
    if (end < 0) return { checkpoints, rest: file.slice(from) };
    const line = file.slice(blank + 2 + SIGNATURE_MARK.length, end);
    const found = readNote(file.slice(from, blank + 1), line.slice(ORIGIN.length + 1));
    if (!found) return { checkpoints, rest: file.slice(from) };
    checkpoints.push(found);
    from = end + 1;
  }
}
