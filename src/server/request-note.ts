import type { AsyncLocalStorage } from 'node:async_hooks';

/** What the request that is answered carries along (scripts/lib/note-refusals.mjs). */
type Note = { turnedAway?: (status: number, url: string) => void; isRecorded?: boolean };

function note(): Note | undefined {
  const notes = (globalThis as Record<symbol, unknown>)[Symbol.for('fuqiao.requestNotes')] as
    | AsyncLocalStorage<Note>
    | undefined;
  return notes?.getStore();
}

/** What becomes of this request if it is answered with 401, 403 or 404 and no refusal of it was recorded by then. */
export function onTurnedAway(record: (status: number, url: string) => void): void {
  const kept = note();
  if (kept) kept.turnedAway = (status, url) => void (kept.isRecorded || record(status, url));
}

/** A refusal of this request stands in the record already. */
export function noteRecorded(): void {
  const kept = note();
  if (kept) kept.isRecorded = true;
}
