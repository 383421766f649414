import { beforeAll, describe, expect, it } from 'vitest';
import { storedBody } from '@/domain/definition-body';
import { DEFINITION_SECTIONS, type DefinitionSection } from '@/domain/definition-sections';
import { parseProgrammeBody } from '@/domain/programme';
import { registerConsultation } from '@/features/consultations/mutations';
import { definitionInForce } from '@/features/consultations/programmes';
import { createProgramme, discardDefinition, draftDefinition, saveDefinition } from '@/features/programmes/mutations';
import { publishDefinition, retireDefinition, reviewDefinition } from '@/features/programmes/mutations-publish';
import { findDefinition, listDefinitions } from '@/features/programmes/queries';
import { newUuid } from '@/lib/uuid';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { householdConsultation } from '../support/consultation';
import { expectHeldAgainstRecord } from '../support/settled';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-03-02';
let henan: number;
let hunan: number;
let published: string;

beforeAll(async () => {
  henan = await regionId('41');
  hunan = await regionId('43');
  const row = await db().programmeDefinition.findFirstOrThrow({
    where: { provinceId: henan, programme: { code: 'A' } },
  });
  published = row.id;
});

const bodyOf = async (id: string) =>
  parseProgrammeBody((await db().programmeDefinition.findUniqueOrThrow({ where: { id } })).body);
const revisionOf = async (id: string) => (await db().programmeDefinition.findUniqueOrThrow({ where: { id } })).revision;

/** A part of a definition as it stands, with some of its parameters changed. */
async function edit(id: string, section: DefinitionSection, change: Record<string, unknown> = {}) {
  const body = storedBody(await bodyOf(id)) as unknown as Record<string, unknown>;
  const part = Object.fromEntries(DEFINITION_SECTIONS[section].map((key) => [key, body[key]]));
  return { definitionId: id, revision: await revisionOf(id), section, part: { ...part, ...change } };
}

let codes = 0;
async function newDraft(by = 'admin'): Promise<string> {
  codes += 1;
  const name = { zh: `第${codes}个方案`, en: `Programme ${codes}` };
  const made = await createProgramme(await at(by, DAY), {
    code: `T${codes}`,
    name,
    provinceId: henan,
    basedOnId: published,
  });
  return must(made).definitionId;
}

async function reviewed(by = 'admin2'): Promise<string> {
  const definitionId = await newDraft();
  const revision = await revisionOf(definitionId);
  must(await reviewDefinition(await at(by, DAY), { definitionId, revision, outcome: 'REVIEWED', remark: '' }));
  return definitionId;
}

async function publishedFrom(effectiveFrom: string): Promise<string> {
  const definitionId = await reviewed();
  const publication = { definitionId, effectiveFrom, documentNumber: '示例〔2026〕9号' };
  must(await publishDefinition(await at('admin', DAY), publication));
  return definitionId;
}

