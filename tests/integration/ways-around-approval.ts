import type { Role } from '@/domain/permissions';
import { addMember } from '@/features/applicants/mutations';
import { endPosting, postApprover } from '@/features/authority/mutations-postings';
import { requestRaise, settleRaise } from '@/features/authority/mutations-raises';
import { takeTransition } from '@/features/cases/transitions';
import { decideCase } from '@/features/decisions/mutations';
import { assignManagers, recommendCase, recordSiteVisit, saveReport } from '@/features/due-diligence/mutations';
import { askOpinion } from '@/features/opinions/mutations';
import { requestSpecialItem, settleSpecialItem } from '@/features/special-items/mutations';
import { addCaseToItem } from '@/features/special-items/mutations-cases';
import { grantStandIn } from '@/features/stand-ins/mutations';
import { transferTask } from '@/features/transfers/mutations';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDecision, caseAtDueDiligence, fileFor } from '../support/case-at-decision';
import { colleagueOf } from '../support/colleague';
import { beginCase, nextApplicant } from '../support/programme-case';
import { caseOverLimit, OVER_LIMIT_FEN } from '../support/session';
import { once, type Way } from '../support/ways';
import { actorFor, at, must } from '../support/world';

const DAY = '2026-03-02';
const OVER_LIMIT = { amountFen: OVER_LIMIT_FEN };
const agree = { version: null, outcome: 'APPROVED', opinion: '同意' } as const;
const idOf = async (username: string) => (await actorFor(username)).userId;
const versionOf = async (id: string) => (await db().caseRecord.findUniqueOrThrow({ where: { id } })).version;
const withRoles = (ctx: Context, ...roles: Role[]): Context => ({ ...ctx, actor: { ...ctx.actor, roles } });
const standingIn = (ctx: Context, ...standsInFor: string[]): Context => ({
  ...ctx,
  actor: { ...ctx.actor, standsInFor },
});

const decide = (by: Context, caseId: string, change: object = {}) => decideCase(by, { ...agree, caseId, ...change });
const take = async (by: string, caseId: string, verb: 'submit' | 'accept') =>
  takeTransition(await at(by, DAY), { caseId, version: await versionOf(caseId), verb });
const signer = async (caseId: string, kind: 'SIGN_BEFORE' | 'SIGN_AFTER', of: string) =>
  askOpinion(await at('approver', DAY), {
    caseId,
    version: null,
    kind,
    personId: await idOf(of),
    question: '请发表意见',
    dueOn: '2026-03-05',
  });

/** With two managers, and nothing else of what a recommendation needs. */
async function assigned(): Promise<string> {
  const caseId = await caseAtDueDiligence();
  const managers = { managerAId: await idOf('manager'), managerBId: await idOf('manager2') };
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, ...managers }));
  return caseId;
}

const aDecision = once(() => caseAtDecision());
const aLargeDecision = once(() => caseOverLimit());
const withManagers = once(() => assigned());
const inConsultation = once(() => beginCase('A'));
const submitted = once(async () => {
  const journey = await beginCase('A');
  await journey.file('CONSULTATION');
  return journey.take('submit', 'station');
});

const recommend = async (by: string, caseId: string) => recommendCase(await at(by, DAY), { caseId, version: null });

/** A dated right of the branch to decide what is above its limit, in force until 10 March. */
async function branchRight() {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const organisationId = (await actorFor('approver')).organisation.id;
  return { organisationId, programmeId: programme.id, validFrom: DAY };
}

