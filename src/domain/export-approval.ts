/**
 * Personal data that leave the house: many rows of people, or numbers in full, go only with another person's approval
 * (GB/T 35273 7.1: internal approval before personal data are copied or taken away in bulk). What is small and masked leaves
 * as before; the rows of a day add up, so that a long list is not taken away in pieces.
 */
import type { ListName } from './lists';
import type { RefusalValue } from './refusal';

/** Lists whose rows are people, though masked; an operating entity or a project is none. */
const LISTS_OF_PEOPLE: readonly ListName[] = ['cases', 'payments', 'households', 'subsidies'];
/** Lists that can be taken with numbers in full. */
const LISTS_IN_FULL: readonly ListName[] = ['households'];

/** rows of people that one person takes on one day without another, where no policy value says otherwise: a county's list */
export const EXPORT_ROWS_PER_DAY_DEFAULT = 5_000;
/** rows with numbers in full at most: a village or two that are visited, never a county */
export const MOST_ROWS_IN_FULL = 500;
/** an export that was asked for waits so long, a weekend between */
export const ASK_HOURS = 72;
/** what was approved in full may be taken for so long */
export const TAKE_HOURS = 24;
/** one person's exports that wait for another at most */
export const MOST_ASKED = 3;

const HOUR_MS = 3_600_000;

export const isOfPeople = (list: ListName): boolean => LISTS_OF_PEOPLE.includes(list);
export const isToBeHadInFull = (list: ListName): boolean => LISTS_IN_FULL.includes(list);

/** Whether one more export of so many rows stays within the day's limit. */
export function mayTakeAlone(list: ListName, takenToday: number, rows: number, limit: number): boolean {
  return !isOfPeople(list) || takenToday + rows <= limit;
}

export type Asked = {
  askedById: string;
  expiresAt: Date;
  decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN' | null;
  decidedAt: Date | null;
  full: boolean;
};

/** `OPEN`: may still be decided. `OVER`: approved in full, and the time for taking it has passed. */
export type AskState = 'OPEN' | 'EXPIRED' | 'APPROVED' | 'OVER' | 'REFUSED' | 'WITHDRAWN';

/** How an asked export stands: what is over by the clock is derived, never stored. */
export function askState(asked: Omit<Asked, 'askedById'>, now: Date): AskState {
  if (asked.decision === null) return now < asked.expiresAt ? 'OPEN' : 'EXPIRED';
  if (asked.decision !== 'APPROVED' || !asked.full || !asked.decidedAt) return asked.decision;
  return now.getTime() < asked.decidedAt.getTime() + TAKE_HOURS * HOUR_MS ? 'APPROVED' : 'OVER';
}

export const askExpiresAt = (now: Date): Date => new Date(now.getTime() + ASK_HOURS * HOUR_MS);

/** Whether this person may decide it now: OWN_REQUEST, EXPORT_DECIDED, EXPORT_ASK_EXPIRED {hours}. */
export function checkDecision(asked: Asked, userId: string, now: Date): RefusalValue | null {
  if (asked.askedById === userId) return { code: 'OWN_REQUEST' };
  if (asked.decision !== null) return { code: 'EXPORT_DECIDED' };
  if (askState(asked, now) === 'EXPIRED') return { code: 'EXPORT_ASK_EXPIRED', params: { hours: ASK_HOURS } };
  return null;
}

/** A list moves while it waits; a tenth more, or ten rows, is still what was asked for. EXPORT_CHANGED {before, rows}. */
export function checkGrowth(before: number, rows: number): RefusalValue | null {
  const room = Math.max(10, Math.floor(before / 10));
  return rows <= before + room ? null : { code: 'EXPORT_CHANGED', params: { before, rows } };
}
