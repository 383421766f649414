import type { Actor } from '@/domain/actor';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { getFieldHistory } from '@/features/case-files/history-queries';
import { recordPrint } from '@/features/case-files/mutations';
import {
  getAcceptanceReceipt,
  getCaseFile,
  getPaymentReceipt,
  listFiledDocuments,
  listReceiptPayments,
} from '@/features/case-files/queries';
import { getApprovalForm } from '@/features/case-files/sign-off-queries';
import { withdrawComment, writeComment } from '@/features/comments/mutations';
import { listComments } from '@/features/comments/queries';
import {
  beginRegistration,
  saveRegistrationPart,
  sendRegistration,
} from '@/features/consultations/mutations-registration';
import { getRegistration } from '@/features/consultations/registration-queries';
import { formKeys } from '@/features/drafts/form-keys';
import { discardDraft, saveDraft } from '@/features/drafts/mutations';
import { getDraft } from '@/features/drafts/queries';
import { cancelExport, exportList, openExport } from '@/features/exports/mutations';
import { settleExport, takeInFull } from '@/features/exports/mutations-approval';
import { askForExport, withdrawAsk } from '@/features/exports/mutations-ask';
import { runExport } from '@/features/exports/mutations-run';
import { listExports } from '@/features/exports/queries';
import type { ExportRequest } from '@/features/exports/source';
import { sendFieldReport, sendFieldVisit } from '@/features/field/mutations';
import { getTakenCase } from '@/features/field/queries';
import { generateDocument } from '@/features/generated-documents/mutations';
import { listGenerated } from '@/features/generated-documents/queries';
import { deleteView, renameView, saveView, setDefaultView } from '@/features/lists/mutations';
import { markAllRead, markCaseOpened, markNoticeRead } from '@/features/notices/mutations';
import { addPhrase, changePhrase, removePhrase } from '@/features/phrases/mutations';
import { confirmSheet, discardSheet, startSheet } from '@/features/sheet-imports/mutations';
import { findSheet } from '@/features/sheet-imports/queries';
import { computeCounty } from '@/features/subsidies/mutations';
import { acceptTicked, copyCase, urgeCase } from '@/features/worklist/mutations';
import { getReach, listChosenCases, listPeopleOfAll } from '@/features/worklist/queries';
import { messages } from '@/i18n/messages';
import { newUuid } from '@/lib/uuid';
import type { Context, Result } from '@/server/command';
import { db } from '@/server/db';
import { BEITA, LANKAO, stationPlace } from '../support/consultation';
import { actorFor, at, must, noon } from '../support/world';

export type Attempt = {
  /** who tries it: strangers of the second county, and for what is one person's, also colleagues */
  as: string | string[];
  run: (ctx: Context) => Promise<Result<unknown>>;
  /** NOT_FOUND, unless the mutation says otherwise */
  code?: string;
  /** whose it is: they are let in by the same door, so that the refusals above are no mistake of the ids */
  owner?: string;
};

const CASES: ExportRequest = { list: 'cases', query: '', locale: 'zh-CN', unit: 'WAN' };
const QUEUED_AT_ONCE = { atOnce: 0, workbook: 60, batch: 7 };

/** What belongs to a case or a person of the first county, beside what the flow itself makes. */
const ids = {
  caseId: '',
  householdCaseId: '',
  paymentId: '',
  reportId: '',
  commentId: '',
  noticeId: '',
  phraseId: '',
  unitPhraseId: '',
  viewId: '',
  unitViewId: '',
  registrationId: '',
  exportId: '',
  writtenExportId: '',
  approvalId: '',
  sheetId: '',
};
const visitorIds: string[] = [];

