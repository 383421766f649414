/**
 * Makes one of everything that the demo data have none of, by the mutations that the pages call, so that the tour finds
 * each page with something on it: `make-stops.ts REPAYING INVESTIGATING PAYABLE`, the ids of three cases, prints the addresses. It runs in a process of its own, as make-case.ts does.
 */
import { randomInt } from 'node:crypto';
import { addDays, dayOf } from '@/domain/calendar';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { openAccount } from '@/features/accounts/mutations';
import { USER_SHEET } from '@/features/accounts/sheet';
import { requestRaise } from '@/features/authority/mutations-raises';
import { startBackEntry } from '@/features/back-entries/mutations';
import { BACK_ENTRY_SHEET } from '@/features/back-entries/sheet';
import { storeDocument } from '@/features/documents/mutations';
import { askForExport } from '@/features/exports/mutations-ask';
import { openFinding } from '@/features/follow-up/mutations-findings';
import { handOverWork } from '@/features/hand-overs/mutations';
import { answerInstruction, issueOnCase } from '@/features/instructions/mutations';
import { addDecision, recordMeeting } from '@/features/meetings/mutations';
import { createProgramme } from '@/features/programmes/mutations';
import { startImport } from '@/features/projects/mutations';
import { confirmImport } from '@/features/projects/mutations-confirm';
import { planSession } from '@/features/sessions/mutations-plan';
import { startSheet } from '@/features/sheet-imports/mutations';
import { requestSpecialItem } from '@/features/special-items/mutations';
import { messages } from '@/i18n/messages';
import { currentTime } from '@/server/clock';
import { type Context, contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { samplePdf } from '../../../prisma/seed/sample-files';
import { SEE_ALL } from '../../../scripts/lib/see-all';
import type { Made } from './tour';

Object.assign(process.env, SEE_ALL);

const NUMBER = randomInt(1e6);
const NOW = currentTime();
const TODAY = dayOf(NOW);
const NEXT_WEEK = addDays(TODAY, 7);

const as = async (username: string): Promise<Context> => contextOf(await actorNamed(db(), username), NOW);
const idOf = async (username: string) => (await db().user.findUniqueOrThrow({ where: { username } })).id;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params ?? {})}`);
  return result.value;
}

const table = (rows: readonly (readonly string[])[]) =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'));

/** Somebody who has a one-time password and nothing else yet. */
async function makeNewcomer() {
  const username = `newcomer-${NUMBER}`;
  const { secrets } = must(
    await openAccount(await as('secadmin'), {
      username,
      nameZh: '示例新任法务',
      nameEn: 'Sample new legal reviewer',
      staffNumber: `N-${NUMBER}`,
      organisation: '示例银行兰考县支行',
      roles: ['LEGAL_REVIEWER'],
      email: null,
    }),
  );
  return { username, password: secrets[0]?.secret ?? '' };
}

/** An instruction that was answered, and one that its addressee left to a successor. */
async function makeInstructions(caseId: string, newcomer: string) {
  const leader = await as('leader');
  const issue = async (username: string, text: string) =>
    must(await issueOnCase(leader, { caseId, text, addresseeId: await idOf(username), dueOn: NEXT_WEEK }))
      .instructionId;
  const instructionId = await issue('county', '请核实种植基地用地手续，说明还差什么。');
  const text = '用地手续已报自然资源部门，预计本周办结。';
  must(await answerInstruction(await as('county'), { instructionId, version: 1, text }));
  await issue(newcomer, '请对合同条款提出意见。');
  const [fromId, toId] = [await idOf(newcomer), await idOf('approver2')];
  const { handOverId } = must(await handOverWork(await as('lead'), { fromId, toId, reason: '调往其他支行。' }));
  return { '/instructions/[id]': `/instructions/${instructionId}`, '/hand-overs/[id]': `/hand-overs/${handOverId}` };
}

async function makeMeeting() {
  const office = await as('office');
  const { meetingId } = must(
    await recordMeeting(office, {
      title: '金融扶贫推进会',
      heldOn: TODAY,
      place: '三楼会议室',
      attendees: '领导小组成员单位、兰考县乡村振兴部门、示例银行河南省分行',
      minutes: '听取受理和放款进度，研究年底前的推进事项。',
    }),
  );
  const decision = { meetingId, text: '逐件清理超期办理的项目，周五前报结果。', caseReference: null };
  must(await addDecision(office, { ...decision, addresseeId: await idOf('county'), dueOn: NEXT_WEEK }));
  const meeting = `/meetings/${meetingId}`;
  return { '/meetings/[id]': meeting, '/meetings/[id]/minutes': `${meeting}/minutes` };
}

async function makeBackEntry() {
  const county = await as('county');
  const station = await db().user.findUniqueOrThrow({
    where: { username: 'station' },
    include: { organisation: true },
  });
  const village = await db().regionVersion.findFirstOrThrow({
    where: { regionId: station.organisation.regionId, validTo: null },
  });
  const { id } = must(
    await startBackEntry(county, {
      programmeId: (await db().programme.findUniqueOrThrow({ where: { code: 'A' } })).id,
      kind: 'HOUSEHOLD' satisfies ApplicantKind,
      townshipId: village.parentId ?? 0,
      villageId: village.regionId,
      branchId: (await actorNamed(db(), 'lead')).organisation.id,
      stage: 'FOLLOW_UP' satisfies Stage,
      paperReference: `兰扶贷〔2025〕${NUMBER}号`,
      typed: { title: '补录肉牛养殖', name: '示例农户乙' },
    }),
  );
  const { columns, samples } = messages['zh-CN']['back-entries'].sheet;
  const row = { ...samples, paperReference: `兰扶贷〔2024〕${NUMBER}号`, stage: '结清' };
  const bytes = table([Object.values(columns), Object.keys(columns).map((code) => row[code as keyof typeof row])]);
  const { sheetId } = must(await startSheet(county, BACK_ENTRY_SHEET, { fileName: '补录.csv', bytes }));
  return {
    '/back-entries/[id]': `/back-entries/${id}`,
    '/back-entries/sheets/[id]': `/back-entries/sheets/${sheetId}`,
  };
}

/** Accounts in a table: a good row, and one whose organisation nobody knows. */
async function makeAccountSheet() {
  const { columns, samples } = messages['zh-CN'].administration.sheets.users;
  const rowOf = (over: Partial<typeof samples>) => {
    const row = { ...samples, ...over };
    return Object.keys(columns).map((code) => row[code as keyof typeof row]);
  };
  const bytes = table([
    Object.values(columns),
    rowOf({ username: `wang-${NUMBER}`, staffNumber: `W-${NUMBER}` }),
    rowOf({ username: `zhao-${NUMBER}`, staffNumber: `Z-${NUMBER}`, organisation: '不存在的支行' }),
  ]);
  const { sheetId } = must(await startSheet(await as('secadmin'), USER_SHEET, { fileName: '账号.csv', bytes }));
  return { '/admin/sheets/[section]/[id]': `/admin/sheets/users/${sheetId}` };
}

/** A confirmed plan of the county with a project in the pool. */
async function makePlan() {
  const county = await as('county');
  const bytes = table([
    ['2026年财政衔接推进乡村振兴补助资金安排表', '', '', '', ''],
    ['', '', '', '', '单位：万元'],
    ['序号', '村名', '项目名称', '建设内容', '资金金额'],
    ['1', '示例村', `示例灌溉水渠${NUMBER}`, '新建', '5'],
    ['2', '示例村', `示例机井${NUMBER}`, '新建', '6'],
    ['合计', '', '', '', '11'],
  ]);
  const { batchId } = must(await startImport(county, { fileName: '安排表.csv', bytes }));
  const { version } = await db().importBatch.findUniqueOrThrow({ where: { id: batchId } });
  const { planId } = must(await confirmImport(county, { batchId, version }));
  const project = await db().project.findFirstOrThrow({ where: { planLine: { fundPlanId: planId } } });
  return { '/projects/plans/[id]': `/projects/plans/${planId}`, '/projects/[id]': `/projects/${project.id}` };
}

async function makeFinding(caseId: string) {
  const description = '贷款资金部分用于流动支出，须补齐用途凭证。';
  const { findingId } = must(await openFinding(await as('regulator'), { caseId, description, dueOn: NEXT_WEEK }));
  return { '/cases/[id]/follow-up/findings/[findingId]': `/cases/${caseId}/follow-up/findings/${findingId}` };
}

/** The application for payment is there, so the clerk may ask for the first instalment. */
async function makePayable(caseId: string) {
  const file = { requirementCode: 'DISBURSEMENT_REQUEST', fileName: '放款申请书.pdf', bytes: samplePdf('Application') };
  must(await storeDocument(await as('clerk'), { caseId, ...file }));
  const tranche = await db().tranche.findFirstOrThrow({ where: { caseId }, orderBy: { sequence: 'asc' } });
  return { '/cases/[id]/payments/new': `/cases/${caseId}/payments/new?tranche=${tranche.id}` };
}

/** An export of the township that waits for the county; one is enough, however often the tour is made. */
async function makeAskedExport() {
  const township = await as('township');
  const open = { askedById: township.actor.userId, decision: null, expiresAt: { gt: NOW } };
  const found = await db().exportApproval.findFirst({ where: open });
  const list = { list: 'households', query: '', locale: 'zh-CN', unit: 'WAN' } as const;
  const reason = '秋季走访核对名册，由驻村工作队使用。';
  const approvalId = found?.id ?? must(await askForExport(township, { ...list, full: false, reason })).approvalId;
  return { '/exports/approvals/[id]': `/exports/approvals/${approvalId}` };
}

/** A raise that is asked for, a session that is called, a special item that waits: what head office looks at. */
async function makeWaysUp() {
  const hq = await as('hq');
  const lead = await as('lead');
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const { raiseId } = must(
    await requestRaise(lead, {
      organisationId: lead.actor.organisation.id,
      programmeId,
      applicantKind: null,
      upTo: 500_000_000n,
      approvals: 2,
      validFrom: TODAY,
      lastDay: NEXT_WEEK,
      reason: '秋收前集中办理粮食收储项目。',
    }),
  );
  const memberIds = [await idOf('hq'), await idOf('hq2'), await idOf('hq3')];
  const { sessionId } = must(
    await planSession(hq, {
      programmeId,
      title: `秋季专场审批${NUMBER}`,
      place: '总行三号会议室',
      plannedAt: new Date(NOW.getTime() + 86_400_000),
      mode: 'ALL',
      ratioBps: 6_667,
      quorum: 3,
      chairId: hq.actor.userId,
      memberIds,
    }),
  );
  const { specialItemId } = must(
    await requestSpecialItem(hq, {
      title: `冷链物流专项${NUMBER}`,
      programmeId,
      organisationId: hq.actor.organisation.id,
      ceilingFen: 5_000_000_000n,
      approvals: 2,
      validFrom: TODAY,
      validTo: NEXT_WEEK,
      documentNumber: `示例专项〔2026〕${NUMBER}号`,
      reason: '全省冷链物流统一审批。',
    }),
  );
  const session = `/sessions/${sessionId}`;
  return {
    '/authority/raises/[id]': `/authority/raises/${raiseId}`,
    '/sessions/[id]': session,
    '/sessions/[id]/edit': `${session}/edit`,
    '/sessions/[id]/minutes': `${session}/minutes`,
    '/special-items/[id]': `/special-items/${specialItemId}`,
  };
}

/** A programme that is being written, copied from the first. */
async function makeDraft() {
  const definition = await db().programmeDefinition.findFirstOrThrow({ where: { programme: { code: 'A' } } });
  const { definitionId } = must(
    await createProgramme(await as('admin'), {
      code: `T${NUMBER}`,
      name: { zh: `示例新项目${NUMBER}`, en: `Sample new programme ${NUMBER}` },
      provinceId: definition.provinceId,
      basedOnId: definition.id,
    }),
  );
  const edit = `/programmes/${definitionId}/edit`;
  return { '/programmes/[id]/edit': edit, '/programmes/[id]/edit/[section]': `${edit}/catalogue` };
}

const [repaying = '', investigating = '', payable = ''] = process.argv.slice(2);
const newcomer = await makeNewcomer();
const made: Made = {
  newcomer,
  addresses: {
    ...(await makeInstructions(investigating, newcomer.username)),
    ...(await makeMeeting()),
    ...(await makeBackEntry()),
    ...(await makeAccountSheet()),
    ...(await makePlan()),
    ...(await makeAskedExport()),
    ...(await makeFinding(repaying)),
    ...(await makePayable(payable)),
    ...(await makeWaysUp()),
    ...(await makeDraft()),
  },
};
process.stdout.write(`${JSON.stringify(made)}\n`);
await db().$disconnect();
