import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RefusalCode } from '@/domain/refusal';
import { addMember } from '@/features/applicants/mutations';
import { listExposure, viewExposure } from '@/features/applicants/mutations-exposure';
import { lookUpApplicant } from '@/features/applicants/mutations-lookup';
import { revealPersonalData } from '@/features/applicants/mutations-reveal';
import { findApplicant, findEntity, findHousehold } from '@/features/applicants/queries';
import {
  discardBackEntry,
  revealNumbers,
  saveBackEntry,
  submitBackEntry,
  takeOverBackEntry,
} from '@/features/back-entries/mutations';
import { removeScan, storeScan } from '@/features/back-entries/mutations-scans';
import { confirmBackEntry, refuseBackEntry } from '@/features/back-entries/mutations-settle';
import { recordLook } from '@/features/case-files/mutations-looks';
import { requestCorrection, settleCorrection } from '@/features/cases/corrections';
import { grantLane, revokeLane } from '@/features/cases/mutations-lane';
import { getCase } from '@/features/cases/queries';
import { findCaseReference } from '@/features/cases/reference-queries';
import { listTimeline } from '@/features/cases/timeline-queries';
import { takeTransition } from '@/features/cases/transitions';
import { editConsultation, registerConsultation } from '@/features/consultations/mutations';
import { findConsultation } from '@/features/consultations/queries';
import { checkContract, draftContract, signContract } from '@/features/contracts/mutations';
import { getContract } from '@/features/contracts/queries';
import { decideCase, escalateCase, meetCondition } from '@/features/decisions/mutations';
import { getDecision } from '@/features/decisions/queries';
import { refusePayment, releasePayment, requestPayment, returnPayment } from '@/features/disbursements/mutations';
import { getDisbursement, getPayment } from '@/features/disbursements/queries';
import { checkDocument, removeDocument, storeDocument } from '@/features/documents/mutations';
import { getBlankForm, getCompleteness, getDocumentList, getDocumentPage } from '@/features/documents/queries';
import {
  assignManagers,
  confirmReport,
  declareConflict,
  recommendCase,
  recordSiteVisit,
  saveReport,
} from '@/features/due-diligence/mutations';
import { getDueDiligence, getReportForm, listAssignable } from '@/features/due-diligence/queries';
import { openFinding, rectifyFinding, signOffFinding } from '@/features/follow-up/mutations-findings';
import { compensateCase, recordRepayment, writeOffCase } from '@/features/follow-up/mutations-repayments';
import { reviewReport, submitReport } from '@/features/follow-up/mutations-reports';
import { getFollowUp } from '@/features/follow-up/queries';
import { handOverWork } from '@/features/hand-overs/mutations';
import {
  answerInstruction,
  closeInstruction,
  followUpInstruction,
  issueOnCase,
} from '@/features/instructions/mutations';
import { getInstruction, listInstructionsOfCase } from '@/features/instructions/queries';
import { addDecision, recordMeeting } from '@/features/meetings/mutations';
import { getMeeting } from '@/features/meetings/queries';
import { chooseSheet, discardImport, startImport } from '@/features/projects/mutations';
import { confirmImport } from '@/features/projects/mutations-confirm';
import { acknowledgeSummary, setLineOverride, setMapping, skipDuplicates } from '@/features/projects/mutations-preview';
import { findImport } from '@/features/projects/queries-import';
import { getCaseSubsidies, getSubsidy } from '@/features/subsidies/queries';
import { newUuid } from '@/lib/uuid';
import { db } from '@/server/db';
import { samplePdf } from '../../prisma/seed/sample-files';
import { caseAtDisbursement, meetOpenConditions } from '../support/case-at-disbursement';
import { payTranche } from '../support/case-paid';
import { householdConsultation } from '../support/consultation';
import { inFreshSession } from '../support/fresh-session';
import { draftEntry } from '../support/paper-case';
import { actorFor, at, codeOf, must, noon } from '../support/world';
import { BULLETIN_ATTEMPTS, bulletinPages, prepareBulletins } from './scope-attempts-bulletins';
import { MONEY_ATTEMPTS, prepareMoney, subsidyOf } from './scope-attempts-money';
import { PERIOD_ATTEMPTS, periodPages, preparePeriods } from './scope-attempts-periods';
import { PROJECT_ATTEMPTS, prepareProject, projectPages } from './scope-attempts-projects';
import { prepareRetention, RETENTION_ATTEMPTS } from './scope-attempts-retention';
import {
  type Attempt,
  eachOwner,
  eachTry,
  everyRow,
  prepareRows,
  ROW_ATTEMPTS,
  rowPages,
  SILENT,
} from './scope-attempts-rows';
import { prepareScreens, SCREEN_ATTEMPTS } from './scope-attempts-screens';
import { prepareSessions, SESSION_ATTEMPTS } from './scope-attempts-sessions';
import { prepareTargets, TARGET_ATTEMPTS } from './scope-attempts-targets';
import { prepareWaysUp, WAYS_UP_ATTEMPTS } from './scope-attempts-ways-up';