/** Comment, notice and copy of a case; phrases, views, draft, exports and a sheet of the official; a registration. */
export async function prepareRows(
  given: Pick<typeof ids, 'caseId' | 'householdCaseId' | 'paymentId' | 'reportId'>,
  day: string,
  text: string,
): Promise<void> {
  Object.assign(ids, given);
  const { caseId } = given;
  const [county, lead] = [await at('county', day), await actorFor('lead')];
  visitorIds.push((await actorFor('manager-b')).userId, (await actorFor('manager2-b')).userId);
  ids.commentId = must(await writeComment(county, { caseId, text, mentionIds: [lead.userId] })).commentId;
  must(await copyCase(county, { caseId, userIds: [lead.userId] }));
  const told = { userId: lead.userId, caseId, kind: 'MENTIONED' as const, readAt: null };
  ids.noticeId = (await db().notice.findFirstOrThrow({ where: told })).id;

  ids.phraseId = must(await addPhrase(county, { keeper: 'OWN', text })).phraseId;
  ids.unitPhraseId = must(await addPhrase(county, { keeper: 'UNIT', text })).phraseId;
  const view = { list: 'cases' as const, name: text, query: 'stage=DECISION' };
  ids.viewId = must(await saveView(county, { ...view, role: null })).id;
  ids.unitViewId = must(await saveView(county, { ...view, role: 'COUNTY_OFFICIAL' })).id;

  must(await saveDraft(county, draft()));
  const start = await startOf(LANKAO);
  ids.registrationId = must(await beginRegistration(await at('station', day), { ...start, registrationId: null })).id;

  for (const name of ['exportId', 'writtenExportId'] as const) {
    const exported = must(await exportList(county, CASES, QUEUED_AT_ONCE));
    if (exported.kind !== 'QUEUED') throw new Error('the export was not queued');
    ids[name] = exported.exportId;
  }
  await runExport(ids.writtenExportId, noon(day), newUuid());
  ids.approvalId = must(await askForExport(county, { ...CASES, full: false, reason: text })).approvalId;
  const { columns } = messages['zh-CN']['back-entries'].sheet;
  const rows = [Object.values(columns), Object.values(columns).map(() => text)];
  const bytes = new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'));
  ids.sheetId = must(await startSheet(county, BACK_ENTRY_SHEET, { fileName: '补录.csv', bytes })).sheetId;
}

const draft = () => ({
  formKey: formKeys.consultation(ids.householdCaseId),
  href: `/cases/${ids.householdCaseId}`,
  title: '试探',
  caseId: ids.householdCaseId,
  values: { title: '试探' },
  revision: 0,
});

async function startOf(where: typeof LANKAO) {
  const [programme, { townshipId }] = [
    await db().programme.findUniqueOrThrow({ where: { code: 'A' } }),
    await stationPlace(where),
  ];
  return { programmeId: programme.id, townshipId, kind: 'HOUSEHOLD' as const, projectId: null };
}

const sheet = () => ({ sheetId: ids.sheetId });
const request = { title: '改', purpose: '改', amount: '1', term: '12' };

