import { dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { parseProgrammeBody, usesStage } from '@/domain/programme';
import { type ApplicantKind, STAGES, type Stage, stageIndex } from '@/domain/stage';
import type { ConsultationInput } from '@/features/consultations/mutations';
import { addPurchaseLine, recordSales } from '@/features/purchases/mutations';
import { allotQuota } from '@/features/quotas/mutations';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import { contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { daysBack } from './days-back';
import { BANK_CREW, Journey, seedActor } from './lifecycle';
import { makeOverdueLoan, OVERDUE_NAME } from './overdue-loan';

const YUAN = 100n;

export type Plan = {
  code: string;
  kind: ApplicantKind;
  trade: string;
  yuan: bigint;
  rateBps?: number;
  stages?: readonly Stage[];
};

/** One case at every stage that the programme uses; of the smaller ones a few. */
const PLANS: Plan[] = [
  { code: 'B', kind: 'HOUSEHOLD', trade: '土鸡养殖', yuan: 30_000n, rateBps: 300 },
  { code: 'C', kind: 'COOPERATIVE', trade: '中药材基地', yuan: 300_000n },
  { code: 'D', kind: 'HOUSEHOLD', trade: '茶园管护', yuan: 50_000n },
  { code: 'CR', kind: 'VILLAGE_COLLECTIVE', trade: '饮水管网维修', yuan: 60_000n, stages: ['ACCEPTANCE', 'FOLLOW_UP'] },
  { code: 'CX', kind: 'VILLAGE_COLLECTIVE', trade: '村卫生室建设', yuan: 800_000n, stages: ['DECISION'] },
  { code: 'CE', kind: 'HOUSEHOLD', trade: '子女助学', yuan: 6_000n, stages: ['DECISION', 'FOLLOW_UP'] },
  { code: 'CP', kind: 'COOPERATIVE', trade: '苹果采购', yuan: 120_000n, stages: ['DISBURSEMENT', 'FOLLOW_UP'] },
  {
    code: 'CD',
    kind: 'VILLAGE_COLLECTIVE',
    trade: '图书室捐建',
    yuan: 90_000n,
    stages: ['ACCEPTANCE', 'DISBURSEMENT'],
  },
];

const KIND_WORD = {
  HOUSEHOLD: '农户',
  FAMILY_FARM: '家庭农场',
  COOPERATIVE: '合作社',
  ENTERPRISE: '有限公司',
  VILLAGE_COLLECTIVE: '村集体',
} as const satisfies Record<ApplicantKind, string>;

/** Demo cases of the other programmes, carried by the same mutations along whatever stages their definitions use. */
export async function seedProgrammeCases(now: Date, say: (line: string) => void): Promise<void> {
  const back = daysBack(dayOf(now), await loadWorkCalendar(db()));
  await seedMoney(now);
  let sequence = 9_000;
  for (const plan of PLANS) {
    const programme = await db().programme.findUniqueOrThrow({
      where: { code: plan.code },
      include: { definitions: true },
    });
    const definition = parseProgrammeBody(programme.definitions[0]?.body);
    for (const stage of plan.stages ?? STAGES.filter((name) => usesStage(definition, name))) {
      sequence += 1;
      await carryTo(stage, await begin(plan, programme.id, sequence, stage, back), plan, back);
    }
  }
  // a claim on the fund is made of a loan that is overdue long enough
  await makeOverdueLoan(dayOf(now), 9_400, OVERDUE_NAME);
  say('cases of the other programmes');
}

/** Quotas of the year and of the one before, since a demo of January looks back; a fund for those who lend behind one. */
async function seedMoney(now: Date): Promise<void> {
  const person = await db().user.findUniqueOrThrow({
    where: { username: BANK_CREW.lead },
    include: { organisation: true },
  });
  const { financierId, regionId: countyId } = person.organisation;
  if (financierId === null) throw new Error('the demo lead works for no financier');
  const county = await db().regionVersion.findFirstOrThrow({ where: { regionId: countyId, validTo: null } });
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  const province = await db().regionVersion.findFirstOrThrow({
    where: { regionId: county.provinceId as number, validTo: null },
  });
  for (const { code, amountFen, concessionBps } of QUOTAS)
    for (const of of [year - 1, year])
      must(
        await allotQuota(contextOf(await seedActor('hq'), now), {
          programmeId: (await db().programme.findUniqueOrThrow({ where: { code } })).id,
          region: province.code ?? '',
          year: of,
          amount: amountFen,
          concession: concessionBps,
          documentNumber: `示例额度〔${of}〕1号`,
        }),
      );
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'D' } });
  const official = contextOf(await seedActor(BANK_CREW.county), now);
  const { fundId } = must(await setUpFund(official, { programmeId, financierId, name: '示例风险补偿金' }));
  // so little that its leverage is felt
  const paidIn = { amount: 30_000n * YUAN, occurredOn: today, reference: '示例拨款1号' };
  must(await depositToFund(official, { fundId, kind: 'DEPOSIT', ...paidIn }));
}

