import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/files/[documentId]/route';
import { POST } from '@/app/api/files/route';
import { readUploadForm } from '@/app/api/files/upload-form';
import type { Actor } from '@/domain/actor';
import { registerConsultation } from '@/features/consultations/mutations';
import { writeBlankForm } from '@/features/documents/blank-form';
import {
  checkDocument,
  type NewDocument,
  removeDocument,
  scanFile,
  storeDocument,
} from '@/features/documents/mutations';
import {
  getBlankForm,
  getCompleteness,
  getDocumentList,
  getDocumentPage,
  openDocument,
} from '@/features/documents/queries';
import { db } from '@/server/db';
import { cleanFileName, sniff } from '@/server/file-kind';
import { MAX_FILE_BYTES, openStream, removeOrphans, storeWith } from '@/server/storage';
import { unzip } from '@/server/unzip';
import { type BEITA, cooperativeConsultation, householdConsultation } from '../support/consultation';
import { heic, jpeg, ofd, pdf, plainZip, png, program, workbook } from '../support/sample-files';
import { actorFor, at, codeOf, must, noon } from '../support/world';

const DAY = '2026-03-03';
let sequence = 100;

async function householdCase(station = 'station', where?: typeof BEITA): Promise<string> {
  const input = await householdConsultation(sequence++, where);
  return must(await registerConsultation(await at(station, '2026-03-02'), input)).id;
}

async function cooperativeCase(): Promise<string> {
  return must(await registerConsultation(await at('station', '2026-03-02'), await cooperativeConsultation(sequence++)))
    .id;
}

async function upload(caseId: string, given: Partial<NewDocument> = {}, username = 'station') {
  return storeDocument(await at(username, DAY), {
    caseId,
    requirementCode: 'APPLICATION_FORM',
    fileName: '申请书.pdf',
    bytes: pdf(),
    ...given,
  });
}