const DAY = '2026-04-10';

/** What the first county and its bank have, and what everybody else must not reach. */
const ids = {
  caseId: '',
  documentId: '',
  conditionId: '',
  trancheId: '',
  paymentId: '',
  reportId: '',
  findingId: '',
  correctionId: '',
  batchId: '',
  entityId: '',
  householdId: '',
  householdCaseId: '',
  personId: '',
  instructionId: '',
  meetingId: '',
  leaverId: '',
  backEntryId: '',
  scanId: '',
};

/** Values that must stand in no event: planted in every text that a person types below. */
const PLANTED = { name: '样本祝', address: '样本路51号', phone: '13900000051', note: '样本祝本人来电' };

beforeAll(async () => {
  const { caseId, trancheIds } = await caseAtDisbursement({ openCondition: true });
  await meetOpenConditions(caseId);
  ids.caseId = caseId;
  ids.paymentId = await payTranche(caseId, trancheIds[0], '2026-04-01');
  ids.trancheId = trancheIds[1] ?? '';
  const seen = { caseId, version: (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).version };
  const manager = await at('manager', DAY);
  must(await requestCorrection(manager, { ...seen, field: 'PAYEE_NAME', value: PLANTED.name, reason: PLANTED.note }));
  const finding = { caseId, description: PLANTED.note, dueOn: '2026-05-01' };
  ids.findingId = must(await openFinding(manager, finding)).findingId;
  const [document, condition, correction, row] = [
    await db().document.findFirstOrThrow({ where: { caseId } }),
    await db().condition.findFirstOrThrow({ where: { caseId } }),
    await db().correction.findFirstOrThrow({ where: { caseId } }),
    await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } }),
  ];
  Object.assign(ids, { documentId: document.id, conditionId: condition.id, correctionId: correction.id });
  ids.entityId = row.operatingEntityId ?? '';
  const period = { periodOn: new Date('2026-04-01'), dueOn: new Date('2026-05-05') };
  ids.reportId = (await db().followUpReport.create({ data: { caseId, ...period } })).id;

  const bytes = Buffer.from('2021年安排表\n单位：万元\n序号,村名,项目名称,资金金额\n1,样本祝村,样本祝水渠,5\n');
  ids.batchId = must(await startImport(await at('county', DAY), { fileName: '样本祝.csv', bytes })).batchId;

  ids.backEntryId = (await draftEntry('ACCEPTANCE')).id;
  ids.scanId = (await db().backEntryScan.findFirstOrThrow({ where: { backEntryId: ids.backEntryId } })).id;

  const input = await householdConsultation(51);
  const applicant = { ...input.applicant, name: PLANTED.name, phone: PLANTED.phone, address: PLANTED.address };
  const station = await at('station', DAY);
  const household = must(
    await registerConsultation(station, { ...input, applicant: applicant as typeof input.applicant }),
  );
  const person = (await db().caseRecord.findUniqueOrThrow({ where: { id: household.id } })).personId ?? '';
  ids.householdCaseId = household.id;
  ids.personId = person;
  ids.householdId = (await db().person.findUniqueOrThrow({ where: { id: person } })).householdId;

  const asked = { addresseeId: (await actorFor('county')).userId, text: PLANTED.note, dueOn: '2026-05-01' };
  ids.instructionId = must(await issueOnCase(await at('leader', DAY), { ...asked, caseId })).instructionId;
  const held = { title: PLANTED.note, heldOn: DAY, place: '会议室', attendees: PLANTED.name, minutes: PLANTED.note };
  ids.meetingId = must(await recordMeeting(await at('county', DAY), held)).meetingId;
  ids.leaverId = manager.actor.userId;
  await prepareRows(ids, DAY, PLANTED.note);
  await prepareMoney(ids.caseId, DAY, PLANTED.note);
  await prepareWaysUp(ids.caseId, DAY, PLANTED.note);
  await prepareProject();
  await prepareTargets(DAY);
  await preparePeriods(DAY);
  await prepareBulletins(DAY);
  await prepareScreens(DAY);
  await prepareRetention(ids.householdId, DAY);
  version = (await db().caseRecord.findUniqueOrThrow({ where: { id: caseId } })).version;
  await prepareSessions(DAY);
}, 240_000);

