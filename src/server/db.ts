import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '@/generated/prisma/client';
import { env } from './env';

/** A transaction; what reads or writes takes it as its first parameter. */
export type Tx = Prisma.TransactionClient;
export { Prisma };

const holder = globalThis as unknown as { fuqiaoDb?: PrismaClient };

/** The client under the app's role (owns nothing). Use `read` and `write`; nothing else names it. */
export function db(): PrismaClient {
  holder.fuqiaoDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().APP_DATABASE_URL, max: 10, idleTimeoutMillis: 30_000 }),
    // below the transaction timeout of write(), so that a statement ends before Prisma gives up on the transaction
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  return holder.fuqiaoDb;
}
