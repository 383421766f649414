/**
 * A household of the first county whose personal data are due for erasure: registered twelve years ago, without a case; the
 * nightly job has found it. Prints {id, name}. In a process of its own, as make-case.ts.
 */
import { randomInt } from 'node:crypto';
import { makeDemoIdentityNumber } from '@/domain/identity';
import { findOrCreatePerson } from '@/features/applicants/mutations';
import { findDueData } from '@/features/retention/mutations-daily';
import { currentTime } from '@/server/clock';
import { contextOf } from '@/server/command';
import { db } from '@/server/db';
import { actorNamed } from '@/server/session';
import { SEE_ALL } from '../../../scripts/lib/see-all';

Object.assign(process.env, SEE_ALL);

const now = currentTime();
const longAgo = new Date(now);
longAgo.setFullYear(now.getFullYear() - 12);
const number = randomInt(1e6);
const name = `示例旧户${number}`;
const station = await actorNamed(db(), 'station');
const { provinceId, cityId, countyId, townshipId, villageId } = await db().household.findFirstOrThrow({
  where: { villageId: station.organisation.regionId },
});
const { householdId } = await db().$transaction((tx) =>
  findOrCreatePerson(
    tx,
    contextOf(station, longAgo),
    {
      ...{
        identityNumber: makeDemoIdentityNumber(randomInt(1000), `19${randomInt(40, 60)}-03-1${randomInt(10)}`, 'MALE'),
      },
      ...{ name, phone: `139${String(number).padStart(8, '0')}`, householdKind: 'OTHER', address: '示例村西头' },
    },
    { provinceId, cityId, countyId, townshipId, villageId },
  ),
);
await findDueData(now);
console.log(JSON.stringify({ id: householdId, name }));
await db().$disconnect();