const seen = () => ({ caseId: ids.caseId, version: null });
let version = 0;
const of = () => ({ caseId: ids.caseId, version });
const batch = () => ({ batchId: ids.batchId, version: 1 });
const step = () => ({ instructionId: ids.instructionId, version: 1, text: '试探' });
const reason = '试探';
const entry = () => ({ id: ids.backEntryId, revision: 2 });

/** Every mutation by name, tried by somebody of the second county whose role holds it there. */
const ATTEMPTS: Record<string, Attempt | Attempt[]> = {
  ...ROW_ATTEMPTS,
  ...PROJECT_ATTEMPTS,
  ...WAYS_UP_ATTEMPTS,
  ...TARGET_ATTEMPTS,
  ...PERIOD_ATTEMPTS,
  ...BULLETIN_ATTEMPTS,
  ...SCREEN_ATTEMPTS,
  ...RETENTION_ATTEMPTS,
  ...SESSION_ATTEMPTS,
  ...MONEY_ATTEMPTS,
  saveBackEntry: {
    as: 'county-b',
    run: (ctx) => saveBackEntry(ctx, { ...entry(), paperReference: reason, stage: 'ACCEPTANCE', typed: {} }),
  },
  takeOverBackEntry: { as: 'county-b', run: (ctx) => takeOverBackEntry(ctx, entry()) },
  submitBackEntry: { as: 'manager-b', run: (ctx) => submitBackEntry(ctx, entry()) },
  discardBackEntry: { as: 'county-b', run: (ctx) => discardBackEntry(ctx, entry()) },
  revealNumbers: { as: 'lead-b', run: (ctx) => revealNumbers(ctx, entry()) },
  storeScan: {
    as: 'county-b',
    run: (ctx) =>
      storeScan(ctx, {
        backEntryId: ids.backEntryId,
        requirementCode: 'APPLICATION_FORM',
        fileName: '甲.pdf',
        bytes: samplePdf(reason),
      }),
  },
  removeScan: { as: 'county-b', run: (ctx) => removeScan(ctx, { scanId: ids.scanId }) },
  confirmBackEntry: { as: 'county-b', run: (ctx) => confirmBackEntry(ctx, entry()) },
  refuseBackEntry: { as: 'lead-b', run: (ctx) => refuseBackEntry(ctx, { ...entry(), reason }) },
  takeTransition: { as: 'county-b', run: (ctx) => takeTransition(ctx, { ...of(), verb: 'withdraw', reason }) },
  requestCorrection: {
    as: 'manager-b',
    run: (ctx) => requestCorrection(ctx, { ...of(), field: 'PAYEE_NAME', value: '甲', reason }),
  },
  settleCorrection: {
    as: 'county-b',
    run: (ctx) => settleCorrection(ctx, { ...of(), correctionId: ids.correctionId, confirmed: true }),
  },
  editConsultation: {
    as: 'county-b',
    run: (ctx) =>
      editConsultation(ctx, {
        caseId: ids.householdCaseId,
        version: 1,
        title: '改',
        purpose: '改',
        requestedAmountFen: 1_000_000n,
        requestedTermMonths: 12,
        eligibility: {},
        recommenderOrganisation: null,
        recommenderPerson: null,
        payeeName: null,
        payeeAccount: null,
      }),
  },
  draftContract: {
    as: 'manager-b',
    run: (ctx) =>
      draftContract(ctx, {
        ...seen(),
        amountFen: 1n,
        termMonths: 1,
        rateBps: 1,
        repaymentMethod: 'BULLET',
        securityKind: 'NONE',
        securityReference: null,
        linkedHouseholds: null,
        tranches: [],
      }),
  },
  checkContract: { as: 'legal-b', run: (ctx) => checkContract(ctx, { ...seen(), outcome: 'PASSED', opinion: '可' }) },
  signContract: { as: 'manager-b', run: (ctx) => signContract(ctx, { ...seen(), signedOn: DAY }) },
  decideCase: { as: 'approver-b', run: (ctx) => decideCase(ctx, { ...seen(), outcome: 'APPROVED', opinion: '同意' }) },
  grantLane: {
    as: ['county-b', 'lead-b', 'ins-lead'],
    run: (ctx) => grantLane(ctx, { ...seen(), criterion: 'KEY_PROJECT', reason }),
  },
  revokeLane: { as: ['county-b', 'lead-b'], run: (ctx) => revokeLane(ctx, { ...seen(), reason }) },
  escalateCase: { as: 'approver-b', run: (ctx) => escalateCase(ctx, seen()) },
  meetCondition: {
    as: 'manager-b',
    run: (ctx) => meetCondition(ctx, { conditionId: ids.conditionId, evidence: '有' }),
  },
  requestPayment: {
    as: 'clerk-b',
    run: (ctx) => requestPayment(ctx, { caseId: ids.caseId, trancheId: ids.trancheId, idempotencyKey: newUuid() }),
  },
  releasePayment: {
    as: 'checker-b',
    run: (ctx) => releasePayment(ctx, { paymentId: ids.paymentId, idempotencyKey: newUuid() }),
  },
  refusePayment: { as: 'checker-b', run: (ctx) => refusePayment(ctx, { paymentId: ids.paymentId, reason }) },
  returnPayment: {
    as: 'clerk-b',
    run: (ctx) => returnPayment(ctx, { paymentId: ids.paymentId, returnedOn: DAY, reason }),
  },
  storeDocument: {
    as: 'county-b',
    run: (ctx) =>
      storeDocument(ctx, {
        caseId: ids.caseId,
        requirementCode: 'APPLICATION_FORM',
        fileName: 'a.pdf',
        bytes: samplePdf('a'),
      }),
  },
  checkDocument: {
    as: 'county-b',
    run: (ctx) => checkDocument(ctx, { documentId: ids.documentId, outcome: 'CHECKED' }),
  },
  recordLook: {
    as: 'county-b',
    run: (ctx) => recordLook(ctx, { what: 'DOCUMENT', id: ids.documentId, isCopy: true }),
  },
  removeDocument: { as: 'county-b', run: (ctx) => removeDocument(ctx, { documentId: ids.documentId }) },
  assignManagers: {
    as: 'lead-b',
    run: (ctx) => assignManagers(ctx, { ...seen(), managerAId: newUuid(), managerBId: newUuid() }),
  },
  declareConflict: { as: 'manager-b', run: (ctx) => declareConflict(ctx, { caseId: ids.caseId, statement: '亲属' }) },
  recordSiteVisit: {
    as: 'manager-b',
    run: (ctx) =>
      recordSiteVisit(ctx, { caseId: ids.caseId, visitedOn: DAY, place: '村', observations: '好', visitorIds: [] }),
  },
  saveReport: {
    as: 'manager-b',
    run: (ctx) =>
      saveReport(ctx, {
        caseId: ids.caseId,
        answers: {},
        recommendedAmountFen: null,
        termMonths: null,
        rateBps: null,
        repaymentMethod: null,
        summary: '',
        conditions: [],
      }),
  },
  confirmReport: { as: 'manager2-b', run: (ctx) => confirmReport(ctx, { caseId: ids.caseId }) },
  recommendCase: { as: 'manager-b', run: (ctx) => recommendCase(ctx, seen()) },
  recordRepayment: {
    as: 'clerk-b',
    run: (ctx) => recordRepayment(ctx, { caseId: ids.caseId, paidOn: DAY, amountFen: 1n, idempotencyKey: newUuid() }),
  },
  compensateCase: { as: 'approver-b', run: (ctx) => compensateCase(ctx, { ...seen(), reason }) },
  writeOffCase: { as: 'approver-b', run: (ctx) => writeOffCase(ctx, { ...seen(), reason }) },
  submitReport: {
    as: 'county-b',
    run: (ctx) => submitReport(ctx, { reportId: ids.reportId, progress: '好', fundsUsedFen: 0n, problems: '' }),
  },
  reviewReport: { as: 'county-b', run: (ctx) => reviewReport(ctx, { reportId: ids.reportId, outcome: 'REVIEWED' }) },
  openFinding: {
    as: 'county-b',
    run: (ctx) => openFinding(ctx, { caseId: ids.caseId, description: '问题', dueOn: '2026-05-01' }),
  },
  rectifyFinding: {
    as: 'county-b',
    run: (ctx) => rectifyFinding(ctx, { findingId: ids.findingId, rectification: '改' }),
  },
  signOffFinding: { as: 'county-b', run: (ctx) => signOffFinding(ctx, { findingId: ids.findingId, accepted: true }) },
  viewExposure: { as: 'county-b', run: (ctx) => viewExposure(ctx, ids.caseId) },
  revealPersonalData: {
    as: 'county-b',
    run: (ctx) =>
      revealPersonalData(ctx, {
        field: 'PHONE',
        subjectId: ids.personId,
        caseId: ids.householdCaseId,
        reason: 'OTHER',
        note: '',
      }),
  },
  addMember: {
    as: 'county-b',
    run: async (ctx) => {
      const { applicant } = await householdConsultation(52);
      if (applicant.kind !== 'HOUSEHOLD') throw new Error('a household was asked for');
      return addMember(ctx, { ...applicant, householdId: ids.householdId, relation: 'SPOUSE' });
    },
  },
  chooseSheet: { as: 'county-b', run: (ctx) => chooseSheet(ctx, { ...batch(), sheetName: 'Sheet1' }) },
  discardImport: { as: 'county-b', run: (ctx) => discardImport(ctx, batch()) },
  confirmImport: { as: 'county-b', run: (ctx) => confirmImport(ctx, batch()) },
  setMapping: {
    as: 'county-b',
    run: (ctx) => setMapping(ctx, { ...batch(), year: 2021, headerRow: 3, headerRows: 1, unit: 'WAN', columns: {} }),
  },
  setLineOverride: { as: 'county-b', run: (ctx) => setLineOverride(ctx, { ...batch(), row: 4 }) },
  skipDuplicates: { as: 'county-b', run: (ctx) => skipDuplicates(ctx, { ...batch(), reason }) },
  answerInstruction: { as: 'county-b', run: (ctx) => answerInstruction(ctx, step()) },
  followUpInstruction: { as: 'county-b', run: (ctx) => followUpInstruction(ctx, { ...step(), dueOn: '2026-05-01' }) },
  closeInstruction: { as: 'county-b', run: (ctx) => closeInstruction(ctx, step()) },
  addDecision: {
    as: 'county-b',
    run: async (ctx) => {
      const addresseeId = (await actorFor('manager-b')).userId;
      const decision = { text: '试探', addresseeId, dueOn: '2026-05-01', caseReference: null };
      return addDecision(ctx, { ...decision, meetingId: ids.meetingId });
    },
  },
  handOverWork: {
    as: 'lead-b',
    run: async (ctx) => {
      const toId = (await actorFor('manager-b')).userId;
      return handOverWork(ctx, { fromId: ids.leaverId, toId, reason });
    },
  },
  acknowledgeSummary: { as: 'county-b', run: (ctx) => acknowledgeSummary(ctx, { ...batch(), row: 4, accepted: true }) },
};

