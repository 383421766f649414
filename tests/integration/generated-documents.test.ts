import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASE_DOCUMENT_KINDS, type CaseDocumentKind } from '@/domain/generated-documents';
import { makeDemoBankAccount, makeDemoCreditCode, makeDemoIdentityNumber } from '@/domain/identity';
import { type GeneratedKind, parseProgrammeBody } from '@/domain/programme';
import type { Stage } from '@/domain/stage';
import { decideCase } from '@/features/decisions/mutations';
import { storeDocument } from '@/features/documents/mutations';
import { declareConflict } from '@/features/due-diligence/mutations';
import { generateDocument, generateMinutes } from '@/features/generated-documents/mutations';
import { listGenerated, listGeneratedMinutes, openGenerated } from '@/features/generated-documents/queries';
import { allotQuota } from '@/features/quotas/mutations';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import { closeSession } from '@/features/sessions/mutations-sitting';
import { db } from '@/server/db';
import { openStream, removeOrphans } from '@/server/storage';
import { BANK_CREW, Journey } from '../../prisma/seed/lifecycle';
import { newSeed } from '../../prisma/seed/project-journey';
import { samplePdf } from '../../prisma/seed/sample-files';
import { caseAtDecision, caseAtDueDiligence } from '../support/case-at-decision';
import { LANKAO, organisationId, stationPlace } from '../support/consultation';
import { projectBeforeMoney } from '../support/project';
import { approveItem, caseOverLimit, itemOf, SESSION_DAY, sittingSession } from '../support/session';
import { bytesOf, readWord, type Word } from '../support/word';
import { actorFor, at, codeOf, must } from '../support/world';

const DAY = '2026-03-02';
const IDENTITY = makeDemoIdentityNumber(301, '1985-03-02', 'FEMALE');

async function make(caseId: string, kind: CaseDocumentKind, by = 'county', day = DAY): Promise<string> {
  return must(await generateDocument(await at(by, day), { caseId, kind })).documentId;
}

async function open(documentId: string, by = 'county'): Promise<Word> {
  const { key } = must(await openGenerated(await actorFor(by), documentId));
  return readWord(await bytesOf(await openStream(key)));
}

const TWIPS = { top: 2098, left: 1587, right: 1474, bottom: 1984 };

/** What holds for every document: the page of GB/T 9704, its fonts, and nothing left unsaid. */
function expectOfficial({ xml, footer, text }: Word) {
  expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
  for (const [edge, size] of Object.entries(TWIPS)) expect(xml).toContain(`w:${edge}="${size}"`);
  expect(xml).toContain('w:linePitch="579"');
  for (const font of ['FZXiaoBiaoSong-B05S', 'FangSong', 'SimHei']) expect(xml).toContain(font);
  expect(footer).toContain('PAGE');
  expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/);
}

/** The first county's case of a programme, at its consultation. */
async function begin(code: string, kind: 'HOUSEHOLD' | 'COOPERATIVE', yuan: bigint): Promise<Journey> {
  const programme = await db().programme.findUniqueOrThrow({ where: { code }, include: { definitions: true } });
  const definition = parseProgrammeBody(programme.definitions[0]?.body);
  const seed = newSeed();
  const journey = new Journey(BANK_CREW, DAY, seed);
  return journey.consult({
    programmeId: programme.id,
    ...(await stationPlace(LANKAO)),
    branchId: await organisationId(LANKAO.branch),
    title: `示例项目${seed}`,
    purpose: '发展生产',
    eligibility: Object.fromEntries(definition.eligibility.map((row) => [row.code, row.mustBe])),
    payeeName: '示例收款人',
    payeeAccount: makeDemoBankAccount(77),
    requestedTermMonths: 12,
    requestedAmountFen: yuan * 100n,
    applicant:
      kind === 'HOUSEHOLD'
        ? {
            kind,
            identityNumber: IDENTITY,
            name: '示例农户301',
            phone: '13900000301',
            householdKind: 'REGISTERED_POOR',
          }
        : {
            kind,
            creditCode: makeDemoCreditCode(seed),
            name: `示例合作社${seed}`,
            contactName: '示例联系人',
            contactPhone: '13600001111',
          },
  });
}

const stageOf = async (id: string): Promise<Stage> =>
  (await db().caseRecord.findUniqueOrThrow({ where: { id }, select: { stage: true } })).stage;

