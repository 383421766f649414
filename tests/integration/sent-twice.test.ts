import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerConsultation } from '@/features/consultations/mutations';
import { type ContractInput, draftContract } from '@/features/contracts/mutations';
import { contractSchema } from '@/features/contracts/schema';
import { decideCase } from '@/features/decisions/mutations';
import { storeDocument } from '@/features/documents/mutations';
import { cancelExport, type ExportAsked, exportList } from '@/features/exports/mutations';
import { newUuid } from '@/lib/uuid';
import type { Context } from '@/server/command';
import { db } from '@/server/db';
import { caseAtDecision } from '../support/case-at-decision';
import { householdConsultation } from '../support/consultation';
import { pdf } from '../support/sample-files';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-03-03';
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});

describe('what is sent again after its answer was lost stands there once', () => {
  it('a file: the first document answers, and no bytes stay behind', async () => {
    const input = await householdConsultation(700);
    const caseId = must(await registerConsultation(await at('station', '2026-03-02'), input)).id;
    const bytesThere = async () =>
      (await readdir(path.join(process.env.DATA_DIR ?? '', 'files'), { recursive: true })).filter(
        (name) => path.basename(name).length === 48,
      ).length;
    const file = {
      ...{ caseId, requirementCode: 'APPLICATION_FORM', fileName: '申请书.pdf', bytes: pdf('twin') },
      idempotencyKey: newUuid(),
    };
    const station = await at('station', DAY);
    const first = must(await storeDocument(station, file));
    const had = await bytesThere();
    expect(must(await storeDocument(station, file))).toEqual(first);
    const racing = await Promise.all([1, 2, 3, 4].map(() => storeDocument(station, file)));
    for (const answer of racing) if (answer.ok) expect(answer.value).toEqual(first);
    expect(await db().document.count({ where: { caseId } })).toBe(1);
    expect(await db().event.count({ where: { caseId, kind: 'document.uploaded' } })).toBe(1);
    expect(await bytesThere()).toBe(had);
    expect(codeOf(await storeDocument(station, { ...file, bytes: pdf('another') }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await storeDocument(await at('county', DAY), file))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await storeDocument(await at('county-b', DAY), { ...file, idempotencyKey: newUuid() }))).toBe(
      'NOT_FOUND',
    );
    expect(codeOf(await storeDocument(station, { ...file, idempotencyKey: 'x' }))).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(await bytesThere()).toBe(had);
    // the same file on purpose is a second version, as ever
    must(await storeDocument(station, { ...file, idempotencyKey: newUuid() }));
    expect(await db().document.count({ where: { caseId } })).toBe(2);
  });

  it('an export: one is queued, until it is over or ten minutes have passed', async () => {
    const county = await at('county', DAY);
    const limits = { atOnce: 0, workbook: 60, batch: 7 };
    const ask: ExportAsked = {
      ...{ list: 'cases', query: '', locale: 'zh-CN', unit: 'WAN' },
      idempotencyKey: newUuid(),
    };
    const queued = async (ctx: Context, asked = ask) => {
      const answer = must(await exportList(ctx, asked, limits));
      if (answer.kind !== 'QUEUED') throw new Error('it was not queued');
      return answer.exportId;
    };
    const first = await queued(county);
    expect(await queued(county)).toBe(first);
    expect(await db().export.count()).toBe(1);
    expect(await db().event.count({ where: { kind: 'export.requested' } })).toBe(1);
    expect(codeOf(await exportList(county, { ...ask, query: 'kind=HOUSEHOLD' }, limits))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(codeOf(await exportList(await at('hq', DAY), ask, limits))).toBe('IDEMPOTENCY_KEY_REUSED');
    must(await cancelExport(county, { exportId: first }));
    const second = await queued(county);
    expect(second).not.toBe(first);
    const fresh = { ...ask, idempotencyKey: newUuid() };
    const third = await queued(county, fresh);
    expect(await queued(later(county, 5), fresh)).toBe(third);
    expect(await queued(later(county, 20), fresh)).not.toBe(third);
  });

  it('the draft of a contract: its revision does not rise, whatever revision the form knew', async () => {
    const caseId = await caseAtDecision({ amountFen: 80_000_000n, kind: 'COOPERATIVE' });
    const decision = { caseId, version: null, outcome: 'APPROVED', opinion: '同意' } as const;
    must(await decideCase(await at('approver', DAY), decision));
    const draft: ContractInput = {
      ...{ caseId, version: null, amountFen: 80_000_000n, termMonths: 24, rateBps: 475, repaymentMethod: 'BULLET' },
      ...{ securityKind: 'POLICY', securityReference: 'P-1', linkedHouseholds: 12, idempotencyKey: newUuid() },
      tranches: [{ plannedOn: '2026-03-10', amountFen: 80_000_000n }],
    };
    const manager = await at('manager', DAY);
    const { version } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    const form = { ...draft, version, revision: 0 };
    must(await draftContract(manager, form));
    // the case went on by it: without the key the form would now be told that somebody else was faster
    expect(codeOf(await draftContract(manager, { ...form, idempotencyKey: newUuid() }))).toBe('CONFLICT');
    must(await draftContract(manager, form));
    expect(await db().contract.findMany({ where: { caseId }, select: { revision: true } })).toEqual([{ revision: 1 }]);
    expect(await db().event.count({ where: { caseId, kind: 'contract.drafted' } })).toBe(1);
    expect(codeOf(await draftContract(manager, { ...form, termMonths: 12 }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await draftContract(manager, { ...form, idempotencyKey: '' }))).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(codeOf(await draftContract(await at('manager-b', DAY), { ...form, idempotencyKey: newUuid() }))).toBe(
      'NOT_FOUND',
    );
  });
});

it('the form of a contract carries a key, and an empty one is refused', () => {
  const form = { caseId: newUuid(), version: '1', revision: '0', amountFen: '10', termMonths: '12', rateBps: '3' };
  const terms = { repaymentMethod: 'BULLET', securityKind: 'NONE', securityReference: '', linkedHouseholds: '' };
  expect(contractSchema.parse({ ...form, ...terms })).toMatchObject({ idempotencyKey: '' });
});
