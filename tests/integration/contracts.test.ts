import { expect, test } from 'vitest';
import { changeCase } from '@/features/cases/mutations';
import { type ContractInput, checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase, meetCondition } from '@/features/decisions/mutations';
import { db } from '@/server/db';
import { caseAtDecision, fileFor } from '../support/case-at-decision';
import { expectHeldAgainstRecord } from '../support/settled';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-03-03';
const APPROVED = 80_000_000n;
const as = (name: string, day = DAY) => at(name, day);
const caseOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
const contractOf = (caseId: string) => db().contract.findFirstOrThrow({ where: { caseId, status: { not: 'VOID' } } });

async function caseAtContract(
  kind: 'COOPERATIVE' | 'VILLAGE_COLLECTIVE' = 'COOPERATIVE',
  conditions: { text: string; gate: 'CONTRACT' | 'DISBURSEMENT' }[] = [],
): Promise<string> {
  const caseId = await caseAtDecision({ amountFen: APPROVED, kind });
  const decision = { caseId, version: null, outcome: 'APPROVED', opinion: '同意', conditions } as const;
  must(await decideCase(await as('approver'), decision));
  return caseId;
}

const terms = (caseId: string, change: Partial<ContractInput> = {}): ContractInput => ({
  caseId,
  version: null,
  amountFen: APPROVED,
  termMonths: 24,
  rateBps: 475,
  repaymentMethod: 'BULLET',
  securityKind: 'POLICY',
  securityReference: 'P-2026-1',
  linkedHouseholds: 12,
  tranches: [
    { plannedOn: '2026-03-10', amountFen: 50_000_000n },
    { plannedOn: '2026-05-10', amountFen: 30_000_000n },
  ],
  ...change,
});
const pass = (caseId: string) => ({ caseId, version: null, outcome: 'PASSED', opinion: '' }) as const;
const sign = (caseId: string, signedOn = DAY) => ({ caseId, version: null, signedOn });

async function fileContract(caseId: string) {
  for (const code of ['SIGNED_CONTRACT', 'SECURITY_DOCUMENT', 'LINKAGE_AGREEMENT']) await fileFor(caseId, code);
}

test('drafted, checked, signed: the case goes on to disbursement with a number and a plan', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  expect(await contractOf(caseId)).toMatchObject({
    status: 'DRAFT',
    revision: 1,
    number: null,
    lenderName: '示例银行兰考县支行',
    linkedHouseholds: 12,
  });
  expect((await caseOf(caseId)).waitingTask).toBe('CHECK_CONTRACT');
  must(await checkContract(await as('legal'), pass(caseId)));
  expect((await caseOf(caseId)).waitingTask).toBe('SIGN_CONTRACT');
  await fileContract(caseId);
  const { number } = must(await signContract(await as('manager2'), sign(caseId)));
  expect(number).toMatch(/^A-410225-2026-C\d{4}$/);
  expect(await contractOf(caseId)).toMatchObject({ status: 'SIGNED', number });
  expect(await caseOf(caseId)).toMatchObject({ stage: 'DISBURSEMENT', contractedAmountFen: APPROVED });
  const signed = await db().event.findFirstOrThrow({ where: { caseId, kind: 'contract.signed' } });
  expect(signed.payload).toMatchObject({ amountFen: '80000000' });
  const plan = await db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });
  expect(plan.map((row) => [row.sequence, row.amountFen, row.status])).toEqual([
    [1, 50_000_000n, 'PLANNED'],
    [2, 30_000_000n, 'PLANNED'],
  ]);

  const second = await caseAtContract();
  must(await draftContract(await as('manager'), terms(second)));
  must(await checkContract(await as('legal'), pass(second)));
  expect(codeOf(await signContract(await as('manager'), sign(second)))).toBe('DOCUMENTS_MISSING');
  await fileContract(second);
  const next = must(await signContract(await as('manager'), sign(second)));
  expect(Number(next.number.slice(-4))).toBe(Number(number.slice(-4)) + 1);
});

