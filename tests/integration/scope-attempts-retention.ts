import { askErasure, settleErasure } from '@/features/retention/mutations';
import { liftHold, setHold } from '@/features/retention/mutations-holds';
import { answerDataRequest, recordDataRequest } from '@/features/retention/mutations-requests';
import { toDate } from '@/server/dates';
import { db } from '@/server/db';
import { at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const ids = { householdId: '', dueId: '', erasureId: '', dataRequestId: '', holdId: '' };

/** What is due of a household of the first county, an erasure that waits, and a request of it. */
export async function prepareRetention(householdId: string, day: string): Promise<void> {
  const { provinceId, cityId, countyId, townshipId, villageId } = await db().household.findUniqueOrThrow({
    where: { id: householdId },
  });
  const about = { provinceId, cityId, countyId, townshipId, villageId, householdId };
  const { id: policyValueId } = await db().policyValue.findFirstOrThrow({ where: { kind: 'RETAIN_NUMBERS' } });
  const county = await at('county', day);
  const due = { kind: 'NUMBERS', endedOn: toDate('2015-01-01'), dueOn: toDate(day), policyValueId } as const;
  ids.dueId = (await db().retentionDue.create({ data: { ...about, ...due, foundAt: county.now } })).id;
  const asked = { kinds: ['NUMBERS' as const], rules: [], reason: '保存期满', askedAt: county.now };
  ids.erasureId = (await db().erasure.create({ data: { ...about, ...asked, askedById: county.actor.userId } })).id;
  ids.householdId = householdId;
  ids.holdId = must(await setHold(county, hold('院字1号', day))).holdId;
  ids.dataRequestId = must(await recordDataRequest(county, request(day))).dataRequestId;
}

const request = (receivedOn: string) =>
  ({ householdId: ids.householdId, matter: 'CORRECTION', text: '试探', receivedOn }) as const;

const hold = (documentNumber: string, documentOn: string) => ({
  ref: { householdId: ids.householdId, operatingEntityId: null },
  ...{ documentNumber, documentOn, reason: '诉讼期间' },
});

export const RETENTION_ATTEMPTS: Record<string, Attempt> = {
  askErasure: { as: 'county-b', run: (ctx) => askErasure(ctx, { dueId: ids.dueId, reason: '试探' }) },
  settleErasure: {
    as: 'county-head-b',
    run: (ctx) => settleErasure(ctx, { erasureId: ids.erasureId, outcome: 'REFUSED', remark: '试探' }),
  },
  setHold: { owner: 'county', as: 'county-b', run: (ctx) => setHold(ctx, hold('院字2号', '2026-04-01')) },
  liftHold: { as: 'county-head-b', run: (ctx) => liftHold(ctx, { holdId: ids.holdId, reason: '试探解除' }) },
  recordDataRequest: {
    owner: 'station',
    as: ['county-b', 'station-b'],
    run: (ctx) => recordDataRequest(ctx, request('2026-04-01')),
  },
  answerDataRequest: {
    owner: 'county',
    as: 'county-b',
    run: (ctx) => answerDataRequest(ctx, { dataRequestId: ids.dataRequestId, outcome: 'REFUSED', answer: '试探' }),
  },
};
