import { beforeAll, describe, expect, it, vi } from 'vitest';

vi.stubEnv('APP_DATABASE_URL', 'postgres://localhost/nowhere');
vi.stubEnv('DATA_DIR', '/nowhere');
const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
vi.stubEnv('FUQIAO_DATA_KEY', `2:${keyOf(3)},1:${keyOf(5)}`);
vi.stubEnv('FUQIAO_INDEX_KEY', Buffer.alloc(32, 4).toString('base64'));

let crypto: typeof import('./crypto');
beforeAll(async () => {
  // one process reads many files of tests, and the settings once
  vi.resetModules();
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

describe('several keys', () => {
  it('writes by the first, and says so in the first byte', () => {
    expect(crypto.writingVersion()).toBe(2);
    expect(crypto.encrypt(NUMBER)[0]).toBe(2);
    expect(crypto.encrypt(NUMBER)).toHaveLength(1 + 12 + 16 + NUMBER.length);
  });

  it('reads what an older one wrote, and says of one that is gone that it is unknown', async () => {
    const { createCipheriv } = await import('node:crypto');
    const iv = Buffer.alloc(12, 9);
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 5), iv);
    const body = Buffer.concat([cipher.update(NUMBER, 'utf8'), cipher.final()]);
    const old = (version: number) => Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body]);
    expect(crypto.decrypt(old(1))).toBe(NUMBER);
    expect(() => crypto.decrypt(old(2))).toThrow();
    expect(() => crypto.decrypt(old(3))).toThrow('unknown ciphertext version');
    expect(() => crypto.decrypt(new Uint8Array())).toThrow('unknown ciphertext version');
  });
});

describe('a seal', () => {
  const of = (value: Record<string, string | bigint | number | null>, kind: 'approval' | 'payment' = 'payment') =>
    crypto.sealer().seal(kind, value);
  it('fits the same values in any order, and no others', () => {
    expect(of({ amountFen: 7n, payee: '甲' })).toBe(of({ payee: '甲', amountFen: 7 }));
    expect(of({ amountFen: 7n })).toHaveLength(64);
    const seals = [of({ amountFen: 7n }), of({ amountFen: 8n }), of({ amountFen: null }), of({ otherFen: 7n }), of({})];
    expect(new Set(seals).size).toBe(5);
  });

  it('of an approval is none of a payment, and is not the hash that anybody can make', () => {
    expect(of({ amountFen: 7n }, 'approval')).not.toBe(of({ amountFen: 7n }, 'payment'));
    expect(of({ amountFen: 7n })).not.toBe(crypto.canonicalHash({ amountFen: 7n }));
  });
});

it('hashes the form that is written down: names in order, numbers as text', async () => {
  const { createHash, createHmac } = await import('node:crypto');
  const form = '[["a",null],["b","1"],["c","x"]]';
  const value = { c: 'x', a: null, b: 1n };
  expect(crypto.canonicalHash(value)).toBe(createHash('sha256').update(form).digest('hex'));
  const key = Buffer.alloc(32, 4);
  expect(crypto.sealer().seal('payment', value)).toBe(
    createHmac('sha256', key).update(`seal:payment:${form}`).digest('hex'),
  );
  const index = createHmac('sha256', key).update(`identity:${NUMBER}`).digest('hex');
  expect(Buffer.from(crypto.blindIndex('identity', NUMBER)).toString('hex')).toBe(index);
});

describe('keys of the index and the seals, while one replaces another', () => {
  /** The module as a process has it that was started with these keys, the writing one first. */
  async function startedWith(...keys: [version: number, byte: number][]) {
    const ring = keys.map(([version, byte]) => `${version}:${keyOf(byte)}`).join(',');
    vi.stubEnv('FUQIAO_INDEX_KEY', ring);
    vi.resetModules();
    const started = await import('./crypto');
    // the settings are read at the first question
    started.indexVersion();
    return started;
  }
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const order = { amountFen: 100n, payeeName: '样本甲' };

  it('finds a value under each, and writes it under the first', async () => {
    const [old, both] = [await startedWith([1, 4]), await startedWith([2, 6], [1, 4])];
    expect(both.indexVersion()).toBe(2);
    const found = both.blindIndexes('phone', '13000000000').map(hex);
    expect(found).toEqual([both.blindIndex('phone', '13000000000'), old.blindIndex('phone', '13000000000')].map(hex));
    expect(new Set(found).size).toBe(2);
  });

  it('queues by the key that both processes have', async () => {
    const [old, both] = [await startedWith([1, 4]), await startedWith([2, 6], [1, 4])];
    expect(both.queueIndex('identity', NUMBER)).toBe(old.queueIndex('identity', NUMBER));
    expect(old.queueIndex('identity', NUMBER)).toMatch(/^[0-9a-f]{64}$/);
    expect(old.queueIndex('identity', NUMBER)).not.toBe(old.queueIndex('identity', '1'));
  });

  it('knows by which key a seal was made, and of one that is gone that nothing can be said', async () => {
    const old = await startedWith([1, 4]);
    const first = old.sealer().seal('payment', order);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const both = await startedWith([2, 6], [1, 4]);
    const second = both.sealer().seal('payment', order);
    expect(second).toMatch(/^2:[0-9a-f]{64}$/);
    for (const seal of [first, second]) expect(both.sealerFor(seal)?.seal('payment', order)).toBe(seal);
    expect(both.sealerFor(first)?.seal('payee', order)).not.toBe(first);
    expect(old.sealerFor(second)).toBeNull();
    expect((await startedWith([2, 6])).sealerFor(first)).toBeNull();
  });

  it('speaks in a seal of a value without holding it, by the key of that seal', async () => {
    const both = await startedWith([2, 6], [1, 4]);
    const [now, then] = [both.sealer(), both.sealerFor('0'.repeat(64))];
    expect(now.index('account', NUMBER)).toBe(hex(both.blindIndex('account', NUMBER)));
    expect(then?.index('account', NUMBER)).not.toBe(now.index('account', NUMBER));
    expect(then?.index('account', NUMBER)).toMatch(/^[0-9a-f]{64}$/);
  });
});
