import { addDays, type Day, dayOf } from '@/domain/calendar';
import { openAllDueReports } from '@/features/follow-up/mutations-reports';
import { recordObjection } from '@/features/public-notices/mutations-objections';
import { db } from '@/server/db';
import { enrolHousehold, ProjectJourney } from './project-journey';

const WAN = 1_000_000n;

/** Demo projects of given money at each of their stages, at days counted back from the first start. */
export async function seedDemoProjects(now: Date, say: (line: string) => void): Promise<void> {
  const back = (days: number): Day => addDays(dayOf(now), -days);
  let seed = 7_000;
  const begin = async (village: string, work: string, wan: bigint, daysAgo: number): Promise<ProjectJourney> => {
    seed += 1;
    const project = new ProjectJourney(back(daysAgo), seed);
    return project.apply(wan * WAN, `示例${village}${work}`, village);
  };
  /** Established, its notice put up for the ten days, the households agreed with. */
  const announce = async (village: string, work: string, wan: bigint, daysAgo: number) => {
    const project = await begin(village, work, wan, daysAgo);
    await (await project.review()).on(back(daysAgo - 3)).establish();
    await project.on(back(daysAgo - 5));
    await project.announce(back(daysAgo - 14));
    await project.link([await enrolHousehold(project.today, seed), await enrolHousehold(project.today, seed + 400)]);
    return project.fileForMoney();
  };

  await begin('云台村', '食用菌大棚', 40n, 2);
  const reviewing = await begin('河湾村', '果品分拣车间', 55n, 6);
  await reviewing.file('CONSULTATION');
  await reviewing.check('county');
  await reviewing.take('submit', 'station');
  await (await begin('松岭村', '茶叶加工厂', 80n, 9)).review();

  const objected = await announce('石桥村', '蔬菜冷库', 60n, 12);
  await objected.on(back(4));
  const { id: noticeId } = await db().publicNotice.findFirstOrThrow({ where: { caseId: objected.id } });
  const objection = { noticeId, text: '希望公开施工单位的选定过程', name: null, contact: null };
  const recorded = await recordObjection(await objected.as('county'), objection);
  if (!recorded.ok) throw new Error(recorded.refusal.code);

  const building = await announce('周集村', '产地冷库', 90n, 50);
  await building.on(back(30)).pay();
  const failing = await announce('大周村', '扶贫车间', 120n, 120);
  await failing.on(back(100)).pay();
  await failing.on(back(40)).inspect('FIRST_CHECK', 'PASSED');
  await failing.pay();
  await failing.on(back(8)).inspect('COUNTY_CHECK', 'FAILED', back(-20));

  const certified = await announce('杜庄村', '烘干中心', 70n, 520);
  await certified.on(back(500)).pay();
  await certified.on(back(420)).inspect('FIRST_CHECK', 'GOOD');
  await certified.pay();
  await certified.on(back(400)).inspect('COUNTY_CHECK', 'GOOD');
  await certified.on(back(20)).pay();
  await certified.take('certify', 'county', { reason: '县级验收合格，质保期满，资金付清。' });
  await openAllDueReports(now);
  say('projects of given money, from application to certificate');
}