test('a contract beyond the approval, the programme or its own sum is refused, and nothing is written', async () => {
  const caseId = await caseAtContract();
  const ctx = await as('manager');
  const code = async (change: Partial<ContractInput>) => codeOf(await draftContract(ctx, terms(caseId, change)));
  expect(await code({ amountFen: APPROVED + 1n })).toBe('CONTRACT_OVER_APPROVED');
  expect(await code({ amountFen: 0n, tranches: [] })).toBe('CONTRACT_OVER_APPROVED');
  expect(await code({ termMonths: 25 })).toBe('TERM_OUT_OF_RANGE');
  expect(await code({ rateBps: 601 })).toBe('RATE_OVER_CEILING');
  expect(await code({ securityReference: '  ' })).toBe('SECURITY_MISSING');
  expect(await code({ securityReference: null })).toBe('SECURITY_MISSING');
  expect(await code({ linkedHouseholds: 0 })).toBe('LINKAGE_MISSING');
  expect(await code({ linkedHouseholds: null })).toBe('LINKAGE_MISSING');
  expect(await code({ tranches: [] })).toBe('TRANCHES_DO_NOT_ADD_UP');
  const [first, second] = terms(caseId).tranches;
  expect(await code({ tranches: first ? [first] : [] })).toBe('TRANCHES_DO_NOT_ADD_UP');
  expect(await code({ tranches: first && second ? [second, first] : [] })).toBe('DATE_OUT_OF_ORDER');
  expect(await code({ tranches: [{ plannedOn: '2026-03-02', amountFen: APPROVED }] })).toBe('DATE_OUT_OF_ORDER');
  expect(await code({ version: 1 })).toBe('CONFLICT');
  expect(await db().contract.count({ where: { caseId } })).toBe(0);
  expect(await db().tranche.count({ where: { caseId } })).toBe(0);
});

test('no security needs no number, and no linkage is kept where the programme wants none', async () => {
  const caseId = await caseAtContract('VILLAGE_COLLECTIVE');
  const input = terms(caseId, { securityKind: 'NONE', securityReference: 'left over', linkedHouseholds: 3 });
  must(await draftContract(await as('manager'), input));
  expect(await contractOf(caseId)).toMatchObject({ securityReference: null, linkedHouseholds: null });
});

test('who is not asked is refused', async () => {
  const caseId = await caseAtContract();
  expect(codeOf(await draftContract(await as('manager-b'), terms(caseId)))).toBe('NOT_FOUND');
  expect(codeOf(await draftContract(await as('legal'), terms(caseId)))).toBe('NOT_PERMITTED');
  const other = await as('lead');
  const outsider = { ...other, actor: { ...other.actor, roles: ['ACCOUNT_MANAGER'] as const } };
  expect(codeOf(await draftContract(outsider, terms(caseId)))).toBe('NOT_ASSIGNED');
  expect(codeOf(await checkContract(await as('legal'), pass(caseId)))).toBe('CONTRACT_MISSING');
  expect(codeOf(await signContract(await as('manager'), sign(caseId)))).toBe('CONTRACT_MISSING');

  must(await draftContract(await as('manager'), terms(caseId)));
  expect(codeOf(await checkContract(await as('legal-b'), pass(caseId)))).toBe('NOT_FOUND');
  expect(codeOf(await checkContract(await as('manager'), pass(caseId)))).toBe('NOT_PERMITTED');
  const drafter = await as('manager');
  const both = { ...drafter, actor: { ...drafter.actor, roles: ['ACCOUNT_MANAGER', 'LEGAL_REVIEWER'] as const } };
  expect(codeOf(await checkContract(both, pass(caseId)))).toBe('SAME_PERSON');
  expect(codeOf(await signContract(await as('manager'), sign(caseId)))).toBe('CONTRACT_NOT_LEGAL_CHECKED');
  must(await checkContract(await as('legal'), pass(caseId)));
  expect(codeOf(await checkContract(await as('legal'), pass(caseId)))).toBe('STATUS_DOES_NOT_ALLOW');
  expect(codeOf(await signContract(await as('legal'), sign(caseId)))).toBe('NOT_PERMITTED');
  expect(codeOf(await signContract(outsider, sign(caseId)))).toBe('NOT_ASSIGNED');
});

