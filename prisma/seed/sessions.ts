import { addDays, dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode } from '@/domain/identity';
import { addCases } from '@/features/sessions/mutations-agenda';
import { planSession } from '@/features/sessions/mutations-plan';
import { castVote, closeSession, openSession, settleItem } from '@/features/sessions/mutations-sitting';
import type { Result } from '@/server/command';
import { db } from '@/server/db';
import { BANK_CREW, Journey, seedActor } from './lifecycle';

const WAN = 1_000_000n;

/** An enterprise's case at decision on this day, asking for so much; its id and title. */
export async function makeEnterpriseCase(journey: Journey, amountFen: bigint, { name, trade = '冷链仓储' }: Named) {
  const lead = await db().user.findUniqueOrThrow({ where: { username: journey.crew.lead } });
  const station = await db().user.findUniqueOrThrow({
    where: { username: BANK_CREW.registrar },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const title = `${name}${trade}`;
  await journey.consult({
    programmeId: programme.id,
    townshipId: village.parentId ?? 0,
    villageId: village.regionId,
    branchId: lead.organisationId,
    applicant: {
      kind: 'ENTERPRISE',
      creditCode: makeDemoCreditCode(journey.seed),
      name,
      contactName: '示例联系人',
      contactPhone: '13700003333',
      leadingEnterprise: true,
      employsPoorHouseholds: true,
    },
    title,
    purpose: trade,
    eligibility: { PRODUCTION_USE: true, LAWFUL_OPERATION: true, DRIVES_HOUSEHOLDS: true, BAD_CREDIT: false },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(journey.seed),
    requestedAmountFen: amountFen,
    requestedTermMonths: 24,
  });
  await journey.accept();
  await journey.assign();
  await journey.recommend(amountFen);
  return { caseId: journey.id, title };
}
type Named = { name: string; trade?: string };

/** 专场审批: one that the branch has held, with its minutes, and one that head office has called, with its agenda. */
export async function seedSessions(now: Date, say: (line: string) => void): Promise<void> {
  const today = dayOf(now);
  const held = addDays(today, -4);
  const made = [];
  for (const [index, { name, trade, wan }] of ENTERPRISES.entries()) {
    const journey = new Journey(BANK_CREW, addDays(held, -3), 9_500 + index);
    made.push(await makeEnterpriseCase(journey, wan * WAN, { name, trade }));
  }
  const branch = new Journey(BANK_CREW, held);
  const [first, second, ...above] = made.map((row) => row.caseId);
  const sessionId = await plan(branch, 'approver', ['approver2', 'approver'], '种养产业专场审批', '支行会议室', held);
  must(await addCases(await branch.as('approver'), { sessionId, caseIds: [first ?? '', second ?? ''] }));
  const presentIds = [(await seedActor('approver')).userId, (await seedActor('approver2')).userId];
  must(await openSession(await branch.as('approver'), { sessionId, presentIds }));
  const vote = async (caseId = '', opinions: readonly [string, string], against = false) => {
    const { id: itemId } = await db().sessionItem.findFirstOrThrow({ where: { sessionId, caseId } });
    for (const [place, name] of (['approver2', 'approver'] as const).entries())
      must(
        await castVote(await branch.as(name), {
          ...{ sessionId, itemId, opinion: opinions[place] ?? '' },
          vote: against && place === 0 ? 'AGAINST' : 'FOR',
        }),
      );
    const chair = await branch.as('approver');
    must(
      against
        ? await settleItem(chair, {
            ...{ sessionId, itemId, result: 'RETURNED', opinion: '抵押物评估过期，补充后再议。' },
            returnTo: 'DUE_DILIGENCE',
          })
        : await settleItem(chair, { sessionId, itemId, result: 'APPROVED', opinion: '' }),
    );
  };
  await vote(first, ['还款来源可靠，同意。', '带动农户多，同意。']);
  await vote(second, ['抵押物评估已过期，不同意。', '经营正常，同意。'], true);
  must(await closeSession(await branch.as('approver'), { sessionId }));

  const head = new Journey(BANK_CREW, addDays(today, -1));
  const called = await plan(head, 'hq', ['hq2', 'hq3', 'hq'], '冷链仓储专场', '总行会议室', addDays(today, 2));
  must(await addCases(await head.as('hq'), { sessionId: called, caseIds: above }));
  say('decision sessions');
}

const ENTERPRISES = [
  { name: '示例丰穗农业有限公司', trade: '生态养殖', wan: 160n },
  { name: '示例长垄农业有限公司', trade: '蔬菜基地', wan: 220n },
  { name: '示例北坡冷链有限公司', trade: '冷链仓储', wan: 420n },
  { name: '示例东渠冷链有限公司', trade: '冷库扩建', wan: 380n },
  { name: '示例南苑冷链有限公司', trade: '分拣中心', wan: 560n },
] as const;

/** Calls a session of the planner's organisation, in the morning of a day. */
async function plan(journey: Journey, by: string, members: string[], title: string, place: string, on: string) {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const ids = await Promise.all(members.map(async (name) => (await seedActor(name)).userId));
  const { sessionId } = must(
    await planSession(await journey.as(by), {
      programmeId: programme.id,
      title,
      place,
      plannedAt: new Date(`${on}T09:30:00+08:00`),
      mode: 'ALL',
      ratioBps: 10_000,
      quorum: 2,
      chairId: (await seedActor(by)).userId,
      memberIds: ids,
    }),
  );
  return sessionId;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}
