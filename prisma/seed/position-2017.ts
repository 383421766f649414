import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { addDays, type Day } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import type { ApplicantKind } from '@/domain/stage';
import { db } from '@/server/db';
import { type Crew, INSURER_CREW, Journey } from './lifecycle';

/**
 * Programme A's published position (domain.md §2A): started 16 May 2017; by 15 August 211 accepted, 100 approved,
 * financing 203.89 million. The totals are published; how they spread over counties and applicants is made up here.
 */
export const PUBLISHED = { accepted: 211, approved: 100, financingFen: 20_389_000_000n, asOf: '2017-08-15' } as const;

const WAN = 1_000_000n;

/** Kinds with how many were accepted and approved, and for how much in 万元; they sum to the published position. */
const GROUPS: { kind: ApplicantKind; leading?: boolean; accepted: number; approved: number; totalWan: number }[] = [
  { kind: 'ENTERPRISE', leading: true, accepted: 48, approved: 21, totalWan: 11_420 },
  { kind: 'ENTERPRISE', accepted: 37, approved: 16, totalWan: 5_006 },
  { kind: 'COOPERATIVE', accepted: 57, approved: 24, totalWan: 3_110 },
  { kind: 'HOUSEHOLD', accepted: 43, approved: 27, totalWan: 118 },
  { kind: 'FAMILY_FARM', accepted: 26, approved: 12, totalWan: 735 },
];

/** Counties of ten cities of Henan, by code; the first is the demo county. */
const COUNTIES = ['410225', '410327', '410425', '410526', '411024', '411224', '411321', '411422', '411524', '411627'];
const FIRST_DAY: Day = '2017-05-16';

/** Splits a total in 万元 into uneven parts that sum to it exactly. */
export function splitUnevenly(total: number, parts: number): number[] {
  const base = Math.floor(total / parts);
  const swing = Math.floor(base / 3);
  const values = Array.from({ length: parts }, (_, index) => base + (index % 2 === 0 ? swing : -swing));
  let rest = total - values.reduce((sum, value) => sum + value, 0);
  for (let index = 0; rest !== 0; index = (index + 1) % parts) {
    values[index] = (values[index] as number) + Math.sign(rest);
    rest -= Math.sign(rest);
  }
  return values;
}

type Plan = {
  sequence: number;
  kind: ApplicantKind;
  leading: boolean;
  amountFen: bigint;
  approved: boolean;
  county: string;
};

function planCases(): Plan[] {
  const plans: Plan[] = [];
  for (const group of GROUPS) {
    const amounts = splitUnevenly(group.totalWan, group.approved);
    for (let index = 0; index < group.accepted; index++) {
      const sequence = plans.length + 1;
      plans.push({
        sequence,
        kind: group.kind,
        leading: group.leading ?? false,
        amountFen: BigInt(amounts[index % amounts.length] as number) * WAN,
        approved: index < group.approved,
        // weights that fall off, so that a ranking shows something
        county: COUNTIES[Math.floor((((sequence * 7919) % 1000) / 1000) ** 1.5 * COUNTIES.length)] as string,
      });
    }
  }
  return plans;
}