describe('a draft', () => {
  it('is a copy under a code and name of its own, and no case begins under it', async () => {
    const id = await newDraft();
    const row = await db().programmeDefinition.findUniqueOrThrow({ where: { id }, include: { programme: true } });
    expect(row).toMatchObject({ status: 'DRAFT', version: 1, basedOnId: published });
    const copied = await bodyOf(id);
    expect(copied).toEqual({ ...(await bodyOf(published)), name: row.programme.name });
    expect(await db().$transaction((tx) => definitionInForce(tx, row.programmeId, henan, '2030-01-01'))).toBeNull();
    const lead = await at('station', '2026-03-04');
    const consultation = { ...(await householdConsultation(7001)), programmeId: row.programmeId };
    expect(codeOf(await registerConsultation(lead, consultation))).toBe('PROGRAMME_NOT_AVAILABLE');
  });

  it('is saved part by part, once for each revision', async () => {
    const id = await newDraft();
    const input = await edit(id, 'money', { rateCeilingBps: 435 });
    const [first, second] = [
      await saveDefinition(await at('admin', DAY), input),
      await saveDefinition(await at('admin2', DAY), input),
    ];
    expect(must(first)).toEqual({ revision: 2 });
    expect(codeOf(second)).toBe('CONFLICT');
    expect(await bodyOf(id)).toMatchObject({ rateCeilingBps: 435 });
  });

  it('may have faults, but must be a definition', async () => {
    const id = await newDraft();
    const stages = storedBody(await bodyOf(id)).stages.slice(0, 2);
    must(await saveDefinition(await at('admin', DAY), await edit(id, 'stages', { stages })));
    expect(codeOf(await saveDefinition(await at('admin', DAY), await edit(id, 'stages', { stages: [] })))).toBe(
      'INVALID_INPUT',
    );
    const actor = await actorFor('admin');
    const view = await read(actor, (tx) => findDefinition(tx, actor, id, noon(DAY)));
    expect(view?.faults.map((fault) => fault.code)).toContain('STAGE_MISSING');
  });

  it('is one at a time for a programme in a province; another province may have its own', async () => {
    const ctx = await at('admin', DAY);
    const next = must(await draftDefinition(ctx, { definitionId: published, provinceId: null }));
    expect(await db().programmeDefinition.findUnique({ where: { id: next.definitionId } })).toMatchObject({
      version: 2,
      provinceId: henan,
    });
    expect(codeOf(await draftDefinition(ctx, { definitionId: published, provinceId: null }))).toBe(
      'DEFINITION_DRAFT_EXISTS',
    );
    const elsewhere = must(await draftDefinition(ctx, { definitionId: published, provinceId: hunan }));
    for (const { definitionId } of [next, elsewhere]) must(await discardDefinition(ctx, { definitionId }));
    expect(await db().programmeDefinition.count({ where: { id: next.definitionId } })).toBe(0);
  });

  it('is refused where there is nothing to copy, no province, or the code is taken', async () => {
    const ctx = await at('admin', DAY);
    const input = { code: 'NEW', name: { zh: '新', en: 'New' }, provinceId: henan, basedOnId: published };
    expect(codeOf(await createProgramme(ctx, { ...input, code: 'A' }))).toBe('PROGRAMME_CODE_TAKEN');
    expect(codeOf(await createProgramme(ctx, { ...input, provinceId: 1 }))).toBe('REGION_UNKNOWN');
    expect(codeOf(await createProgramme(ctx, { ...input, basedOnId: newUuid() }))).toBe('NOT_FOUND');
    expect(codeOf(await createProgramme(ctx, { ...input, basedOnId: await newDraft() }))).toBe('NOT_FOUND');
    expect(codeOf(await draftDefinition(ctx, { definitionId: newUuid(), provinceId: null }))).toBe('NOT_FOUND');
    expect(codeOf(await draftDefinition(ctx, { definitionId: published, provinceId: 1 }))).toBe('REGION_UNKNOWN');
  });

  it('gives its code free when it is discarded', async () => {
    const ctx = await at('admin', DAY);
    const input = { code: 'FREE', name: { zh: '新', en: 'New' }, provinceId: henan, basedOnId: published };
    const { definitionId } = must(await createProgramme(ctx, input));
    must(await discardDefinition(ctx, { definitionId }));
    must(await createProgramme(ctx, input));
  });

  it('is read by those who write and review it, in their province', async () => {
    const id = await newDraft();
    const seenBy = async (username: string, change: object = {}) => {
      const actor = { ...(await actorFor(username)), ...change };
      return read(actor, async (tx) => ({
        found: (await findDefinition(tx, actor, id, noon(DAY))) !== null,
        listed: (await listDefinitions(tx, actor, noon(DAY))).some((row) => row.id === id),
      }));
    };
    for (const username of ['admin', 'admin2', 'office'])
      expect(await seenBy(username)).toEqual({ found: true, listed: true });
    for (const username of ['county', 'county-b', 'hq', 'leader'])
      expect(await seenBy(username)).toEqual({ found: false, listed: false });
    const elsewhere = { scope: { kind: 'REGION', column: 'provinceId', regionId: hunan } };
    expect(await seenBy('office', elsewhere)).toEqual({ found: false, listed: false });
  });
});

