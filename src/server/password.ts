import 'server-only';
import { hash, verify } from '@node-rs/argon2';
import { inTurn } from './in-turn';

// argon2id, the library's default kind; 19 MiB and two passes per hash.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Each hash takes a core for some 25 ms: more at once would starve everybody who is already signed in. Nobody is turned away.
const HASHING = { most: 2, mostWaiting: Number.POSITIVE_INFINITY };
const hashInTurn = <T>(run: () => Promise<T>) => inTurn('passwords', HASHING, run) as Promise<T>;

/** The hash to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return hashInTurn(() => hash(password, COST));
}

let nobodysHash: Promise<string> | undefined;

/** Whether the password fits. `null` stands for an unknown user and costs the same time, so that the clock tells nothing. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('a password that nobody has');
  const against = passwordHash ?? (await nobodysHash);
  const fits = await hashInTurn(() => verify(against, password));
  return passwordHash !== null && fits;
}
