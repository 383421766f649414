import type { Role } from '@/domain/permissions';
import { db } from '@/server/db';

let serial = 0;

/** One more person beside a demo one, in the same office and with the same roles unless others are named; their user name. */
export async function colleagueOf(username: string, roles?: readonly Role[]): Promise<string> {
  serial += 1;
  const like = await db().user.findUniqueOrThrow({ where: { username } });
  const { organisationId, passwordHash } = like;
  const added = `${username}-colleague-${serial}`;
  await db().user.create({
    data: {
      username: added,
      name: { zh: `示例同事${serial}`, en: `Sample colleague ${serial}` },
      staffNumber: `77${String(serial).padStart(4, '0')}-${username}`,
      organisationId,
      passwordHash,
      roles: roles ? [...roles] : like.roles,
    },
  });
  return added;
}
