import { generateMinutes } from '@/features/generated-documents/mutations';
import { addCases, editItem, removeItem } from '@/features/sessions/mutations-agenda';
import { cancelSession, editSession } from '@/features/sessions/mutations-plan';
import {
  admitMember,
  castVote,
  closeSession,
  openSession,
  recuse,
  settleItem,
} from '@/features/sessions/mutations-sitting';
import { requestSpecialItem, revokeSpecialItem, settleSpecialItem } from '@/features/special-items/mutations';
import { addCaseToItem, removeCaseFromItem } from '@/features/special-items/mutations-cases';
import { db } from '@/server/db';
import { caseOverLimit, itemOf, plannedSession, planOf } from '../support/session';
import { at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { sessionId: '', itemId: '', caseId: '', specialItemId: '' };
const STRANGERS = ['approver-b', 'ins-hq'];
const item = () => ({ sessionId: ids.sessionId, itemId: ids.itemId });

/** A session of the first bank's head office over one case, and a special item of its branch. */
export async function prepareSessions(day: string): Promise<void> {
  ids.caseId = await caseOverLimit();
  ids.sessionId = await plannedSession([ids.caseId]);
  ids.itemId = (await itemOf(ids.sessionId, ids.caseId)).itemId;
  const approver = await at('approver', day);
  const programme = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const asked = {
    title: '专项',
    programmeId: programme.id,
    organisationId: approver.actor.organisation.id,
    ceilingFen: 1_000_000_000n,
    approvals: 1,
    validFrom: day,
    validTo: '2030-01-01',
    documentNumber: '示例银专〔2026〕9号',
    reason: '集中建设',
  };
  ids.specialItemId = must(await requestSpecialItem(approver, asked)).specialItemId;
}

/** What is of one organisation is tried from two others: another bank of the second county, and an insurer. */
export const SESSION_ATTEMPTS: Record<string, Attempt> = {
  editSession: {
    as: STRANGERS,
    run: async (ctx) => editSession(ctx, { ...(await planOf()), sessionId: ids.sessionId, revision: 1 }),
  },
  cancelSession: {
    as: STRANGERS,
    run: (ctx) => cancelSession(ctx, { sessionId: ids.sessionId, reason: '试探' }),
  },
  addCases: {
    as: STRANGERS,
    run: (ctx) => addCases(ctx, { sessionId: ids.sessionId, caseIds: [ids.caseId] }),
  },
  editItem: { as: STRANGERS, run: (ctx) => editItem(ctx, { ...item(), conditions: [] }) },
  removeItem: { as: STRANGERS, run: (ctx) => removeItem(ctx, { ...item(), reason: '试探' }) },
  openSession: { as: STRANGERS, run: (ctx) => openSession(ctx, { sessionId: ids.sessionId, presentIds: [] }) },
  admitMember: {
    as: STRANGERS,
    run: (ctx) => admitMember(ctx, { sessionId: ids.sessionId, userId: ctx.actor.userId }),
  },
  castVote: { as: STRANGERS, run: (ctx) => castVote(ctx, { ...item(), vote: 'FOR', opinion: '' }) },
  recuse: { as: STRANGERS, run: (ctx) => recuse(ctx, { ...item(), statement: '试探' }) },
  settleItem: { as: STRANGERS, run: (ctx) => settleItem(ctx, { ...item(), result: 'APPROVED', opinion: '' }) },
  closeSession: { as: STRANGERS, run: (ctx) => closeSession(ctx, { sessionId: ids.sessionId }) },
  generateMinutes: { as: STRANGERS, run: (ctx) => generateMinutes(ctx, { sessionId: ids.sessionId }) },
  settleSpecialItem: {
    as: STRANGERS,
    run: (ctx) => settleSpecialItem(ctx, { specialItemId: ids.specialItemId, approved: true, remark: '' }),
  },
  revokeSpecialItem: {
    as: STRANGERS,
    run: (ctx) => revokeSpecialItem(ctx, { specialItemId: ids.specialItemId, remark: '试探' }),
  },
  addCaseToItem: {
    as: STRANGERS,
    run: (ctx) => addCaseToItem(ctx, { specialItemId: ids.specialItemId, caseId: ids.caseId }),
  },
  removeCaseFromItem: {
    as: STRANGERS,
    run: (ctx) => removeCaseFromItem(ctx, { specialItemId: ids.specialItemId, caseId: ids.caseId }),
  },
};
