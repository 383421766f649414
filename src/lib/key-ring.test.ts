import { describe, expect, it } from 'vitest';
import { readKeyRing } from './key-ring';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('a ring of keys', () => {
  it('is one key of version 1, or several of which the first writes', () => {
    expect(readKeyRing(key(1))).toEqual({ writes: 1, keys: new Map([[1, Buffer.alloc(32, 1)]]) });
    const ring = readKeyRing(`2:${key(2)}, 1:${key(1)}`);
    expect(ring?.writes).toBe(2);
    expect([...(ring?.keys.keys() ?? [])]).toEqual([2, 1]);
  });

  it.each([
    '',
    'short',
    key(1).slice(0, -4),
    `0:${key(1)}`,
    `256:${key(1)}`,
    `1:${key(1)},1:${key(2)}`,
    `${key(1)},${key(2)}`,
    `2:${key(1)},`,
  ])('is not %s', (text) => expect(readKeyRing(text)).toBeNull());
});
