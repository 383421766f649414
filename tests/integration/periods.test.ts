import { beforeAll, describe, expect, it } from 'vitest';
import { totalOf } from '@/domain/figures';
import { measuresOf } from '@/domain/measures';
import { firstDayOf, lastDayOf } from '@/domain/period';
import { PERIOD_FIGURES } from '@/domain/period-figures';
import { getFigures } from '@/features/figures/queries';
import { recordRepayment } from '@/features/follow-up/mutations-repayments';
import { reportPeriod } from '@/features/periods/mutations';
import { tellPeriodsDue } from '@/features/periods/mutations-daily';
import { returnPeriod, reviewPeriod, signPeriod } from '@/features/periods/mutations-steps';
import { getBoard, listOutstanding } from '@/features/periods/queries';
import { getPeriod } from '@/features/periods/queries-report';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const MARCH = '2026-03';
const AFTER = '2026-04-02';
let programmeId = '';
let township = 0;
let county = 0;
let name = '';
let caseId = '';
let trancheIds: string[] = [];

type More = { regionId?: number; period?: string; without?: number[]; remark?: string; day?: string };
const report = async (username: string, { regionId: id = township, day = AFTER, ...more }: More = {}) =>
  reportPeriod(await at(username, day), {
    ...{ programmeId, period: MARCH, without: [], remark: '' },
    ...more,
    regionId: id,
  });
const rowOf = (id: number, period = MARCH) =>
  db().periodReport.findUniqueOrThrow({
    where: { regionId_programmeId_period: { regionId: id, programmeId, period } },
    include: { figures: true },
  });
const STEPS = { review: reviewPeriod, sign: signPeriod, sendBack: returnPeriod } as const;
const step = async (kind: keyof typeof STEPS, username: string, id = township, remark = '已核对') => {
  const { id: reportId, version } = await rowOf(id);
  return STEPS[kind](await at(username, AFTER), { reportId, version, remark });
};
const view = async (username: string, id = township, day = AFTER) =>
  getPeriod(await actorFor(username), { regionId: id, programmeId, period: MARCH }, noon(day));

beforeAll(async () => {
  programmeId = (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id;
  county = await regionId('410225');
  ({ caseId, trancheIds } = await caseAtDisbursement());
  // the township of the case is the one whose office reports
  ({ townshipId: township } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } }));
  const { organisation } = await actorFor('township');
  await db().organisation.update({ where: { id: organisation.id }, data: { regionId: township } });
  ({ name } = await db().regionVersion.findFirstOrThrow({ where: { regionId: township, validTo: null } }));
  await payTranche(caseId, trancheIds[0], '2026-03-20');
});

describe('reporting', () => {
  it('is for an officer of the place, after the period and for a programme that runs there', async () => {
    expect(codeOf(await report('county'))).toBe('NOT_PERMITTED');
    expect(codeOf(await report('township-head'))).toBe('NOT_PERMITTED');
    expect(codeOf(await report('lead'))).toBe('NOT_PERMITTED');
    expect(codeOf(await report('township', { regionId: county }))).toBe('NOT_FOUND');
    expect(codeOf(await report('township-b'))).toBe('NOT_FOUND');
    expect(codeOf(await report('township', { period: '2026-04' }))).toBe('PERIOD_NOT_ENDED');
    const unknown = { programmeId: newUuid(), regionId: township, period: MARCH, without: [], remark: '' };
    expect(codeOf(await reportPeriod(await at('township', AFTER), unknown))).toBe('PROGRAMME_NOT_AVAILABLE');
    expect(await db().periodReport.count()).toBe(0);
  });

  it('takes the figures of the dashboard, for the period and at its end', async () => {
    must(await report('township', { remark: '本月首笔发放' }));
    const { figures } = await rowOf(township);
    expect(figures).toHaveLength(PERIOD_FIGURES.length);
    const officer = await actorFor('township');
    const cellsOf = async (asOf: string) => {
      const shown = await getFigures(officer, { regionId: township, programmeId, asOf }, noon(AFTER));
      return shown && 'cells' in shown ? shown.cells : [];
    };
    const [atEnd, before] = [await cellsOf(lastDayOf(MARCH)), await cellsOf('2026-02-28')];
    expect(firstDayOf(MARCH)).toBe('2026-03-01');
    for (const { span, measure, value } of figures) {
      const wanted = { measure: measure as never, regionId: township };
      const stock = totalOf(atEnd, wanted);
      expect([span, measure, value]).toEqual([
        span,
        measure,
        span === 'STOCK' ? stock : stock - totalOf(before, wanted),
      ]);
    }
    const accepted = figures.find(({ span, measure }) => span === 'FLOW' && measure === 'ACCEPTED');
    expect(accepted?.value).toBeGreaterThan(0n);
  });

  it('is done once, and told to the officers above where the place has no other', async () => {
    expect(codeOf(await report('township'))).toBe('STATUS_DOES_NOT_ALLOW');
    const { id: subjectId } = await rowOf(township);
    const told = await db().notice.findMany({ where: { kind: 'PERIOD_MOVED', subjectId }, select: { userId: true } });
    expect(told).toEqual([{ userId: (await actorFor('county')).userId }]);
    const event = await db().event.findFirstOrThrow({ where: { subjectId, kind: 'period.reported' } });
    expect(JSON.stringify(event.payload)).not.toContain('发放');
    expect((await view('township'))?.trail[0]).toMatchObject({ kind: 'period.reported', remark: '本月首笔发放' });
  });
});

