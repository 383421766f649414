import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRANCH, factsOf, TODAY } from '../../tests/support/facts';
import { type AuthorityRow, authorityLadder, decidingStep } from './authority';
import { decisionLevel } from './waiting';

const PATH = [BRANCH.county, BRANCH.provincial, BRANCH.head];

function row(organisationId: string, upToFen: bigint | null, change: Partial<AuthorityRow> = {}): AuthorityRow {
  return {
    id: `${organisationId} ${upToFen} ${change.applicantKind ?? ''}`,
    source: 'LIMIT',
    organisationId,
    applicantKind: null,
    upToFen,
    approvals: 1,
    validFrom: '2017-05-16',
    validTo: null,
    documentNumber: 'N',
    ...change,
  };
}

const ROWS = [
  row(BRANCH.county, 300_000_000n, { approvals: 2 }),
  row(BRANCH.county, 100_000_000n),
  row(BRANCH.provincial, 1_000_000_000n),
  row(BRANCH.head, null),
];
const decide = (amountFen: bigint, rows = ROWS, on = TODAY, kind: AuthorityRow['applicantKind'] = 'COOPERATIVE') =>
  decidingStep(authorityLadder(rows, PATH, amountFen, kind ?? 'COOPERATIVE', on));

describe('the ladder of authority', () => {
  it.each([
    [1n, BRANCH.county, 1],
    [100_000_000n, BRANCH.county, 1],
    [100_000_001n, BRANCH.county, 2],
    [300_000_000n, BRANCH.county, 2],
    [300_000_001n, BRANCH.provincial, 1],
    [1_000_000_000n, BRANCH.provincial, 1],
    [1_000_000_001n, BRANCH.head, 1],
  ])('sends %s fen to the lowest level whose limit holds it, the limit itself included', (amount, level, approvals) => {
    expect(decide(amount)).toMatchObject({ organisationId: level, row: { approvals } });
  });

  it('knows the highest limit of each level, null without one and undefined without a row', () => {
    const ladder = authorityLadder(ROWS.slice(1), [BRANCH.county, 'nobody', BRANCH.head], 5n, 'HOUSEHOLD', TODAY);
    expect(ladder.map((step) => step.upToFen)).toEqual([100_000_000n, undefined, null]);
  });

  it('has no level where no row holds the amount', () => {
    expect(decide(100_000_001n, [row(BRANCH.county, 100_000_000n)])).toBeNull();
    expect(decide(1n, [])).toBeNull();
  });

  it('counts a row from its first day until the day before its last', () => {
    const rows = [row(BRANCH.county, 100n, { validFrom: '2026-03-02', validTo: '2026-06-01' })];
    expect(decide(1n, rows, '2026-03-01')).toBeNull();
    expect(decide(1n, rows, '2026-03-02')).not.toBeNull();
    expect(decide(1n, rows, '2026-05-31')).not.toBeNull();
    expect(decide(1n, rows, '2026-06-01')).toBeNull();
  });

  it('takes rows of the kind of applicant before general ones, even when they allow less', () => {
    const rows = [
      row(BRANCH.county, 500n),
      row(BRANCH.county, 50n, { applicantKind: 'HOUSEHOLD' }),
      row(BRANCH.head, null),
    ];
    expect(decide(60n, rows, TODAY, 'HOUSEHOLD')?.organisationId).toBe(BRANCH.head);
    expect(decide(60n, rows, TODAY, 'COOPERATIVE')?.organisationId).toBe(BRANCH.county);
  });

  it('says which limits the case passed on its way up', () => {
    const level = decisionLevel(factsOf({ authorityRows: ROWS }), 400_000_000n, TODAY);
    expect(level).toMatchObject({ organisationId: BRANCH.provincial, passed: [{ upToFen: 300_000_000n }] });
    expect(decisionLevel(factsOf({ authorityRows: [] }), 1n, TODAY)).toBeNull();
  });

  it('is monotone: a larger amount is never decided lower, nor by a smaller row of the same level', () => {
    const limit = fc.option(fc.bigInt({ min: 1n, max: 10_000n }), { nil: null });
    const anyRow = fc.record({
      organisationId: fc.constantFrom(...PATH),
      upToFen: limit,
      kind: fc.constantFrom(null, 'COOPERATIVE' as const, 'HOUSEHOLD' as const),
    });
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 12 }),
        fc.bigInt({ min: 1n, max: 12_000n }),
        fc.bigInt({ min: 0n, max: 12_000n }),
        (drawn, amount, more) => {
          const rows = drawn.map(({ organisationId, upToFen, kind }) =>
            row(organisationId, upToFen, { applicantKind: kind }),
          );
          const [low, high] = [decide(amount, rows), decide(amount + more, rows)];
          if (low === null) expect(high).toBeNull();
          else if (high) {
            const [lower, higher] = [PATH.indexOf(low.organisationId), PATH.indexOf(high.organisationId)];
            expect(higher).toBeGreaterThanOrEqual(lower);
            const limits = [low.row.upToFen, high.row.upToFen];
            if (lower === higher && limits[0] !== null && limits[1] !== null)
              expect(Number(limits[1])).toBeGreaterThanOrEqual(Number(limits[0]));
          }
        },
      ),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ROWS, { minLength: ROWS.length }),
        fc.bigInt({ min: 1n, max: 2_000_000_000n }),
        (rows, amount) => {
          expect(decide(amount, rows)?.row.id).toBe(decide(amount)?.row.id);
        },
      ),
    );
  });
});