/** Exported, but no way in: parts that run inside another's transaction, jobs of the clock, and what concerns no case. */
const NOT_BY_ID = [
  // of a place, tried in seals-of-auditors.test.ts
  'verifyChain',
  'exportRecord',
  'sealWaiting',
  'signHeads',
  'changeCase',
  'changeCaseIn',
  'dueOf',
  'loadFacts',
  'openVisit',
  'turnClock',
  'bookOf',
  'sayBook',
  'settleBook',
  'settleAgeOf',
  'keepBook',
  'recommendAsAsked',
  'ageLoans',
  'tellOverdue',
  'tellPeriodsDue',
  'settleEndedPostings',
  'voidWhatFalls',
  'reserveQuota',
  'spendQuota',
  'returnToQuota',
  'releaseQuota',
  'openCase',
  'insertCase',
  'openRunningCase',
  'contractNumber',
  'voucherNumber',
  'lockEntry',
  'lockOwn',
  'recordOn',
  'isAbandoned',
  'insertEntry',
  'submitIn',
  'mustBeComplete',
  'writeBooks',
  'paymentPayload',
  // confirms one after the other, each by confirmBackEntry
  'confirmBackEntries',
  'routeDecision',
  'writeFinding',
  'changeCaseOf',
  'compensateIn',
  // names no row of another: the own county's fund
  'setUpFund',
  // part of a registration and of grantLane
  'giveLane',
  // parts of an approval, a payment and an end; allotQuota names a place by its name
  'reserveQuota',
  'spendQuota',
  'returnToQuota',
  'releaseQuota',
  'allotQuota',
  'findOrCreatePerson',
  'findOrCreateEntity',
  'listExposure',
  'openBatch',
  'changeBatch',
  'writeReturn',
  'keepLines',
  'postJournal',
  'reverseJournal',
  'bookBalance',
  'scanFile',
  'openDueReports',
  'openAllDueReports',
  'recomputeDueDays',
  'addInstruction',
  'replaceManager',
  // they name no row of a county: their own tests say whom they serve
  'registerConsultation',
  'issueOnCase',
  'issueOnFigure',
  'recordMeeting',
  'startBackEntry',
  'planSession',
  'requestSpecialItem',
  'draftBulletin',
  'lookUpApplicant',
  'startImport',
  'startBulkImport',
  'publishCalendarYear',
  'signInWithPassword',
  'endOwnSession',
  'releaseLock',
  'revokeUserSessions',
  'deactivateUser',
  'reactivateUser',
  'signInWithProvider',
  'renewSession',
  // parts that run inside another's transaction, behind its guard
  'issuePasswords',
  'lockAccounts',
  'insertAccounts',
  'lockAuthority',
  'checkAuthority',
  'insertAuthority',
  'lockOrganisations',
  'insertOrganisations',
  'checkRegions',
  'lockRegions',
  'insertRegions',
  'lockUser',
  'lockSecurityAdministrators',
  'mustLeaveOne',
  'revokeSessions',
  'recordAbout',
  'beginSession',
  'tellAssigned',
  'tellReturned',
  'tellAnswered',
  'saveDraftIn',
  'bodyOf',
  'eraseDraft',
  'mustHoldNoNumber',
  'openErasure',
  'erasePlaces',
  // jobs of the clock and the queue: no person calls them, and runExport asks anew what its requester may see
  'runExport',
  'runBulkImport',
  'takeBatch',
  'runBulkImport',
  'takeBatch',
  'removeExpiredExports',
  'tellDue',
  'sendByChannel',
  'planDigests',
  'sendDigest',
  'findDueData',
  'eraseBytes',
  // accounts, units, regions and limits of authority are kept by the administrators for the whole platform
  'openAccount',
  'editAccount',
  'resetPassword',
  'resetFactor',
  'linkIdentity',
  'setIdentityRules',
  'allowLooks',
  'makeToken',
  'revokeToken',
  'grantAuthority',
  'endAuthority',
  'createOrganisation',
  'editOrganisation',
  'deactivateOrganisation',
  'reactivateOrganisation',
  'addRegion',
  // so are programmes and policy values; a definition is reviewed in its own province, which programmes.test.ts tries
  'createProgramme',
  'draftPublishedText',
  'draftDefinition',
  'saveDefinition',
  'discardDefinition',
  'lockDefinitions',
  'recordDefinitionEvent',
  'reviewDefinition',
  'publishDefinition',
  'retireDefinition',
  'addPolicyValue',
  'endPolicyValue',
  // and what an indicator is, in every county alike
  'defineIndicator',
  'changeIndicator',
  'endIndicator',
  // they name no row: what they read or write is of the person's own scope, organisation or account
  'exportList',
  'askForExport',
  'recordMadeFile',
  'saveListSetting',
  'saveView',
  'addPhrase',
  'startSheet',
  'compareLines',
  'changeOwnPassword',
  'endOtherSessions',
  'beginFactor',
  'confirmFactor',
  'renewCodes',
  'removeFactor',
  // nobody is signed in: a receipt number and a telephone, with their own limits; and once, before there is anybody
  'askProgress',
  'raiseObjection',
  'setUpFirstAdministrator',
];

