import type { Day } from '@/domain/calendar';

/** A case that somebody has taken along on this phone: only what the work on the spot needs. */
export type TakenCase = {
  caseId: string;
  reference: string;
  title: string;
  place: string;
  /** names of what is still missing among the documents */
  missing: string[];
  /** a visit may be recorded; `visitIds` are those that were there when the case was taken along */
  visit: { consultedOn: Day; managers: { id: string; name: string }[]; visitIds: string[] } | null;
  reports: { id: string; month: string; progress: string; fundsUsed: string; problems: string }[];
};

export type VisitValues = { visitedOn: string; place: string; observations: string; visitorIds: string[] };
export type ReportValues = { progress: string; fundsUsed: string; problems: string };

/** Written on this phone and not sent yet. */
export type Unsent = { caseId: string; reference: string; title: string } & (
  | { kind: 'visit'; knownVisitIds: string[]; values: VisitValues }
  | { kind: 'report'; reportId: string; month: string; values: ReportValues }
);

/** What stands in the system where a draft of the field meets it. */
export type Standing = {
  by: string;
  at: string;
  lines: { label: 'visitedOn' | 'place' | 'observations' | 'progress' | 'fundsUsed' | 'problems'; value: string }[];
};

/** Who the server says is signed in. */
export type FieldPerson = { userId: string };

export type SendAnswer =
  | { kind: 'SENT' }
  | { kind: 'CONFLICT'; theirs: Standing[] }
  | { kind: 'REFUSED'; message: string };

export const CASE_PREFIX = 'case:';
export const UNSENT_PREFIX = 'unsent:';

export const caseEntryId = (caseId: string) => `${CASE_PREFIX}${caseId}`;
export const unsentId = (draft: Pick<Unsent, 'kind' | 'caseId'> & { reportId?: string }) =>
  `${UNSENT_PREFIX}${draft.kind}:${draft.reportId ?? draft.caseId}`;

/** How long after the last visit to the portal the field page still opens somebody's drafts without a network. */
export const FIELD_HOURS = 12;

const HOUR_MS = 3_600_000;

/** Whose drafts the field page opens: who last used the portal here, if that is not too long ago; null after signing out. */
export function readMarker(text: string | null, now: number): string | null {
  const [userId = '', at = ''] = (text ?? '').split('@');
  const age = now - Number(at);
  return /^[0-9a-f-]{36}$/.test(userId) && at !== '' && age >= 0 && age < FIELD_HOURS * HOUR_MS ? userId : null;
}

export const writeMarker = (userId: string, now: number) => `${userId}@${now}`;
