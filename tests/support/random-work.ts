import { addDays, type Day } from '@/domain/calendar';
import { can, type Role } from '@/domain/permissions';
import { itemsFor } from '@/domain/scoring';
import { STAGES, type Stage } from '@/domain/stage';
import { waitingFor } from '@/domain/waiting';
import { caseFacts } from '@/features/cases/facts';
import { PLAIN_VERBS } from '@/features/cases/plain-verbs';
import { takeTransition } from '@/features/cases/transitions';
import { recordCheck } from '@/features/completion/mutations';
import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import {
  assignManagers,
  confirmReport,
  declareConflict,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { recordRepayment, writeOffCase } from '@/features/follow-up/mutations-repayments';
import { agreeLinkage } from '@/features/linkages/mutations';
import { publishNotice } from '@/features/public-notices/mutations';
import { addPurchaseLine } from '@/features/purchases/mutations';
import { newUuid } from '@/lib/uuid';
import type { Context, Result } from '@/server/command';
import { db } from '@/server/db';
import { fileFor } from './case-at-decision';
import { actorFor, at } from './world';

/** A repeatable source of numbers (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    isOneIn: (times: number) => next() * times < 1,
    of: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
  };
}
export type Chance = ReturnType<typeof chanceOf>;

const PEOPLE = [
  ...['station', 'township', 'county', 'lead', 'manager', 'manager2', 'legal', 'approver', 'approver2', 'hq', 'hq2'],
  ...['clerk', 'checker', 'fin-approver', 'fin-clerk', 'fin-checker', 'county-b', 'manager-b', 'ins-clerk', 'auditor'],
];
const HOLDERS = new Map<Role, string[]>();

/** Somebody who holds one of these roles, of the county and the bank or bureau of the case; of everybody, now and then. */
async function somebody(chance: Chance, roles: readonly Role[], { definition }: Facts): Promise<string> {
  if (HOLDERS.size === 0)
    for (const name of PEOPLE)
      for (const role of (await actorFor(name)).roles) HOLDERS.set(role, [...(HOLDERS.get(role) ?? []), name]);
  const isPublic = definition.financierKinds.includes('FINANCE_BUREAU');
  const elsewhere = isPublic ? /-b$|^ins-|^(approver|clerk|checker|hq)/ : /-b$|^ins-|^fin-/;
  const able = roles.flatMap((role) => HOLDERS.get(role) ?? []).filter((name) => !elsewhere.test(name));
  return chance.isOneIn(12) || able.length === 0 ? chance.of(PEOPLE) : chance.of(able);
}

const factsOf = async (caseId: string) => {
  const facts = await caseFacts(db(), caseId);
  if (!facts) throw new Error('the case is gone');
  return facts;
};
type Facts = Awaited<ReturnType<typeof factsOf>>;
const nothing: Result<unknown> = { ok: true, value: null };
const key = newUuid;

/** How a command is given: as it stands, unless somebody keeps a book of commands and answers. */
export type Perform = <Input, Value>(
  command: (ctx: Context, input: Input) => Promise<Result<Value>>,
  ctx: Context,
  input: Input,
) => Promise<Result<Value>>;
let perform: Perform = (command, ctx, input) => command(ctx, input);

/** From now on every command of this process goes through `other`. */
export function performThrough(other: Perform): void {
  perform = other;
}

/** The papers of the stage, checked; now and then one is left out. */
async function file({ id, definition, stage, documents }: Facts, chance: Chance): Promise<void> {
  for (const { code, stage: of, minimum } of definition.catalogue) {
    const have = documents.filter((row) => row.requirementCode === code).length;
    if (STAGES.indexOf(of) <= STAGES.indexOf(stage) && have < minimum && !chance.isOneIn(20))
      for (let copy = have; copy < minimum; copy += 1) await fileFor(id, code);
  }
}

/** Does what the case waits for, with a person of the role for whom it waits. */
export async function leadOn(caseId: string, day: Day, chance: Chance): Promise<Result<unknown>> {
  const facts = await factsOf(caseId);
  const waiting = waitingFor(facts, day);
  if (!waiting) return nothing;
  const by = await at(await somebody(chance, waiting.roles, facts), day);
  const seen = { caseId, version: null };
  const plain = (verb: (typeof PLAIN_VERBS)[number], more: object = {}) =>
    perform(takeTransition, by, { caseId, version: facts.version, verb, reason: '办理', ...more });
  switch (waiting.task) {
    case 'COMPLETE_CONSULTATION':
      await file(facts, chance);
      return plain('submit');
    case 'ACCEPT':
      await file(facts, chance);
      return plain('accept');
    case 'ASSIGN': {
      const [managerAId, managerBId] = [(await actorFor('manager')).userId, (await actorFor('manager2')).userId];
      return perform(assignManagers, by, { ...seen, managerAId, managerBId });
    }
    case 'INVESTIGATE':
      return investigate(facts, day, chance);
    case 'DECIDE':
      return decide(by, facts, chance);
    case 'RETURN_FOR_DECISION':
      return plain('return', { to: 'DECISION' });
    case 'DRAFT_CONTRACT':
      return draft(by, facts, day, chance);
    case 'CHECK_CONTRACT':
      return perform(checkContract, by, {
        ...seen,
        outcome: chance.isOneIn(6) ? 'REFUSED' : 'PASSED',
        opinion: '意见',
      });
    case 'SIGN_CONTRACT':
      await file(facts, chance);
      return perform(signContract, by, { ...seen, signedOn: day });
    case 'PUBLISH_NOTICE':
      return perform(publishNotice, by, {
        caseId,
        places: '公开栏',
        complaintLine: '12317',
        fromOn: day,
        toOn: addDays(day, 9),
      });
    case 'AGREE_LINKAGE': {
      const { id } = await db().household.findFirstOrThrow({ where: { countyId: facts.countyId } });
      const terms = {
        model: chance.of(facts.definition.linkageModels),
        termMonths: 12,
        benefitKind: 'DIVIDEND' as const,
      };
      return perform(agreeLinkage, by, {
        caseId,
        signedOn: day,
        propertyRights: '归集体',
        promisedFen: 1_000n,
        householdIds: [id],
        ...terms,
      });
    }
    case 'LIST_PURCHASE': {
      const unitPriceFen = (facts.approvedAmountFen ?? 1n) - facts.orderedFen;
      return perform(addPurchaseLine, by, {
        caseId,
        product: '苹果',
        unit: '批',
        orderedBy: '示例机关工会',
        quantity: 1,
        unitPriceFen,
      });
    }
    case 'REQUEST_PAYMENT':
      await file({ ...facts, stage: 'DISBURSEMENT' }, chance);
      return request(by, facts, chance);
    case 'RELEASE_PAYMENT':
      return release(by, caseId);
    case 'FIRST_CHECK':
    case 'COUNTY_CHECK':
      return inspect(by, facts, day, chance);
    case 'COLLECT_REPAYMENT': {
      const amountFen = chance.isOneIn(3) ? facts.outstandingAmountFen : facts.outstandingAmountFen / 3n + 1n;
      return perform(recordRepayment, by, { caseId, paidOn: day, amountFen, idempotencyKey: key() });
    }
    case 'RESUME':
      return plain('resume');
    case 'SUPPLEMENT':
      for (const code of facts.supplementItems ?? []) await fileFor(caseId, code, undefined, by.now);
      return plain('supplement');
    case 'CLOSE':
      return plain(facts.definition.financing === 'LOAN' ? 'close' : 'certify');
    case 'SUBMIT_REPORT':
    case 'REVIEW_REPORT':
    case 'RECTIFY_FINDING':
    case 'SIGN_OFF_FINDING':
      // their own tests have them; here they only would keep the money waiting
      await db().followUpReport.updateMany({ where: { caseId }, data: { status: 'REVIEWED' } });
      await db().finding.updateMany({ where: { caseId }, data: { status: 'SIGNED_OFF' } });
      return nothing;
  }
}

async function investigate(facts: Facts, day: Day, chance: Chance): Promise<Result<unknown>> {
  const [one, two] = [await at('manager', day), await at('manager2', day)];
  const { id: caseId } = facts;
  await file(facts, chance);
  if (facts.siteVisits.length === 0) {
    const visitorIds = [one.actor.userId, two.actor.userId];
    const visit = { caseId, visitedOn: day, place: '现场', observations: '相符', visitorIds };
    const visited = await perform(recordSiteVisit, one, visit);
    if (!visited.ok) return visited;
    await fileFor(caseId, 'SITE_PHOTO', visited.value.siteVisitId);
  }
  const items = itemsFor(facts.definition, facts.applicantKind);
  const saved = await perform(saveReport, one, {
    caseId,
    answers: Object.fromEntries(items.map((item) => [item.code, item.options[0]?.code ?? ''])),
    ...{ recommendedAmountFen: facts.requestedAmountFen, termMonths: 12, rateBps: 300 },
    ...{ repaymentMethod: 'BULLET', summary: '可行', conditions: [] },
  });
  if (!saved.ok) return saved;
  const confirmed = await perform(confirmReport, two, { caseId });
  return confirmed.ok ? perform(recommendCase, one, { caseId, version: null }) : confirmed;
}

async function decide(by: Context, facts: Facts, chance: Chance): Promise<Result<unknown>> {
  const outcome = chance.isOneIn(10) ? chance.of(['DECLINED', 'RETURNED'] as const) : ('APPROVED' as const);
  const amountFen = chance.isOneIn(4) ? (facts.recommendedAmountFen ?? 2n) / 2n + 1n : undefined;
  const gate = 'DISBURSEMENT' as const;
  const conditions = chance.isOneIn(15) ? [{ text: '落实担保', gate }] : [];
  const decision = { caseId: facts.id, version: null, outcome, opinion: '意见', conditions };
  return perform(decideCase, by, { ...decision, amountFen, returnTo: 'ACCEPTANCE' });
}

function draft(by: Context, facts: Facts, day: Day, chance: Chance): Promise<Result<unknown>> {
  const amountFen = facts.approvedAmountFen ?? 1n;
  const first = amountFen / 2n;
  const twice = [first, amountFen - first];
  const security = chance.of(facts.definition.securityKinds);
  return perform(draftContract, by, {
    ...{ caseId: facts.id, version: null, amountFen, termMonths: 12, rateBps: 300, repaymentMethod: 'BULLET' },
    ...{ securityKind: security, securityReference: security === 'NONE' ? null : 'P-1', linkedHouseholds: 5 },
    tranches: (chance.isOneIn(2) ? twice : [amountFen]).map((fen) => ({ plannedOn: addDays(day, 3), amountFen: fen })),
    idempotencyKey: key(),
  });
}

async function request(by: Context, facts: Facts, chance: Chance): Promise<Result<unknown>> {
  const tranches = await db().tranche.findMany({ where: { caseId: facts.id }, orderBy: { sequence: 'asc' } });
  const trancheId = tranches.length > 0 ? chance.of(tranches).id : facts.id;
  return perform(requestPayment, by, { caseId: facts.id, trancheId, idempotencyKey: key() });
}

async function paymentOf(caseId: string, status: 'REQUESTED' | 'RELEASED'): Promise<string> {
  const row = await db().payment.findFirst({ where: { caseId, status }, orderBy: { id: 'desc' } });
  return row?.id ?? newUuid();
}

const release = async (by: Context, caseId: string): Promise<Result<unknown>> =>
  perform(releasePayment, by, { paymentId: await paymentOf(caseId, 'REQUESTED'), idempotencyKey: key() });

async function inspect(by: Context, facts: Facts, day: Day, chance: Chance): Promise<Result<unknown>> {
  const kind = chance.of(['FIRST_CHECK', 'COUNTY_CHECK', 'RE_CHECK'] as const);
  const grade = chance.isOneIn(4) ? ('FAILED' as const) : ('GOOD' as const);
  const made = { caseId: facts.id, kind, grade, findings: '现场检查', rectifyBy: addDays(day, 5), checkedOn: day };
  return perform(recordCheck, by, made);
}

/** Anything by anybody, whether it fits or not. */
export async function doAnything(caseId: string, day: Day, chance: Chance): Promise<Result<unknown>> {
  const facts = await factsOf(caseId);
  const by = await at(chance.of(PEOPLE), day);
  const holder = async (...roles: Role[]) => at(await somebody(chance, roles, facts), day);
  switch (chance.below(11)) {
    case 0:
      return decide(await holder('APPROVER'), facts, chance);
    case 1:
      return request(await holder('DISBURSEMENT_CLERK'), facts, chance);
    case 2:
      return release(await holder('DISBURSEMENT_CHECKER'), caseId);
    case 3: {
      const paymentId = await paymentOf(caseId, 'REQUESTED');
      return perform(refusePayment, await holder('DISBURSEMENT_CHECKER'), { paymentId, reason: '有误' });
    }
    case 4: {
      const paymentId = await paymentOf(caseId, 'RELEASED');
      return perform(returnPayment, await holder('DISBURSEMENT_CLERK'), { paymentId, returnedOn: day, reason: '退汇' });
    }
    case 5: {
      const amountFen = BigInt(1 + chance.below(2_000_000));
      return perform(recordRepayment, await holder('DISBURSEMENT_CLERK'), {
        caseId,
        paidOn: day,
        amountFen,
        idempotencyKey: key(),
      });
    }
    case 6: {
      await db().document.updateMany({
        where: { caseId, requirementCode: chance.of(facts.definition.catalogue).code },
        data: { status: 'REJECTED' },
      });
      return nothing;
    }
    case 7:
      return draft(by, facts, day, chance);
    case 8:
      return perform(writeOffCase, await holder('APPROVER'), { caseId, version: null, reason: '核销' });
    case 9:
      return chance.isOneIn(15)
        ? perform(declareConflict, by, { caseId, statement: '亲属' })
        : inspect(by, facts, day, chance);
    default: {
      const verb = chance.of(PLAIN_VERBS);
      const to: Stage = chance.of(STAGES);
      const items = [chance.of(facts.definition.catalogue).code];
      const able = can(by.actor, 'case.read') ? by : await holder('COUNTY_OFFICIAL');
      return perform(takeTransition, able, { caseId, version: facts.version, verb, reason: '情况变化', to, items });
    }
  }
}
