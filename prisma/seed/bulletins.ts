import { readPeriod } from '@/domain/bulletin';
import { addMonths, dayOf } from '@/domain/calendar';
import { draftBulletin } from '@/features/bulletins/mutations';
import { issueBulletin, submitBulletin } from '@/features/bulletins/mutations-issue';
import { openBulletin, replyToBulletin } from '@/features/bulletins/mutations-replies';
import { freezeShares, splitTarget } from '@/features/targets/mutations-split';
import { type Context, contextOf, type Result } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { PLACES } from './people';

const ISSUED_ON = '2017-08-16';

/**
 * A bulletin of the pilot county on the published position of August 2017, issued, read and answered by a township that
 * had lent nothing yet, with the county's target split over its townships; and a draft on last month's micro-credit.
 */
export async function seedBulletins(now: Date, say: (line: string) => void): Promise<void> {
  await splitOverTownships();
  const august = readPeriod('2017-08');
  if (!august) throw new Error('no such month');
  const first = await programmeOf('A');
  const county = await at('county', ISSUED_ON);
  const wanted = { unitLevel: 'TOWNSHIP', period: august, asOf: '2017-08-15' } as const;
  const { bulletinId } = must(await draftBulletin(county, { ...wanted, programmeId: first }));
  must(await submitBulletin(county, { bulletinId, revision: 1 }));
  must(await issueBulletin(await at('leader', ISSUED_ON), { bulletinId, revision: 2 }));
  must(await openBulletin(await at('township', '2017-08-17'), { bulletinId }));
  const measures = '逐村走访合作社和种养大户，本月内至少推荐三家；由分管副镇长负责，驻村干部包村落实。';
  must(await replyToBulletin(await at('township', '2017-08-18'), { bulletinId, measures, dueOn: '2017-09-15' }));

  const lastMonth = readPeriod(addMonths(`${dayOf(now).slice(0, 7)}-01`, -1).slice(0, 7));
  if (!lastMonth) throw new Error('no such month');
  const drafter = contextOf(await actorNamed(db(), 'county'), now);
  const second = await programmeOf('B');
  must(
    await draftBulletin(drafter, {
      ...{ programmeId: second, unitLevel: 'TOWNSHIP', period: lastMonth, asOf: lastMonth.until },
    }),
  );
  say('bulletins');
}

async function splitOverTownships(): Promise<void> {
  const office = await at('office', '2017-05-18');
  const county = await db().regionVersion.findFirstOrThrow({ where: { code: PLACES.lankao, validTo: null } });
  const target = await db().target.findFirstOrThrow({
    where: { regionId: county.regionId, organisationId: null, measure: 'FINANCING_FEN', status: 'FROZEN' },
  });
  must(await splitTarget(office, { targetId: target.id, method: 'EQUAL', weights: new Map() }));
  must(await freezeShares(office, { targetId: target.id, documentNumber: '示例融保〔2017〕3号' }));
}

async function at(username: string, day: string): Promise<Context> {
  return contextOf(await actorNamed(db(), username, day), new Date(`${day}T10:00:00+08:00`));
}

async function programmeOf(code: string): Promise<string> {
  return (await db().programme.findUniqueOrThrow({ where: { code } })).id;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`bulletins: ${result.refusal.code}`);
  return result.value;
}