async function filesOnDisk(): Promise<string[]> {
  const root = path.join(process.env.DATA_DIR ?? '', 'files');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function bytesOf(key: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await openStream(key)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('storing a file', () => {
  it('keeps bytes under an opaque key with their hash, size and true type, and the scope of the case', async () => {
    const caseId = await householdCase();
    const bytes = pdf('first');
    const { documentId } = must(await upload(caseId, { bytes, fileName: '..\\x/申请书.exe' }));
    const row = await db().document.findUniqueOrThrow({
      where: { id: documentId },
      include: { file: true, caseRecord: true },
    });
    expect(row.file).toMatchObject({
      mediaType: 'application/pdf',
      originalName: '申请书.pdf',
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      scanState: 'PENDING',
    });
    expect(row.file.key).toMatch(/^[0-9a-f]{48}$/);
    expect(await bytesOf(row.file.key)).toEqual(bytes);
    const { countyId, townshipId, villageId, financierId, countyBranchId } = row.caseRecord;
    expect(row).toMatchObject({ countyId, townshipId, villageId, financierId, countyBranchId, version: 1 });
    const event = await db().event.findFirstOrThrow({ where: { caseId, kind: 'document.uploaded' } });
    expect(event.payload).toEqual({
      documentId,
      requirementCode: 'APPLICATION_FORM',
      version: 1,
      mediaType: 'application/pdf',
      sizeBytes: bytes.length,
    });
  });

  it('counts versions up, and a new file stands in for a rejected one', async () => {
    const caseId = await householdCase();
    const first = must(await upload(caseId)).documentId;
    must(await checkDocument(await at('county', DAY), { documentId: first, outcome: 'REJECTED', remark: '看不清' }));
    const second = must(await upload(caseId)).documentId;
    const rows = await db().document.findMany({ where: { caseId }, orderBy: { version: 'asc' } });
    expect(rows.map(({ id, version, status }) => ({ id, version, status }))).toEqual([
      { id: first, version: 1, status: 'SUPERSEDED' },
      { id: second, version: 2, status: 'UPLOADED' },
    ]);
  });

  it.each([
    ['a program under the name of a PDF', { bytes: program }, 'FILE_TYPE_NOT_ALLOWED', 'OTHER'],
    ['a text under the name of a PDF', { bytes: Buffer.from('hello') }, 'FILE_TYPE_NOT_ALLOWED', 'OTHER'],
    ['a zip under the name of a document', { bytes: plainZip, fileName: 'a.docx' }, 'FILE_TYPE_NOT_ALLOWED', 'OTHER'],
    ['a HEIC photo', { bytes: heic, fileName: 'a.jpg' }, 'FILE_TYPE_NOT_ALLOWED', 'HEIC'],
    [
      'a PDF where photos are asked for',
      { bytes: pdf(), requirementCode: 'SITE_PHOTO' },
      'FILE_TYPE_NOT_ALLOWED',
      'PHOTO',
    ],
    ['an empty file', { bytes: new Uint8Array(0) }, 'FILE_EMPTY', undefined],
    [
      'a file over the limit',
      { bytes: Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES)]) },
      'FILE_TOO_LARGE',
      undefined,
    ],
    ['a requirement that the catalogue does not have', { requirementCode: 'NO_SUCH' }, 'NOT_FOUND', undefined],
    ['a requirement of another kind of applicant', { requirementCode: 'FINANCIAL_STATEMENT' }, 'NOT_FOUND', undefined],
    ['a case that is no id', { caseId: "x' OR 1=1" }, 'NOT_FOUND', undefined],
  ] as const)('refuses %s and keeps no byte of it', async (_what, given, code, kind) => {
    const caseId = await householdCase();
    const before = await filesOnDisk();
    const result = await upload(caseId, given);
    expect(codeOf(result)).toBe(code);
    expect(result.ok === false && result.refusal.params?.kind).toBe(kind);
    expect(await filesOnDisk()).toEqual(before);
    expect(await db().document.count({ where: { caseId } })).toBe(0);
  });

  it('refuses another county, a role without the permission, a person with a conflict, and a case that stands still', async () => {
    const caseId = await householdCase();
    expect(codeOf(await upload(caseId, {}, 'station-b'))).toBe('NOT_FOUND');
    expect(codeOf(await upload(caseId, {}, 'approver'))).toBe('NOT_PERMITTED');
    const { userId } = await actorFor('station');
    await db().conflictDeclaration.create({
      data: { caseId, userId, statement: '亲属', declaredAt: noon('2026-10-12') },
    });
    expect(codeOf(await upload(caseId))).toBe('CONFLICT_DECLARED');
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'SUSPENDED' } });
    expect(codeOf(await upload(caseId, {}, 'county'))).toBe('STATUS_DOES_NOT_ALLOW');
    await db().caseRecord.update({ where: { id: caseId }, data: { status: 'AWAITING_SUPPLEMENT' } });
    must(await upload(caseId, {}, 'county'));
  });

  it('takes the bytes back when the rows are not written, and sweeps up what a crash left', async () => {
    const before = await filesOnDisk();
    await expect(
      storeWith(pdf(), async () => {
        throw new Error('the database is away');
      }),
    ).rejects.toThrow('away');
    expect(await filesOnDisk()).toEqual(before);
    must(await storeWith(pdf(), async () => ({ ok: true, value: undefined })));
    expect((await filesOnDisk()).length).toBe(before.length + 1);
    expect(await removeOrphans(new Date())).toBe(0);
    expect(await removeOrphans(new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await filesOnDisk()).toEqual(before);
  });

  it('counts while it writes: a stream that grows over the limit ends there', async () => {
    async function* endless() {
      for (;;) yield new Uint8Array(1024 * 1024);
    }
    const before = await filesOnDisk();
    const result = await storeWith(endless(), async () => ({ ok: true, value: undefined }));
    expect(codeOf(result)).toBe('FILE_TOO_LARGE');
    expect(await filesOnDisk()).toEqual(before);
  });
});

