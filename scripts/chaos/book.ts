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
  startedAt: number;
  answeredAt: number;
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
