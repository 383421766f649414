import { beforeAll, expect, test } from 'vitest';
import { listExposure, viewExposure } from '@/features/applicants/mutations-exposure';
import { revealPersonalData } from '@/features/applicants/mutations-reveal';
import { getCase } from '@/features/cases/queries';
import { takeTransition } from '@/features/cases/transitions';
import { getWorklist } from '@/features/cases/worklist-queries';
import { checkDocument } from '@/features/documents/mutations';
import { getDocumentPage, openDocument } from '@/features/documents/queries';
import { askOpinion } from '@/features/opinions/mutations';
import { getMinutes } from '@/features/sessions/minutes-queries';
import { planSession } from '@/features/sessions/mutations-plan';
import { getSession, listSessions } from '@/features/sessions/queries';
import { transferTask } from '@/features/transfers/mutations';
import { urgeCase } from '@/features/worklist/mutations';
import { db } from '@/server/db';
import { caseAtDisbursement } from '../support/case-at-disbursement';
import { colleagueOf } from '../support/colleague';
import { caseOverLimit, planOf, SESSION_DAY, sittingSession } from '../support/session';
import { actorFor, at, codeOf, must, noon } from '../support/world';

/**
 * The people of a finance bureau hold a lender's roles for what public money pays, and see by region: the cases of every
 * bank of the county too. On those they do nothing of the bank's work.
 */
const DAY = '2026-03-03';
const rowOf = (id: string) => db().caseRecord.findUniqueOrThrow({ where: { id } });
let caseId = '';

beforeAll(async () => {
  caseId = (await caseAtDisbursement()).caseId;
}, 60_000);

test('a bank’s case that waits for its payment is not sent back by them, which would void its approval', async () => {
  const { version } = await rowOf(caseId);
  const back = { caseId, version, verb: 'return', to: 'DECISION', reason: '退回' } as const;
  expect(codeOf(await takeTransition(await at('fin-clerk', DAY), back))).toBe('NOT_PERMITTED');
  expect(await rowOf(caseId)).toMatchObject({ stage: 'DISBURSEMENT', version });
  const view = await getCase(await actorFor('fin-clerk'), caseId, noon(DAY));
  expect(view?.transitions.map((row) => row.verb)).not.toContain('return');
});

test('its task is not theirs: not in their worklist, not passed on among them, so that the bank could not pay', async () => {
  const clerk = await at('fin-clerk', DAY);
  const to = (await actorFor(await colleagueOf('fin-clerk'))).userId;
  expect(codeOf(await transferTask(clerk, { caseId, version: null, toId: to, reason: '外出' }))).toBe('NOT_YOUR_TASK');
  const question = { kind: 'OPINION', personId: to, question: '可否', dueOn: '2026-03-20' } as const;
  expect(codeOf(await askOpinion(clerk, { caseId, version: null, ...question }))).toBe('NOT_YOUR_TASK');
  const waits = async (by: string) =>
    (await getWorklist(await actorFor(by), 'waiting', noon(DAY), null)).rows.some((row) => row.id === caseId);
  expect([await waits('clerk'), await waits('fin-clerk')]).toEqual([true, false]);
  must(await urgeCase(await at('county', DAY), { caseId }));
  const urged = await db().notice.findMany({ where: { caseId, kind: 'URGED' }, select: { userId: true } });
  const people = await db().user.findMany({ where: { id: { in: urged.map((row) => row.userId) } } });
  expect(people.map((row) => row.username)).toEqual(['clerk']);
});

test('they look into none of its files and check none', async () => {
  const document = await db().document.findFirstOrThrow({ where: { caseId, requirementCode: 'DISBURSEMENT_REQUEST' } });
  const { id: documentId } = document;
  expect((await openDocument(await actorFor('checker'), documentId)).ok).toBe(true);
  for (const by of ['fin-approver', 'fin-clerk', 'fin-checker']) {
    const ctx = await at(by, DAY);
    expect(codeOf(await openDocument(ctx.actor, documentId))).toBe('NOT_FOUND');
    expect(await getDocumentPage(ctx.actor, caseId, documentId)).toBeNull();
    const verdict = { documentId, outcome: 'REJECTED', remark: '不清楚' } as const;
    expect(codeOf(await checkDocument(ctx, verdict))).toBe('NOT_PERMITTED');
  }
});

test('they see its applicant’s numbers masked alone, and not what is owed elsewhere', async () => {
  const { operatingEntityId } = await rowOf(caseId);
  const why = { reason: 'CONTACT_APPLICANT', note: '核对' } as const;
  for (const by of ['fin-approver', 'fin-clerk', 'fin-checker']) {
    const ctx = await at(by, DAY);
    const contact = { ...why, field: 'CONTACT_PHONE', subjectId: operatingEntityId ?? '' } as const;
    const account = { ...why, field: 'PAYEE_ACCOUNT', subjectId: caseId } as const;
    expect(codeOf(await revealPersonalData(ctx, { ...contact, caseId }))).toBe('NOT_PERMITTED');
    expect(codeOf(await revealPersonalData(ctx, { ...contact, caseId: null }))).toBe('NOT_FOUND');
    expect(codeOf(await revealPersonalData(ctx, { ...account, caseId }))).toBe('NOT_PERMITTED');
  }
  const approver = await at('fin-approver', DAY);
  expect(codeOf(await viewExposure(approver, caseId))).toBe('NOT_PERMITTED');
  expect(await listExposure(approver.actor, caseId, noon(DAY))).toBeNull();
});

test('they read no session of a bank, though it decides cases of their county, and their own', async () => {
  const sessionId = await sittingSession([await caseOverLimit()]);
  const bureau = await at('fin-approver', SESSION_DAY);
  expect(await getSession(bureau.actor, sessionId)).toBeNull();
  expect(await getMinutes(bureau.actor, sessionId)).toBeNull();
  expect((await listSessions(bureau.actor, null)).rows).toEqual([]);
  const plan = await planOf({ members: ['fin-approver'], chair: 'fin-approver', quorum: 1 });
  const own = must(await planSession(bureau, plan)).sessionId;
  expect((await listSessions(bureau.actor, null)).rows.map((row) => row.id)).toEqual([own]);
  expect(await getSession(bureau.actor, own)).toMatchObject({ mayPlan: true, leads: true });
  expect(await getSession(await actorFor('approver'), own)).toBeNull();
});