/** What an auditor may do: read, print, tell a colleague, and keep their own desk. */
const AUDITOR_MAY = [
  'recordLook',
  'recordPrint',
  'copyCase',
  'saveDraft',
  'discardDraft',
  'markAllRead',
  'markCaseOpened',
];
/** Another's own things are not found; a step that the stage does not have is not there for anybody. */
const REFUSED_AS: RefusalCode[] = ['NOT_PERMITTED', 'NOT_FOUND', 'TRANSITION_NOT_AVAILABLE'];

function exportedMutations(): string[] {
  const files = readdirSync('src/features', { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(^|\/)mutations[a-z-]*\.ts$/.test(name) || /^cases\/(transitions|corrections)\.ts$/.test(name),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(path.join('src/features', file), 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)].map(
      (match) => ({ feature: file.split('/')[0] ?? '', name: match[1] ?? '' }),
    ),
  );
  // two of one name are two mutations: each is told by its feature
  const isTwice = (name: string) => found.filter((entry) => entry.name === name).length > 1;
  return found.map(({ feature, name }) => (isTwice(name) ? `${feature}/${name}` : name));
}

describe('a person of another county', () => {
  it('is tried with every mutation there is', () => {
    const known = [...Object.keys(ATTEMPTS), ...Object.keys(SILENT), ...NOT_BY_ID];
    expect(exportedMutations().filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !exportedMutations().includes(name))).toEqual([]);
  });

  it.each(eachTry(ATTEMPTS))('%s by %s: not found, as for an id that does not exist', async (_name, as, attempt) => {
    const before = await everyRow();
    expect(codeOf(await attempt.run(await at(as, DAY)))).toBe(attempt.code ?? 'NOT_FOUND');
    expect(await everyRow()).toEqual(before);
  });

  it.each(eachTry(SILENT))('%s by %s: changes nothing that is not their own', async (_name, as, attempt) => {
    const before = await everyRow();
    must(await attempt.run(await at(as, DAY)));
    expect(await everyRow()).toEqual(before);
  });

  it('reads nothing of the case, by any page', async () => {
    const { caseId } = ids;
    for (const username of [
      'county-b',
      'station-b',
      'lead-b',
      'manager-b',
      'approver-b',
      'ins-lead',
      'ins-hq',
      'admin',
      'auditadmin',
    ]) {
      const actor = await actorFor(username);
      const pages = {
        case: await getCase(actor, caseId, noon(DAY)),
        timeline: await listTimeline(actor, caseId),
        reference: await findCaseReference(actor, caseId),
        applicant: await findApplicant(actor, caseId, DAY),
        exposure: await listExposure(actor, caseId, noon(DAY)),
        consultation: await findConsultation(actor, caseId),
        documents: await getDocumentList(actor, caseId),
        completeness: await getCompleteness(actor, caseId),
        document: await getDocumentPage(actor, caseId, ids.documentId),
        form: await getBlankForm(actor, caseId, 'APPLICATION_FORM'),
        dueDiligence: await getDueDiligence(actor, caseId),
        reportForm: await getReportForm(actor, caseId),
        assignable: await listAssignable(actor, caseId),
        decision: await getDecision(actor, caseId, DAY),
        contract: await getContract(actor, caseId),
        disbursement: await getDisbursement(actor, caseId, DAY),
        payment: await getPayment(actor, ids.paymentId, DAY),
        subsidy: await getSubsidy(actor, subsidyOf()),
        subsidies: await getCaseSubsidies(actor, caseId, noon(DAY)),
        followUp: await getFollowUp(actor, caseId, DAY),
        household: await findHousehold(actor, ids.householdId, DAY),
        entity: await findEntity(actor, ids.entityId),
        batch: await findImport(actor, ids.batchId),
        instruction: await getInstruction(actor, ids.instructionId, noon(DAY)),
        instructions: await listInstructionsOfCase(actor, caseId, noon(DAY)),
        meeting: await getMeeting(actor, ids.meetingId, noon(DAY)),
        ...(await rowPages(actor, DAY)),
        ...(await projectPages(actor, DAY)),
        ...(await periodPages(actor, DAY)),
        ...(await bulletinPages(actor, DAY)),
      };
      expect([username, Object.entries(pages).filter(([, page]) => page !== null && page !== undefined)]).toEqual([
        username,
        [],
      ]);
    }
  });

  it('nor a colleague of the same county who only reads: each mutation asks for the right itself, whatever the action did', async () => {
    const before = await everyRow();
    const auditor = await at('auditor', DAY);
    const tries = new Map(eachTry({ ...ATTEMPTS, ...SILENT }).map(([name, , attempt]) => [attempt, name]));
    const slipped: string[] = [];
    for (const [attempt, name] of tries) {
      if (AUDITOR_MAY.includes(name)) continue;
      const result = await attempt.run(auditor);
      if (result.ok || !REFUSED_AS.includes(result.refusal.code))
        slipped.push(`${name} ${result.ok ? 'done' : result.refusal.code}`);
    }
    expect(slipped).toEqual([]);
    expect(await everyRow()).toEqual(before);
  });

  it.each(eachOwner(ATTEMPTS))('%s by %s, whose it is: done', async (_name, owner, attempt) => {
    must(await attempt.run(await inFreshSession(await at(owner, DAY))));
  });
});

