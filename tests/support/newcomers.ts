import { db } from '@/server/db';
import { asOwner } from './as-owner';

/**
 * Who came after this was called: told by id, since the accounts that the world begins with bear the machine's moment and
 * those of a test the test's own day, whichever is later.
 */
export async function watchNewcomers() {
  const known = (await db().user.findMany({ select: { id: true } })).map(({ id }) => id);
  const where = { id: { notIn: known } };
  return {
    count: () => db().user.count({ where }),
    /** Their sessions and accounts go, so that each test begins with the same people. */
    remove: async () => {
      const ids = (await db().user.findMany({ where, select: { id: true } })).map(({ id }) => id);
      await db().authSession.deleteMany({ where: { userId: { in: ids } } });
      await asOwner('DELETE FROM app_user WHERE id = ANY($1)', [ids]);
    },
  };
}
