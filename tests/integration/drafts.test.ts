import { describe, expect, it } from 'vitest';
import { makeDemoIdentityNumber } from '@/domain/identity';
import { registerConsultation } from '@/features/consultations/mutations';
import { formKeys } from '@/features/drafts/form-keys';
import { discardDraft, saveDraft } from '@/features/drafts/mutations';
import { getDraft, listDrafts } from '@/features/drafts/queries';
import { assignManagers, recordSiteVisit, saveReport } from '@/features/due-diligence/mutations';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { caseAtDueDiligence } from '../support/case-at-decision';
import { householdConsultation } from '../support/consultation';
import { at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const NUMBER = makeDemoIdentityNumber(70, '1980-01-01', 'FEMALE');

const draftOf = (formKey: string, values: Record<string, string> = { name: '示例' }, revision = 0) => ({
  formKey,
  href: '/cases/new',
  title: '登记客户咨询',
  values,
  revision,
});

/** A case with both managers assigned: a visit may be recorded. */
async function caseUnderVisit() {
  const caseId = await caseAtDueDiligence();
  const [manager, manager2] = [await at('manager', DAY), await at('manager2', DAY)];
  const [managerAId, managerBId] = [manager.actor.userId, manager2.actor.userId];
  must(await assignManagers(await at('lead', DAY), { caseId, version: null, managerAId, managerBId }));
  return { caseId, manager, manager2 };
}

describe('a draft', () => {
  it('is found again by its writer, encrypted at rest, and by nobody else', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    const saved = must(await saveDraft(station, draftOf(key, { identityNumber: NUMBER })));
    expect(saved.revision).toBe(1);
    expect(await getDraft(station.actor, key)).toMatchObject({ revision: 1, values: { identityNumber: NUMBER } });
    const row = await db().draft.findFirstOrThrow({ where: { formKey: key } });
    expect(Buffer.from(row.bodyCipher).toString('latin1')).not.toContain(NUMBER);
    for (const other of ['county', 'station-b', 'lead']) {
      const { actor } = await at(other, DAY);
      expect(await getDraft(actor, key)).toBeNull();
      expect((await listDrafts(actor)).map((line) => line.formKey)).not.toContain(key);
    }
  });

  it('saved by another window meanwhile is not overwritten: CONFLICT, and both can be had', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    must(await saveDraft(station, draftOf(key, { name: '甲' })));
    must(await saveDraft(station, draftOf(key, { name: '乙' }, 1)));
    expect(codeOf(await saveDraft(station, draftOf(key, { name: '丙' }, 1)))).toBe('CONFLICT');
    expect(codeOf(await saveDraft(station, draftOf(key, { name: '丙' }, 0)))).toBe('CONFLICT');
    expect((await getDraft(station.actor, key))?.values).toEqual({ name: '乙' });
    // what both have written is no quarrel, and who chose may overwrite
    expect(must(await saveDraft(station, draftOf(key, { name: '乙' }, 1))).revision).toBe(2);
    expect(must(await saveDraft(station, draftOf(key, { name: '丙' }, 2))).revision).toBe(3);
  });

  it('is kept once when two windows save their first at the same moment', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    const results = await Promise.all(['甲', '乙'].map((name) => saveDraft(station, draftOf(key, { name }))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db().draft.count({ where: { formKey: key } })).toBe(1);
  });

  it('of one person is not the draft of another, though the form is the same', async () => {
    const { caseId, manager, manager2 } = await caseUnderVisit();
    const key = formKeys.visit(caseId);
    must(await saveDraft(manager, { ...draftOf(key, { place: '东' }), caseId }));
    must(await saveDraft(manager2, { ...draftOf(key, { place: '西' }), caseId }));
    expect((await getDraft(manager.actor, key))?.values).toEqual({ place: '东' });
    expect((await getDraft(manager2.actor, key))?.values).toEqual({ place: '西' });
  });

  it('of a part keeps the other parts', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    must(await saveDraft(station, draftOf(key, { name: '甲', phone: '1' })));
    must(await saveDraft(station, { ...draftOf(key, { phone: '2' }, 1), partial: true }));
    expect((await getDraft(station.actor, key))?.values).toEqual({ name: '甲', phone: '2' });
  });

  it('is refused for who may write none, for a foreign case, for what is no form or no page of ours', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    expect(codeOf(await saveDraft(await at('secadmin', DAY), draftOf(key)))).toBe('NOT_PERMITTED');
    expect(codeOf(await discardDraft(await at('secadmin', DAY), key))).toBe('NOT_PERMITTED');
    const caseId = await caseAtDueDiligence();
    for (const stranger of ['county-b', 'manager-b'])
      expect(codeOf(await saveDraft(await at(stranger, DAY), { ...draftOf(formKeys.visit(caseId)), caseId }))).toBe(
        'NOT_FOUND',
      );
    expect(codeOf(await saveDraft(station, draftOf('visit:x')))).toBe('INVALID_INPUT');
    expect(codeOf(await saveDraft(station, { ...draftOf(key), href: 'https://example.com/' }))).toBe('INVALID_INPUT');
    expect(codeOf(await saveDraft(station, draftOf(key, { purpose: 'x'.repeat(200_001) })))).toBe('INVALID_INPUT');
  });

  it('is gone when discarded; another window that still writes is told so', async () => {
    const station = await at('station', DAY);
    const key = formKeys.registration(newUuid());
    must(await saveDraft(station, draftOf(key)));
    must(await discardDraft(station, key));
    expect(await getDraft(station.actor, key)).toBeNull();
    expect(codeOf(await saveDraft(station, draftOf(key, { name: '晚' }, 1)))).toBe('CONFLICT');
  });
});