export const WAYS_TO_AN_APPROVAL: readonly Way[] = [
  {
    name: 'an application without its form',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_MISSING',
    prepare: async () => {
      const { id } = await inConsultation();
      return () => take('station', id, 'submit');
    },
  },
  {
    name: 'questions of eligibility never answered',
    gate: 'ELIGIBILITY_ANSWERED',
    code: 'ELIGIBILITY_NOT_MET',
    prepare: async () => {
      const journey = await inConsultation();
      await journey.file('CONSULTATION');
      await db().caseRecord.update({ where: { id: journey.id }, data: { eligibility: {} } });
      return () => take('station', journey.id, 'submit');
    },
  },
  {
    name: 'the son asks for what the mother no longer gets',
    gate: 'WITHIN_HOUSEHOLD_CAP',
    code: 'OVER_HOUSEHOLD_CAP',
    prepare: async () => {
      const mother = await beginCase('B', { yuan: 30_000n });
      const { personId } = await db().caseRecord.findUniqueOrThrow({ where: { id: mother.id } });
      const { householdId } = await db().person.findUniqueOrThrow({ where: { id: personId ?? '' } });
      const son = nextApplicant(['HOUSEHOLD']);
      if (son.kind !== 'HOUSEHOLD') throw new Error('a son is a person');
      const { identityNumber, name, phone } = son;
      const member = { householdId, relation: 'CHILD', identityNumber, name, phone } as const;
      must(await addMember(await at('station', DAY), member));
      const journey = await beginCase('B', { yuan: 20_001n, applicant: son });
      await journey.file('CONSULTATION');
      return () => take('station', journey.id, 'submit');
    },
  },
  {
    name: 'a later review step before the first',
    gate: 'YOUR_TURN',
    code: 'WRONG_REVIEW_STEP',
    prepare: async () => {
      const journey = await submitted();
      return () => take('lead', journey.id, 'accept');
    },
  },
  {
    name: 'accepted without a consent',
    gate: 'CONSENTS_ON_FILE',
    code: 'CONSENT_MISSING',
    prepare: async () => {
      const journey = await submitted();
      return () => take('county', journey.id, 'accept');
    },
  },
  {
    name: 'recommended by nobody assigned',
    gate: 'MANAGERS_ASSIGNED',
    code: 'MANAGERS_NOT_ASSIGNED',
    prepare: async () => {
      const caseId = await caseAtDueDiligence();
      return () => recommend('manager', caseId);
    },
  },
  {
    name: 'recommended by a third manager',
    gate: 'YOU_ARE_ASSIGNED',
    code: 'NOT_ASSIGNED',
    prepare: async () => {
      const [caseId, third] = [await withManagers(), await colleagueOf('manager')];
      return () => recommend(third, caseId);
    },
  },
  {
    name: 'recommended without a visit',
    gate: 'SITE_VISITED',
    code: 'SITE_VISIT_MISSING',
    prepare: async () => {
      const caseId = await withManagers();
      return () => recommend('manager', caseId);
    },
  },
  {
    name: 'recommended on a report that the second manager has not confirmed',
    gate: 'REPORT_CONFIRMED',
    code: 'REPORT_NOT_CONFIRMED',
    prepare: async () => {
      const caseId = await withManagers();
      const manager = await at('manager', DAY);
      const visitorIds = [manager.actor.userId, await idOf('manager2')];
      const visit = { caseId, visitedOn: DAY, place: '合作社', observations: '相符', visitorIds };
      await fileFor(caseId, 'SITE_PHOTO', must(await recordSiteVisit(manager, visit)).siteVisitId);
      const report = { caseId, answers: {}, recommendedAmountFen: 80_000_000n, termMonths: 12, rateBps: 400 };
      must(await saveReport(manager, { ...report, repaymentMethod: 'BULLET', summary: '', conditions: [] }));
      return () => recommend('manager', caseId);
    },
  },
  {
    name: 'a document of which nobody has seen the paper',
    gate: 'DOCUMENTS_COMPLETE',
    code: 'DOCUMENTS_UNCHECKED',
    prepare: async () => {
      const caseId = await caseAtDecision();
      await db().document.updateMany({
        where: { caseId, requirementCode: 'IDENTITY_COPY' },
        data: { status: 'UPLOADED' },
      });
      await db().document.updateMany({
        where: { caseId, requirementCode: 'BUSINESS_LICENCE' },
        data: { status: 'UPLOADED' },
      });
      return async () => decide(await at('approver', DAY), caseId);
    },
  },
  {
    name: 'the branch decides above its limit',
    gate: 'YOUR_TURN',
    code: 'NOT_AT_DECISION_LEVEL',
    prepare: async () => {
      const caseId = await aLargeDecision();
      return async () => decide(await at('approver', DAY), caseId);
    },
  },
  {
    name: 'more than was recommended',
    code: 'APPROVED_OVER_RECOMMENDED',
    prepare: async () => {
      const caseId = await aDecision();
      return async () => decide(await at('approver', DAY), caseId, { amountFen: 80_000_001n });
    },
  },
  {
    name: 'a raise already over',
    gate: 'AUTHORITY_COVERS',
    code: 'ESCALATED',
    prepare: async () => {
      const only = '2026-03-20';
      const right = { ...(await branchRight()), validFrom: only, lastDay: only, approvals: 1, reason: '集中投放' };
      const wanted = { ...right, applicantKind: null, upTo: 500_000_000n };
      const { raiseId } = must(await requestRaise(await at('approver', only), wanted));
      const settled = { raiseId, outcome: 'APPROVED', documentNumber: '示例〔2026〕3号', remark: null } as const;
      must(await settleRaise(await at('hq', only), settled));
      const caseId = await caseAtDecision({ ...OVER_LIMIT, day: only });
      return async () => decide(await at('approver', '2026-03-21'), caseId);
    },
  },
  {
    name: 'a special item that is over',
    gate: 'AUTHORITY_COVERS',
    code: 'ESCALATED',
    prepare: async () => {
      const item = { ...(await branchRight()), title: '冷链专项', ceilingFen: 2n * OVER_LIMIT_FEN, approvals: 1 };
      const asked = { ...item, validTo: '2026-03-05', documentNumber: '示例〔2026〕1号', reason: '集中建设' };
      const { specialItemId } = must(await requestSpecialItem(await at('approver', DAY), asked));
      must(await settleSpecialItem(await at('hq', DAY), { specialItemId, approved: true, remark: '' }));
      const caseId = await caseOverLimit();
      must(await addCaseToItem(await at('approver', DAY), { specialItemId, caseId }));
      return async () => decide(await at('approver', '2026-03-05'), caseId);
    },
  },
  {
    name: 'a posting that is over',
    code: 'NOT_AT_DECISION_LEVEL',
    prepare: async () => {
      const postee = await colleagueOf('hq');
      const posting = {
        ...(await branchRight()),
        userId: await idOf(postee),
        upTo: 450_000_000n,
        lastDay: '2026-03-10',
      };
      const made = await postApprover(await at('hq', DAY), { ...posting, documentNumber: '示例〔2026〕1号' });
      const caseId = await caseAtDecision(OVER_LIMIT);
      must(await endPosting(await at('hq', DAY), must(made)));
      return async () => decide(await at(postee, DAY), caseId);
    },
  },
  {
    name: 'one person signs twice where two are needed',
    gate: 'NOT_YET_APPROVED_BY_YOU',
    code: 'ALREADY_APPROVED_BY_YOU',
    prepare: async () => {
      const caseId = await caseAtDecision({ amountFen: 200_000_000n });
      must(await decide(await at('approver', DAY), caseId));
      return async () => decide(await at('approver', DAY), caseId);
    },
  },
  {
    name: 'whoever investigated approves',
    gate: 'FREE_OF_DUTIES_FOR_APPROVAL',
    code: 'SAME_PERSON',
    prepare: async () => {
      const caseId = await aDecision();
      return async () => decide(withRoles(await at('manager', DAY), 'APPROVER'), caseId);
    },
  },
  {
    name: 'a stand-in who investigated approves',
    gate: 'FREE_OF_DUTIES_FOR_APPROVAL',
    code: 'SAME_PERSON',
    prepare: async () => {
      const caseId = await aDecision();
      const investigator = withRoles(await at('manager', DAY), 'APPROVER');
      return async () => decide(standingIn(investigator, await idOf('approver')), caseId);
    },
  },
  {
    name: 'the stand-in of whoever investigated approves',
    gate: 'FREE_OF_DUTIES_FOR_APPROVAL',
    code: 'SAME_PERSON',
    prepare: async () => {
      const caseId = await aDecision();
      return async () => decide(standingIn(await at('approver', DAY), await idOf('manager')), caseId);
    },
  },
  {
    name: 'a stand-in hands the task to a stand-in of their own',
    code: 'STAND_IN_CHAIN',
    prepare: async () => {
      const [one, two] = [await colleagueOf('approver'), await colleagueOf('approver')];
      const days = { validFrom: DAY, lastDay: '2026-03-10', reason: '年休假' };
      const first = { ...days, absentId: await idOf('approver'), standInId: await idOf(one) };
      must(await grantStandIn(await at('lead', DAY), first));
      return async () =>
        grantStandIn(await at('lead', DAY), { ...days, absentId: await idOf(one), standInId: await idOf(two) });
    },
  },
  {
    name: 'a stand-in decides above the limit of their office',
    code: 'NOT_AT_DECISION_LEVEL',
    prepare: async () => {
      const caseId = await aLargeDecision();
      return async () => decide(standingIn(await at('approver', DAY), await idOf('hq')), caseId);
    },
  },
  {
    name: 'the decision is passed on to whoever investigated',
    code: 'COLLEAGUE_NOT_AVAILABLE',
    prepare: async () => {
      const caseId = await aDecision();
      const colleague = await colleagueOf('approver');
      const userId = await idOf(colleague);
      await db().caseDuty.create({ data: { caseId, userId, duty: 'DUE_DILIGENCE', takenAt: new Date(0) } });
      return async () =>
        transferTask(await at('approver', DAY), { caseId, version: null, toId: userId, reason: '外出' });
    },
  },
  {
    name: 'whoever investigated is added as a signer',
    code: 'SIGNER_NOT_AVAILABLE',
    prepare: async () => {
      const caseId = await aDecision();
      return () => signer(caseId, 'SIGN_AFTER', 'manager');
    },
  },
  {
    name: 'approved while an added signer has not answered',
    gate: 'SIGNED_BEFORE',
    code: 'SIGNERS_OPEN',
    prepare: async () => {
      const caseId = await caseAtDecision();
      must(await signer(caseId, 'SIGN_BEFORE', 'legal'));
      return async () => decide(await at('approver', DAY), caseId);
    },
  },
  {
    name: 'a second approver signs in the place of the added one',
    gate: 'SIGNERS_DONE',
    code: 'SIGNERS_OPEN',
    prepare: async () => {
      const caseId = await caseAtDecision();
      must(await signer(caseId, 'SIGN_AFTER', 'hq'));
      must(await decide(await at('approver', DAY), caseId));
      return async () => decide(await at('approver2', DAY), caseId);
    },
  },
  {
    name: 'somebody who declared a conflict approves',
    code: 'CONFLICT_DECLARED',
    prepare: async () => {
      const caseId = await aDecision();
      const userId = await idOf('approver2');
      const declared = { caseId, userId, statement: '亲属', declaredAt: new Date(0) };
      await db().conflictDeclaration.create({ data: declared });
      return async () => decide(await at('approver2', DAY), caseId);
    },
  },
];
