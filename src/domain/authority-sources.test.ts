import { expect, it } from 'vitest';
import { type AuthorityRow, authorityLadder } from './authority';

const row = (id: string, upToFen: bigint | null, change: Partial<AuthorityRow> = {}): AuthorityRow => ({
  ...{ id, upToFen, source: 'LIMIT', organisationId: 'branch', applicantKind: null, approvals: 1 },
  ...{ validFrom: '2017-01-01', validTo: null, documentNumber: '示例' },
  ...change,
});
const ladder = (rows: AuthorityRow[], amountFen: bigint) =>
  authorityLadder(rows, ['branch'], amountFen, 'HOUSEHOLD', '2026-03-02')[0];

it('goes by the limits of the organisation before the matrix of the definition', () => {
  const matrix = row('matrix', 900n, { source: 'DEFINITION' });
  expect(ladder([matrix], 500n)?.row?.id).toBe('matrix');
  expect(ladder([matrix, row('limit', 100n)], 500n)?.row).toBeNull();
  expect(ladder([matrix, row('limit', 100n)], 500n)?.upToFen).toBe(100n);
});

it('goes by rows that name the kind before general ones, and never by those of another kind', () => {
  const own = row('own', 100n, { applicantKind: 'HOUSEHOLD' });
  const other = row('other', 900n, { applicantKind: 'ENTERPRISE' });
  expect(ladder([row('general', 500n), own], 300n)?.row).toBeNull();
  expect(ladder([row('general', 500n), other], 300n)?.row?.id).toBe('general');
  expect(ladder([other], 300n)?.row).toBeNull();
});

it('adds what a raise, a special item and a posting widen, where they are for this kind', () => {
  for (const source of ['RAISE', 'SPECIAL_ITEM', 'POSTING'] as const) {
    expect(ladder([row('limit', 100n), row('wider', 900n, { source })], 500n)?.row?.id).toBe('wider');
    const own = row('wider', 900n, { source, applicantKind: 'HOUSEHOLD' });
    expect(ladder([row('limit', 100n), own], 500n)?.row?.id).toBe('wider');
    const other = row('wider', 900n, { source, applicantKind: 'ENTERPRISE' });
    expect(ladder([row('limit', 100n), other], 500n)?.row).toBeNull();
  }
});

it('takes the lowest row that covers the amount, one without limit last', () => {
  const rows = [row('all', null), row('high', 900n), row('low', 500n)];
  for (const some of [rows, rows.toReversed(), [rows[1], rows[0], rows[2]] as AuthorityRow[]]) {
    expect(ladder(some, 500n)?.row?.id).toBe('low');
    expect(ladder(some, 501n)?.row?.id).toBe('high');
    expect(ladder(some, 901n)?.row?.id).toBe('all');
    expect(ladder(some, 1n)?.upToFen).toBeNull();
  }
});

it('lets everybody who is posted for as much decide together, and nobody by an office row', () => {
  const posted = (id: string, upToFen: bigint, userIds: string[]) => row(id, upToFen, { source: 'POSTING', userIds });
  const both = [posted('one', 500n, ['ann']), posted('two', 900n, ['bo'])];
  expect(ladder(both, 400n)?.row?.userIds).toEqual(['ann', 'bo']);
  expect(ladder(both, 600n)?.row?.userIds).toEqual(['bo']);
  expect(ladder([row('limit', 450n), ...both], 400n)?.row?.userIds).toBeUndefined();
  expect(ladder([posted('one', 500n, ['ann']), row('all', null)], 400n)?.row?.userIds).toEqual(['ann']);
});
