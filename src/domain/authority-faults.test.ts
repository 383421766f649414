import { describe, expect, it } from 'vitest';
import { findAuthorityFaults, later, overlaps } from './authority-faults';

const row = (changes: object) => ({
  id: 'a',
  organisationId: 'bank',
  applicantKind: null,
  upToFen: 100n as bigint | null,
  approvals: 1,
  validFrom: '2017-05-16',
  validTo: null as string | null,
  ...changes,
});
const kindsOf = (...rows: ReturnType<typeof row>[]) =>
  findAuthorityFaults(rows, '2026-11-23').map(({ kind, from, to }) => `${kind} ${from} ${to}`);

describe('rows of authority', () => {
  it('are all right one above the other, and one after the other', () => {
    expect(kindsOf(row({}), row({ upToFen: 300n, approvals: 2 }))).toEqual([]);
    expect(kindsOf(row({ validTo: '2027-01-01' }), row({ validFrom: '2027-01-01' }))).toEqual([]);
    expect(kindsOf(row({}), row({ applicantKind: 'HOUSEHOLD' }))).toEqual([]);
  });

  it('leave a gap where none is in force, now or later', () => {
    expect(kindsOf(row({ validTo: '2026-01-01' }))).toEqual(['GAP 2026-11-23 null']);
    expect(kindsOf(row({ validTo: '2027-01-01' }), row({ validFrom: '2027-02-01' }))).toEqual([
      'GAP 2027-01-01 2027-02-01',
    ]);
  });

  it('overlap where two say the same limit at one time', () => {
    expect(kindsOf(row({}), row({ validFrom: '2026-01-01', approvals: 2 }))).toEqual(['OVERLAP 2026-01-01 null']);
    expect(kindsOf(row({ upToFen: null }), row({ upToFen: null }))).toEqual(['OVERLAP 2017-05-16 null']);
  });

  it('are odd where more money needs fewer people', () => {
    expect(kindsOf(row({ approvals: 2 }), row({ upToFen: null, approvals: 1 }))).toEqual(['APPROVALS 2017-05-16 null']);
  });

  it('say where a gap is, of which organisation and kind of applicant', () => {
    const rows = [row({}), row({ organisationId: 'other', applicantKind: 'HOUSEHOLD', validTo: '2026-12-01' })];
    expect(findAuthorityFaults(rows, '2026-11-23')).toEqual([
      { kind: 'GAP', organisationId: 'other', applicantKind: 'HOUSEHOLD', from: '2026-12-01', to: null },
    ]);
  });

  it('are in force on their first day and not on their last', () => {
    expect(kindsOf(row({ validFrom: '2026-11-23' }))).toEqual([]);
    expect(kindsOf(row({ validFrom: '2026-11-24' }))).toEqual(['GAP 2026-11-23 2026-11-24']);
    expect(kindsOf(row({ validTo: '2026-11-23' }), row({ upToFen: 300n }))).toEqual([]);
    expect(kindsOf(row({ validTo: '2026-11-23' }))).toEqual(['GAP 2026-11-23 null']);
    expect(kindsOf(row({ validTo: '2026-11-23' }), row({ validFrom: '2026-01-01' }))).toEqual([]);
    // one that ends before it begins says nothing
    expect(kindsOf(row({ validFrom: '2027-01-01', validTo: '2027-01-01' }), row({}))).toEqual([]);
  });

  it('leave no gap under a row that lasts longer than the one after it', () => {
    const [long, short] = [row({ validTo: '2028-01-01' }), row({ upToFen: 50n, validTo: '2027-01-01' })];
    const last = row({ validFrom: '2028-01-01' });
    expect(kindsOf(long, { ...short, validFrom: '2026-12-01' }, last)).toEqual([]);
    expect(kindsOf(last, { ...short, validFrom: '2026-12-01' }, long)).toEqual([]);
  });

  it('overlap for the days that both have, and not where one follows the other', () => {
    expect(kindsOf(row({ validTo: '2027-06-01' }), row({ validFrom: '2027-01-01' }))).toEqual([
      'OVERLAP 2027-01-01 2027-06-01',
    ]);
    expect(kindsOf(row({}), row({ validFrom: '2027-01-01', validTo: '2027-02-01' }))).toEqual([
      'OVERLAP 2027-01-01 2027-02-01',
    ]);
  });

  it('are odd in whichever order they stand, and only while both are in force', () => {
    const [little, much] = [row({ approvals: 2 }), row({ upToFen: 300n, approvals: 1 })];
    expect(kindsOf(little, much)).toEqual(['APPROVALS 2017-05-16 null']);
    expect(kindsOf(much, little)).toEqual(['APPROVALS 2017-05-16 null']);
    expect(kindsOf(row({ upToFen: null, approvals: 1 }), row({ approvals: 2 }))).toEqual(['APPROVALS 2017-05-16 null']);
    expect(kindsOf(row({ upToFen: null, approvals: 2 }), row({ approvals: 2 }))).toEqual([]);
    expect(kindsOf(row({ upToFen: 300n, approvals: 2 }), row({ approvals: 2 }))).toEqual([]);
    expect(kindsOf(row({ approvals: 2 }), row({ upToFen: 300n, approvals: 2 }))).toEqual([]);
    expect(kindsOf(row({ approvals: 2 }), row({ upToFen: null, approvals: 2 }))).toEqual([]);
    expect(kindsOf({ ...little, validTo: '2027-01-01' }, { ...much, validFrom: '2027-01-01' })).toEqual([]);
  });
});

describe('two rows', () => {
  const one = row({ validFrom: '2026-01-01', validTo: '2026-07-01' });
  it.each([
    [{}, true],
    [{ validFrom: '2026-06-30', validTo: null }, true],
    [{ validFrom: '2026-07-01', validTo: null }, false],
    [{ validFrom: '2025-01-01', validTo: '2026-01-02' }, true],
    [{ validFrom: '2025-01-01', validTo: '2026-01-01' }, false],
    [{ organisationId: 'other' }, false],
    [{ applicantKind: 'HOUSEHOLD' }, false],
    [{ upToFen: 101n }, false],
  ])('of which the other is %o overlap: %s', (changes, expected) => {
    const other = { ...one, ...changes } as typeof one;
    expect(overlaps(one, other)).toBe(expected);
    expect(overlaps(other, one)).toBe(expected);
  });

  it('begin together on the later day', () => {
    expect(later('2026-01-01', '2026-01-02')).toBe('2026-01-02');
    expect(later('2026-01-02', '2026-01-01')).toBe('2026-01-02');
  });
});
