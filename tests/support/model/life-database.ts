import { openCase } from '@/features/cases/mutations-open';
import type { PlainVerb } from '@/features/cases/plain-verbs';
import { takeTransition } from '@/features/cases/transitions';
import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { decideCase } from '@/features/decisions/mutations';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import {
  assignManagers,
  confirmReport,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { recordRepayment, writeOffCase } from '@/features/follow-up/mutations-repayments';
import { findPlan, outstandingLines } from '@/features/follow-up/plan-lines';
import { allotQuota, changeQuota } from '@/features/quotas/mutations';
import { depositToFund, pauseFund, setUpFund } from '@/features/risk-funds/mutations';
import { newUuid } from '@/lib/uuid';
import { type Context, contextOf, type Result, write } from '@/server/command';
import { encrypt } from '@/server/crypto';
import { toDate } from '@/server/dates';
import { db, type Prisma, type Tx } from '@/server/db';
import { fileFor } from '../case-at-decision';
import { LANKAO, stationPlace } from '../consultation';
import { actorFor, must, noon } from '../world';
import { aimOf, instalmentsOf, type Life, type LifeCommand, type Setting } from './life';
import type { LifeAnswer, LifeMachine, LifeSeen } from './life-compare';
import { APPLICATION, LIFE_BODY, LIFE_DEFINITION, PHOTO, TERM } from './life-programme';
import { quotaAfter } from './life-reasons';

const DAY = '2026-03-02';
const people = new Map<string, Awaited<ReturnType<typeof actorFor>>>();
/** Somebody at noon of the day; who they are does not change while the runs last. */
async function as(name: string): Promise<Context> {
  const actor = people.get(name) ?? (await actorFor(name));
  people.set(name, actor);
  return contextOf(actor, noon(DAY));
}

let serial = 0;

/** A programme of its own with its quota and fund, so that no run knows of another, and a case that was just registered. */
async function begin({ amountFen, quotaFen, fundFen }: Setting) {
  serial += 1;
  const [county, bank, hq] = [await as('county'), await as('manager'), await as('hq')];
  const { townshipId, villageId } = await stationPlace(LANKAO);
  const found = await db().regionVersion.findFirstOrThrow({ where: { regionId: villageId, validTo: null } });
  const place = {
    ...{ provinceId: found.provinceId ?? 0, cityId: found.cityId ?? 0, countyId: found.countyId ?? 0 },
    ...{ townshipId, villageId },
  };
  const definition = {
    ...{
      provinceId: place.provinceId,
      version: 1,
      status: 'PUBLISHED' as const,
      body: LIFE_BODY as unknown as Prisma.InputJsonValue,
    },
    ...{ effectiveFrom: toDate('2017-01-01'), documentNumber: '示例〔2017〕1号' },
  };
  const code = `L${serial}`;
  const { id: programmeId, definitions } = await db().programme.create({
    data: { code, name: LIFE_BODY.name, definitions: { create: definition } },
    include: { definitions: true },
  });
  const { financierId, provincialBranchId, countyBranchId } = bank.actor.organisation;
  const name = `示例合作社${serial}`;
  const opened = must(
    await write(county, async (tx) => {
      const entity = await tx.operatingEntity.create({
        data: {
          ...{ ...place, kind: 'COOPERATIVE', name, pinyin: 'shili', initials: 'sl', bigrams: [] },
          ...{ creditCode: `99410225LF${String(serial).padStart(8, '0')}`, contactName: '示例联系人' },
          ...{ contactPhoneCipher: encrypt('13812345679'), contactPhoneIndex: new Uint8Array([7]) },
          ...{ createdById: county.actor.userId, createdAt: county.now },
        },
      });
      return openCase(tx, county, {
        ...{ programmeDefinitionId: definitions[0]?.id ?? '', programmeId, programmeCode: code },
        ...{ definition: LIFE_DEFINITION, place, projectId: null, applicantKind: 'COOPERATIVE', personId: null },
        financier: { financierId: financierId ?? '', provincialBranchId, countyBranchId },
        ...{ operatingEntityId: entity.id, applicantName: name, title: '示例项目', purpose: '发展生产' },
        ...{ recommenderOrganisation: null, recommenderPerson: null, eligibility: {}, payeeName: name },
        ...{ payeeAccountCipher: encrypt('6222020000000000000'), requestedAmountFen: amountFen },
        ...{ requestedTermMonths: TERM.termMonths, consultedOn: DAY },
      });
    }),
  );
  const caseId = opened.id;
  await fileFor(caseId, APPLICATION);
  const quota = { programmeId, region: '41', year: 2026, concession: null, documentNumber: '示例〔2026〕1号' };
  const { quotaId } = must(await allotQuota(hq, { ...quota, amount: quotaFen }));
  const { fundId } = must(
    await setUpFund(county, { programmeId, financierId: financierId ?? '', name: `补偿金${serial}` }),
  );
  const paidIn = { fundId, kind: 'DEPOSIT' as const, occurredOn: DAY, reference: newUuid() };
  must(await depositToFund(county, { ...paidIn, amount: fundFen }));
  return { caseId, quotaId, fundId, branchId: countyBranchId, headId: financierId };
}

type Asked = { again: () => Promise<Result<unknown>>; otherwise: () => Promise<Result<unknown>> };
/** A command that knows all it needs; `keyed`: how the same, and something else, would be asked for under its key. */
type Ready = { go: () => Promise<Result<unknown>>; keyed?: Asked };

/** The mutations themselves, on a case of its own in the database. */
export async function databaseMachineOf(setting: Setting): Promise<LifeMachine> {
  const { caseId, quotaId, fundId, branchId, headId } = await begin(setting);
  let lastOfMoney: Asked | null = null;

  const trancheIds = async () =>
    (
      await db().tranche.findMany({
        where: { caseId, status: { not: 'CANCELLED' } },
        orderBy: { sequence: 'asc' },
        select: { id: true },
      })
    ).map(({ id }) => id);

  async function paymentOf(life: Life, command: Extract<LifeCommand, { aim?: number }>): Promise<string> {
    const trancheId = (await trancheIds())[aimOf(life, command)];
    const status = command.kind === 'bankReturn' ? ('RELEASED' as const) : ('REQUESTED' as const);
    const found = trancheId && (await db().payment.findFirst({ where: { caseId, trancheId, status } }));
    return found ? found.id : newUuid();
  }

  async function amountOf(wanted: 'PART' | 'ALL' | 'TOO_MUCH'): Promise<bigint> {
    const lines = outstandingLines(await db().$transaction((tx: Tx) => findPlan(tx, caseId)));
    const allFen = lines.reduce((sum, line) => sum + line.principalFen + line.interestFen, 0n);
    if (wanted === 'TOO_MUCH') return allFen + 1n;
    return wanted === 'ALL' && allFen > 0n ? allFen : allFen / 3n + 1n;
  }

  /** All that the command needs is read now, so that two of them begin at one moment; `key` is what its form carries. */
  async function ready(command: LifeCommand, life: Life, key: string): Promise<Ready> {
    const by = await as(command.by.name);
    const seen = { caseId, version: null };
    const under = <Input extends object>(
      run: (ctx: Context, input: Input & { idempotencyKey: string }) => Promise<Result<unknown>>,
      input: Input,
      other: Partial<Input>,
    ): Ready => {
      const go = () => run(by, { ...input, idempotencyKey: key });
      return { go, keyed: { again: go, otherwise: () => run(by, { ...input, ...other, idempotencyKey: key }) } };
    };
    switch (command.kind) {
      case 'file':
        return { go: async () => ({ ok: true, value: await fileFor(caseId, APPLICATION, undefined, by.now) }) };
      case 'spoil': {
        const where = { caseId, requirementCode: APPLICATION };
        return {
          go: async () => ({
            ok: true,
            value: await db().document.updateMany({ where, data: { status: 'REJECTED' } }),
          }),
        };
      }
      case 'assign': {
        const [managerAId = '', managerBId = ''] = await Promise.all(
          command.pair.map(async (name) => (await as(name)).actor.userId),
        );
        return { go: () => assignManagers(by, { ...seen, managerAId, managerBId }) };
      }
      case 'visit': {
        const managers = life.managers.length === 2 ? life.managers : ['manager', 'manager2'];
        const visitorIds = await Promise.all(managers.map(async (name) => (await as(name)).actor.userId));
        const visit = { caseId, visitedOn: DAY, place: '现场', observations: '相符', visitorIds };
        return {
          go: async () => {
            const went = await recordSiteVisit(by, visit);
            if (went.ok) await fileFor(caseId, PHOTO, went.value.siteVisitId);
            return went;
          },
        };
      }
      case 'report': {
        const content = {
          answers: {},
          recommendedAmountFen: setting.amountFen,
          ...TERM,
          summary: '可行',
          conditions: [],
        };
        return { go: () => saveReport(by, { caseId, ...content, repaymentMethod: 'BULLET' }) };
      }
      case 'confirm':
        return { go: () => confirmReport(by, { caseId }) };
      case 'recommend':
        return { go: () => recommendCase(by, seen) };
      case 'approve': {
        const amountFen = setting.amountFen + { ALL: 0n, LESS: -1n, MORE: 1n }[command.amount];
        return { go: () => decideCase(by, { ...seen, outcome: 'APPROVED', opinion: '同意', amountFen }) };
      }
      case 'draft': {
        const amountFen = (life.approvedFen ?? 1n) + (command.amount === 'MORE' ? 1n : 0n);
        const tranches = instalmentsOf(amountFen).map((fen) => ({ plannedOn: DAY, amountFen: fen }));
        const terms = {
          amountFen,
          ...TERM,
          repaymentMethod: 'BULLET' as const,
          securityKind: 'NONE' as const,
          tranches,
        };
        return {
          go: () => draftContract(by, { ...seen, ...terms, securityReference: null, linkedHouseholds: null }),
        };
      }
      case 'check':
      case 'refuseDraft': {
        const outcome = command.kind === 'check' ? ('PASSED' as const) : ('REFUSED' as const);
        return { go: () => checkContract(by, { ...seen, outcome, opinion: '意见' }) };
      }
      case 'sign':
        return { go: () => signContract(by, { ...seen, signedOn: DAY }) };
      case 'ask': {
        const trancheId = (await trancheIds())[command.instalment] ?? newUuid();
        return under(requestPayment, { caseId, trancheId }, { trancheId: newUuid() });
      }
      case 'release':
        return under(releasePayment, { paymentId: await paymentOf(life, command) }, { paymentId: newUuid() });
      case 'refuse':
        return under(refusePayment, { paymentId: await paymentOf(life, command), reason: '有误' }, { reason: '又一' });
      case 'bankReturn': {
        const paymentId = await paymentOf(life, command);
        return under(returnPayment, { paymentId, returnedOn: DAY, reason: '退汇' }, { reason: '又一' });
      }
      case 'repay': {
        const amountFen = await amountOf(command.amount);
        return under(recordRepayment, { caseId, paidOn: DAY, amountFen }, { amountFen: amountFen + 1n });
      }
      case 'writeOff':
        return under(writeOffCase, { ...seen, reason: '核销' }, { reason: '又一' });
      case 'pauseFund':
      case 'resumeFund':
        return { go: () => pauseFund(by, { fundId, pause: command.kind === 'pauseFund', reason: '示例' }) };
      case 'payIn': {
        const money = { fundId, kind: 'DEPOSIT' as const, amount: setting.amountFen, occurredOn: DAY };
        return { go: () => depositToFund(by, { ...money, reference: newUuid() }) };
      }
      case 'cutQuota':
      case 'restoreQuota': {
        const amount = quotaAfter(life, command.kind);
        return { go: () => changeQuota(by, { quotaId, amount, concession: null, documentNumber: '示例〔2026〕2号' }) };
      }
      default:
        return readyTransition(command, by);
    }
  }

  async function readyTransition(command: LifeCommand, by: Context): Promise<Ready> {
    const { stage, version } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const isVote = stage === 'DECISION' && (command.kind === 'decline' || command.kind === 'sendBack');
    const to = command.kind === 'sendBack' ? command.to : undefined;
    if (isVote) {
      const outcome = command.kind === 'decline' ? ('DECLINED' as const) : ('RETURNED' as const);
      return { go: () => decideCase(by, { caseId, version, outcome, opinion: '意见', returnTo: to }) };
    }
    const verb = (command.kind === 'sendBack' ? 'return' : command.kind) as PlainVerb;
    const move = { caseId, version, verb, reason: '情况变化', items: [APPLICATION], ...(to ? { to } : {}) };
    return { go: () => takeTransition(by, move) };
  }

  async function answerOf(command: LifeCommand, result: Result<unknown>): Promise<LifeAnswer> {
    if (!result.ok) return { refusal: result.refusal.code };
    if (command.kind !== 'repay') return { refusal: null };
    const { repaymentId } = result.value as { repaymentId: string };
    const { principalFen } = await db().repayment.findUniqueOrThrow({ where: { id: repaymentId } });
    return { refusal: null, repaidFen: principalFen };
  }

  return {
    async run(command, life) {
      const { go, keyed } = await ready(command, life, newUuid());
      const result = await go();
      if (result.ok && keyed) lastOfMoney = keyed;
      return answerOf(command, result);
    },
    async runBoth([one, other], life, sameKey) {
      const key = newUuid();
      const both = [await ready(one, life, key), await ready(other, life, sameKey ? key : newUuid())] as const;
      const results = await Promise.all(both.map(({ go }) => go()));
      for (const [index, { keyed }] of both.entries()) if (results[index]?.ok && keyed) lastOfMoney = keyed;
      const [first, second] = results;
      if (!first || !second) throw new Error('two have two answers');
      return [await answerOf(one, first), await answerOf(other, second)];
    },
    async runAgain(how) {
      if (!lastOfMoney) return null;
      const result = await (how === 'SAME' ? lastOfMoney.again() : lastOfMoney.otherwise());
      return { refusal: result.ok ? null : result.refusal.code };
    },
    async see() {
      const [row] = await db().$queryRaw<LifeSeen[]>`
        SELECT c.stage::text AS stage, c.review_step::text AS step, c.status::text AS status, coalesce(c.outcome::text, 'null') AS outcome,
          CASE c.decision_organisation_id WHEN ${branchId}::uuid THEN 'BRANCH' WHEN ${headId}::uuid THEN 'HEAD' ELSE 'null' END AS level,
          coalesce(c.approved_amount_fen::text, 'null') AS approved, coalesce(c.contracted_amount_fen::text, 'null') AS contracted,
          c.disbursed_amount_fen::text AS paid, c.outstanding_amount_fen::text AS owed,
          coalesce((SELECT string_agg(t.status::text, ',' ORDER BY t.sequence) FROM tranche t
            WHERE t.case_id = c.id AND t.status <> 'CANCELLED'), '') AS instalments,
          q.amount_fen || ' ' || q.reserved_fen || ' ' || q.used_fen AS quota,
          f.balance_fen || CASE WHEN f.paused_at IS NULL THEN '' ELSE ' paused' END AS fund
        FROM case_record c, quota q, risk_fund f WHERE c.id = ${caseId}::uuid AND q.id = ${quotaId}::uuid AND f.id = ${fundId}::uuid`;
      if (!row) throw new Error('the case is gone');
      return row;
    },
  };
}
