import type { Actor } from '@/domain/actor';
import { discardBulletin, draftBulletin, editBulletin, recomputeBulletin } from '@/features/bulletins/mutations';
import { issueBulletin, returnBulletin, submitBulletin } from '@/features/bulletins/mutations-issue';
import { openBulletin, replyToBulletin } from '@/features/bulletins/mutations-replies';
import { getBulletinForm } from '@/features/bulletins/queries';
import { getBulletin } from '@/features/bulletins/view-queries';
import { db } from '@/server/db';
import { at, must, noon } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { bulletinId: '' };

/** A draft of the first county. */
export async function prepareBulletins(day: string): Promise<void> {
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'A' } });
  const period = { kind: 'CUSTOM', from: day, until: day } as const;
  const draft = { programmeId, unitLevel: 'TOWNSHIP', period, asOf: day } as const;
  ids.bulletinId = must(await draftBulletin(await at('county', day), draft)).bulletinId;
}

const seen = () => ({ bulletinId: ids.bulletinId, revision: 1 });
const text = '试探';
const words = { title: text, documentWord: text, overview: text, demands: text, replyDueOn: '2027-01-01', caseIds: [] };

// Nobody of the second county signs; tests/integration/bulletins.test.ts has whoever may, and those it is not addressed to.
export const BULLETIN_ATTEMPTS: Record<string, Attempt> = {
  editBulletin: { as: 'county-b', run: (ctx) => editBulletin(ctx, { ...seen(), ...words }) },
  recomputeBulletin: { as: 'county-b', run: (ctx) => recomputeBulletin(ctx, seen()) },
  submitBulletin: { as: 'county-b', run: (ctx) => submitBulletin(ctx, seen()) },
  discardBulletin: { as: 'county-b', run: (ctx) => discardBulletin(ctx, seen()) },
  returnBulletin: {
    as: 'county-b',
    code: 'NOT_PERMITTED',
    run: (ctx) => returnBulletin(ctx, { ...seen(), remark: text }),
  },
  issueBulletin: { as: 'county-b', code: 'NOT_PERMITTED', run: (ctx) => issueBulletin(ctx, seen()) },
  openBulletin: { as: ['county-b', 'lead-b'], run: (ctx) => openBulletin(ctx, seen()) },
  replyToBulletin: {
    as: ['county-b', 'lead-b'],
    run: (ctx) => replyToBulletin(ctx, { bulletinId: ids.bulletinId, measures: text, dueOn: '2027-01-01' }),
  },
};

/** The bulletin by every query that takes its id. */
export async function bulletinPages(actor: Actor, day: string): Promise<Record<string, unknown>> {
  return {
    bulletin: await getBulletin(actor, ids.bulletinId, noon(day)),
    bulletinForm: await getBulletinForm(actor, ids.bulletinId, noon(day)),
  };
}