/** By name, as ATTEMPTS of the test; each alone, or several ways of one mutation. */
export const ROW_ATTEMPTS: Record<string, Attempt | Attempt[]> = {
  recordPrint: [
    {
      owner: 'clerk',
      as: 'county-b',
      run: (ctx) => recordPrint(ctx, { caseId: ids.caseId, paper: 'CASE_FILE', paymentId: null }),
    },
    {
      owner: 'clerk',
      as: 'clerk-b',
      run: (ctx) => recordPrint(ctx, { caseId: ids.caseId, paper: 'PAYMENT_RECEIPT', paymentId: ids.paymentId }),
    },
  ],
  generateDocument: {
    owner: 'clerk',
    as: ['county-b', 'manager-b'],
    run: (ctx) => generateDocument(ctx, { caseId: ids.caseId, kind: 'APPROVAL_FORM' }),
  },
  writeComment: {
    owner: 'county',
    as: ['county-b', 'manager-b'],
    run: (ctx) => writeComment(ctx, { caseId: ids.caseId, text: '试探', mentionIds: [] }),
  },
  withdrawComment: {
    owner: 'county',
    as: 'county-b',
    run: (ctx) => withdrawComment(ctx, { commentId: ids.commentId }),
  },
  urgeCase: { owner: 'county', as: ['county-b', 'lead-b'], run: (ctx) => urgeCase(ctx, { caseId: ids.caseId }) },
  copyCase: {
    as: 'county-b',
    run: (ctx) => copyCase(ctx, { caseId: ids.caseId, userIds: visitorIds }),
  },
  acceptTicked: {
    as: ['county-b', 'lead-b'],
    run: (ctx) => acceptTicked(ctx, { caseId: ids.householdCaseId, version: 1 }),
  },
  beginRegistration: [
    {
      as: 'station-b',
      run: async (ctx) => beginRegistration(ctx, { ...(await startOf(BEITA)), registrationId: ids.registrationId }),
    },
    {
      owner: 'station',
      as: 'county',
      run: async (ctx) => beginRegistration(ctx, { ...(await startOf(LANKAO)), registrationId: ids.registrationId }),
    },
    {
      as: 'station-b',
      code: 'PROGRAMME_NOT_AVAILABLE',
      run: async (ctx) => beginRegistration(ctx, { ...(await startOf(LANKAO)), registrationId: null }),
    },
  ],
  saveRegistrationPart: {
    owner: 'station',
    as: ['station-b', 'county'],
    run: (ctx) => saveRegistrationPart(ctx, { registrationId: ids.registrationId, part: 'request', values: request }),
  },
  sendRegistration: { as: ['station-b', 'county'], run: (ctx) => sendRegistration(ctx, ids.registrationId) },
  saveDraft: { owner: 'county', as: ['county-b', 'manager-b'], run: (ctx) => saveDraft(ctx, draft()) },
  cancelExport: {
    owner: 'county',
    as: ['county-b', 'lead'],
    run: (ctx) => cancelExport(ctx, { exportId: ids.exportId }),
  },
  withdrawAsk: {
    owner: 'county',
    as: ['county-b', 'lead', 'office'],
    run: (ctx) => withdrawAsk(ctx, { approvalId: ids.approvalId }),
  },
  settleExport: {
    as: ['county-b', 'lead-b', 'lead'],
    run: (ctx) => settleExport(ctx, { approvalId: ids.approvalId, outcome: 'REFUSED', remark: '试探' }),
  },
  takeInFull: { as: ['county-b', 'lead', 'office'], run: (ctx) => takeInFull(ctx, ids.approvalId) },
  openExport: { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => openExport(ctx, ids.writtenExportId) },
  sendFieldVisit: {
    as: 'manager-b',
    run: (ctx) =>
      sendFieldVisit(
        ctx,
        {
          caseId: ids.caseId,
          visitedOn: '2026-04-10',
          place: '试探',
          observations: '试探',
          visitorIds,
          knownVisitIds: [],
          anyway: false,
        },
        'zh-CN',
      ),
  },
  sendFieldReport: {
    as: ['manager-b', 'county-b'],
    run: (ctx) =>
      sendFieldReport(
        ctx,
        { caseId: ids.caseId, reportId: ids.reportId, progress: '试探', fundsUsedFen: 0n, problems: '' },
        'zh-CN',
      ),
  },
  setDefaultView: [
    {
      owner: 'county',
      as: ['county-b', 'lead'],
      run: (ctx) => setDefaultView(ctx, { list: 'cases', viewId: ids.viewId }),
    },
    {
      owner: 'county',
      as: ['county-b', 'lead'],
      run: (ctx) => setDefaultView(ctx, { list: 'cases', viewId: ids.unitViewId }),
    },
  ],
  renameView: [
    { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => renameView(ctx, { viewId: ids.viewId, name: '改' }) },
    {
      owner: 'county',
      as: ['county-b', 'lead'],
      run: (ctx) => renameView(ctx, { viewId: ids.unitViewId, name: '改' }),
    },
  ],
  deleteView: [
    { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => deleteView(ctx, { viewId: ids.viewId }) },
    { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => deleteView(ctx, { viewId: ids.unitViewId }) },
  ],
  markNoticeRead: {
    owner: 'lead',
    as: ['county-b', 'county'],
    run: (ctx) => markNoticeRead(ctx, { noticeId: ids.noticeId }),
  },
  changePhrase: [
    {
      owner: 'county',
      as: ['county-b', 'lead'],
      run: (ctx) => changePhrase(ctx, { phraseId: ids.phraseId, text: '改' }),
    },
    {
      owner: 'county',
      as: ['county-b', 'lead'],
      run: (ctx) => changePhrase(ctx, { phraseId: ids.unitPhraseId, text: '改' }),
    },
  ],
  removePhrase: [
    { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => removePhrase(ctx, { phraseId: ids.phraseId }) },
    { owner: 'county', as: ['county-b', 'lead'], run: (ctx) => removePhrase(ctx, { phraseId: ids.unitPhraseId }) },
  ],
  confirmSheet: { as: ['county-b', 'lead'], run: (ctx) => confirmSheet(ctx, BACK_ENTRY_SHEET, sheet()) },
  discardSheet: {
    owner: 'county',
    as: ['county-b', 'lead'],
    run: (ctx) => discardSheet(ctx, BACK_ENTRY_SHEET, sheet()),
  },
};

