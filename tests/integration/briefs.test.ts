import { beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '@/domain/figures';
import { getBrief } from '@/features/briefs/queries';
import { listCases } from '@/features/cases/list-queries';
import { homeRegionOf } from '@/features/figures/place-queries';
import { getFigures } from '@/features/figures/queries';
import { issueOnCase, issueOnFigure } from '@/features/instructions/mutations';
import { listStuckCases } from '@/features/stuck/queries';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { actorFor, at, must, noon } from '../support/world';

const TODAY = '2026-03-30';
const regionOf = async (username: string) => homeRegionOf(await actorFor(username)) ?? 0;

beforeAll(async () => {
  const caseId = await caseAtDueDiligence();
  await caseAtDecision();
  const leader = await at('leader', TODAY);
  const addresseeId = (await actorFor('county')).userId;
  const asked = { addresseeId, text: '请说明原因。', dueOn: TODAY };
  must(await issueOnCase(leader, { ...asked, caseId }));
  const figure = { measure: 'ACCEPTED' as const, regionId: await regionOf('leader'), asOf: TODAY };
  must(await issueOnFigure(leader, { ...asked, figure }));
});

describe('the brief of a meeting', () => {
  it.each(['leader', 'office', 'county'])(
    'holds for %s what the dashboard and the lists hold, number by number',
    async (username) => {
      const actor = await actorFor(username);
      const wanted = { regionId: await regionOf(username), asOf: TODAY };
      const brief = await getBrief(actor, wanted, noon(TODAY));
      const figures = await getFigures(actor, wanted, noon(TODAY));
      if (!figures || 'absent' in figures) throw new Error('no figures');
      expect(brief?.figures).toEqual(figures);
      expect(totalOf(figures.cells, { measure: 'ACCEPTED', regionId: wanted.regionId })).toBeGreaterThan(0n);
      const stuck = await listStuckCases(actor, { regionId: wanted.regionId, days: 10 }, noon(TODAY));
      expect(brief?.stuck.total).toBe(stuck?.total);
      expect(brief?.stuck.cases).toEqual(stuck?.cases.slice(0, 10));
      expect(brief?.stuck.cases.length).toBeGreaterThan(0);
      const overdue = await listCases(actor, { overdue: true, regionId: wanted.regionId }, noon(TODAY));
      expect(brief?.stuck.overdue).toBe(overdue.rows.length);
      expect(brief?.stuck.overdue).toBeGreaterThan(0);
    },
  );

  it('lists the instructions that its reader sees there: a figure of the province is no matter of the county', async () => {
    const open = async (username: string, regionId: number) =>
      (await getBrief(await actorFor(username), { regionId, asOf: TODAY }, noon(TODAY)))?.instructions.total;
    expect(await open('leader', await regionOf('leader'))).toBe(2);
    expect(await open('leader', await regionOf('county'))).toBe(1);
    // the office sees the case's, not what was asked of another about a figure
    expect(await open('office', await regionOf('office'))).toBe(1);
    expect(await open('county', await regionOf('county'))).toBe(1);
  });

  it('is for leaders and those who hold the meeting, and for their own area', async () => {
    const regionId = await regionOf('county');
    for (const username of ['lead', 'manager', 'auditor', 'station', 'admin', 'secadmin', 'county-b'])
      expect(await getBrief(await actorFor(username), { regionId, asOf: TODAY }, noon(TODAY)), username).toBeNull();
    expect(
      await getBrief(await actorFor('county'), { regionId: await regionOf('leader'), asOf: TODAY }, noon(TODAY)),
    ).toBeNull();
  });
});
