import 'server-only';
import { asSystem } from '@/server/row-scope';

/** Whether the first administrator can still be made: nobody can sign in, and a code is out that nobody used. */
export async function isSetupOpen(): Promise<boolean> {
  // There is nobody yet who could ask: this read has no actor.
  const [code, user] = await Promise.all([
    asSystem('who is asking', (tx) => tx.setupCode.findUnique({ where: { id: 1 }, select: { usedAt: true } })),
    asSystem('who is asking', (tx) => tx.user.findFirst({ where: { status: 'ACTIVE' }, select: { id: true } })),
  ]);
  return code !== null && code.usedAt === null && user === null;
}