describe('events', () => {
  it('hold no personal value, whatever was typed', async () => {
    const station = await at('station', DAY);
    const { applicant, townshipId, villageId, programmeId, payeeAccount } = await householdConsultation(51);
    if (applicant.kind !== 'HOUSEHOLD') throw new Error('a household was asked for');
    const number = applicant.identityNumber;
    must(await lookUpApplicant(station, { kind: 'HOUSEHOLD', number, townshipId, villageId, programmeId }));
    const look = { field: 'PHONE', subjectId: ids.personId, caseId: ids.householdCaseId, reason: 'OTHER' } as const;
    expect(must(await revealPersonalData(await inFreshSession(station), { ...look, note: PLANTED.note })).value).toBe(
      PLANTED.phone,
    );
    const member = (await householdConsultation(53)).applicant;
    if (member.kind !== 'HOUSEHOLD') throw new Error('a household was asked for');
    must(
      await addMember(station, {
        ...member,
        name: `${PLANTED.name}女`,
        householdId: ids.householdId,
        relation: 'CHILD',
      }),
    );
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.householdCaseId } });
    const edit = {
      caseId: row.id,
      version: row.version,
      title: `${PLANTED.name}养殖`,
      purpose: PLANTED.note,
      requestedAmountFen: 2_000_000n,
      requestedTermMonths: 12,
      eligibility: {},
      recommenderOrganisation: '村委会',
      recommenderPerson: PLANTED.name,
      payeeName: PLANTED.name,
      payeeAccount: payeeAccount ?? null,
    };
    const { version } = must(await editConsultation(station, edit));
    must(await takeTransition(station, { caseId: row.id, version, verb: 'withdraw', reason: PLANTED.note }));

    expect(await db().event.count({ where: { caseId: row.id } })).toBeGreaterThanOrEqual(4);
    for (const value of [
      PLANTED.name,
      PLANTED.address,
      PLANTED.phone,
      PLANTED.note,
      number,
      payeeAccount,
      member.identityNumber,
    ]) {
      const held = await db().$queryRaw<{ kind: string }[]>`
        SELECT kind FROM event e WHERE strpos(e::text, ${value}) > 0`;
      expect([value, held]).toEqual([value, []]);
    }
    // ids, codes and amounts only: no Chinese at all, and no number as long as an identity or account number
    const spoken = await db().$queryRaw<{ kind: string; payload: unknown }[]>`
      SELECT kind, payload FROM event WHERE payload::text ~ '[一-龥]' OR payload::text ~ '"[0-9]{15,}[0-9Xx]?"'`;
    expect(spoken).toEqual([]);
  });

  it('of the case carry its scope, so that the timeline of others stays empty', async () => {
    const row = await db().caseRecord.findUniqueOrThrow({ where: { id: ids.caseId } });
    const { provinceId, cityId, countyId, townshipId, villageId, financierId, countyBranchId, programmeId } = row;
    const events = await db().event.findMany({ where: { caseId: ids.caseId } });
    expect(events.length).toBeGreaterThan(10);
    for (const event of events)
      expect(event).toMatchObject({
        provinceId,
        cityId,
        countyId,
        townshipId,
        villageId,
        financierId,
        countyBranchId,
        programmeId,
      });
  });
});

