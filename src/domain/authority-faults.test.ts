import { describe, expect, it } from 'vitest';
import { findAuthorityFaults } from './authority-faults';

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
});