describe('a review', () => {
  it('is by somebody who wrote none of it', async () => {
    const definitionId = await newDraft();
    const review = { outcome: 'REVIEWED', remark: '' } as const;
    const tried = async (username: string) =>
      reviewDefinition(await at(username, DAY), { definitionId, revision: await revisionOf(definitionId), ...review });
    expect(codeOf(await tried('admin'))).toBe('SAME_PERSON');
    must(await saveDefinition(await at('admin2', DAY), await edit(definitionId, 'payments')));
    // the last to save is the second, but the first wrote most of it
    expect(codeOf(await tried('admin'))).toBe('SAME_PERSON');
    expect(codeOf(await tried('admin2'))).toBe('SAME_PERSON');
    must(await tried('office'));
    expect(await db().programmeDefinition.findUnique({ where: { id: definitionId } })).toMatchObject({
      status: 'REVIEWED',
      reviewRemark: null,
    });
  });

  it('sends a draft back with a remark, also after it was found right', async () => {
    const definitionId = await reviewed();
    const back = { definitionId, revision: await revisionOf(definitionId), outcome: 'RETURNED' as const };
    const ctx = await at('office', DAY);
    expect(codeOf(await reviewDefinition(ctx, { ...back, remark: ' ' }))).toBe('INVALID_INPUT');
    must(await reviewDefinition(ctx, { ...back, remark: '材料目录少一项' }));
    expect(await db().programmeDefinition.findUnique({ where: { id: definitionId } })).toMatchObject({
      status: 'DRAFT',
      reviewedById: null,
      reviewRemark: '材料目录少一项',
    });
  });

  it('is of what was read, has no faults and is of the own province', async () => {
    const definitionId = await newDraft();
    const good = { definitionId, outcome: 'REVIEWED' as const, remark: '' };
    const office = await at('office', DAY);
    expect(codeOf(await reviewDefinition(office, { ...good, revision: 99 }))).toBe('CONFLICT');
    const payments = [{ shareBps: 4000, milestone: 'START', holdDays: 0 }];
    must(await saveDefinition(await at('admin', DAY), await edit(definitionId, 'payments', { payments })));
    expect(await reviewDefinition(office, { ...good, revision: 2 })).toEqual({
      ok: false,
      refusal: { code: 'DEFINITION_FAULTY', params: { count: 1, faults: 'PAYMENTS_SUM' } },
    });
    const scope = { kind: 'REGION' as const, column: 'provinceId' as const, regionId: hunan };
    const stranger = { ...office, actor: { ...office.actor, scope } };
    expect(codeOf(await reviewDefinition(stranger, { ...good, revision: 2 }))).toBe('NOT_FOUND');
  });

  it('ends with it: a reviewed definition is not saved and not found right twice', async () => {
    const definitionId = await reviewed();
    expect(codeOf(await saveDefinition(await at('admin', DAY), await edit(definitionId, 'basics')))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    const again = { definitionId, revision: await revisionOf(definitionId), outcome: 'REVIEWED' as const, remark: '' };
    expect(codeOf(await reviewDefinition(await at('office', DAY), again))).toBe('STATUS_DOES_NOT_ALLOW');
  });
});

describe('publishing', () => {
  it('begins on its day and ends the version before it there; what has begun keeps its version', async () => {
    const first = await publishedFrom('2026-03-02');
    const { programmeId } = await db().programmeDefinition.findUniqueOrThrow({ where: { id: first } });
    const admin = await at('admin', DAY);
    const { definitionId } = must(await draftDefinition(admin, { definitionId: first, provinceId: null }));
    must(await saveDefinition(admin, await edit(definitionId, 'money', { rateCeilingBps: 300 })));
    const revision = await revisionOf(definitionId);
    must(await reviewDefinition(await at('admin2', DAY), { definitionId, revision, outcome: 'REVIEWED', remark: '' }));
    const publication = { definitionId, effectiveFrom: '2026-04-01', documentNumber: '示例〔2026〕10号' };
    must(await publishDefinition(admin, publication));
    const on = (day: string) => db().$transaction((tx) => definitionInForce(tx, programmeId, henan, day));
    expect((await on('2026-03-31'))?.id).toBe(first);
    expect(await on('2026-04-01')).toMatchObject({ id: definitionId, body: { rateCeilingBps: 300 } });
    const actor = await actorFor('county');
    const rows = await read(actor, (tx) => listDefinitions(tx, actor, noon('2026-04-02')));
    expect(rows.filter((row) => row.programmeId === programmeId).map((row) => [row.version, row.state])).toEqual([
      [2, 'IN_FORCE'],
      [1, 'ENDED'],
    ]);
    must(await retireDefinition(admin, { definitionId }));
    expect(await on('2026-04-02')).toBeNull();
    expect(codeOf(await retireDefinition(admin, { definitionId }))).toBe('STATUS_DOES_NOT_ALLOW');
  });

  it('is refused before a review, without a document, for a past day and before a version that is published', async () => {
    const admin = await at('admin', DAY);
    const draft = await newDraft();
    const publication = { effectiveFrom: DAY, documentNumber: '示例〔2026〕9号' };
    expect(codeOf(await publishDefinition(admin, { definitionId: draft, ...publication }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    const definitionId = await reviewed();
    const tried = (change: object) => publishDefinition(admin, { definitionId, ...publication, ...change });
    expect(codeOf(await tried({ documentNumber: ' ' }))).toBe('INVALID_INPUT');
    expect(await tried({ effectiveFrom: '2026-03-01' })).toMatchObject({
      refusal: { code: 'DEFINITION_DAYS', params: { day: DAY } },
    });
    const first = await publishedFrom('2026-06-01');
    const next = must(await draftDefinition(admin, { definitionId: first, provinceId: null })).definitionId;
    const review = { definitionId: next, revision: 1, outcome: 'REVIEWED' as const, remark: '' };
    must(await reviewDefinition(await at('office', DAY), review));
    expect(await publishDefinition(admin, { definitionId: next, ...publication })).toMatchObject({
      refusal: { code: 'DEFINITION_DAYS', params: { day: '2026-06-02' } },
    });
  });

  it('is refused where what was reviewed cannot work', async () => {
    const definitionId = await reviewed();
    const body = { ...storedBody(await bodyOf(definitionId)), financing: 'GRANT' } as object;
    await db().programmeDefinition.update({ where: { id: definitionId }, data: { body } });
    const publication = { definitionId, effectiveFrom: DAY, documentNumber: '示例〔2026〕9号' };
    expect(codeOf(await publishDefinition(await at('admin', DAY), publication))).toBe('DEFINITION_FAULTY');
  });

  it('freezes the words: not even the database lets them be altered', async () => {
    const definitionId = await publishedFrom('2026-03-02');
    const admin = await at('admin', DAY);
    expect(codeOf(await saveDefinition(admin, await edit(definitionId, 'basics')))).toBe('STATUS_DOES_NOT_ALLOW');
    expect(codeOf(await discardDefinition(admin, { definitionId }))).toBe('STATUS_DOES_NOT_ALLOW');
    await expect(
      db().programmeDefinition.update({ where: { id: definitionId }, data: { documentNumber: 'x' } }),
    ).rejects.toThrow();
  });

  it('goes on for a case under way, whatever is published meanwhile', async () => {
    const first = await publishedFrom('2026-03-02');
    const { programmeId } = await db().programmeDefinition.findUniqueOrThrow({ where: { id: first } });
    const bank = await db().organisation.findMany({ where: { kind: 'BANK' }, select: { id: true } });
    await db().authorityLimit.createMany({
      data: bank.map(({ id: organisationId }) => ({
        organisationId,
        programmeId,
        upToFen: null,
        approvals: 1,
        validFrom: new Date('2020-01-01'),
        documentNumber: '示例授〔2020〕1号',
      })),
    });
    const consultation = { ...(await householdConsultation(7002)), programmeId };
    const { id } = must(await registerConsultation(await at('station', '2026-03-04'), consultation));
    must(await retireDefinition(await at('admin', DAY), { definitionId: first }));
    expect(await db().caseRecord.findUnique({ where: { id } })).toMatchObject({
      programmeDefinitionId: first,
    });
  });
});

describe('whoever may not', () => {
  it.each(['county', 'county-b', 'secadmin', 'leader', 'hq'])(
    '%s neither drafts nor reviews nor publishes',
    async (username) => {
      const ctx = await at(username, DAY);
      const definitionId = await newDraft();
      const input = { code: 'X', name: { zh: 'x', en: 'x' }, provinceId: henan, basedOnId: published };
      const publication = { definitionId, effectiveFrom: DAY, documentNumber: 'x' };
      const review = { definitionId, revision: 1, outcome: 'REVIEWED' as const, remark: '' };
      expect(codeOf(await createProgramme(ctx, input))).toBe('NOT_PERMITTED');
      expect(codeOf(await draftDefinition(ctx, { definitionId: published, provinceId: null }))).toBe('NOT_PERMITTED');
      expect(codeOf(await saveDefinition(ctx, await edit(definitionId, 'basics')))).toBe('NOT_PERMITTED');
      expect(codeOf(await discardDefinition(ctx, { definitionId }))).toBe('NOT_PERMITTED');
      expect(codeOf(await reviewDefinition(ctx, review))).toBe('NOT_PERMITTED');
      expect(codeOf(await publishDefinition(ctx, publication))).toBe('NOT_PERMITTED');
      expect(codeOf(await retireDefinition(ctx, { definitionId }))).toBe('NOT_PERMITTED');
    },
  );

  it('the leading-group office reviews, but writes and publishes nothing', async () => {
    const ctx = await at('office', DAY);
    const definitionId = await reviewed();
    const publication = { definitionId, effectiveFrom: DAY, documentNumber: 'x' };
    expect(codeOf(await publishDefinition(ctx, publication))).toBe('NOT_PERMITTED');
    expect(codeOf(await saveDefinition(ctx, await edit(definitionId, 'basics')))).toBe('NOT_PERMITTED');
  });

  it('finds no definition by an id that does not exist', async () => {
    const ctx = await at('admin', DAY);
    const definitionId = newUuid();
    const review = { definitionId, revision: 1, outcome: 'RETURNED' as const, remark: 'x' };
    const input = { definitionId, revision: 1, section: 'basics' as const, part: {} };
    expect(codeOf(await saveDefinition(ctx, input))).toBe('NOT_FOUND');
    expect(codeOf(await discardDefinition(ctx, { definitionId }))).toBe('NOT_FOUND');
    expect(codeOf(await reviewDefinition(ctx, review))).toBe('NOT_FOUND');
    expect(codeOf(await retireDefinition(ctx, { definitionId }))).toBe('NOT_FOUND');
    const publication = { definitionId, effectiveFrom: DAY, documentNumber: 'x' };
    expect(codeOf(await publishDefinition(ctx, publication))).toBe('NOT_FOUND');
    const actor = await actorFor('admin');
    for (const id of ['nonsense', definitionId])
      expect(await read(actor, (tx) => findDefinition(tx, actor, id, noon(DAY)))).toBeNull();
  });
});

it('what was published is held against the record', async () => {
  await expectHeldAgainstRecord('DEFINITION');
});
