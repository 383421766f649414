import 'server-only';
import { hash, verify } from '@node-rs/argon2';

// argon2id, the library's default kind; 19 MiB and two passes per hash.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Each hash takes a core for some 25 ms: more at once would starve everybody who is already signed in.
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The hash to store for a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

let nobodysHash: Promise<string> | undefined;

/** Whether the password fits. `null` stands for an unknown user and costs the same time, so that the clock tells nothing. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('a password that nobody has');
  const against = passwordHash ?? (await nobodysHash);
  const fits = await inTurn(() => verify(against, password));
  return passwordHash !== null && fits;
}
