import { allotQuota } from '@/features/quotas/mutations';
import { depositToFund, setUpFund } from '@/features/risk-funds/mutations';
import { db } from '@/server/db';
import { actorFor, at, must } from '../../tests/support/world';

const DAY = '2026-03-02';
const YUAN = 100n;

/** The means out of which the load pays: quotas that some cases reach the end of, and a fund behind the loans of D. */
export async function provideMeans(): Promise<void> {
  const idOf = async (code: string) => (await db().programme.findUniqueOrThrow({ where: { code } })).id;
  const quota = { region: '41', year: 2026, concession: null, documentNumber: '示例〔2026〕1号' };
  for (const [code, yuan] of [
    ['CR', 400_000n],
    ['C', 3_000_000n],
  ] as const)
    must(await allotQuota(await at('hq', DAY), { ...quota, programmeId: await idOf(code), amount: yuan * YUAN }));
  const financierId = (await actorFor('lead')).organisation.financierId ?? '';
  const county = await at('county', DAY);
  const { fundId } = must(await setUpFund(county, { programmeId: await idOf('D'), financierId, name: '补偿金' }));
  const deposit = { fundId, kind: 'DEPOSIT', amount: 20_000n * YUAN, occurredOn: DAY, reference: '1号' } as const;
  must(await depositToFund(await at('county', DAY), deposit));
}
