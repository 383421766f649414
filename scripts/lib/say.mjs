/**
 * What the two commands say. Plain JavaScript, because it is loaded before anything is installed.
 * Every line carries the seconds since the command began, so that a slow step is seen as one.
 */

const begunAt = Date.now();

/** Prints one progress line. */
export function say(text) {
  const seconds = ((Date.now() - begunAt) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${text}\n`);
}

/** A reason to stop that the person at the keyboard can act on: shown as its one sentence, without a stack. */
export class Stop extends Error {
  constructor(sentence) {
    super(sentence);
    this.name = 'Stop';
  }
}

const isFullDisk = (error) =>
  error?.code === 'ENOSPC' || error?.code === '53100' || /ENOSPC|No space left on device/.test(String(error?.message));

/** One clear sentence for what a person can mend, a stack for what only we can. */
export function explain(error) {
  if (error instanceof Stop) return error.message;
  if (isFullDisk(error)) return 'The disk is full: free some space (2 GB for a first start) and start again.';
  return `Unexpected error, please report it:\n${error?.stack ?? error}`;
}
