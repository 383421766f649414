import { freezeShares, splitTarget } from '@/features/targets/mutations-split';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { PLACES } from './people';

/**
 * The published target of the first programme, split equally over the cities of its province and on over the counties of
 * the pilot's city, all frozen, so that places are ranked by what they have reached of it.
 */
export async function seedTargets(say: (line: string) => void): Promise<void> {
  const ctx = contextOf(await actorNamed(db(), 'office', '2017-05-17'), new Date('2017-05-17T10:00:00+08:00'));
  const top = await db().target.findFirstOrThrow({ where: { parentId: null, status: 'FROZEN' } });
  const county = await db().regionVersion.findFirstOrThrow({ where: { code: PLACES.lankao, validTo: null } });
  const documentNumber = '示例融保〔2017〕2号';
  let parentId = top.id;
  for (const step of ['cities', 'counties']) {
    const split = await splitTarget(ctx, { targetId: parentId, method: 'EQUAL', weights: new Map() });
    const frozen = split.ok ? await freezeShares(ctx, { targetId: parentId, documentNumber }) : split;
    if (!frozen.ok) throw new Error(`target over ${step}: ${frozen.refusal.code}`);
    const city = { parentId: top.lineId, regionId: county.cityId ?? -1 };
    parentId = (await db().target.findFirstOrThrow({ where: city })).id;
  }
  say('targets');
}