/** 采购清单: what unions order, which comes to what was asked for; part of it is sold once it is paid. */
const ORDER = [
  { product: '富士苹果', unit: '箱', orderedBy: '示例机关工会', quantity: 1_000, unitPriceFen: 90n * YUAN, sold: 620 },
  { product: '苹果干', unit: '袋', orderedBy: '示例分行工会', quantity: 1_200, unitPriceFen: 25n * YUAN, sold: 300 },
] as const;

async function payForOrder(journey: Journey): Promise<void> {
  const lines: { lineId: string; soldQuantity: number }[] = [];
  for (const { sold, ...line } of ORDER) {
    const { lineId } = must(
      await addPurchaseLine(await journey.as(journey.crew.county), { caseId: journey.id, ...line }),
    );
    lines.push({ lineId, soldQuantity: sold });
  }
  await journey.pay();
  for (const line of lines) must(await recordSales(await journey.as(journey.crew.county), line));
}

const QUOTAS = [
  { code: 'C', amountFen: 50_000_000n * YUAN, concessionBps: 60 },
  { code: 'CR', amountFen: 500_000n * YUAN, concessionBps: 0 },
] as const;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}

/** Long enough ago for what lies behind the stage. */
const daysFor = (stage: Stage) => 2 + 2 * stageIndex(stage);

/** Registers a demo case of a programme; `sequence` is a number of its own. */
export async function begin(
  plan: Plan,
  programmeId: string,
  sequence: number,
  stage: Stage,
  back: (days: number) => string,
) {
  const journey = new Journey(BANK_CREW, back(daysFor(stage)), sequence);
  return journey.consult(await consultationOf(plan, programmeId, sequence));
}

/** What the demo station registers for a plan; the sequence makes the applicant somebody of their own. */
export async function consultationOf(plan: Plan, programmeId: string, sequence: number) {
  const definition = parseProgrammeBody(
    (await db().programmeDefinition.findFirstOrThrow({ where: { programmeId } })).body,
  );
  const station = await db().user.findUniqueOrThrow({
    where: { username: 'station' },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const branch = await db().user.findUniqueOrThrow({ where: { username: BANK_CREW.lead } });
  const name = `示例${plan.code}${KIND_WORD[plan.kind]}${sequence - 9_000}`;
  return {
    programmeId,
    townshipId: village.parentId as number,
    villageId: village.regionId,
    branchId: branch.organisationId,
    applicant:
      plan.kind === 'HOUSEHOLD'
        ? {
            kind: plan.kind,
            identityNumber: makeDemoIdentityNumber(sequence % 400, '1983-07-09', sequence % 2 ? 'FEMALE' : 'MALE'),
            name,
            phone: `135${String(10_000_000 + sequence)}`,
            householdKind: 'REGISTERED_POOR',
          }
        : {
            kind: plan.kind,
            creditCode: makeDemoCreditCode(sequence),
            name,
            contactName: '示例联系人',
            contactPhone: `134${String(10_000_000 + sequence)}`,
            employsPoorHouseholds: true,
          },
    title: `${name}${plan.trade}`,
    purpose: plan.trade,
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: name,
    payeeAccount: makeDemoBankAccount(sequence),
    requestedAmountFen: plan.yuan * YUAN,
    requestedTermMonths: 12,
  } satisfies Omit<ConsultationInput, 'consultedOn'>;
}

/** Carries a case until it stands in a stage. */
export async function carryTo(
  stage: Stage,
  journey: Journey,
  plan: Plan,
  back: (days: number) => string,
): Promise<void> {
  if (stage === 'ACCEPTANCE') {
    await journey.file('CONSULTATION');
    await journey.take('submit', journey.crew.registrar);
    await journey.file('ACCEPTANCE');
    return;
  }
  for (let days = daysFor(stage); ; days -= 1) {
    const { stage: present } = await db().caseRecord.findUniqueOrThrow({ where: { id: journey.id } });
    if (present === stage) return;
    await journey.on(back(Math.max(1, days)));
    await goOn(present, journey, plan);
  }
}

/** What leads out of a stage. */
async function goOn(stage: Stage, journey: Journey, { code, yuan, rateBps = 450 }: Plan): Promise<void> {
  const amountFen = yuan * YUAN;
  switch (stage) {
    case 'CONSULTATION':
      await journey.accept();
      return;
    case 'DUE_DILIGENCE':
      await journey.assign();
      await journey.recommend(amountFen, { rateBps });
      return;
    case 'DECISION':
      await journey.approve();
      return;
    case 'CONTRACT':
      await journey.contract(amountFen, undefined, { rateBps });
      return;
    case 'DISBURSEMENT':
      if (code === 'CP') await payForOrder(journey);
      else await journey.pay();
      return;
    case 'ACCEPTANCE':
    case 'FOLLOW_UP':
      throw new Error(`a demo case does not stop on its way at ${stage}`);
  }
}