/** What touches the caller's own rows alone and answers alike whether there are any: nothing of others may change. */
export const SILENT: Record<string, Attempt> = {
  discardDraft: { as: ['county-b', 'lead'], run: (ctx) => discardDraft(ctx, draft().formKey) },
  markCaseOpened: { as: ['county-b', 'legal'], run: (ctx) => markCaseOpened(ctx, { caseId: ids.caseId }) },
  markAllRead: { as: ['county-b', 'station-b'], run: (ctx) => markAllRead(ctx, { until: ctx.now }) },
  computeCounty: { as: 'county-b', run: (ctx) => computeCounty(ctx, { periodOn: '2025-12-21' }) },
};

/** What the newer pages show of the case and of these rows; nothing is null or an empty list. */
export async function rowPages(actor: Actor, day: string): Promise<Record<string, unknown>> {
  const { caseId, householdCaseId, paymentId, registrationId, sheetId } = ids;
  const lists = {
    documentsOfFile: await listFiledDocuments(actor, caseId),
    receipts: await listReceiptPayments(actor, caseId),
    chosen: await listChosenCases(actor, [caseId, householdCaseId]),
    people: await listPeopleOfAll(actor, [caseId, householdCaseId]),
    exports: await listExports(actor, noon(day)),
  };
  return {
    ...Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.length > 0 ? rows : null])),
    comments: await listComments(actor, caseId, noon(day)),
    file: await getCaseFile(actor, caseId, noon(day)),
    approvalForm: await getApprovalForm(actor, caseId, noon(day)),
    generated: await listGenerated(actor, caseId),
    history: await getFieldHistory(actor, caseId),
    acceptanceReceipt: await getAcceptanceReceipt(actor, householdCaseId),
    paymentReceipt: await getPaymentReceipt(actor, caseId, paymentId, noon(day)),
    taken: await getTakenCase(actor, caseId, day, 'zh-CN'),
    reach: await getReach(actor, caseId, noon(day)),
    registration: await getRegistration(actor, registrationId, day),
    draft: await getDraft(actor, draft().formKey),
    sheet: await findSheet(actor, BACK_ENTRY_SHEET, sheetId, noon(day)),
  };
}

const TABLES = [
  'generated_document',
  'case_record',
  'comment',
  'notice',
  'case_copy',
  'urge',
  'phrase',
  'saved_view',
  'list_setting',
  'draft',
  'export',
  'sheet_import',
  'back_entry',
  'site_visit',
  'follow_up_report',
  'document',
  'payment',
  'import_batch',
  'instruction',
  'hand_over',
  'correction',
  'condition',
  'finding',
  'contract',
  'approval',
  'repayment',
  'back_entry_scan',
  'household',
  'person',
  'operating_entity',
  'meeting',
  'case_duty',
  'tranche',
  'due_diligence_report',
  'journal',
  'stored_file',
  'import_mapping',
  'project',
  'conflict_declaration',
  'stage_visit',
  'public_notice',
  'objection',
  'linkage_agreement',
  'linkage_benefit',
  'completion_check',
  'purchase_line',
  'decision_session',
  'session_member',
  'session_item',
  'session_vote',
  'special_item',
  'special_item_case',
  'event',
];

/** Every row of the tables that an attempt could reach, as text; that it was refused is what it may leave behind. */
export async function everyRow(): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const table of TABLES) {
    const where = table === 'event' ? "WHERE kind <> 'attempt.refused'" : '';
    const statement = `SELECT t::text AS row FROM ${table} t ${where} ORDER BY 1`;
    const rows = await db().$queryRawUnsafe<{ row: string }[]>(statement);
    tables[table] = rows.map(({ row }) => row);
  }
  return tables;
}

/** One line of the test for each person who tries. */
export function eachTry(attempts: Record<string, Attempt | Attempt[]>): [string, string, Attempt][] {
  return Object.entries(attempts).flatMap(([name, ways]) =>
    [ways].flat().flatMap((attempt) => [attempt.as].flat().map((as): [string, string, Attempt] => [name, as, attempt])),
  );
}

/** The same for those whose it is. */
export function eachOwner(attempts: Record<string, Attempt | Attempt[]>): [string, string, Attempt][] {
  return Object.entries(attempts).flatMap(([name, ways]) =>
    [ways]
      .flat()
      .flatMap((attempt): [string, string, Attempt][] => (attempt.owner ? [[name, attempt.owner, attempt]] : [])),
  );
}