/** A county office and an official who cannot sign in, for each county that has none. */
async function ensureCountyOfficials(codes: string[]): Promise<Map<string, string>> {
  const officials = new Map<string, string>([['410225', 'county']]);
  const passwordHash = await hash(randomBytes(24), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  for (const code of codes) {
    if (officials.has(code)) continue;
    const county = await db().regionVersion.findFirstOrThrow({ where: { code, validTo: null } });
    const username = `county-${code}`;
    const organisation = await db().organisation.create({
      data: {
        kind: 'COUNTY_OFFICE',
        level: 'COUNTY',
        name: { zh: `${county.name}乡村振兴部门`, en: `County office ${code}` },
        regionId: county.regionId,
      },
    });
    await db().user.create({
      data: {
        username,
        passwordHash,
        name: { zh: `${county.name}示例经办`, en: `Sample official ${code}` },
        staffNumber: code,
        organisationId: organisation.id,
        roles: ['COUNTY_OFFICIAL'],
        status: 'DEACTIVATED',
      },
    });
    officials.set(code, username);
  }
  return officials;
}

const KIND_NAME: Record<ApplicantKind, string> = {
  HOUSEHOLD: '农户',
  FAMILY_FARM: '家庭农场',
  COOPERATIVE: '农民专业合作社',
  ENTERPRISE: '农业发展有限公司',
  VILLAGE_COLLECTIVE: '股份经济合作社',
};
const TRADES = [
  '食用菌大棚',
  '肉羊养殖',
  '生猪养殖',
  '小麦加工',
  '中药材种植',
  '果园滴灌',
  '蔬菜基地',
  '粮食烘干',
  '扶贫车间',
  '茶叶初制',
];

async function carry(
  plan: Plan,
  officials: Map<string, string>,
  places: Map<string, number[]>,
  programmeId: string,
  branchId: string,
) {
  const crew: Crew = { ...INSURER_CREW, county: officials.get(plan.county) ?? 'county' };
  const townships = places.get(plan.county) as number[];
  const number = String(plan.sequence).padStart(3, '0');
  const trade = TRADES[plan.sequence % TRADES.length] as string;
  const name = plan.kind === 'HOUSEHOLD' ? `示例农户${number}` : `示例${number}号${KIND_NAME[plan.kind]}`;
  // Consulted over the first weeks; the last is accepted and, if at all, approved by the published day.
  const start = addDays(FIRST_DAY, (plan.sequence * 37) % 78);
  const journey = new Journey(crew, start, plan.sequence);
  await journey.consult({
    programmeId,
    townshipId: townships[plan.sequence % townships.length] as number,
    villageId: null,
    branchId,
    applicant:
      plan.kind === 'HOUSEHOLD'
        ? {
            kind: 'HOUSEHOLD',
            identityNumber: makeDemoIdentityNumber(plan.sequence, '1975-06-15', plan.sequence % 2 ? 'MALE' : 'FEMALE'),
            name,
            phone: `139${String(10_000_000 + plan.sequence)}`,
            householdKind: 'REGISTERED_POOR',
          }
        : {
            kind: plan.kind as Exclude<ApplicantKind, 'HOUSEHOLD'>,
            creditCode: makeDemoCreditCode(plan.sequence),
            name,
            contactName: `示例联系人${number}`,
            contactPhone: `138${String(10_000_000 + plan.sequence)}`,
            leadingEnterprise: plan.leading,
            employsPoorHouseholds: !plan.leading && plan.kind === 'ENTERPRISE',
          },
    title: `${name}${trade}`,
    purpose: `${trade}建设和流动资金`,
    recommenderOrganisation: plan.sequence % 3 === 0 ? '示例村党支部' : null,
    recommenderPerson: plan.sequence % 3 === 0 ? '示例推荐人' : null,
    eligibility: {
      PRODUCTION_USE: true,
      BAD_CREDIT: false,
      ABLE_TO_WORK: true,
      LAWFUL_OPERATION: true,
      DRIVES_HOUSEHOLDS: true,
    },
    payeeName: name,
    payeeAccount: makeDemoBankAccount(plan.sequence),
    requestedAmountFen: plan.amountFen,
    requestedTermMonths: 12,
  });
  await journey.later(1).accept();
  if (!plan.approved) {
    // accepted but not approved by the published day; settled afterwards, so that today's worklists are of today
    await journey
      .on(addDays('2017-09-01', plan.sequence % 60))
      .take('withdraw', crew.lead, { reason: '申请人调整资金安排，撤回申请。' });
    return;
  }
  await journey.later(1).assign();
  await journey.later(3).recommend(plan.amountFen);
  await journey.later(2).approve(plan.amountFen);
  if (plan.sequence % 5 === 0) {
    await journey
      .on(addDays('2018-03-01', plan.sequence % 40))
      .take('lapse', crew.lead, { reason: '批准逾期未使用。' });
    return;
  }
  await journey.later(2).contract(plan.amountFen);
  await journey.later(2).pay();
  await journey.on(addDays('2018-09-01', plan.sequence % 60)).repayAll();
  await journey.take('close', crew.managerA);
}

/** Carries the 211 cases by the real mutations, a few at a time. `say` is told how far it is. */
export async function seedPosition2017(say: (line: string) => void): Promise<void> {
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const branch = await db().organisation.findFirstOrThrow({ where: { kind: 'INSURER', level: 'PROVINCE' } });
  const officials = await ensureCountyOfficials(COUNTIES);
  const places = new Map<string, number[]>();
  for (const code of COUNTIES) {
    const county = await db().regionVersion.findFirstOrThrow({ where: { code, validTo: null } });
    const townships = await db().regionVersion.findMany({
      where: { parentId: county.regionId, validTo: null },
      orderBy: { regionId: 'asc' },
      take: 6,
    });
    places.set(
      code,
      townships.map((row) => row.regionId),
    );
  }
  const plans = planCases();
  let done = 0;
  const work = async () => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      await carry(plan, officials, places, programme.id, branch.id);
      done += 1;
      if (done % 50 === 0) say(`${done} cases of 2017`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
}
