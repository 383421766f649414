import readXlsx from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { ASK_HOURS, EXPORT_ROWS_PER_DAY_DEFAULT, TAKE_HOURS } from '@/domain/export-approval';
import { registerConsultation } from '@/features/consultations/mutations';
import { exportList, openExport } from '@/features/exports/mutations';
import { settleExport, takeInFull } from '@/features/exports/mutations-approval';
import { type AskInput, askForExport, withdrawAsk } from '@/features/exports/mutations-ask';
import { runExport } from '@/features/exports/mutations-run';
import { getAsk, listAsks } from '@/features/exports/queries-approval';
import type { Context } from '@/server/command';
import { decrypt } from '@/server/crypto';
import { toDate } from '@/server/dates';
import { db } from '@/server/db';
import { colleagueOf } from '../support/colleague';
import { householdConsultation } from '../support/consultation';
import { freshAt } from '../support/fresh-session';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-05-06';
const ASK: AskInput = {
  list: 'households',
  query: '',
  locale: 'zh-CN',
  unit: 'WAN',
  full: true,
  reason: '驻村走访核对名册',
};
const later = (ctx: Context, hours: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + hours * 3_600_000),
});
const settle = (approvalId: string, outcome: 'APPROVED' | 'REFUSED' = 'APPROVED', remark = '') => ({
  approvalId,
  outcome,
  remark,
});
const ask = async (username = 'township', input: Partial<AskInput> = {}) =>
  must(await askForExport(await freshAt(username, DAY), { ...ASK, ...input })).approvalId;
const textOf = async (bytes: Buffer) => JSON.stringify((await readXlsx(bytes))[0]?.data ?? []);
const eventsOf = (subjectId: string) => db().event.findMany({ where: { subjectId }, orderBy: { id: 'asc' } });

const SEQUENCE = 871;
const PHONE = `13900000${SEQUENCE}`;
let identityNumber = '';

beforeAll(async () => {
  const { id } = must(await registerConsultation(await at('station', DAY), await householdConsultation(SEQUENCE)));
  const { personId } = await db().caseRecord.findUniqueOrThrow({ where: { id } });
  const person = await db().person.findUniqueOrThrow({ where: { id: personId ?? '' } });
  identityNumber = decrypt(person.identityNumberCipher as Uint8Array);
}, 60_000);

