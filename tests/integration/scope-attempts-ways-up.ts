import { endPosting, postApprover } from '@/features/authority/mutations-postings';
import { requestRaise, revokeRaise, settleRaise } from '@/features/authority/mutations-raises';
import { answerOpinion, askOpinion, cancelOpinion } from '@/features/opinions/mutations';
import { endStandIn, grantStandIn } from '@/features/stand-ins/mutations';
import { takeBackTask, transferTask } from '@/features/transfers/mutations';
import { db } from '@/server/db';
import { colleagueOf } from '../support/colleague';
import { actorFor, at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { caseId: '', raiseId: '', postingId: '', standInId: '', requestId: '', programmeId: '', absentId: '' };
const organisations = { branch: '', head: '' };

/** Days that no other test of the file lives in. */
const DAYS = { validFrom: '2027-01-04', lastDay: '2027-01-08' };

/** A raise asked for, a posting, a stand-in and an opinion asked for, all of the first county's bank. */
export async function prepareWaysUp(caseId: string, day: string, note: string): Promise<void> {
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const [approver, hq, manager] = [await at('approver', day), await at('hq', day), await at('manager', day)];
  Object.assign(ids, { caseId, programmeId, absentId: manager.actor.userId });
  Object.assign(organisations, { branch: approver.actor.organisation.id, head: hq.actor.organisation.id });
  const grant = { ...DAYS, organisationId: organisations.branch, programmeId, upTo: 400_000_000n };
  const asked = { ...grant, applicantKind: null, approvals: 1, reason: note };
  ids.raiseId = must(await requestRaise(approver, asked)).raiseId;
  const userId = (await actorFor(await colleagueOf('hq'))).userId;
  ids.postingId = must(await postApprover(hq, { ...grant, userId, documentNumber: '示例银派〔2027〕1号' })).postingId;
  const standIn = { absentId: ids.absentId, standInId: (await actorFor('manager2')).userId, ...DAYS, reason: note };
  ids.standInId = must(await grantStandIn(manager, standIn)).standInId;
  const request = await db().opinionRequest.create({
    data: {
      caseId,
      kind: 'OPINION',
      round: 1,
      askedById: ids.absentId,
      askedOfId: approver.actor.userId,
      question: note,
      dueOn: new Date('2027-01-08'),
      askedAt: manager.now,
    },
  });
  ids.requestId = request.id;
}

const seen = () => ({ caseId: ids.caseId, version: null });
const remark = '试探';

/** Every mutation of authority's ways up and of colleagues, by somebody of the second county or of another financier. */
export const WAYS_UP_ATTEMPTS: Record<string, Attempt> = {
  requestRaise: {
    as: ['approver-b', 'lead-b', 'ins-approver'],
    run: (ctx) =>
      requestRaise(ctx, {
        ...DAYS,
        organisationId: organisations.branch,
        programmeId: ids.programmeId,
        upTo: null,
        applicantKind: null,
        approvals: 1,
        reason: remark,
      }),
  },
  settleRaise: {
    as: ['approver-b', 'ins-hq'],
    run: (ctx) => settleRaise(ctx, { raiseId: ids.raiseId, outcome: 'REFUSED', documentNumber: null, remark }),
  },
  revokeRaise: { as: ['approver-b', 'ins-hq'], run: (ctx) => revokeRaise(ctx, { raiseId: ids.raiseId, remark }) },
  postApprover: {
    as: 'ins-hq',
    run: async (ctx) =>
      postApprover(ctx, {
        ...DAYS,
        organisationId: organisations.branch,
        programmeId: ids.programmeId,
        upTo: null,
        userId: (await actorFor('ins-approver')).userId,
        documentNumber: remark,
      }),
  },
  endPosting: { as: 'ins-hq', run: (ctx) => endPosting(ctx, { postingId: ids.postingId }) },
  grantStandIn: {
    as: ['lead-b', 'county-b'],
    run: async (ctx) =>
      grantStandIn(ctx, { absentId: ids.absentId, standInId: ctx.actor.userId, ...DAYS, reason: remark }),
  },
  endStandIn: { as: ['lead-b', 'county-b'], run: (ctx) => endStandIn(ctx, { standInId: ids.standInId }) },
  transferTask: {
    as: ['clerk-b', 'county-b'],
    run: (ctx) => transferTask(ctx, { ...seen(), toId: ctx.actor.userId, reason: remark }),
  },
  takeBackTask: { as: ['clerk-b', 'lead-b'], run: (ctx) => takeBackTask(ctx, seen()) },
  askOpinion: {
    as: ['manager-b', 'county-b'],
    run: (ctx) =>
      askOpinion(ctx, { ...seen(), kind: 'OPINION', personId: ids.absentId, question: remark, dueOn: DAYS.lastDay }),
  },
  answerOpinion: {
    as: ['approver-b', 'county-b'],
    run: (ctx) => answerOpinion(ctx, { requestId: ids.requestId, outcome: 'ANSWERED', answer: remark }),
  },
  cancelOpinion: { as: ['manager-b', 'county-b'], run: (ctx) => cancelOpinion(ctx, { requestId: ids.requestId }) },
};
