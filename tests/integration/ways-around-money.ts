import type { Role } from '@/domain/permissions';
import { changeCase } from '@/features/cases/mutations';
import { type ContractInput, checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { type DecisionInput, decideCase } from '@/features/decisions/mutations';
import { releasePayment, requestPayment } from '@/features/disbursements/mutations';
import { raiseObjection } from '@/features/public-notices/mutations-objections';
import { transferTask } from '@/features/transfers/mutations';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { encrypt } from '@/server/crypto';
import { db } from '@/server/db';
import { caseAtDecision, fileFor } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { colleagueOf } from '../support/colleague';
import { beginCase } from '../support/programme-case';
import { establishedProject, projectBeforeMoney, projectUnderWay } from '../support/project';
import { once, type Way } from '../support/ways';
import { at, must, noon } from '../support/world';

const DAY = '2026-04-01';
const APPROVED = 80_000_000n;
const withRoles = (ctx: Context, ...roles: Role[]): Context => ({ ...ctx, actor: { ...ctx.actor, roles } });
const tranchesOf = (caseId: string) => db().tranche.findMany({ where: { caseId }, orderBy: { sequence: 'asc' } });

/** Asks for one of the case's instalments. */
const ask = async (by: Context, caseId: string, index = 0) =>
  requestPayment(by, { caseId, trancheId: (await tranchesOf(caseId))[index]?.id ?? '', idempotencyKey: newUuid() });
const clerk = () => at('clerk', DAY);
const bureau = (day = '2026-03-12') => at('fin-clerk', day);
const release = (by: Context, paymentId: string) => releasePayment(by, { paymentId, idempotencyKey: newUuid() });
const suspend = async (caseId: string) =>
  must(await changeCase(await at('lead', DAY), caseId, null, ({ move }) => move('suspend', { reason: '举报核实' })));

/** Approved, and nothing of the contract yet. */
async function atContract(conditions: DecisionInput['conditions'] = []): Promise<string> {
  const caseId = await caseAtDecision({ amountFen: APPROVED });
  const decision = { caseId, version: null, outcome: 'APPROVED', opinion: '同意', conditions } as const;
  must(await decideCase(await at('approver', '2026-03-02'), decision));
  return caseId;
}

const terms = (caseId: string, change: Partial<ContractInput> = {}): ContractInput => ({
  ...{ caseId, version: null, amountFen: APPROVED, termMonths: 24, rateBps: 475, repaymentMethod: 'BULLET' as const },
  ...{ securityKind: 'POLICY' as const, securityReference: 'P-2026-1', linkedHouseholds: 12 },
  tranches: [{ plannedOn: '2026-04-10', amountFen: APPROVED }],
  ...change,
});
const manager = () => at('manager', '2026-03-02');
const drafted = async (caseId: string) => must(await draftContract(await manager(), terms(caseId)));
async function checked(caseId: string): Promise<void> {
  await drafted(caseId);
  const passed = { caseId, version: null, outcome: 'PASSED', opinion: '' } as const;
  must(await checkContract(await at('legal', '2026-03-02'), passed));
  for (const code of ['SIGNED_CONTRACT', 'SECURITY_DOCUMENT', 'LINKAGE_AGREEMENT']) await fileFor(caseId, code);
}
const sign = (by: Context, caseId: string) => signContract(by, { caseId, version: null, signedOn: '2026-03-02' });

const approved = once(() => atContract());
const signed = once(() => caseAtDisbursement());
const unfiled = once(() => caseAtDisbursement({ withoutDocument: true }));
/** Asked for by the clerk. */
const asked = once(async () => {
  const { caseId } = await caseAtDisbursement();
  return { caseId, ...must(await ask(await clerk(), caseId)) };
});
const halfPaid = once(async () => {
  const { caseId, trancheIds } = await caseAtDisbursement();
  await payTranche(caseId, trancheIds[0], DAY);
  return { caseId, trancheIds };
});
const aProject = once(async () => (await establishedProject()).fileForMoney());
const announcedProject = once(() => projectBeforeMoney());
const startedProject = once(() => projectUnderWay());
/** A pupil's aid, approved. */
const anAid = once(async () => {
  const journey = await (await beginCase('CE')).accept();
  await journey.approve();
  await journey.file('DISBURSEMENT', 'clerk');
  return journey;
});

export const WAYS_TO_MONEY: readonly Way[] = [
  {
    name: 'a contract over what was approved',
    code: 'CONTRACT_OVER_APPROVED',
    prepare: async () => {
      const caseId = await approved();
      const amountFen = APPROVED + 1n;
      const over = terms(caseId, { amountFen, tranches: [{ plannedOn: '2026-04-10', amountFen }] });
      return async () => draftContract(await manager(), over);
    },
  },
  {
    name: 'instalments that together pass the contract',
    code: 'TRANCHES_DO_NOT_ADD_UP',
    prepare: async () => {
      const caseId = await approved();
      const twice = [1, 2].map(() => ({ plannedOn: '2026-04-10', amountFen: APPROVED }));
      return async () => draftContract(await manager(), terms(caseId, { tranches: twice }));
    },
  },
  {
    name: 'signed without the legal check',
    gate: 'CONTRACT_CHECKED',
    code: 'CONTRACT_NOT_LEGAL_CHECKED',
    prepare: async () => {
      const caseId = await approved();
      await drafted(caseId);
      return async () => sign(await manager(), caseId);
    },
  },
  {
    name: 'signed with a condition unmet',
    gate: 'CONTRACT_CONDITIONS_MET',
    code: 'CONDITIONS_OPEN',
    prepare: async () => {
      const caseId = await atContract([{ text: '保单生效', gate: 'CONTRACT' }]);
      await checked(caseId);
      return async () => sign(await manager(), caseId);
    },
  },
  {
    name: 'signed on an approval that has expired',
    gate: 'APPROVAL_VALID',
    code: 'APPROVAL_EXPIRED',
    prepare: async () => {
      const caseId = await atContract();
      await checked(caseId);
      return async () => sign(await at('manager', '2026-08-30'), caseId);
    },
  },
  {
    name: 'paid on an approval that has expired, where no contract is made',
    gate: 'APPROVAL_VALID',
    code: 'APPROVAL_EXPIRED',
    prepare: async () => {
      const journey = await anAid();
      // valid for 180 days after 2 March: until 29 August
      return async () => ask(await at('clerk', '2026-08-30'), journey.id);
    },
  },
  {
    name: 'paid with a condition unmet',
    gate: 'DISBURSEMENT_CONDITIONS_MET',
    code: 'CONDITIONS_OPEN',
    prepare: async () => {
      const { caseId } = await caseAtDisbursement({ openCondition: true });
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'paid without the paper of disbursement',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const { caseId } = await unfiled();
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'the paper is rejected between the request and the release',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const { caseId } = await caseAtDisbursement();
      const { paymentId } = must(await ask(await clerk(), caseId));
      const where = { caseId, requirementCode: 'DISBURSEMENT_REQUEST' };
      await db().document.updateMany({ where, data: { status: 'REJECTED' } });
      return async () => release(await at('checker', DAY), paymentId);
    },
  },
  {
    name: 'the green channel leaves the paper of disbursement out',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const { caseId } = await unfiled();
      await db().caseRecord.update({ where: { id: caseId }, data: { lane: 'GREEN' } });
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'a project without its public notice',
    gate: 'PUBLIC_NOTICE_OVER',
    code: 'PUBLIC_NOTICE_MISSING',
    prepare: async () => {
      const project = await aProject();
      return async () => ask(await bureau(), project.id);
    },
  },
  {
    name: 'on the last day of the notice',
    gate: 'PUBLIC_NOTICE_OVER',
    code: 'PUBLIC_NOTICE_RUNNING',
    prepare: async () => {
      const { id } = await announcedProject();
      return async () => ask(await bureau('2026-03-11'), id);
    },
  },
  {
    name: 'while an objection is open',
    gate: 'PUBLIC_NOTICE_OVER',
    code: 'OBJECTIONS_OPEN',
    prepare: async () => {
      const { id: caseId } = await announcedProject();
      const { paymentId } = must(await ask(await bureau(), caseId));
      const { id: noticeId } = await db().publicNotice.findFirstOrThrow({ where: { caseId } });
      const objection = { noticeId, text: '占用口粮田', name: '样本祝', contact: '13900000051', address: 'ways' };
      await raiseObjection(objection, noon('2026-03-12'));
      return async () => release(await at('fin-checker', '2026-03-12'), paymentId);
    },
  },
  {
    name: 'without a linkage agreement',
    gate: 'LINKAGE_AGREED',
    code: 'LINKAGE_MISSING',
    prepare: async () => {
      const project = await aProject();
      await project.announce('2026-03-11');
      return async () => ask(await bureau(), project.id);
    },
  },
  {
    name: 'a purchase of which nothing is listed',
    gate: 'PURCHASE_LISTED',
    code: 'PURCHASE_NOT_LISTED',
    prepare: async () => {
      const journey = await beginCase('CP');
      await (await journey.accept()).approve();
      await journey.file('DISBURSEMENT', 'clerk');
      return async () => ask(await at('clerk', '2026-03-02'), journey.id);
    },
  },
  {
    name: 'by progress without progress',
    code: 'MILESTONE_NOT_REACHED',
    prepare: async () => {
      const { id } = await startedProject();
      return async () => ask(await bureau(), id, 1);
    },
  },
  {
    name: 'the retention before its year is over',
    code: 'RETENTION_HELD',
    prepare: async () => {
      const project = await startedProject();
      await project.inspect('FIRST_CHECK', 'GOOD');
      await project.on('2026-03-25').inspect('COUNTY_CHECK', 'GOOD');
      return async () => ask(await bureau('2027-03-24'), project.id, 2);
    },
  },
  {
    name: 'an instalment that was made larger than the contract',
    code: 'TRANCHES_DO_NOT_ADD_UP',
    prepare: async () => {
      const { caseId, trancheIds } = await halfPaid();
      await db().tranche.update({ where: { id: trancheIds[1] ?? '' }, data: { amountFen: 30_000_001n } });
      return async () => ask(await clerk(), caseId, 1);
    },
  },
  {
    name: 'an instalment twice',
    code: 'TRANCHE_NOT_PAYABLE',
    prepare: async () => {
      const { caseId } = await halfPaid();
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'whoever asked for it releases it',
    code: 'SAME_PERSON',
    prepare: async () => {
      const { caseId } = await caseAtDisbursement();
      const both = withRoles(await clerk(), 'DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER');
      const { paymentId } = must(await ask(both, caseId));
      return () => release(both, paymentId);
    },
  },
  {
    name: 'whoever asked for it releases it as a stand-in',
    code: 'SAME_PERSON',
    prepare: async () => {
      const { paymentId } = await asked();
      const checker = await at('checker', DAY);
      const { userId } = (await clerk()).actor;
      return () => release({ ...checker, actor: { ...checker.actor, standsInFor: [userId] } }, paymentId);
    },
  },
  {
    name: 'to another account than was asked for',
    code: 'PAYMENT_CHANGED_SINCE_REQUEST',
    prepare: async () => {
      const { caseId, paymentId } = await asked();
      const payeeAccountCipher = encrypt('6222020000000000018');
      await db().caseRecord.update({ where: { id: caseId }, data: { payeeAccountCipher } });
      return async () => release(await at('checker', DAY), paymentId);
    },
  },
  {
    name: 'whoever approved asks for the money',
    code: 'SAME_PERSON',
    prepare: async () => {
      const { caseId } = await signed();
      return async () => ask(withRoles(await at('approver', DAY), 'DISBURSEMENT_CLERK'), caseId);
    },
  },
  {
    name: 'the release is passed on to whoever asked',
    code: 'COLLEAGUE_NOT_AVAILABLE',
    prepare: async () => {
      const { caseId } = await caseAtDisbursement();
      const two = await colleagueOf('clerk', ['DISBURSEMENT_CLERK', 'DISBURSEMENT_CHECKER']);
      const asking = await at(two, DAY);
      must(await ask(asking, caseId));
      const task = { caseId, version: null, toId: asking.actor.userId, reason: '外出' };
      return async () => transferTask(await at('checker', DAY), task);
    },
  },
  {
    name: 'a task passed on to another, done by the first',
    code: 'TRANSFERRED_TO_ANOTHER',
    prepare: async () => {
      const { caseId } = await caseAtDisbursement();
      const to = await at(await colleagueOf('clerk'), DAY);
      must(await transferTask(await clerk(), { caseId, version: null, toId: to.actor.userId, reason: '外出' }));
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'a case that is suspended between the request and the release',
    code: 'STATUS_DOES_NOT_ALLOW',
    prepare: async () => {
      const { caseId, paymentId } = await asked();
      await suspend(caseId);
      return async () => release(await at('checker', DAY), paymentId);
    },
  },
  {
    name: 'a clerk of another bank',
    code: 'NOT_FOUND',
    prepare: async () => {
      const { caseId } = await signed();
      return async () => ask(await at('ins-clerk', DAY), caseId);
    },
  },
  {
    name: 'a case that lapsed and was reopened, on its old approval',
    code: 'CONTRACT_MISSING',
    prepare: async () => {
      const { caseId } = await signed();
      const lead = await at('lead', DAY);
      for (const verb of ['lapse', 'reopen'] as const)
        must(await changeCase(lead, caseId, null, ({ move }) => move(verb, { reason: '未办理' })));
      return async () => ask(await clerk(), caseId);
    },
  },
  {
    name: 'given money that lapsed and was reopened, on its old approval',
    gate: 'APPROVAL_VALID',
    code: 'APPROVAL_EXPIRED',
    prepare: async () => {
      const journey = await anAid();
      const tranches = await tranchesOf(journey.id);
      const county = await at('county', '2026-03-03');
      for (const verb of ['lapse', 'reopen'] as const)
        must(await changeCase(county, journey.id, null, ({ move }) => move(verb, { reason: '未办理' })));
      const request = { caseId: journey.id, trancheId: tranches[0]?.id ?? '', idempotencyKey: newUuid() };
      return async () => requestPayment(await at('clerk', '2026-03-03'), request);
    },
  },
];
