import { addDays, dayOf } from '@/domain/calendar';
import { endedPeriods, lastDayOf, type Period } from '@/domain/period';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { reportPeriod } from '@/features/periods/mutations';
import { returnPeriod, reviewPeriod, signPeriod } from '@/features/periods/mutations-steps';
import { newUuid } from '@/lib/uuid';
import { contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { PLACES } from './people';

/** Townships of the demo county whose offices report too, by code; their people have the demo password. */
const TOWNSHIPS = [
  { code: '410225001', zh: '兰阳街道办事处', en: 'Lanyang subdistrict' },
  { code: '410225002', zh: '桐乡街道办事处', en: 'Tongxiang subdistrict' },
  { code: '410225101', zh: '堌阳镇政府', en: 'Guyang township' },
] as const;
const WAN = 1_000_000n;

const must = <T>(result: Result<T>, what: string): T => {
  if (!result.ok) throw new Error(`period ${what}: ${result.refusal.code}`);
  return result.value;
};

/**
 * The last three months as a county finds them: signed, reported without one township, and one that most still owe; and
 * a repayment that was recorded after its month had been locked.
 */
export async function seedPeriods(now: Date, say: (line: string) => void): Promise<void> {
  await seedTownships();
  const [latest = '', middle = '', oldest = ''] = endedPeriods(dayOf(now), 'MONTH', 3);
  const programmeOf = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;
  const regionOf = async (code: string) =>
    (await db().regionVersion.findFirstOrThrow({ where: { code, validTo: null } })).regionId;
  const programmeId = await programmeOf('A');
  const as = async (username: string, period: Period, days: number) => {
    const day = addDays(lastDayOf(period), days);
    const at = new Date(`${day}T10:00:00+08:00`);
    return contextOf(await actorNamed(db(), username, day), at < now ? at : now);
  };
  const versionOf = async (reportId: string) =>
    (await db().periodReport.findUniqueOrThrow({ where: { id: reportId } })).version;

  /** Reported by the officer; then as far as asked. */
  const hand = async (
    officer: string,
    code: string,
    period: Period,
    { of = programmeId, until = 'SIGNED', head = '', without = [] as number[], remark = '', reviewer = 'county' } = {},
  ) => {
    const input = { programmeId: of, regionId: await regionOf(code), period, without, remark };
    const { reportId } = must(await reportPeriod(await as(officer, period, 1), input), 'reported');
    const step = async (words: string) => ({ reportId, version: await versionOf(reportId), remark: words });
    if (until === 'REPORTED') return;
    if (until === 'RETURNED') {
      const words = await step('发放与台账不一致，请核对后重新填报。');
      must(await returnPeriod(await as(reviewer, period, 2), words), 'returned');
      return;
    }
    must(await reviewPeriod(await as(reviewer, period, 2), await step('')), 'reviewed');
    if (until === 'REVIEWED') return;
    must(await signPeriod(await as(head, period, 3), await step('')), 'signed');
  };

  const guying = { head: 'township-head' };
  const [lanyang, tongxiang, guyang] = TOWNSHIPS.map(({ code }) => ({
    head: headOf(code),
    code,
    officer: officerOf(code),
  }));
  if (!lanyang || !tongxiang || !guyang) throw new Error('three townships report');
  for (const period of [oldest, middle]) {
    await hand('township', PLACES.lankaoTownship, period, guying);
    await hand(tongxiang.officer, tongxiang.code, period, tongxiang);
    await hand(guyang.officer, guyang.code, period, guyang);
  }
  await hand(lanyang.officer, lanyang.code, oldest, lanyang);
  await hand('county', PLACES.lankao, oldest, { head: 'county-head', reviewer: 'office' });
  await hand(lanyang.officer, lanyang.code, middle, { until: 'RETURNED' });
  await hand('county', PLACES.lankao, middle, {
    head: 'county-head',
    reviewer: 'office',
    without: [await regionOf(lanyang.code)],
    remark: '兰阳街道台账正在核对，先行上报。',
  });
  await hand('township', PLACES.lankaoTownship, latest, guying);
  await hand(tongxiang.officer, tongxiang.code, latest, { until: 'REPORTED' });
  for (const code of ['B', 'D'])
    await hand('township', PLACES.lankaoTownship, latest, { ...guying, of: await programmeOf(code) });

  // what the locked month did not know
  const { id: caseId } = await db().caseRecord.findFirstOrThrow({ where: { title: '示例周集合作社辣椒种植' } });
  const late = {
    caseId,
    paidOn: addDays(lastDayOf(middle), -2),
    amountFen: WAN,
    idempotencyKey: 'demo-late-repayment',
  };
  must(await recordRepayment(contextOf(await actorNamed(db(), 'clerk', dayOf(now)), now), late), 'late repayment');
  say('reports of periods');
}

const officerOf = (code: string) => `township-${code}`;
const headOf = (code: string) => `head-${code}`;

async function seedTownships(): Promise<void> {
  const lankao = await db().regionVersion.findFirstOrThrow({ where: { code: PLACES.lankao, validTo: null } });
  const county = await db().organisation.findFirstOrThrow({
    where: { kind: 'COUNTY_OFFICE', regionId: lankao.regionId },
  });
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { username: 'township' } });
  for (const { code, zh, en } of TOWNSHIPS) {
    const { regionId } = await db().regionVersion.findFirstOrThrow({ where: { code, validTo: null } });
    const id = newUuid();
    await db().organisation.create({
      data: { id, kind: 'TOWNSHIP_OFFICE', level: 'TOWNSHIP', name: { zh, en }, regionId, parentId: county.id },
    });
    for (const [username, role, word] of [
      [officerOf(code), 'TOWNSHIP_OFFICER', { zh: `${zh}专干`, en: `${en} officer` }],
      [headOf(code), 'LEADER', { zh: `${zh}分管领导`, en: `${en} leader` }],
    ] as const)
      await db().user.create({
        data: { username, passwordHash, name: word, staffNumber: username, organisationId: id, roles: [role] },
      });
  }
}
