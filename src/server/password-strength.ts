import 'server-only';
import { type ZxcvbnFactory as Estimator, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { checkPassword } from '@/domain/password';
import type { RefusalValue } from '@/domain/refusal';

// What is said of this system before anything else is known of a person.
const OWN_WORDS = ['fuqiao', 'fupin', 'admin', 'password', '扶桥', '扶贫'];
// Every further character makes it only harder, and the estimate of a very long text would take its time.
const LOOKED_AT = 64;

let estimator: Estimator | undefined;

/**
 * In how many tries somebody would find this password, as a power of ten: against 49,000 common passwords (RockYou and the
 * like), keyboard rows, dates, repetitions and the words of its owner. Takes some milliseconds.
 */
export function guessesLog10(password: string, ownWords: readonly string[]): number {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
  const words = [...OWN_WORDS, ...ownWords].filter((word) => word !== '');
  return estimator.check(password.slice(0, LOOKED_AT), words).guessesLog10;
}

/** What stands against a password for this person; refuses what `checkPassword` does. */
export function judgePassword(password: string, username: string, names: readonly string[]): RefusalValue | null {
  return checkPassword(password, { username, names, guessesLog10: guessesLog10(password, [username, ...names]) });
}
