import type { Actor, Scope } from '@/domain/actor';
import { covers } from '@/domain/actor';
import type { CaseFacts, Duty } from '@/domain/case-facts';
import { checkBooking, checkReleaseOffer, checkRequestOffer, checkReturnOffer } from '@/domain/disbursement';
import { checkDutyOf } from '@/domain/four-eyes';
import { checkTransition } from '@/domain/gates';
import { can, type Role } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { allocateRepayment } from '@/domain/repayment-plan';
import { transitionOf } from '@/domain/stage';
import { BRANCH, factsOf, personOf, TODAY } from '../facts';
import type { Answer, Machine } from './compare';
import { type Command, INSTALMENTS_FEN, PEOPLE, PEOPLE_OF_ALL_ROLES, type Person } from './reference';

const ROLES: Record<string, Role> = {
  ...{ clerk: 'DISBURSEMENT_CLERK', checker: 'DISBURSEMENT_CHECKER', manager: 'ACCOUNT_MANAGER' },
  ...{ manager2: 'ACCOUNT_MANAGER', lead: 'CREDIT_LEAD', approver: 'APPROVER', county: 'COUNTY_OFFICIAL' },
  ...{ auditor: 'AUDITOR', 'county-b': 'COUNTY_OFFICIAL', 'manager-b': 'ACCOUNT_MANAGER' },
  ...{ 'fin-clerk': 'DISBURSEMENT_CLERK', 'fin-checker': 'DISBURSEMENT_CHECKER' },
};

function actorOf({ name, sees, handles }: Person): Actor {
  const role = ROLES[name];
  // who is not named there has them all
  const roles = role ? [role] : [...new Set(Object.values(ROLES))];
  const { organisation } = personOf(roles);
  const region: Scope = { kind: 'REGION', column: 'countyId', regionId: sees ? 3 : 4 };
  const branch: Scope = { kind: 'FINANCIER', column: 'countyBranchId', organisationId: sees ? BRANCH.county : 'other' };
  return personOf(roles, {
    userId: name,
    organisation: { ...organisation, id: handles ? BRANCH.county : 'elsewhere' },
    scope: role === 'COUNTY_OFFICIAL' || role === 'AUDITOR' ? region : branch,
  });
}
const ACTORS = new Map([...PEOPLE, ...PEOPLE_OF_ALL_ROLES].map((row) => [row.name, actorOf(row)]));
const DUTIES: Record<string, Duty> = { LOOKED_INTO: 'DUE_DILIGENCE', APPROVED: 'APPROVAL' };

