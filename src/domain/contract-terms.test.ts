import { expect, it } from 'vitest';
import { type ContractTerms, checkContractTerms } from './contract-terms';
import type { ProgrammeBody } from './programme';

const definition = {
  rateCeilingBps: 500,
  repaymentMethods: ['BULLET'],
  securityKinds: ['NONE', 'POLICY'],
  linkageFor: ['COOPERATIVE'],
} as unknown as ProgrammeBody;
const approved = { amountFen: 50_000n, termMonths: 12, rateBps: 450, on: '2026-03-01' };
const contract: ContractTerms = {
  amountFen: 50_000n,
  termMonths: 12,
  rateBps: 450,
  repaymentMethod: 'BULLET',
  securityKind: 'POLICY',
  securityReference: 'P-1',
  linkedHouseholds: 3,
  tranches: [
    { plannedOn: '2026-03-01', amountFen: 20_000n },
    { plannedOn: '2026-06-01', amountFen: 30_000n },
  ],
};
const check = (change: Partial<ContractTerms>, kind: 'COOPERATIVE' | 'HOUSEHOLD' = 'COOPERATIVE') =>
  checkContractTerms({ ...contract, ...change }, approved, definition, kind, 500)?.code;
const tranche = (plannedOn: string, amountFen: bigint) => ({ plannedOn, amountFen });

it('admits a contract within the approval', () => {
  expect(check({})).toBeUndefined();
  expect(check({ securityKind: 'NONE', securityReference: null })).toBeUndefined();
  expect(check({ linkedHouseholds: null }, 'HOUSEHOLD')).toBeUndefined();
  expect(check({ tranches: [tranche('2026-04-01', 20_000n), tranche('2026-04-01', 30_000n)] })).toBeUndefined();
  expect(check({ linkedHouseholds: 1 })).toBeUndefined();
  expect(check({ amountFen: 1n, termMonths: 1, tranches: [tranche('2026-03-01', 1n)] })).toBeUndefined();
  // the last instalment on the last day of the term
  expect(check({ tranches: [tranche('2026-03-01', 20_000n), tranche('2027-02-28', 30_000n)] })).toBeUndefined();
});

it('admits twelve instalments, and not thirteen', () => {
  const parts = (count: number) => ({
    amountFen: BigInt(count),
    tranches: Array.from({ length: count }, () => tranche('2026-04-01', 1n)),
  });
  expect(check(parts(12))).toBeUndefined();
  expect(check(parts(13))).toBe('TRANCHES_DO_NOT_ADD_UP');
});

it.each([
  [{ amountFen: 50_001n }, 'CONTRACT_OVER_APPROVED'],
  [{ amountFen: 0n }, 'CONTRACT_OVER_APPROVED'],
  [{ termMonths: 13 }, 'TERM_OUT_OF_RANGE'],
  [{ termMonths: 0 }, 'TERM_OUT_OF_RANGE'],
  [{ termMonths: 1.5 }, 'TERM_OUT_OF_RANGE'],
  [{ rateBps: 0 }, 'RATE_OVER_CEILING'],
  [{ rateBps: 501 }, 'RATE_OVER_CEILING'],
  [{ repaymentMethod: 'EQUAL_PRINCIPAL' as const }, 'INVALID_INPUT'],
  [{ securityKind: 'GUARANTEE' as const }, 'SECURITY_MISSING'],
  [{ securityReference: ' ' }, 'SECURITY_MISSING'],
  [{ linkedHouseholds: null }, 'LINKAGE_MISSING'],
  [{ linkedHouseholds: 0 }, 'LINKAGE_MISSING'],
  [{ linkedHouseholds: 1.5 }, 'LINKAGE_MISSING'],
  [{ tranches: [tranche('2026-04-01', 50_000n), tranche('2026-05-01', 0n)] }, 'TRANCHES_DO_NOT_ADD_UP'],
  [{ tranches: [] }, 'TRANCHES_DO_NOT_ADD_UP'],
  [{ tranches: [tranche('2026-04-01', 49_999n)] }, 'TRANCHES_DO_NOT_ADD_UP'],
  [{ tranches: [tranche('2026-04-01', 60_000n), tranche('2026-05-01', -10_000n)] }, 'TRANCHES_DO_NOT_ADD_UP'],
  [{ tranches: Array.from({ length: 13 }, () => tranche('2026-04-01', 50_000n / 13n)) }, 'TRANCHES_DO_NOT_ADD_UP'],
  [{ tranches: [tranche('2026-05-01', 20_000n), tranche('2026-04-01', 30_000n)] }, 'DATE_OUT_OF_ORDER'],
  [{ tranches: [tranche('2026-02-28', 50_000n)] }, 'DATE_OUT_OF_ORDER'],
  [{ tranches: [tranche('2026-03-01', 20_000n), tranche('2027-03-01', 30_000n)] }, 'TRANCHE_AFTER_TERM'],
] as [Partial<ContractTerms>, string][])('refuses %o with %s', (change, code) => expect(check(change)).toBe(code));
