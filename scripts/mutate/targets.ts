/** What must not be wrong unnoticed, file by file. */
export const TARGETS: Record<string, readonly string[]> = {
  money: [
    ...['money', 'ledger', 'allocation', 'subsidy', 'quota', 'risk-fund', 'disbursement', 'repayment-plan'],
    ...['accounts', 'bank-return', 'loan-class', 'rate-ceiling', 'contract-terms'],
  ].map((name) => `src/domain/${name}.ts`),
  authority: ['authority', 'authority-faults', 'four-eyes', 'raise', 'signers'].map((name) => `src/domain/${name}.ts`),
  scope: ['src/domain/actor.ts', 'src/domain/permissions.ts', 'src/server/scope.ts'],
  audit: ['src/features/seals/tree.ts', 'src/features/seals/export-check.ts', 'src/server/crypto.ts'],
};
