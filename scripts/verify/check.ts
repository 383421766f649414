import type { Tx } from '@/server/db';

/** One part of `npm run verify`: true when all is well. `tx` is one snapshot, read-only, of the whole database. */
export type Check = (given: { tx: Tx; say: (line: string) => void; publicKeys: readonly string[] }) => Promise<boolean>;