test('the legal check sends a draft back with its opinion; a redraft counts and needs a fresh check', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  const refused = { ...pass(caseId), outcome: 'REFUSED' } as const;
  expect(codeOf(await checkContract(await as('legal'), refused))).toBe('INVALID_INPUT');
  must(await checkContract(await as('legal'), { ...refused, opinion: '第三条违约责任不明' }));
  expect(await contractOf(caseId)).toMatchObject({ status: 'DRAFT', legalOpinion: '第三条违约责任不明' });
  expect((await caseOf(caseId)).waitingTask).toBe('DRAFT_CONTRACT');
  expect(codeOf(await checkContract(await as('legal'), pass(caseId)))).toBe('STATUS_DOES_NOT_ALLOW');

  const shorter = terms(caseId, {
    revision: 1,
    amountFen: 40_000_000n,
    tranches: [{ plannedOn: '2026-03-12', amountFen: 40_000_000n }],
  });
  must(await draftContract(await as('manager2'), shorter));
  expect(await contractOf(caseId)).toMatchObject({ revision: 2, legalOpinion: null, amountFen: 40_000_000n });
  expect(await db().tranche.findMany({ where: { caseId } })).toMatchObject([{ sequence: 1, amountFen: 40_000_000n }]);
  expect((await caseOf(caseId)).waitingTask).toBe('CHECK_CONTRACT');

  // what the reviewer read is no longer what stands
  expect(codeOf(await checkContract(await as('legal'), { ...pass(caseId), revision: 1 }))).toBe('CONFLICT');
  must(await checkContract(await as('legal'), { ...pass(caseId), revision: 2 }));
  must(await draftContract(await as('manager'), terms(caseId, { revision: 2 })));
  expect(await contractOf(caseId)).toMatchObject({ status: 'DRAFT', legalCheckedById: null, revision: 3 });
});

test('a condition before the contract blocks the signature, one before the money does not', async () => {
  const caseId = await caseAtContract('COOPERATIVE', [
    { text: '保单生效', gate: 'CONTRACT' },
    { text: '专户开立', gate: 'DISBURSEMENT' },
  ]);
  must(await draftContract(await as('manager'), terms(caseId)));
  must(await checkContract(await as('legal'), pass(caseId)));
  await fileContract(caseId);
  expect(codeOf(await signContract(await as('manager'), sign(caseId)))).toBe('CONDITIONS_OPEN');
  const { id: conditionId } = await db().condition.findFirstOrThrow({ where: { caseId, gate: 'CONTRACT' } });
  must(await meetCondition(await as('legal'), { conditionId, evidence: '保单已生效' }));
  must(await signContract(await as('manager'), sign(caseId)));
});

test('the day of signing lies between the approval and today', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  must(await checkContract(await as('legal'), pass(caseId)));
  await fileContract(caseId);
  expect(codeOf(await signContract(await as('manager'), sign(caseId, '2026-03-04')))).toBe('DATE_IN_FUTURE');
  expect(codeOf(await signContract(await as('manager'), sign(caseId, '2026-03-02')))).toBe('DATE_OUT_OF_ORDER');
  must(await signContract(await as('manager', '2026-03-06'), sign(caseId, '2026-03-05')));
  const signed = await db().event.findFirstOrThrow({ where: { caseId, kind: 'contract.signed' } });
  expect(signed.occurredOn.toISOString().slice(0, 10)).toBe('2026-03-05');
});

test('an approval that has expired no longer carries a signature', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  must(await checkContract(await as('legal'), pass(caseId)));
  await fileContract(caseId);
  // valid for 180 days after 3 March: until 30 August
  expect(codeOf(await signContract(await as('manager', '2026-08-31'), sign(caseId)))).toBe('APPROVAL_EXPIRED');
  must(await signContract(await as('manager', '2026-08-30'), sign(caseId)));
});

test('two people who sign at the same moment sign once', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  must(await checkContract(await as('legal'), pass(caseId)));
  await fileContract(caseId);
  const { version } = await caseOf(caseId);
  const both = await Promise.all(
    ['manager', 'manager2'].map(async (name) => signContract(await as(name), { ...sign(caseId), version })),
  );
  expect(both.map((result) => (result.ok ? 'SIGNED' : result.refusal.code)).sort()).toEqual(['CONFLICT', 'SIGNED']);
});

test('a return to the decision takes the contract and its plan with it', async () => {
  const caseId = await caseAtContract();
  must(await draftContract(await as('manager'), terms(caseId)));
  must(
    await changeCase(await as('manager'), caseId, null, (change) =>
      change.move('return', { to: 'DECISION', reason: '金额需重新审批' }),
    ),
  );
  expect(await db().contract.findMany({ where: { caseId } })).toMatchObject([{ status: 'VOID' }]);
  expect(await db().tranche.count({ where: { caseId } })).toBe(0);
  must(await decideCase(await as('approver2'), { caseId, version: null, outcome: 'APPROVED', opinion: '' }));
  must(await draftContract(await as('manager'), terms(caseId)));
  expect(await contractOf(caseId)).toMatchObject({ revision: 1, status: 'DRAFT' });
});

test('what was signed is held against the record', async () => {
  await expectHeldAgainstRecord('CONTRACT');
});
