import 'server-only';
import type { DataKind } from '@/domain/retention';
import type { Context } from '@/server/command';
import { encrypt } from '@/server/crypto';
import { Prisma, type Tx } from '@/server/db';
import { ERASED, type ErasedPlace, type FoundBy, type Leaves, placesOf } from './places';
import type { Subject } from './subject-queries';

export type Erased = { values: number; files: string[] };

/**
 * Takes the kinds of an applicant's personal data out of every place (places.ts), within `crossing`: a draft or a paper of
 * somebody else's among them. Figures, books, events and their seals stay as they were. Returns how many rows were written
 * and the keys of the files whose bytes must go.
 */
export async function erasePlaces(tx: Tx, ctx: Context, subject: Subject, kinds: readonly DataKind[]): Promise<Erased> {
  const erased: Erased = { values: 0, files: [] };
  const isHousehold = subject.applicantKind === 'HOUSEHOLD';
  for (const kind of kinds) {
    for (const places of placesOf(kind, isHousehold)) erased.values += await erasePlace(tx, subject, places);
    if (kind === 'TEXTS') erased.values += await eraseTexts(tx, subject);
    if (kind === 'NAMES' && isHousehold) erased.values += await maskNotices(tx, subject, 'applicant');
    if (kind === 'FILES') {
      erased.files = await eraseFiles(tx, ctx, subject);
      erased.values += erased.files.length;
    }
  }
  return erased;
}

const name = (text: string) => Prisma.raw(`"${text}"`);

function erasePlace(tx: Tx, subject: Subject, places: readonly ErasedPlace[]): Promise<number> {
  const [first] = places;
  if (!first) return Promise.resolve(0);
  const set = Prisma.join(
    places.map(({ column, leaves }) => Prisma.sql`${name(column)} = ${leavesOf(subject, leaves)}`),
  );
  return tx.$executeRaw`UPDATE ${name(first.table)} SET ${set} WHERE ${foundBy(subject, first.by)}`;
}

function foundBy({ caseIds, householdId, operatingEntityId }: Subject, by: FoundBy): Prisma.Sql {
  switch (by) {
    case 'CASE':
      return Prisma.sql`case_id = ANY (${caseIds}::uuid[])`;
    case 'RECORD':
      return Prisma.sql`id = ANY (${caseIds}::uuid[])`;
    case 'PAPER':
      return Prisma.sql`id IN (SELECT back_entry_id FROM case_record WHERE id = ANY (${caseIds}::uuid[]))`;
    case 'VOTE':
      return Prisma.sql`item_id IN (SELECT id FROM session_item WHERE case_id = ANY (${caseIds}::uuid[]))`;
    case 'REPLY':
      return Prisma.sql`instruction_id IN (SELECT id FROM instruction WHERE case_id = ANY (${caseIds}::uuid[]))`;
    case 'BENEFIT':
      return Prisma.sql`linked_household_id IN (SELECT l.id FROM linked_household l JOIN linkage_agreement a ON a.id = l.agreement_id
        WHERE l.household_id = ${householdId}::uuid OR a.case_id = ANY (${caseIds}::uuid[]))`;
    case 'HOUSEHOLD':
      return Prisma.sql`id = ${householdId}::uuid`;
    case 'MEMBER':
      return Prisma.sql`household_id = ${householdId}::uuid`;
    case 'ENTITY':
      return Prisma.sql`id = ${operatingEntityId}::uuid`;
  }
}

function leavesOf({ applicantKind }: Subject, leaves: Leaves): Prisma.Sql {
  switch (leaves) {
    case 'NOTHING':
      return Prisma.sql`NULL`;
    case 'STARS':
      return Prisma.sql`${ERASED}`;
    case 'NO_WORD':
      return Prisma.sql`''`;
    case 'NO_WORDS':
      return Prisma.sql`'{}'`;
    case 'NO_ANSWERS':
      return Prisma.sql`'{}'::jsonb`;
    case 'NO_ROWS':
      return Prisma.sql`'[]'::jsonb`;
    case 'REFERENCE':
      return Prisma.sql`reference`;
    case 'EMPTY_CIPHER':
      return Prisma.sql`${encrypt('')}::bytea`;
    case 'EMPTY_PAPER':
      return Prisma.sql`${encrypt(JSON.stringify({ applicantKind, typed: {} }))}::bytea`;
  }
}

/** Remarks go with the salt that hid them: what an event's seal says of one can be held against nothing any more (0021). */
async function eraseTexts(tx: Tx, subject: Subject): Promise<number> {
  const { caseIds, householdId, operatingEntityId, memberIds, place } = subject;
  const about = [...memberIds, ...[householdId, operatingEntityId].filter((id) => id !== null)];
  // one of the last half second is not sealed yet: sealing would find another content than was written
  const remarks = await tx.$executeRaw`
    DELETE FROM remark r WHERE (r.case_id = ANY (${caseIds}::uuid[])
        OR r.event_id IN (SELECT e.id FROM event e WHERE e.county_id = ${place.countyId} AND e.subject_id = ANY (${about}::uuid[])))
      AND NOT EXISTS (SELECT FROM event_unsealed u WHERE u.event_id = r.event_id)`;
  const drafts = await tx.draft.deleteMany({ where: { caseId: { in: caseIds } } });
  return remarks + drafts.count + (await maskNotices(tx, subject, 'purpose'));
}

/** What the public read of a case: the word goes, the notice stays as a proof that there was one. */
function maskNotices(tx: Tx, { caseIds }: Subject, word: 'applicant' | 'purpose'): Promise<number> {
  return tx.$executeRaw`
    UPDATE public_notice SET content = jsonb_set(content, ARRAY[${word}], to_jsonb(${ERASED}::text))
    WHERE case_id = ANY (${caseIds}::uuid[])`;
}

/** Marks the files of the cases as erased and gives their keys; their sums stay, by which approvals are sealed. */
async function eraseFiles(tx: Tx, ctx: Context, { caseIds }: Subject): Promise<string[]> {
  const stored = await tx.$queryRaw<{ key: string }[]>`
    UPDATE stored_file f SET erased_at = ${ctx.now}, original_name = ${ERASED}
    WHERE f.erased_at IS NULL AND (
      f.id IN (SELECT file_id FROM document WHERE case_id = ANY (${caseIds}::uuid[]))
      OR f.id IN (SELECT s.file_id FROM back_entry_scan s JOIN case_record c ON c.back_entry_id = s.back_entry_id
        WHERE c.id = ANY (${caseIds}::uuid[])))
      AND NOT EXISTS (SELECT FROM document d WHERE d.file_id = f.id AND d.case_id <> ALL (${caseIds}::uuid[]))
    RETURNING f.key`;
  const made = await tx.$queryRaw<{ key: string }[]>`
    UPDATE generated_document SET erased_at = ${ctx.now}
    WHERE erased_at IS NULL AND case_id = ANY (${caseIds}::uuid[]) RETURNING file_key AS key`;
  return [...stored, ...made].map(({ key }) => key);
}
