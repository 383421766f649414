import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Heads, placeOf, privateKeyOf, publicLineOf, signCheckpoint } from './checkpoint';
import { checkExportFile } from './export-check';
import { FORMAT, type Line } from './export-file';

const key = privateKeyOf(Buffer.alloc(32, 7));
const publicLine = publicLineOf(key);
const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 4, minute));
const START = sha256('start');

/** The seals of a chain from `from` on over these contents, and where they end. */
function chainOf(contents: readonly string[], from = 1n) {
  let hash = START;
  for (const content of contents) hash = sha256(hash, sha256(content));
  return { contents, from, head: { number: from + BigInt(contents.length) - 1n, hash: hash.toString('hex') } };
}
type Chain = ReturnType<typeof chainOf>;

/** A file of two chains as it is taken out; the second is signed a minute after the first. */
function linesOf(one: Chain, two: Chain): Line[] {
  const heads: Heads = new Map([
    [5, one.head],
    [9, two.head],
    [12, chainOf(['other']).head],
  ]);
  const part = (chain: number, { contents, from, head }: Chain, minute: number): Line[] => {
    const { text: note, signature } = signCheckpoint({ heads, moved: heads, at: at(minute), prior: '' }, key);
    return [
      { chain, from: `${from}`, prior: START.toString('hex') },
      ...contents.map((content, index) => ({ number: `${from + BigInt(index)}`, content })),
      { signedHead: `${head.number}`, ...placeOf(heads, chain), note, signature },
    ];
  };
  const events = one.contents.length + two.contents.length;
  const head: Line = { format: FORMAT, exportedAt: at(9).toISOString(), events, publicKey: publicLine };
  return [head, ...part(5, one, 0), ...part(9, two, 1)];
}
const whole = () => linesOf(chainOf(['{"a":1}', '{"a":2}']), chainOf(['{"b":1}'], 7n));
const check = (lines: readonly Line[], keys = [publicLine]) =>
  checkExportFile(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`, keys);
const changed = (index: number, change: object) =>
  whole().map((line, at) => (at === index ? { ...line, ...change } : line)) as Line[];

describe('a file of the record', () => {
  it('proves itself, with its events counted and the latest signature named', () => {
    expect(check(whole())).toEqual({ faults: [], events: 3, signedUntil: at(1) });
    // in whichever order its chains come
    const [head, ...rest] = whole();
    expect(check([head as Line, ...rest.slice(4), ...rest.slice(0, 4)])).toMatchObject({
      signedUntil: at(1),
      faults: [],
    });
  });

  it('holds hashes alone of what lies between, which are no events of it', () => {
    const contentHash = sha256('{"a":2}').toString('hex');
    const lines = whole().map((line) =>
      'content' in line && line.content === '{"a":2}' ? { number: '2', contentHash } : line,
    );
    expect(check(lines).faults).toEqual(['3 events are announced, 2 are there']);
    expect(check(lines.map((line) => ('format' in line ? { ...line, events: 2 } : line)))).toMatchObject({
      ...{ faults: [], events: 2 },
    });
  });

  it.each<[string, Line[], string[]]>([
    [
      'an event that was changed',
      changed(2, { content: '{"a":3}' }),
      ['chain 5: what was signed is other than these events'],
    ],
    [
      'another beginning',
      changed(1, { prior: '00'.repeat(32) }),
      ['chain 5: what was signed is other than these events'],
    ],
    ['another place in the tree', changed(4, { index: 2 }), ['chain 5: what was signed is other than these events']],
    ['a head that is not its end', changed(4, { signedHead: '3' }), ['chain 5 ends at 2, and 3 is proved']],
    ['a signature of nobody', changed(4, { signature: 'AAAA' }), ['chain 5: its checkpoint is not signed by the key']],
    ['a note that is none', changed(4, { note: 'said so' }), ['chain 5: its checkpoint is not signed by the key']],
    [
      'a number left out',
      changed(3, { number: '3' }),
      ['chain 5: after 1 comes 3', 'chain 5 ends at 3, and 2 is proved'],
    ],
    ['an end cut off', whole().slice(0, -1), ['chain 9: its end is not proved']],
    ['an end cut off between', whole().toSpliced(4, 1), ['chain 5: its end is not proved']],
    ['another format', changed(0, { format: 'else' }), ['this is no file of the record']],
    ['no head', whole().slice(1), ['this is no file of the record']],
    ['more events announced', changed(0, { events: 4 }), ['4 events are announced, 3 are there']],
    [
      'what was not signed yet',
      whole().toSpliced(4, 1, { unsigned: '1' }),
      ['chain 5 from 1 on was not signed yet: take it out again later'],
    ],
  ])('says of %s what is wrong', (_name, lines, faults) => {
    expect(check(lines).faults).toEqual(faults);
  });

  it('says of a line that belongs nowhere where it is', () => {
    const [head, , seal] = whole() as [Line, Line, Line];
    expect(check([{ ...head, events: 0 } as Line, seal]).faults).toEqual(['line 2 belongs to no chain']);
    const text = whole().map((line) => JSON.stringify(line));
    expect(checkExportFile(text.toSpliced(5, 0, 'scribble').join('\n'), [publicLine]).faults).toEqual([
      'line 6 is no JSON',
    ]);
  });

  it('counts no key of its own, only those that were handed over before', () => {
    expect(check(whole(), []).faults).toContain('no public key was given to check the signatures by');
    const other = publicLineOf(privateKeyOf(Buffer.alloc(32, 8)));
    expect(check(whole(), [other]).faults).toEqual([
      'chain 5: its checkpoint is not signed by the key',
      'chain 9: its checkpoint is not signed by the key',
    ]);
    expect(check(whole(), [other]).signedUntil).toBeNull();
    expect(check(whole(), ['no key at all', other, publicLine]).faults).toEqual([]);
  });
});
