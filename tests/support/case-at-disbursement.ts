import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase, meetCondition } from '@/features/decisions/mutations';
import { db } from '@/server/db';
import { caseAtDecision, fileFor } from './case-at-decision';
import { at, must } from './world';

type Wanted = {
  /** what is paid in instalments; together the contract */
  trancheFen?: bigint[];
  repaymentMethod?: 'BULLET' | 'EQUAL_INSTALMENTS' | 'EQUAL_PRINCIPAL';
  termMonths?: number;
  /** a condition of disbursement that stays open */
  openCondition?: boolean;
  /** leave the stage's document out */
  withoutDocument?: boolean;
};

const DAY = '2026-03-02';

/** A cooperative's case with its signed contract, waiting for its first payment. */
export async function caseAtDisbursement(wanted: Wanted = {}): Promise<{ caseId: string; trancheIds: string[] }> {
  const { trancheFen = [50_000_000n, 30_000_000n], repaymentMethod = 'BULLET', termMonths = 12 } = wanted;
  const amountFen = trancheFen.reduce((sum, fen) => sum + fen, 0n);
  const caseId = await caseAtDecision({ amountFen, termMonths, day: DAY });
  const conditions = wanted.openCondition ? [{ text: '增加一名担保人', gate: 'DISBURSEMENT' as const }] : [];
  const approver = await at('approver', DAY);
  must(await decideCase(approver, { caseId, version: null, outcome: 'APPROVED', opinion: '同意', conditions }));
  const manager = await at('manager', DAY);
  must(
    await draftContract(manager, {
      caseId,
      version: null,
      amountFen,
      termMonths,
      rateBps: 475,
      repaymentMethod,
      securityKind: 'GUARANTEE',
      securityReference: '示例保〔2026〕7号',
      linkedHouseholds: 12,
      tranches: trancheFen.map((fen, index) => ({ plannedOn: `2026-0${index + 4}-01`, amountFen: fen })),
    }),
  );
  must(await checkContract(await at('legal', DAY), { caseId, version: null, outcome: 'PASSED', opinion: '合规' }));
  for (const code of ['SIGNED_CONTRACT', 'SECURITY_DOCUMENT', 'LINKAGE_AGREEMENT']) await fileFor(caseId, code);
  must(await signContract(manager, { caseId, version: null, signedOn: DAY }));
  if (!wanted.withoutDocument) await fileFor(caseId, 'DISBURSEMENT_REQUEST');
  const tranches = await db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
  return { caseId, trancheIds: tranches.map((row) => row.id) };
}

/** The condition that was left open, met. */
export async function meetOpenConditions(caseId: string): Promise<void> {
  const open = await db().condition.findMany({ where: { caseId, status: 'OPEN' } });
  for (const { id } of open)
    must(await meetCondition(await at('manager', DAY), { conditionId: id, evidence: '已落实' }));
}
