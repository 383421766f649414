import { beforeAll, describe, expect, it, vi } from 'vitest';

vi.stubEnv('APP_DATABASE_URL', 'postgres://nowhere');
vi.stubEnv('DATA_DIR', '/nowhere');
vi.stubEnv('FUQIAO_DATA_KEY', Buffer.alloc(32, 3).toString('base64'));
vi.stubEnv('FUQIAO_INDEX_KEY', Buffer.alloc(32, 4).toString('base64'));

let crypto: typeof import('./crypto');
beforeAll(async () => {
  crypto = await import('./crypto');
});

const NUMBER = '990000198503020012';

describe('ciphertext', () => {
  it('opens again, shows nothing of the value and is another each time', () => {
    const [one, two] = [crypto.encrypt(NUMBER), crypto.encrypt(NUMBER)];
    expect(crypto.decrypt(one)).toBe(NUMBER);
    expect(crypto.decrypt(crypto.encrypt('样本甲，样本路1号'))).toBe('样本甲，样本路1号');
    expect(crypto.decrypt(crypto.encrypt(''))).toBe('');
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(Buffer.from(one).toString('latin1')).not.toContain(NUMBER.slice(0, 6));
  });

  it('refuses to open when any byte was altered, cut or is of an unknown version', () => {
    const sealed = crypto.encrypt(NUMBER);
    for (let index = 0; index < sealed.length; index++) {
      const altered = Uint8Array.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => crypto.decrypt(altered)).toThrow();
    }
    for (const cut of [sealed.slice(0, -1), sealed.slice(0, 10), new Uint8Array()])
      expect(() => crypto.decrypt(cut)).toThrow();
  });
});

describe('blind index', () => {
  it('is equal for equal values of a kind alone', () => {
    const hex = (kind: 'identity' | 'phone' | 'account', value: string) =>
      Buffer.from(crypto.blindIndex(kind, value)).toString('hex');
    expect(hex('identity', NUMBER)).toBe(hex('identity', NUMBER));
    expect(hex('identity', NUMBER)).toHaveLength(64);
    expect(
      new Set([hex('identity', NUMBER), hex('phone', NUMBER), hex('account', NUMBER), hex('identity', '1')]).size,
    ).toBe(4);
  });
});

describe('canonical hash', () => {
  it('does not depend on the order of names, and tells values and nothing apart', () => {
    const { canonicalHash } = crypto;
    expect(canonicalHash({ a: 1, b: 'x' })).toBe(canonicalHash({ b: 'x', a: 1n }));
    expect(canonicalHash({ a: null })).not.toBe(canonicalHash({ a: 'null' }));
    expect(canonicalHash({ a: 'b', c: 'd' })).not.toBe(canonicalHash({ a: 'bc', d: '' }));
  });
});