describe('sending the form erases the draft', () => {
  it('with the registration, once: a second sending is refused and a refused one keeps the draft', async () => {
    const station = await at('station', DAY);
    const draftKey = formKeys.registration(newUuid());
    must(await saveDraft(station, draftOf(draftKey)));
    const input = { ...(await householdConsultation(71)), draftKey };
    expect(codeOf(await registerConsultation(station, { ...input, requestedTermMonths: 999 }))).toBe(
      'TERM_OUT_OF_RANGE',
    );
    expect(await getDraft(station.actor, draftKey)).not.toBeNull();
    must(await registerConsultation(station, input));
    expect(await getDraft(station.actor, draftKey)).toBeNull();
    expect(codeOf(await registerConsultation(station, input))).toBe('CONFLICT');
  });

  it("with the visit and the report, and leaves the other manager's", async () => {
    const { caseId, manager, manager2 } = await caseUnderVisit();
    for (const ctx of [manager, manager2]) must(await saveDraft(ctx, { ...draftOf(formKeys.visit(caseId)), caseId }));
    must(await saveDraft(manager, { ...draftOf(formKeys.report(caseId)), caseId }));
    const visitorIds = [manager.actor.userId, manager2.actor.userId];
    const visit = { caseId, visitedOn: DAY, place: '村部', observations: '与申请一致', visitorIds };
    expect(codeOf(await recordSiteVisit(manager, { ...visit, visitedOn: '2026-04-01' }))).toBe('DATE_IN_FUTURE');
    expect(await getDraft(manager.actor, formKeys.visit(caseId))).not.toBeNull();
    must(await recordSiteVisit(manager, visit));
    expect(await getDraft(manager.actor, formKeys.visit(caseId))).toBeNull();
    expect(await getDraft(manager2.actor, formKeys.visit(caseId))).not.toBeNull();
    const nothing = { recommendedAmountFen: null, termMonths: null, rateBps: null, repaymentMethod: null };
    must(await saveReport(manager, { caseId, ...nothing, summary: '草稿', answers: {}, conditions: [] }));
    expect(await getDraft(manager.actor, formKeys.report(caseId))).toBeNull();
  });
});