/** The rules of src/domain alone, asked as the mutations ask them; what those write is written here. */
export function rulesMachine(): Machine {
  const tranches = INSTALMENTS_FEN.map((_, index) => ({
    ...{ id: `${index}`, status: 'PLANNED' as const, plannedOn: TODAY, milestone: 'START' as const, holdDays: 0 },
  }));
  let facts: CaseFacts = factsOf({
    ...{ stage: 'DISBURSEMENT', contract: { status: 'SIGNED', sentBack: false }, tranches },
    duties: [...PEOPLE, ...PEOPLE_OF_ALL_ROLES].flatMap(({ name, did }) =>
      did && DUTIES[did] ? [{ userId: name, duty: DUTIES[did] }] : [],
    ),
  });
  const askedBy = new Map<string, string>();
  const setTranche = (index: number, status: CaseFacts['tranches'][number]['status']) => {
    facts = { ...facts, tranches: facts.tranches.map((row, at) => (at === index ? { ...row, status } : row)) };
  };
  const take = (userId: string, duty: Duty) => {
    if (!facts.duties.some((row) => row.userId === userId))
      facts = { ...facts, duties: [...facts.duties, { userId, duty }] };
  };
  const refuse = (refusal: RefusalValue | null | undefined): Answer | null =>
    refusal ? { refusal: refusal.code } : null;
  const paidIs = (change: bigint) => {
    facts = {
      ...facts,
      disbursedAmountFen: facts.disbursedAmountFen + change,
      outstandingAmountFen: facts.outstandingAmountFen + change,
    };
  };
  const done: Answer = { refusal: null };

  const run = (command: Command): Answer => {
    const actor = ACTORS.get(command.by.name);
    if (!actor) throw new Error(command.by.name);
    if (!covers(actor.scope, facts)) return { refusal: 'NOT_FOUND' };
    const { kind } = command;
    if (kind === 'suspend' || kind === 'resume' || kind === 'close') {
      const [first] = checkTransition(kind, facts, actor, TODAY);
      if (first) return { refusal: first.code };
      const { becomes } = transitionOf(kind);
      facts = { ...facts, status: becomes === 'SAME' ? facts.status : becomes };
      return done;
    }
    if (kind === 'ask') {
      const tranche = facts.tranches[command.instalment];
      if (!tranche) throw new Error('there are two instalments');
      const refusal = refuse(checkRequestOffer(facts, tranche, actor, TODAY));
      if (refusal) return refusal;
      take(actor.userId, 'PAYMENT_REQUEST');
      askedBy.set(tranche.id, actor.userId);
      setTranche(command.instalment, 'REQUESTED');
      return done;
    }
    if (kind === 'repay') return repay(command.amount, actor);
    const wanted = kind === 'sendBack' ? 'RELEASED' : 'REQUESTED';
    const index = facts.tranches.findIndex((row) => row.status === wanted);
    const fen = INSTALMENTS_FEN[index];
    if (kind === 'sendBack') {
      const refusal = refuse(checkReturnOffer(facts, actor));
      if (refusal) return refusal;
      if (fen === undefined) return { refusal: 'NOT_FOUND' };
      if (fen > facts.outstandingAmountFen) return { refusal: 'REPAID_SINCE_RELEASE' };
      setTranche(index, 'RETURNED');
      paidIs(-fen);
      return done;
    }
    const requester = askedBy.get(`${index}`) ?? '';
    const refusal =
      kind === 'release'
        ? checkReleaseOffer(facts, requester, actor, TODAY)
        : ((can(actor, 'payment.release') ? null : ({ code: 'NOT_PERMITTED' } as const)) ??
          checkBooking(facts, actor, ['DISBURSEMENT', 'FOLLOW_UP']) ??
          checkDutyOf(facts, actor, 'PAYMENT_RELEASE') ??
          (requester === actor.userId ? ({ code: 'SAME_PERSON' } as const) : null));
    if (refusal) return { refusal: refusal.code };
    if (fen === undefined) return { refusal: 'NOT_FOUND' };
    take(actor.userId, 'PAYMENT_RELEASE');
    setTranche(index, kind === 'release' ? 'RELEASED' : 'PLANNED');
    if (kind === 'release') {
      facts = { ...facts, stage: 'FOLLOW_UP' };
      paidIs(fen);
    }
    return done;
  };

  const repay = (wanted: 'PART' | 'ALL' | 'TOO_MUCH', actor: Actor): Answer => {
    if (!can(actor, 'repayment.record')) return { refusal: 'NOT_PERMITTED' };
    const refusal = refuse(checkBooking(facts, actor, ['FOLLOW_UP']));
    if (refusal) return refusal;
    const owed = facts.outstandingAmountFen;
    const amount = { PART: owed / 3n + 1n, ALL: owed > 0n ? owed : 1n, TOO_MUCH: owed + 1n }[wanted];
    const split = allocateRepayment([{ sequence: 1, dueOn: TODAY, principalFen: owed, interestFen: 0n }], amount);
    if (!split.ok) return { refusal: 'REPAYMENT_EXCEEDS_OUTSTANDING' };
    const { principalFen: repaidFen } = split;
    facts = { ...facts, outstandingAmountFen: owed - repaidFen };
    return { refusal: null, repaidFen };
  };

  return {
    run,
    see: () => ({
      ...{ status: facts.status, begun: facts.stage === 'FOLLOW_UP', paidFen: facts.disbursedAmountFen },
      ...{ owedFen: facts.outstandingAmountFen, instalments: facts.tranches.map((row) => row.status) },
    }),
  };
}
