import { describe, expect, it } from 'vitest';
import { assignManagers, recordSiteVisit } from '@/features/due-diligence/mutations';
import { sendFieldReport, sendFieldVisit } from '@/features/field/mutations';
import { getTakenCase } from '@/features/field/queries';
import { openAllDueReports, submitReport } from '@/features/follow-up/mutations-reports';
import { db } from '@/server/db';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-02';

async function caseUnderVisit() {
  const caseId = await caseAtDueDiligence();
  const [manager, manager2] = [await at('manager', DAY), await at('manager2', DAY)];
  const visitorIds = [manager.actor.userId, manager2.actor.userId];
  const [managerAId = '', managerBId = ''] = visitorIds;
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, managerAId, managerBId }));
  const visit = { caseId, visitedOn: DAY, place: '村部', observations: '羊舍与申请一致', visitorIds };
  return { caseId, manager, manager2, visit };
}

describe('what is taken to the field', () => {
  it('is for the managers of the case, with no more than the visit needs; nobody else gets anything', async () => {
    const { caseId, manager } = await caseUnderVisit();
    const taken = await getTakenCase(manager.actor, caseId, DAY, 'zh-CN');
    expect(taken).toMatchObject({ caseId, visit: { visitIds: [] }, reports: [] });
    expect(Object.keys(taken ?? {}).sort()).toEqual(
      ['caseId', 'missing', 'place', 'reference', 'reports', 'title', 'visit'].sort(),
    );
    for (const other of ['manager-b', 'county-b', 'county', 'approver'])
      expect(await getTakenCase((await at(other, DAY)).actor, caseId, DAY, 'zh-CN')).toBeNull();
  });
});

describe('a visit from the field', () => {
  it('is recorded; sent again because the answer was lost, it is still one', async () => {
    const { caseId, manager, visit } = await caseUnderVisit();
    const input = { ...visit, knownVisitIds: [], anyway: false };
    expect(must(await sendFieldVisit(manager, input, 'zh-CN')).conflict).toBeNull();
    expect(must(await sendFieldVisit(manager, input, 'zh-CN')).conflict).toBeNull();
    expect(await db().siteVisit.count({ where: { caseId } })).toBe(1);
  });

  it('sent by two windows at the same moment is one', async () => {
    const { caseId, manager, visit } = await caseUnderVisit();
    const input = { ...visit, knownVisitIds: [], anyway: false };
    const both = await Promise.all([1, 2].map(() => sendFieldVisit(manager, input, 'zh-CN')));
    expect(both.map((result) => must(result).conflict)).toEqual([null, null]);
    expect(await db().siteVisit.count({ where: { caseId } })).toBe(1);
    expect(await db().event.count({ where: { caseId, kind: 'site-visit.recorded' } })).toBe(1);
  });

  it('meets one that was recorded meanwhile: both come back, and only the person says that both count', async () => {
    const { caseId, manager, manager2, visit } = await caseUnderVisit();
    must(await recordSiteVisit(manager2, { ...visit, observations: '存栏少于申请' }));
    const input = { ...visit, knownVisitIds: [], anyway: false };
    const { conflict } = must(await sendFieldVisit(manager, input, 'zh-CN'));
    expect(conflict?.[0]?.lines).toContainEqual({ label: 'observations', value: '存栏少于申请' });
    expect(await db().siteVisit.count({ where: { caseId } })).toBe(1);
    expect(must(await sendFieldVisit(manager, { ...input, anyway: true }, 'zh-CN')).conflict).toBeNull();
    expect(await db().siteVisit.count({ where: { caseId } })).toBe(2);
  });

  it('of a case that has moved on, or of a foreign one, is refused with the reason', async () => {
    const { caseId, manager, visit } = await caseUnderVisit();
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'SUSPENDED' } });
    const input = { ...visit, knownVisitIds: [], anyway: false };
    expect(codeOf(await sendFieldVisit(manager, input, 'zh-CN'))).not.toBe('');
    expect(codeOf(await sendFieldVisit(await at('manager-b', DAY), input, 'zh-CN'))).toBe('NOT_FOUND');
    expect(await db().siteVisit.count({ where: { caseId } })).toBe(0);
  });
});

describe('a monthly report from the field', () => {
  it('is handed in once; where somebody else was quicker both come back', async () => {
    const { caseId, trancheIds } = await caseAtDisbursement({ trancheFen: [12_000_000n] });
    await payTranche(caseId, trancheIds[0]);
    await openAllDueReports(noon('2026-05-03'));
    const [report] = await db().followUpReport.findMany({ where: { caseId } });
    const reportId = report?.id ?? '';
    const station = await at('station', '2026-05-03');
    const manager = await at('manager', '2026-05-03');
    expect((await getTakenCase(manager.actor, caseId, '2026-05-03', 'zh-CN'))?.reports).toMatchObject([
      { id: reportId, month: '2026-04' },
    ]);
    const mine = { caseId, reportId, progress: '已购种羊', fundsUsedFen: 100_000n, problems: '' };
    expect(must(await sendFieldReport(manager, mine, 'zh-CN')).conflict).toBeNull();
    expect(must(await sendFieldReport(manager, mine, 'zh-CN')).conflict).toBeNull();
    const late = await sendFieldReport(manager, { ...mine, progress: '另一份' }, 'zh-CN');
    expect(must(late).conflict?.[0]?.lines).toContainEqual({ label: 'progress', value: '已购种羊' });
    expect(codeOf(await sendFieldReport(await at('manager-b', '2026-05-03'), mine, 'zh-CN'))).toBe('NOT_FOUND');
    expect(codeOf(await submitReport(station, mine))).not.toBe('');
  });
});