describe('the type of a file', () => {
  it.each([
    ['application/pdf', pdf()],
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['application/ofd', ofd],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', workbook],
  ])('%s is known by its bytes', async (mediaType, bytes) => {
    expect(await sniff(bytes)).toEqual({ kind: 'ALLOWED', mediaType });
  });

  it('gives the name the ending of the content', () => {
    expect(cleanFileName('执照.JPEG', 'image/jpeg')).toBe('执照.JPEG');
    expect(cleanFileName('执照.pdf', 'image/jpeg')).toBe('执照.jpg');
    expect(cleanFileName('C:\\照片\\a\u202Egpj.exe', 'image/png')).toBe('agpj.png');
    expect(cleanFileName(`${'长'.repeat(400)}.pdf`, 'application/pdf')).toHaveLength(124);
    expect(cleanFileName('.pdf', 'application/pdf')).toBe('file.pdf');
  });
});

describe('checking a file', () => {
  it('is done by another person than who uploaded it, and says who and when', async () => {
    const caseId = await householdCase();
    const documentId = must(await upload(caseId, {}, 'county')).documentId;
    expect(codeOf(await checkDocument(await at('county', DAY), { documentId, outcome: 'CHECKED' }))).toBe(
      'SAME_PERSON',
    );
    must(await checkDocument(await at('lead', DAY), { documentId, outcome: 'CHECKED' }));
    const lead = await actorFor('lead');
    expect(await db().document.findUniqueOrThrow({ where: { id: documentId } })).toMatchObject({
      status: 'CHECKED',
      checkedById: lead.userId,
    });
    expect(codeOf(await checkDocument(await at('lead', DAY), { documentId, outcome: 'CHECKED' }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
    expect(await db().event.count({ where: { caseId, kind: 'document.checked' } })).toBe(1);
  });

  it('refuses a rejection without a reason, another county, and a role that does not check', async () => {
    const caseId = await householdCase();
    const documentId = must(await upload(caseId)).documentId;
    const verdict = { documentId, outcome: 'REJECTED', remark: '缺一页' } as const;
    expect(codeOf(await checkDocument(await at('county', DAY), { ...verdict, remark: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await checkDocument(await at('county-b', DAY), verdict))).toBe('NOT_FOUND');
    expect(codeOf(await checkDocument(await at('approver', DAY), verdict))).toBe('NOT_PERMITTED');
    must(await checkDocument(await at('county', DAY), verdict));
    const event = await db().event.findFirstOrThrow({ where: { caseId, kind: 'document.rejected' } });
    expect(JSON.stringify(event.payload)).not.toContain('缺一页');
  });

  it('lets only the uploader take a file back, and only before it was checked', async () => {
    const caseId = await householdCase();
    const documentId = must(await upload(caseId)).documentId;
    expect(codeOf(await removeDocument(await at('county', DAY), { documentId }))).toBe('NOT_PERMITTED');
    must(await removeDocument(await at('station', DAY), { documentId }));
    expect(codeOf(await openDocument(await actorFor('station'), documentId))).toBe('NOT_FOUND');
    const checked = must(await upload(caseId)).documentId;
    must(await checkDocument(await at('county', DAY), { documentId: checked, outcome: 'CHECKED' }));
    expect(codeOf(await removeDocument(await at('station', DAY), { documentId: checked }))).toBe(
      'STATUS_DOES_NOT_ALLOW',
    );
  });
});

describe('seeing a file', () => {
  it('is for people of the scope whose role the requirement names; the rest see that it exists', async () => {
    const caseId = await cooperativeCase();
    const given = { requirementCode: 'FINANCIAL_STATEMENT', fileName: '样本丁的报表.pdf' };
    const documentId = must(await upload(caseId, given, 'manager')).documentId;
    must(await openDocument(await actorFor('lead'), documentId));
    for (const username of ['county', 'station', 'leader', 'lead-b', 'county-b', 'admin'])
      expect(codeOf(await openDocument(await actorFor(username), documentId)), username).toBe('NOT_FOUND');
    const seen = await getDocumentList(await actorFor('county'), caseId);
    const row = seen?.requirements.find((entry) => entry.code === 'FINANCIAL_STATEMENT');
    expect(row?.files).toHaveLength(1);
    expect(row?.files[0]).toMatchObject({ fileName: null, remark: null, mayCheck: false });
    expect(await getDocumentPage(await actorFor('county'), caseId, documentId)).toBeNull();
    expect(await getDocumentPage(await actorFor('lead'), caseId, documentId)).toMatchObject({ position: 1, total: 1 });
    expect(await getDocumentList(await actorFor('county-b'), caseId)).toBeNull();
    expect(await getCompleteness(await actorFor('lead-b'), caseId)).toBeNull();
  });

  it('stops at a quarantined one, which fills no gap either', async () => {
    const caseId = await householdCase();
    const documentId = must(await upload(caseId)).documentId;
    const { fileId } = await db().document.findUniqueOrThrow({ where: { id: documentId } });
    await db().storedFile.update({ where: { id: fileId }, data: { scanState: 'QUARANTINED' } });
    expect(codeOf(await openDocument(await actorFor('county'), documentId))).toBe('FILE_QUARANTINED');
    expect(codeOf(await checkDocument(await at('county', DAY), { documentId, outcome: 'CHECKED' }))).toBe(
      'FILE_QUARANTINED',
    );
    expect(await getCompleteness(await actorFor('county'), caseId)).toMatchObject({ met: 0, owed: 1 });
  });

  it('never calls a file clean that nobody scanned', async () => {
    const caseId = await householdCase();
    const documentId = must(await upload(caseId)).documentId;
    const { fileId } = await db().document.findUniqueOrThrow({ where: { id: documentId } });
    await scanFile(fileId, noon('2026-10-12'), crypto.randomUUID());
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).scanState).toBe('NOT_SCANNED');
    must(await openDocument(await actorFor('county'), documentId));
  });
});

describe('completeness', () => {
  it('goes from missing over unchecked to met, and tells which', async () => {
    const caseId = await householdCase();
    const county = await actorFor('county');
    expect(await getCompleteness(county, caseId)).toMatchObject({ met: 0, owed: 1, missing: [{ zh: '融资申请书' }] });
    must(await upload(caseId));
    expect(await getCompleteness(county, caseId)).toMatchObject({ met: 1, owed: 1, missing: [] });

    const stateOf = async () =>
      (await getDocumentList(county, caseId))?.requirements.find((row) => row.code === 'IDENTITY_COPY');
    expect(await stateOf()).toMatchObject({ missing: 1, unchecked: 0, isDue: false });
    const { documentId } = must(await upload(caseId, { requirementCode: 'IDENTITY_COPY' }));
    expect(await stateOf()).toMatchObject({ missing: 0, unchecked: 1 });
    must(await checkDocument(await at('county', DAY), { documentId, outcome: 'CHECKED' }));
    expect(await stateOf()).toMatchObject({ missing: 0, unchecked: 0 });
    const whole = await getDocumentList(county, caseId);
    const later = whole?.requirements.filter((row) => row.required && !row.isDue && row.missing > 0).length;
    // and the application form, whose check only the acceptance asks for
    expect(whole?.owedLater).toBe((later ?? 0) + 1);
  });
});

describe('a blank form', () => {
  it('holds the lines of the definition and what is known, and no personal number', async () => {
    const caseId = await householdCase();
    const form = await getBlankForm(await actorFor('station'), caseId, 'CREDIT_CONSENT');
    expect(form).toMatchObject({ countyName: '兰考县', name: { en: 'Consent to the credit query' } });
    expect(form?.applicantName).toMatch(/^样本/);
    expect(JSON.stringify(form)).not.toMatch(/\d{11,}/);
    const bytes = await writeBlankForm({
      title: '征信查询授权书',
      note: 'n',
      known: [{ label: '申请人', value: '样本甲' }],
      blanks: ['授权期限'],
    });
    const zip = await unzip(Buffer.from(bytes), (name) => name === 'word/document.xml', { entries: 100, bytes: 1e7 });
    const xml = zip.ok ? zip.files.get('word/document.xml')?.toString('utf8') : '';
    for (const text of ['征信查询授权书', '样本甲', '授权期限', 'w:linePitch="579"']) expect(xml).toContain(text);
    expect(await sniff(bytes)).toMatchObject({ kind: 'ALLOWED' });
    expect(await getBlankForm(await actorFor('station'), caseId, 'IDENTITY_COPY')).toBeNull();
    expect(await getBlankForm(await actorFor('station-b'), caseId, 'CREDIT_CONSENT')).toBeNull();
  });
});

// The session and the reader's language come with a browser's request, which there is none of here.
const session = vi.hoisted(() => ({ actor: null as Actor | null }));
vi.mock('@/server/auth', () => ({ currentActor: async () => session.actor }));
vi.mock('@/server/refusal-text', () => ({ describeRefusal: async ({ code }: { code: string }) => code }));

describe('over http', () => {
  const address = 'http://127.0.0.1/api/files';

  function post(caseId: string, file: Blob, headers: Record<string, string> = {}, name = 'a.pdf') {
    const body = new FormData();
    body.set('caseId', caseId);
    body.set('requirementCode', 'APPLICATION_FORM');
    body.append('file', file, name);
    const sent = { 'sec-fetch-site': 'same-origin', accept: 'application/json', ...headers };
    return POST(new Request(address, { method: 'POST', body, headers: sent }));
  }

  it('stores, sends back and refuses by status', async () => {
    const caseId = await householdCase();
    const file = new Blob([new Uint8Array(pdf())]);
    session.actor = null;
    expect((await post(caseId, file)).status).toBe(401);
    session.actor = await actorFor('approver');
    expect((await post(caseId, file)).status).toBe(403);
    session.actor = await actorFor('station-b');
    expect((await post(caseId, file)).status).toBe(404);
    session.actor = await actorFor('station');
    expect((await post(caseId, file, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post(caseId, new Blob([new Uint8Array(program)]))).status).toBe(415);
    expect((await post(caseId, new Blob([]))).status).toBe(422);
    expect((await post(caseId, new Blob([new Uint8Array(MAX_FILE_BYTES + 100_000)]))).status).toBe(413);

    const stored = await post(caseId, file, {}, '申请 "书".pdf');
    expect(stored.status).toBe(201);
    const { documentIds } = (await stored.json()) as { documentIds: string[] };
    const params = Promise.resolve({ documentId: documentIds[0] ?? '' });
    const sent = await GET(new Request(`${address}/x`), { params });
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(pdf());
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition': `inline; filename="document.pdf"; filename*=UTF-8''%E7%94%B3%E8%AF%B7%20%E4%B9%A6.pdf`,
    });
    session.actor = await actorFor('county-b');
    expect((await GET(new Request(`${address}/x`), { params })).status).toBe(404);
  });

  it('works without a script: back to the documents of the case, with the reason where there is one', async () => {
    const caseId = await householdCase();
    session.actor = await actorFor('station');
    const good = await post(caseId, new Blob([new Uint8Array(pdf())]), { accept: 'text/html' });
    expect([good.status, good.headers.get('location')]).toEqual([303, `/cases/${caseId}/documents?stored=1`]);
    const bad = await post(caseId, new Blob([new Uint8Array(heic)]), { accept: 'text/html' });
    expect(bad.headers.get('location')).toBe(`/cases/${caseId}/documents?refused=FILE_TYPE_NOT_ALLOWED&kind=HEIC`);
  });

  it('believes no declared length: a body sent in pieces is counted as it comes', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10' };
    const request = new Request(address, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
    expect(await readUploadForm(request)).toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(sent).toBeLessThan(MAX_FILE_BYTES + 5 * 1024 * 1024);
  });
});
