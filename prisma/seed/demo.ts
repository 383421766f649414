import { dayOf } from '@/domain/calendar';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import type { ApplicantKind } from '@/domain/stage';
import { openAllDueReports } from '@/features/follow-up/mutations-reports';
import { db } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { daysBack } from './days-back';
import { BANK_CREW, BEITA_CREW, type Crew, INSURER_CREW, Journey } from './lifecycle';

const WAN = 1_000_000n;

type Start = {
  crew: Crew;
  kind: ApplicantKind;
  name: string;
  trade: string;
  wan: bigint;
  daysAgo: number;
  /** a criterion of the green channel */
  green?: string;
};

/** Today's demo cases: one or more at every stage, at dates counted back from the first start. */
export async function seedDemoCases(now: Date, say: (line: string) => void): Promise<void> {
  const calendar = await loadWorkCalendar(db());
  const back = daysBack(dayOf(now), calendar);
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const branchOf = async (crew: Crew) =>
    (await db().user.findUniqueOrThrow({ where: { username: crew.lead } })).organisationId;
  const placeOf = async (crew: Crew) => {
    const station = await db().user.findUniqueOrThrow({
      where: { username: crew === BEITA_CREW ? 'station-b' : 'station' },
      include: { organisation: true },
    });
    const village = await db().regionVersion.findFirstOrThrow({
      where: { regionId: station.organisation.regionId, validTo: null },
    });
    return { townshipId: village.parentId as number, villageId: village.regionId };
  };
  let sequence = 5_000;

  const begin = async ({ crew, kind, name, trade, wan, daysAgo, green }: Start): Promise<Journey> => {
    sequence += 1;
    const journey = new Journey(green ? { ...crew, registrar: crew.county } : crew, back(daysAgo), sequence);
    await journey.consult({
      programmeId: programme.id,
      ...(await placeOf(crew)),
      branchId: await branchOf(crew),
      ...(green ? { greenCriterion: green } : {}),
      applicant:
        kind === 'HOUSEHOLD'
          ? {
              kind,
              identityNumber: makeDemoIdentityNumber(sequence % 400, '1982-03-08', sequence % 2 ? 'FEMALE' : 'MALE'),
              name,
              phone: `137${String(10_000_000 + sequence)}`,
              householdKind: 'LIFTED_OUT',
            }
          : {
              kind,
              creditCode: makeDemoCreditCode(sequence),
              name,
              contactName: '示例联系人',
              contactPhone: `136${String(10_000_000 + sequence)}`,
              employsPoorHouseholds: true,
            },
      title: `${name}${trade}`,
      purpose: `${trade}及流动资金`,
      recommenderOrganisation: '示例村党支部',
      recommenderPerson: '示例推荐人',
      eligibility: {
        PRODUCTION_USE: true,
        BAD_CREDIT: false,
        ABLE_TO_WORK: true,
        LAWFUL_OPERATION: true,
        DRIVES_HOUSEHOLDS: true,
      },
      payeeName: name,
      payeeAccount: makeDemoBankAccount(sequence),
      requestedAmountFen: wan * WAN,
      requestedTermMonths: 12,
    });
    return journey;
  };
  const submitted = async (journey: Journey) => {
    await journey.file('CONSULTATION');
    await journey.take('submit', journey.crew.registrar);
    return journey.file('ACCEPTANCE');
  };
  /** A case at decision, `daysAgo` working days after it began. */
  const atDecision = async (start: Start) => {
    const journey = await begin(start);
    await journey.on(back(start.daysAgo - 1)).accept();
    await journey.on(back(start.daysAgo - 2)).assign();
    await journey.on(back(start.daysAgo - 4)).recommend(start.wan * WAN);
    return journey;
  };
  const atContract = async (start: Start, times = 1) => {
    const journey = await atDecision(start);
    return journey.on(back(start.daysAgo - 5)).approve(start.wan * WAN, { times });
  };

  // consultation and acceptance
  await begin({ crew: BANK_CREW, kind: 'HOUSEHOLD', name: '示例农户甲', trade: '肉羊养殖', wan: 5n, daysAgo: 2 });
  await submitted(
    await begin({ crew: BANK_CREW, kind: 'HOUSEHOLD', name: '示例农户乙', trade: '大棚蔬菜', wan: 5n, daysAgo: 4 }),
  );
  await submitted(
    await begin({
      crew: BANK_CREW,
      kind: 'COOPERATIVE',
      name: '示例云菌农民专业合作社',
      trade: '食用菌大棚二期',
      wan: 180n,
      daysAgo: 2,
      green: 'KEY_PROJECT',
    }),
  );
  const waitsForLead = await submitted(
    await begin({
      crew: BANK_CREW,
      kind: 'FAMILY_FARM',
      name: '示例松岭家庭农场',
      trade: '果园滴灌',
      wan: 28n,
      daysAgo: 3,
    }),
  );
  await waitsForLead.on(back(1)).check('county');
  await waitsForLead.take('accept', 'county');
  const supplementing = await submitted(
    await begin({
      crew: BANK_CREW,
      kind: 'COOPERATIVE',
      name: '示例青坪茶叶合作社',
      trade: '初制厂改造',
      wan: 60n,
      daysAgo: 4,
    }),
  );
  await supplementing
    .on(back(2))
    .take('requestSupplement', 'county', { reason: '营业执照复印件不清晰，请重新提供。', items: ['BUSINESS_LICENCE'] });
  say('cases at consultation and acceptance');
  // due diligence
  await (
    await begin({
      crew: BANK_CREW,
      kind: 'ENTERPRISE',
      name: '示例大周面业有限公司',
      trade: '小麦精深加工',
      wan: 260n,
      daysAgo: 6,
    })
  )
    .on(back(5))
    .accept();
  const investigating = await begin({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例河湾中药材合作社',
    trade: '标准化种植基地',
    wan: 90n,
    daysAgo: 9,
  });
  await investigating.on(back(8)).accept();
  await investigating.on(back(7)).assign();
  const suspended = await begin({
    crew: INSURER_CREW,
    kind: 'ENTERPRISE',
    name: '示例双槐粮食有限公司',
    trade: '粮食烘干中心',
    wan: 150n,
    daysAgo: 12,
  });
  await suspended.on(back(11)).accept();
  await suspended.on(back(6)).take('suspend', 'ins-lead', { reason: '申请人股权变更，待工商登记完成。' });
  say('cases at due diligence');
  // decision: within the branch's limit, two approvals, and above the limit
  await atDecision({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例石桥养蜂合作社',
    trade: '蜂产品加工',
    wan: 80n,
    daysAgo: 10,
  });
  await atDecision({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例梅沟菌业合作社',
    trade: '菌棒工厂',
    wan: 200n,
    daysAgo: 11,
  });
  await atDecision({
    crew: BANK_CREW,
    kind: 'ENTERPRISE',
    name: '示例禾丰农业有限公司',
    trade: '生猪养殖基地扩建',
    wan: 820n,
    daysAgo: 9,
  });
  await atDecision({
    crew: INSURER_CREW,
    kind: 'ENTERPRISE',
    name: '示例柏溪牧业有限公司',
    trade: '肉牛养殖',
    wan: 480n,
    daysAgo: 9,
  });
  say('cases at decision');
  // contract
  await atContract({
    crew: BANK_CREW,
    kind: 'FAMILY_FARM',
    name: '示例杜庄家庭农场',
    trade: '设施农业',
    wan: 30n,
    daysAgo: 10,
  });
  const checking = await atContract({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例贺村合作社',
    trade: '冷库建设',
    wan: 70n,
    daysAgo: 12,
  });
  await checking.on(back(3)).draft(70n * WAN);
  // disbursement
  const payable = await atContract({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例三道河合作社',
    trade: '扶贫车间设备',
    wan: 96n,
    daysAgo: 14,
  });
  await payable.on(back(3)).contract(96n * WAN, [60n * WAN, 36n * WAN]);
  const releasable = await atContract({
    crew: BANK_CREW,
    kind: 'HOUSEHOLD',
    name: '示例农户丙',
    trade: '肉牛养殖',
    wan: 8n,
    daysAgo: 14,
  });
  await releasable.on(back(3)).contract(8n * WAN);
  await releasable.on(back(1)).request();
  say('cases at contract and disbursement');
  // follow-up
  const repaying = await atContract({
    crew: BANK_CREW,
    kind: 'COOPERATIVE',
    name: '示例周集合作社',
    trade: '辣椒种植',
    wan: 50n,
    daysAgo: 70,
  });
  await repaying.on(back(62)).contract(50n * WAN);
  await repaying.on(back(60)).pay();
  await repaying.on(back(20)).repay(5n * WAN);
  const repaid = await atContract({
    crew: BANK_CREW,
    kind: 'HOUSEHOLD',
    name: '示例农户丁',
    trade: '家禽养殖',
    wan: 5n,
    daysAgo: 90,
  });
  await repaid.on(back(80)).contract(5n * WAN);
  await repaid.on(back(79)).pay();
  await repaid.on(back(10)).repayAll();
  await repaid.take('close', 'manager');
  await openAllDueReports(now);
  // the second county and the second bank
  await begin({
    crew: BEITA_CREW,
    kind: 'HOUSEHOLD',
    name: '北塔示例农户甲',
    trade: '稻花鱼养殖',
    wan: 5n,
    daysAgo: 2,
  });
  await (
    await begin({
      crew: BEITA_CREW,
      kind: 'COOPERATIVE',
      name: '北塔示例果业合作社',
      trade: '橙子基地',
      wan: 40n,
      daysAgo: 7,
    })
  )
    .on(back(5))
    .accept();
  await atDecision({
    crew: BEITA_CREW,
    kind: 'COOPERATIVE',
    name: '北塔示例菌业合作社',
    trade: '食用菌基地',
    wan: 60n,
    daysAgo: 10,
  });
  say('cases at follow-up, and those of the second county');
}
