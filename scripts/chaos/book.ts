/** Milliseconds of the machine since it began, the same in all processes; the clock of some of them is moved. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);

/** One command of a driver, as it was answered. */
export type Entry = {
  requestId: string;
  command: string;
  /** of money commands */
  key: string | null;
  /** the site visit that it made: such a row has no event of its own */
  made: string | null;
  answer: 'DONE' | 'REFUSED' | 'UNKNOWN';
  code: string | null;
  /** tries that ended without an answer */
  lost: number;
  /** when the last try began, by `monotonicMs` */
  startedAt: number;
};

export type FromDriver =
  | { kind: 'ready' }
  | { kind: 'begun'; caseId: string }
  | { kind: 'answered'; entry: Entry }
  | { kind: 'stored'; key: string; sha256: string }
  | { kind: 'queued'; exportId: string }
  /** something that is neither an answer nor a broken connection: a bug */
  | { kind: 'surprise'; text: string };

export type ToDriver = { kind: 'day'; day: string } | { kind: 'end' };