/** 补正 asked, told in a document, and answered. */
async function supplement(journey: Journey, by: string, makeAll: () => Promise<void>) {
  const requirementCode = 'APPLICATION_FORM';
  await journey.take('requestSupplement', by, { items: [requirementCode], reason: '请补充签字页' });
  await makeAll();
  const file = { caseId: journey.id, requirementCode, fileName: 'a.pdf', bytes: samplePdf('signed') };
  must(await storeDocument(await journey.as(journey.crew.registrar), file));
  await journey.take('supplement', journey.crew.registrar);
  await journey.check('county');
}

/** Carries a case to its follow-up; at each stop everything that may be made is made. */
async function carry(journey: Journey, yuan: bigint, rateBps: number): Promise<Map<GeneratedKind, Word>> {
  const amountFen = yuan * 100n;
  const documents = new Map<GeneratedKind, Word>();
  const makeAll = async () => {
    const { makeable = [] } = (await listGenerated(await actorFor('county'), journey.id)) ?? {};
    for (const { kind } of makeable)
      if (!documents.has(kind)) documents.set(kind, await open(await make(journey.id, kind)));
  };
  await journey.accept();
  await makeAll();
  const first = await stageOf(journey.id);
  if (first === 'DUE_DILIGENCE') {
    await journey.assign();
    await supplement(journey, 'manager', makeAll);
    await journey.recommend(amountFen, { rateBps });
  } else await supplement(journey, 'approver', makeAll);
  await makeAll();
  await journey.approve();
  await makeAll();
  if ((await stageOf(journey.id)) === 'CONTRACT') await journey.contract(amountFen, undefined, { rateBps });
  await makeAll();
  return documents;
}

/** What the programme's definition has templates for. */
async function templatesOf(caseId: string): Promise<GeneratedKind[]> {
  const { programmeDefinition } = await db().caseRecord.findUniqueOrThrow({
    where: { id: caseId },
    select: { programmeDefinition: true },
  });
  return parseProgrammeBody(programmeDefinition.body)
    .templates.map((row) => row.kind)
    .filter((kind) => kind !== 'SESSION_MINUTES');
}

beforeAll(async () => {
  const { id: lentInQuota } = await db().programme.findUniqueOrThrow({ where: { code: 'C' } });
  const quota = { region: '410225', year: 2026, concession: 0, documentNumber: '示例额度〔2026〕1号' };
  must(await allotQuota(await at('hq', DAY), { ...quota, programmeId: lentInQuota, amount: 100_000_000n }));
  const { id: lentBehindFund } = await db().programme.findUniqueOrThrow({ where: { code: 'D' } });
  const financierId = (await actorFor('lead')).organisation.financierId ?? '';
  const county = await at('county', DAY);
  const { fundId } = must(await setUpFund(county, { programmeId: lentBehindFund, financierId, name: '示例补偿金' }));
  const deposit = { kind: 'DEPOSIT' as const, amount: 100_000_000n, occurredOn: DAY, reference: '示例1号' };
  must(await depositToFund(county, { fundId, ...deposit }));
});

describe('the documents of a programme', () => {
  it.each([
    ['A', 'COOPERATIVE', 300_000n, 475],
    ['B', 'HOUSEHOLD', 30_000n, 300],
    ['C', 'COOPERATIVE', 300_000n, 475],
    ['D', 'HOUSEHOLD', 30_000n, 450],
    ['CP', 'COOPERATIVE', 100_000n, 0],
  ] as const)('%s: each is made on its way, filled and on the official page', async (code, kind, yuan, rateBps) => {
    const journey = await begin(code, kind, yuan);
    const documents = await carry(journey, yuan, rateBps);
    expect([...documents.keys()].sort()).toEqual((await templatesOf(journey.id)).sort());
    for (const word of documents.values()) {
      expectOfficial(word);
      expect(word.text).toContain(journey.reference);
    }
    const notice = documents.get('DECISION_NOTICE')?.text ?? '';
    expect(notice).toContain('人民币');
    expect(notice).toContain('2026年3月2日');
    expect(notice.includes('年利率')).toBe(rateBps > 0);
    expect(documents.get('MISSING_ITEMS')?.text).toContain('请补充签字页');
    if (kind === 'HOUSEHOLD') {
      const form = documents.get('APPROVAL_FORM')?.text ?? '';
      expect(form).not.toContain(IDENTITY);
      expect(form).toContain(`${IDENTITY.slice(0, 3)}***********${IDENTITY.slice(-4)}`);
    }
  });

  it('of a project name its households, its instalments and what was decided', async () => {
    const project = await projectBeforeMoney();
    const expected: CaseDocumentKind[] = CASE_DOCUMENT_KINDS.filter(
      (kind) => kind !== 'DUE_DILIGENCE_REPORT' && kind !== 'MISSING_ITEMS',
    );
    const documents = new Map<GeneratedKind, Word>();
    for (const kind of expected) documents.set(kind, await open(await make(project.id, kind, 'county', '2026-03-12')));
    for (const word of documents.values()) expectOfficial(word);
    const textOf = (kind: GeneratedKind) => documents.get(kind)?.text ?? '';
    expect(textOf('LINKAGE_AGREEMENT')).toContain('示例联结户');
    expect(textOf('LINKAGE_AGREEMENT')).toContain('共2户');
    expect(textOf('HELPING_CONTRACT')).toContain('冷库及设备归村集体所有');
    expect(textOf('DISBURSEMENT_REQUEST')).toContain('第1期400,000.00元（大写肆拾万元整）');
    expect(textOf('IMPLEMENTATION_PLAN')).toContain('县级验收合格');
    expect(textOf('DECISION_NOTICE')).toContain('项目立项批复');
  });
});

