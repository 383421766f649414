import { allotQuota, changeQuota, requestQuotaTransfer, settleQuotaTransfer } from '@/features/quotas/mutations';
import { db } from '@/server/db';
import { at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

/** Quotas of the first county's bank: what the second county's bank must not reach. */
const ids = { quotaId: '', otherId: '', transferId: '' };

/** Two quotas and a transfer between them. */
export async function prepareMoney(day: string, text: string): Promise<void> {
  const hq = await at('hq', day);
  const { id: programmeId } = await db().programme.findUniqueOrThrow({ where: { code: 'C' } });
  const allotment = { programmeId, year: 2026, amount: 1_000_000n, concession: 60, documentNumber: text };
  ids.quotaId = must(await allotQuota(hq, { ...allotment, region: '41' })).quotaId;
  ids.otherId = must(await allotQuota(hq, { ...allotment, region: '410225' })).quotaId;
  ids.transferId = must(await requestQuotaTransfer(hq, { ...move(), reason: text })).transferId;
}

const move = () => ({ fromQuotaId: ids.quotaId, toQuotaId: ids.otherId, amount: 1n, reason: '调' });

/** By name, as ATTEMPTS of the test. */
export const MONEY_ATTEMPTS: Record<string, Attempt | Attempt[]> = {
  changeQuota: {
    as: ['lead-b', 'approver-b', 'ins-hq'],
    run: (ctx) => changeQuota(ctx, { quotaId: ids.quotaId, amount: 1n, concession: null, documentNumber: '号' }),
  },
  requestQuotaTransfer: { as: ['lead-b', 'ins-hq'], run: (ctx) => requestQuotaTransfer(ctx, move()) },
  settleQuotaTransfer: {
    as: ['approver-b', 'ins-hq'],
    run: (ctx) => settleQuotaTransfer(ctx, { transferId: ids.transferId, outcome: 'APPROVED', remark: null }),
  },
};