describe('the database', () => {
  const NOT_ALLOWED = '42501';

  async function tryAs(url: string | undefined, statement: string): Promise<string> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(statement);
      return 'done';
    } catch (error) {
      return (error as pg.DatabaseError).code ?? String(error);
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  }

  it.each([
    ['event', 'kind'],
    ['journal', 'kind'],
    ['leg', 'account'],
    ['idempotency_key', 'command'],
  ])('lets neither the application nor the owner alter, delete or empty %s', async (table, column) => {
    const statements = [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ];
    for (const url of [process.env.APP_DATABASE_URL, process.env.DATABASE_URL])
      for (const statement of statements)
        expect([statement, await tryAs(url, statement)]).toEqual([statement, NOT_ALLOWED]);
  });

  it.each([
    'case_record',
    'approval',
    'payment',
    'repayment',
    'contract',
    'document',
    'stored_file',
    'stage_visit',
    'case_duty',
    'correction',
  ])('lets the application delete nothing from %s', async (table) => {
    expect(await tryAs(process.env.APP_DATABASE_URL, `DELETE FROM ${table}`)).toBe(NOT_ALLOWED);
  });

  it('lets the application change no table, switch no trigger off and make none', async () => {
    for (const statement of [
      'ALTER TABLE event DISABLE TRIGGER ALL',
      'ALTER TABLE case_record ADD COLUMN x int',
      'DROP TABLE event',
      'CREATE TABLE x (id int)',
      "SET session_replication_role = 'replica'",
    ])
      expect([statement, await tryAs(process.env.APP_DATABASE_URL, statement)]).toEqual([statement, NOT_ALLOWED]);
  });
});