describe('four eyes', () => {
  it('send back with a reason, and the figures are taken anew', async () => {
    expect(codeOf(await step('review', 'township'))).toBe('PERIOD_SAME_PERSON');
    expect(codeOf(await step('sendBack', 'township'))).toBe('PERIOD_SAME_PERSON');
    expect(codeOf(await step('sendBack', 'county', township, ' '))).toBe('INVALID_INPUT');
    expect(codeOf(await step('sign', 'township-head'))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await step('sendBack', 'county', township, '请核对退件数'));
    expect(codeOf(await step('review', 'county'))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(await view('township')).toMatchObject({ cell: { state: 'RETURNED' }, may: { report: true } });
    must(await report('township'));
    expect((await rowOf(township)).figures).toHaveLength(PERIOD_FIGURES.length);
  });

  it('review and sign by two others, the second the leader of the place', async () => {
    const { id: reportId } = await rowOf(township);
    const stale = { reportId, version: 1, remark: '' };
    expect(codeOf(await reviewPeriod(await at('county', AFTER), stale))).toBe('CONFLICT');
    for (const stranger of ['county-b', 'township-b']) expect(codeOf(await step('review', stranger))).toBe('NOT_FOUND');
    must(await step('review', 'county'));
    expect(codeOf(await step('sign', 'county-head'))).toBe('NOT_PERMITTED');
    expect(codeOf(await step('sign', 'county'))).toBe('NOT_PERMITTED');
    expect(codeOf(await step('sign', 'county-head-b'))).toBe('NOT_FOUND');
    must(await step('sign', 'township-head'));
    expect((await view('township'))?.trail.map(({ kind }) => kind)).toEqual([
      'period.signed',
      'period.reviewed',
      'period.reported',
      'period.returned',
      'period.reported',
    ]);
  });

  it('lock it for good, in the database too', async () => {
    expect(codeOf(await step('sendBack', 'county'))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await report('township'))).toBe('STATUS_DOES_NOT_ALLOW');
    const { id } = await rowOf(township);
    await expect(db().periodReport.update({ where: { id }, data: { status: 'RETURNED' } })).rejects.toThrow();
    await expect(db().periodFigure.deleteMany({ where: { reportId: id } })).rejects.toThrow();
    const more = { reportId: id, span: 'STOCK', measure: 'LANDED', value: 1n };
    await expect(db().periodFigure.create({ data: more })).rejects.toThrow();
  });
});

describe('a late change', () => {
  it('shows beside the locked figure, with what made it, and never in it', async () => {
    const before = await view('county');
    expect(before?.late).toEqual([]);
    expect(before?.figures.every(({ change }) => change === 0n)).toBe(true);
    const late = { caseId, paidOn: '2026-03-31', amountFen: 10_000_000n, idempotencyKey: newUuid() };
    must(await recordRepayment(await at('clerk', '2026-04-20'), late));
    await payTranche(caseId, trancheIds[1], '2026-04-21');
    const after = await view('county', township, '2026-04-22');
    const moved = after?.figures.filter(({ change }) => change !== 0n) ?? [];
    expect(moved.map(({ span, measure }) => `${span} ${measure}`)).toEqual(
      expect.arrayContaining(['FLOW REPAID_FEN', 'STOCK OUTSTANDING_FEN']),
    );
    for (const { reported, span, measure } of moved)
      expect(reported).toBe(before?.figures.find((row) => row.span === span && row.measure === measure)?.now);
    const events = after?.late ?? [];
    expect(events.map(({ kind, occurredOn }) => [kind, occurredOn])).toEqual([['repayment.recorded', '2026-03-31']]);
    // what is listed adds up to what moved
    for (const { span, measure, change } of after?.figures ?? []) {
      const sums = events.flatMap((event) => event.sums).filter((sum) => span === 'STOCK' || sum.inside);
      const added = sums
        .filter((sum) => measuresOf(measure).includes(sum.measure))
        .reduce((sum, { value }) => sum + BigInt(value), 0n);
      expect([span, measure, change]).toEqual([span, measure, added]);
    }
  });
});