describe('numbers in full', () => {
  it('leave for whoever asked, with a reason, once another person has approved; each step is an event', async () => {
    const township = await freshAt('township', DAY);
    const { approvalId } = must(await askForExport(township, { ...ASK, reason: `核对 ${PHONE} 等户` }));
    const row = await db().exportApproval.findUniqueOrThrow({ where: { id: approvalId } });
    expect(row).toMatchObject({ full: true, decision: null, reason: expect.stringContaining('139****0871') });
    expect(codeOf(await takeInFull(township, approvalId))).toBe('NOT_FOUND');
    // the nearest office that has somebody who may approve
    const { userId } = await actorFor('township-head');
    expect(await db().notice.count({ where: { userId, kind: 'EXPORT_ASKED', subjectId: approvalId } })).toBe(1);

    must(await settleExport(await freshAt('county', DAY), settle(approvalId)));
    const { bytes, fileName } = must(await takeInFull(township, approvalId));
    const text = await textOf(bytes);
    expect(text).toContain(identityNumber);
    expect(text).toContain(PHONE);
    expect(text).toContain(`审批号：${approvalId}`);
    expect(text).toMatch(/导出人：[^"]+导出时间：2026-05-06 12:00/);
    expect(fileName).toBe('农户（完整号码） 20260506-1200.xlsx');
    const events = await eventsOf(approvalId);
    expect(events.map(({ kind }) => kind)).toEqual(['export.asked', 'export.approved', 'list.exported']);
    expect(events[2]?.payload).toMatchObject({
      rows: row.rows,
      full: true,
      approvalId,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(events)).not.toContain(identityNumber);
    expect((await db().exportApproval.findUniqueOrThrow({ where: { id: approvalId } })).taken).toBe(1);
    // the county, who approved it, has not asked for it
    expect(codeOf(await takeInFull(await freshAt('county', DAY), approvalId))).toBe('NOT_FOUND');
    expect(codeOf(await takeInFull(later(township, TAKE_HOURS), approvalId))).toBe('NOT_FOUND');
    expect(codeOf(await settleExport(await freshAt('county', DAY), settle(approvalId)))).toBe('EXPORT_DECIDED');
  });

  it('want proof of the asker and of the approver, a right to look, and few rows', async () => {
    expect(codeOf(await askForExport(await at('township', DAY), ASK))).toBe('PASSWORD_NEEDED');
    expect(codeOf(await askForExport(await freshAt('township', DAY), { ...ASK, reason: ' ' }))).toBe('INVALID_INPUT');
    for (const [username, input] of [
      ['manager', {}],
      ['auditor', {}],
      ['county', { list: 'cases' }],
      ['secadmin', {}],
    ] as const)
      expect(codeOf(await askForExport(await freshAt(username, DAY), { ...ASK, ...input })), username).toBe(
        'NOT_PERMITTED',
      );
    const approvalId = await ask('station');
    expect(codeOf(await settleExport(await at('county', DAY), settle(approvalId)))).toBe('PASSWORD_NEEDED');
    must(await settleExport(await at('county', DAY), settle(approvalId, 'REFUSED', '范围太大')));
    expect(codeOf(await takeInFull(await freshAt('station', DAY), approvalId))).toBe('NOT_FOUND');
  });

  it('are approved by another, within three days, who sees the asker’s whole area', async () => {
    const own = await ask('county');
    expect(codeOf(await settleExport(await freshAt('county', DAY), settle(own)))).toBe('OWN_REQUEST');
    for (const stranger of ['county-b', 'lead', 'lead-b'])
      expect(codeOf(await settleExport(await freshAt(stranger, DAY), settle(own))), stranger).toBe('NOT_FOUND');
    expect(codeOf(await settleExport(await freshAt('township', DAY), settle(own)))).toBe('NOT_PERMITTED');
    const colleague = await colleagueOf('county');
    const expired = later(await freshAt(colleague, DAY), ASK_HOURS);
    expect(codeOf(await settleExport(expired, settle(own)))).toBe('EXPORT_ASK_EXPIRED');
    expect((await getAsk((await at(colleague, DAY)).actor, own, 'en', noon(DAY)))?.offer.decide).toBe(true);
    expect(await getAsk((await at('county-b', DAY)).actor, own, 'en', noon(DAY))).toBeNull();
    must(await settleExport(await freshAt(colleague, DAY), settle(own)));
    // the database itself lets nobody decide what they asked for, or twice
    const again = await ask('county');
    const { userId } = await actorFor('county');
    const byHand = { decision: 'APPROVED' as const, decidedById: userId, decidedAt: noon(DAY) };
    await expect(db().exportApproval.update({ where: { id: again }, data: byHand })).rejects.toThrow();
    await expect(db().exportApproval.update({ where: { id: own }, data: { decision: 'REFUSED' } })).rejects.toThrow();
  });

  it('fall away when the asker moves or loses the right, or the list grows meanwhile', async () => {
    const county = await freshAt('county', DAY);
    const moved = await ask('township');
    const township = await actorFor('township');
    await db().user.update({ where: { id: township.userId }, data: { status: 'DEACTIVATED' } });
    expect(codeOf(await settleExport(county, settle(moved)))).toBe('EXPORT_CHANGED');
    await db().user.update({ where: { id: township.userId }, data: { status: 'ACTIVE' } });
    must(await settleExport(county, settle(moved)));
    await db().$executeRaw`
      INSERT INTO household SELECT (jsonb_populate_record(h, jsonb_build_object('id', uuidv7()))).*
      FROM household h, generate_series(1, 11) WHERE h.id = (SELECT id FROM household ORDER BY id DESC LIMIT 1)`;
    expect(codeOf(await takeInFull(await freshAt('township', DAY), moved))).toBe('EXPORT_CHANGED');
  });

  it('may be withdrawn by whoever asked until it is decided', async () => {
    const approvalId = await ask('township');
    expect(codeOf(await withdrawAsk(await at('county', DAY), { approvalId }))).toBe('NOT_FOUND');
    must(await withdrawAsk(await at('township', DAY), { approvalId }));
    expect(codeOf(await withdrawAsk(await at('township', DAY), { approvalId }))).toBe('EXPORT_DECIDED');
    expect(codeOf(await settleExport(await freshAt('county', DAY), settle(approvalId)))).toBe('EXPORT_DECIDED');
  });
});

describe('many rows of people', () => {
  const MASKED: AskInput = { ...ASK, list: 'cases', full: false };
  const request = { list: 'cases', query: '', locale: 'zh-CN', unit: 'WAN' } as const;

  it('leave with another person’s approval only, the rows of a day added up, and are then written by the job', async () => {
    const lead = await freshAt('lead', DAY);
    const key = { userId: lead.actor.userId, day: toDate(DAY) };
    const rows = await db().caseRecord.count({ where: { countyBranchId: lead.actor.organisation.countyBranchId } });
    expect(rows).toBeGreaterThan(0);
    const rowsExported = EXPORT_ROWS_PER_DAY_DEFAULT - rows;
    await db().lookCount.create({ data: { ...key, rowsExported } });
    must(await exportList(lead, request));
    expect(codeOf(await exportList(lead, request))).toBe('EXPORT_NEEDS_ANOTHER');
    // what nobody can be told by is not counted
    must(await exportList(lead, { ...request, list: 'projects' }));
    expect((await db().lookCount.findUniqueOrThrow({ where: { userId_day: key } })).rowsExported).toBe(
      EXPORT_ROWS_PER_DAY_DEFAULT,
    );
    await expect(db().lookCount.update({ where: { userId_day: key }, data: { rowsExported: 0 } })).rejects.toThrow();

    const { approvalId } = must(await askForExport(lead, MASKED));
    expect((await listAsks((await at('approver', DAY)).actor, noon(DAY))).waiting.map(({ id }) => id)).toContain(
      approvalId,
    );
    // a government office does not decide what leaves a bank
    for (const username of ['county', 'office', 'leader'])
      expect(codeOf(await settleExport(await freshAt(username, DAY), settle(approvalId))), username).toBe('NOT_FOUND');
    const second = await colleagueOf('lead');
    must(await settleExport(await freshAt(second, DAY), settle(approvalId)));
    const queued = await db().export.findFirstOrThrow({ where: { approvalId } });
    expect(queued).toMatchObject({ requestedById: lead.actor.userId, status: 'QUEUED' });
    await runExport(queued.id, noon(DAY), 'e0000000-0000-4000-8000-000000000000');
    const ready = await db().export.findUniqueOrThrow({ where: { id: queued.id } });
    expect(ready).toMatchObject({ status: 'READY', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    must(await openExport(lead, queued.id));
    expect(codeOf(await openExport(await freshAt(second, DAY), queued.id))).toBe('NOT_FOUND');
    const taken = (await eventsOf(queued.id)).at(-1);
    expect(taken).toMatchObject({ kind: 'list.exported', payload: { approvalId, sha256: ready.sha256 } });
  });

  it('are asked for three at a time at most', async () => {
    const manager = await freshAt('manager', DAY);
    for (let n = 0; n < 3; n++) must(await askForExport(manager, MASKED));
    expect(codeOf(await askForExport(manager, MASKED))).toBe('EXPORTS_UNDER_WAY');
  });
});