describe('a document', () => {
  it('is made again only when what it says has changed, and what was made stays', async () => {
    const caseId = await approved();
    const first = await make(caseId, 'DECISION_NOTICE', 'manager');
    const again = must(await generateDocument(await at('manager', '2026-03-09'), { caseId, kind: 'DECISION_NOTICE' }));
    expect(again).toEqual({ documentId: first, isNew: false });
    const before = await db().generatedDocument.findUniqueOrThrow({ where: { id: first } });
    await db().caseRecord.update({ where: { id: caseId }, data: { title: '另一个名称' } });
    const second = await make(caseId, 'DECISION_NOTICE', 'manager');
    expect(second).not.toBe(first);
    expect((await open(second)).text).toContain('另一个名称');
    expect((await open(first)).text).not.toContain('另一个名称');
    expect(await db().generatedDocument.findUniqueOrThrow({ where: { id: first } })).toEqual(before);
    const { made } = (await listGenerated(await actorFor('manager'), caseId)) ?? { made: [] };
    expect(made.map((row) => row.id)).toEqual([second, first]);
  });

  it('is kept with its hash, its definition and an event that names nobody, and no clearing away takes it', async () => {
    const caseId = await approved();
    const documentId = await make(caseId, 'DECISION_NOTICE', 'manager');
    const row = await db().generatedDocument.findUniqueOrThrow({ where: { id: documentId } });
    const { programmeDefinitionId, applicantName } = await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } });
    expect(row).toMatchObject({ caseId, programmeDefinitionId, sessionId: null });
    const bytes = await bytesOf(await openStream(row.fileKey));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(row.sha256);
    expect(bytes.byteLength).toBe(row.sizeBytes);
    const event = await db().event.findFirstOrThrow({ where: { caseId, kind: 'generated-document.made' } });
    expect(event.payload).toEqual({ documentId, generatedKind: 'DECISION_NOTICE' });
    expect(JSON.stringify(event.payload)).not.toContain(applicantName);
    await removeOrphans(new Date(Date.now() + 48 * 3_600_000));
    expect((await open(documentId)).text).toContain('决策通知书');
  });

  it('is one, however many make it at once', async () => {
    const caseId = await approved();
    const people = ['manager', 'manager2', 'county', 'lead'];
    const results = await Promise.all(
      people.map(async (by) => generateDocument(await at(by, DAY), { caseId, kind: 'DECISION_NOTICE' })),
    );
    const ids = new Set(results.map((result) => must(result).documentId));
    expect(ids.size).toBe(1);
    expect(results.filter((result) => must(result).isNew)).toHaveLength(1);
    expect(await db().generatedDocument.count({ where: { caseId } })).toBe(1);
  });

  it('of a case that was declined says so, without an amount', async () => {
    const caseId = await caseAtDecision();
    const decision = { caseId, version: null, outcome: 'DECLINED' as const, opinion: '还款来源不足' };
    must(await decideCase(await at('approver', DAY), decision));
    const { text } = await open(await make(caseId, 'DECISION_NOTICE', 'manager'));
    expect(text).toContain('决定如下：不予同意。');
    expect(text).toContain('还款来源不足');
    expect(text).not.toContain('人民币');
  });
});

