import 'server-only';
import type { Actor } from '@/domain/actor';
import type { BackEntryBody, BackEntryIssue } from '@/domain/back-entry';
import { checkBackEntry } from '@/domain/back-entry-checks';
import type { Day } from '@/domain/calendar';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { type DefinitionInForce, definitionInForce } from '@/features/consultations/programmes';
import type { BackEntry, Prisma } from '@/generated/prisma/client';
import { decrypt, encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import type { Typed } from './fields';
import { readBackEntry, type Unreadable } from './schema';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the ciphertext of an entry holds: the kind of applicant and everything as typed. */
export type Sealed = { applicantKind: ApplicantKind; typed: Typed };

export function seal(sealed: Sealed): Uint8Array<ArrayBuffer> {
  return encrypt(JSON.stringify(sealed));
}

export function unseal(row: Pick<BackEntry, 'bodyCipher'>): Sealed {
  return JSON.parse(decrypt(row.bodyCipher)) as Sealed;
}

/** What stands against submitting: unreadable fields first, for a rule says little about what could not be read. */
export type Problem = ({ kind: 'UNREADABLE' } & Unreadable) | ({ kind: 'RULE' } & BackEntryIssue);

export type Checked = {
  applicantKind: ApplicantKind;
  typed: Typed;
  body: BackEntryBody;
  /** null: the programme is published in this province neither then nor now */
  definition: DefinitionInForce | null;
  problems: Problem[];
};

const entryInclude = { scans: { orderBy: { id: 'asc' } } } as const satisfies Prisma.BackEntryInclude;
export type EntryRow = Prisma.BackEntryGetPayload<{ include: typeof entryInclude }>;

/** What was given up is in no list and behind no address. */
export const STANDING = { status: { not: 'DISCARDED' } } as const satisfies Prisma.BackEntryWhereInput;

/** An entry in the actor's scope, or null exactly as for an id that does not exist. */
export async function findEntry(tx: Tx, actor: Pick<Actor, 'scope'>, id: string): Promise<EntryRow | null> {
  if (!UUID.test(id)) return null;
  return tx.backEntry.findFirst({ where: { id, ...visibleTo(actor), ...STANDING }, include: entryInclude });
}

/**
 * The definition that a paper case is held against: the one in force in the province when it began, and for a case that
 * began before the programme was published here the present one.
 */
export async function definitionFor(
  tx: Tx,
  row: { programmeId: string; provinceId: number },
  consultedOn: Day | null,
  today: Day,
) {
  const then = consultedOn && (await definitionInForce(tx, row.programmeId, row.provinceId, consultedOn));
  return then || definitionInForce(tx, row.programmeId, row.provinceId, today);
}

/** Reads an entry and holds it against its programme, as on this day. */
export async function checkEntry(tx: Tx, row: EntryRow, today: Day): Promise<Checked> {
  const { applicantKind, typed } = unseal(row);
  const read = readBackEntry(typed, { applicantKind, stage: row.stage as Stage });
  const body: BackEntryBody = { ...read.body, scans: await countScans(tx, row) };
  const definition = await definitionFor(tx, row, body.consultedOn, today);
  const issues = definition ? checkBackEntry(body, definition.body, today) : [];
  return {
    applicantKind,
    typed,
    body,
    definition,
    problems: joinProblems(read.unreadable, issues),
  };
}

/** A field that could not be read counts as empty for the rules; once is enough to say so. */
export function joinProblems(unreadable: readonly Unreadable[], issues: readonly BackEntryIssue[]): Problem[] {
  const fields = new Set(unreadable.map((entry) => entry.field));
  return [
    ...unreadable.map((entry) => ({ kind: 'UNREADABLE' as const, ...entry })),
    ...issues.filter((issue) => !fields.has(issue.field)).map((issue) => ({ kind: 'RULE' as const, ...issue })),
  ];
}

async function countScans(tx: Tx, row: EntryRow): Promise<Record<string, number>> {
  const locked = await tx.storedFile.findMany({
    where: { id: { in: row.scans.map((scan) => scan.fileId) }, scanState: 'QUARANTINED' },
    select: { id: true },
  });
  const away = new Set(locked.map((file) => file.id));
  const counts: Record<string, number> = {};
  for (const scan of row.scans)
    if (!away.has(scan.fileId)) counts[scan.requirementCode] = (counts[scan.requirementCode] ?? 0) + 1;
  return counts;
}