describe('a parent', () => {
  const february = '2026-02';
  it('reports after those below it have signed', async () => {
    expect(must(await report('county', { regionId: county })).reportId).toBeTruthy();
    const { id: reportId } = await rowOf(county);
    expect(await db().periodReport.findUniqueOrThrow({ where: { id: reportId } })).toMatchObject({
      status: 'REPORTED',
      withoutRegionIds: [],
    });
  });

  it('or without them, by name and for a reason', async () => {
    const april = { regionId: county, period: '2026-04', day: '2026-05-08' };
    const refused = await report('county', april);
    expect(refused).toMatchObject({
      refusal: { code: 'PERIOD_CHILDREN_MISSING', params: { places: [{ zh: name, en: name }] } },
    });
    expect(codeOf(await report('county', { ...april, without: [township] }))).toBe('PERIOD_REASON_MISSING');
    must(await report('county', { ...april, without: [township], remark: '台账正在核对' }));
    expect((await rowOf(county, '2026-04')).withoutRegionIds).toEqual([township]);
  });

  it('owes nothing for a period before the first case', async () => {
    const board = await getBoard(await actorFor('county'), { programmeId, kind: 'MONTH' }, noon(AFTER));
    if (!board || 'absent' in board) throw new Error('the county has cases');
    expect(board.periods.slice(0, 2)).toEqual([MARCH, february]);
    expect(board.own.cells.slice(0, 2).map(({ state }) => state)).toEqual(['REPORTED', 'NOTHING']);
  });
});

describe('who has not reported', () => {
  it('comes first for a county, by name', async () => {
    const now = noon('2026-05-12');
    const official = await actorFor('county');
    const board = await getBoard(official, { programmeId, kind: 'MONTH' }, now);
    if (!board || 'absent' in board) throw new Error('the county has cases');
    expect(board.latest).toMatchObject({ owing: 1, overdue: 1 });
    expect(board.latest.missing.map(({ place }) => place.name)).toEqual([name]);
    expect(board.below[0]?.cells.slice(0, 2)).toMatchObject([
      { period: '2026-04', state: 'MISSING', isOverdue: true },
      { period: MARCH, state: 'SIGNED', isOverdue: false },
    ]);
    const note = await listOutstanding(official, now);
    expect(note).toMatchObject({ period: '2026-04', rows: [{ owing: 1, missing: [name], overdue: 1, own: null }] });
    expect((await listOutstanding(await actorFor('township'), now))?.rows[0]?.own).toMatchObject({ state: 'MISSING' });
  });

  it('is seen by the province, for counties below a city without a body', async () => {
    const board = await getBoard(await actorFor('leader'), { programmeId, kind: 'QUARTER' }, noon(AFTER));
    if (!board || 'absent' in board) throw new Error('the province has cases');
    expect(board.below.map(({ place }) => place.name)).toEqual(['兰考县']);
    expect(board.below[0]?.cells[0]).toMatchObject({ period: '2026-Q1', state: 'MISSING' });
  });

  it('is shown to nobody of another county, of a bank or of the administration', async () => {
    for (const username of ['county-b', 'lead', 'hq', 'station', 'admin']) {
      const actor = await actorFor(username);
      expect(await view(username)).toBeNull();
      expect(await getBoard(actor, { regionId: county, programmeId, kind: 'MONTH' }, noon(AFTER))).toBeNull();
    }
    expect(await listOutstanding(await actorFor('auditor'), noon(AFTER))).toBeNull();
    expect(await getBoard(await actorFor('county-b'), { kind: 'MONTH' }, noon(AFTER))).toMatchObject({ absent: {} });
    for (const period of ['2026-05', '2026-13', 'x'])
      expect(
        await getPeriod(await actorFor('county'), { regionId: county, programmeId, period }, noon(AFTER)),
      ).toBeNull();
  });

  it('is told on the first working day after the period, and each working day once it is overdue', async () => {
    const told = (day: string) => tellPeriodsDue(noon(day));
    const owed = async () => {
      const { userId } = await actorFor('township');
      const notices = await db().notice.findMany({ where: { kind: 'PERIOD_DUE', userId } });
      return notices.map(({ payload }) => payload);
    };
    // May ends on a Sunday; a township is due on 3 June. Nobody has reported the first quarter.
    expect(await told('2026-05-31')).toBe(0);
    expect(await told('2026-06-01')).toBe(3);
    expect(await owed()).toEqual([{ count: 2, overdue: 1 }]);
    expect(await told('2026-06-01')).toBe(0);
    expect(await told('2026-06-03')).toBe(3);
    expect(await owed()).toEqual([{ count: 1, overdue: 1 }]);
    expect(await told('2026-06-04')).toBe(3);
    expect(await owed()).toEqual([{ count: 2, overdue: 2 }]);
  });
});

it('what was signed is held against the record, figure by figure', async () => {
  await expectHeldAgainstRecord(
    'PERIOD',
    'UPDATE period_figure SET value = value + 1 WHERE report_id = $id',
    "DELETE FROM period_figure WHERE report_id = $id AND span = 'FLOW'",
  );
});