describe('is refused', () => {
  it.each([
    ['ACCEPTANCE_RECEIPT', 'before the acceptance', () => consulted()],
    ['DECISION_NOTICE', 'before the decision', () => caseAtDecision()],
    ['DUE_DILIGENCE_REPORT', 'before the report is handed in', () => caseAtDueDiligence()],
    ['MISSING_ITEMS', 'while nothing is asked for', () => caseAtDueDiligence()],
    ['DISBURSEMENT_REQUEST', 'before there are instalments', () => caseAtDecision()],
    ['LINKAGE_AGREEMENT', 'before the approval', () => caseAtDecision()],
    ['APPROVAL_FORM', 'before the decision', () => caseAtDueDiligence()],
  ] as const)('%s %s', async (kind, _when, caseOf) => {
    const result = await generateDocument(await at('county', DAY), { caseId: await caseOf(), kind });
    expect(result).toEqual({ ok: false, refusal: { code: 'GENERATED_NOT_NOW', params: { kind } } });
  });

  it('without a template, without the right, and to who declared a conflict', async () => {
    const caseId = await approved();
    const made = async (by: string, kind: CaseDocumentKind) =>
      codeOf(await generateDocument(await at(by, DAY), { caseId, kind }));
    expect(await made('county', 'HELPING_CONTRACT')).toBe('TEMPLATE_MISSING');
    expect(await made('auditor', 'DECISION_NOTICE')).toBe('NOT_PERMITTED');
    // whoever does not read households makes no document that names them
    expect(await made('manager', 'LINKAGE_AGREEMENT')).toBe('NOT_PERMITTED');
    must(await declareConflict(await at('manager2', DAY), { caseId, statement: '亲属' }));
    expect(await made('manager2', 'DECISION_NOTICE')).toBe('CONFLICT_DECLARED');
    expect(await db().generatedDocument.count({ where: { caseId } })).toBe(0);
  });

  it('to another county, as if there were none', async () => {
    const caseId = await approved();
    const documentId = await make(caseId, 'DECISION_NOTICE', 'manager');
    for (const stranger of ['county-b', 'manager-b']) {
      const ctx = await at(stranger, DAY);
      expect(codeOf(await generateDocument(ctx, { caseId, kind: 'DECISION_NOTICE' }))).toBe('NOT_FOUND');
      expect(codeOf(await openGenerated(ctx.actor, documentId))).toBe('NOT_FOUND');
      expect(await listGenerated(ctx.actor, caseId)).toBeNull();
    }
    expect(codeOf(await openGenerated(await actorFor('county'), 'x'))).toBe('NOT_FOUND');
  });
});

describe('minutes', () => {
  it('are made once the session is over, for the people of its financier', async () => {
    const caseId = await caseOverLimit();
    const sessionId = await sittingSession([caseId]);
    await approveItem(await itemOf(sessionId, caseId));
    const chair = await at('hq', SESSION_DAY);
    expect(codeOf(await generateMinutes(chair, { sessionId }))).toBe('GENERATED_NOT_NOW');
    must(await closeSession(chair, { sessionId }));
    const results = await Promise.all(
      ['hq', 'hq2'].map(async (by) => generateMinutes(await at(by, SESSION_DAY), { sessionId })),
    );
    const [documentId = '', ...others] = [...new Set(results.map((result) => must(result).documentId))];
    expect(others).toEqual([]);
    const word = await open(documentId, 'hq3');
    expectOfficial(word);
    expect(word.text).toContain('同意3票，不同意0票，回避0人。结果：批准。');
    expect((await listGeneratedMinutes(chair.actor, sessionId))?.made).toHaveLength(1);
    for (const stranger of ['manager-b', 'lead-b', 'approver-b']) {
      const ctx = await at(stranger, SESSION_DAY);
      const refused = codeOf(await generateMinutes(ctx, { sessionId }));
      expect(['NOT_FOUND', 'NOT_PERMITTED']).toContain(refused);
      expect(codeOf(await openGenerated(ctx.actor, documentId))).toBe('NOT_FOUND');
      expect(await listGeneratedMinutes(ctx.actor, sessionId)).toBeNull();
    }
  });
});

/** A cooperative's case, just approved. */
async function approved(): Promise<string> {
  const caseId = await caseAtDecision();
  const decision = { caseId, version: null, outcome: 'APPROVED' as const, opinion: '同意' };
  must(await decideCase(await at('approver', DAY), decision));
  return caseId;
}

const consulted = async () => (await begin('A', 'COOPERATIVE', 100_000n)).id;
