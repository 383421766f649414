import 'server-only';
import { isOfAnotherFinancier } from '@/domain/financier';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { REQUEST_LIMITS, secondsLeft } from '@/domain/request-limits';
import { type Context, type Result, write } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { type EventScope, recordEvent } from '@/server/events';
import { countLook, tellOfUsedUp } from '@/server/looks';
import { takeTry } from '@/server/rate-limit';
import { visibleInRegion, visibleTo } from '@/server/scope';
import type { REVEAL_FIELDS, REVEAL_REASONS } from './schema';

export type RevealField = (typeof REVEAL_FIELDS)[number];
export type RevealReason = (typeof REVEAL_REASONS)[number];

export type RevealInput = {
  field: RevealField;
  /** person, household, entity or case, as the field has it */
  subjectId: string;
  /** the case in hand; without it the subject must lie in the person's own area */
  caseId: string | null;
  reason: RevealReason;
  note: string;
};

type Found = { cipher: Uint8Array | null; scope: EventScope };

/**
 * One personal value in full, once, for a reason. What was looked at is an event; the value is in none.
 * Refuses what countLook does (FACTOR_NEEDED, PASSWORD_NEEDED, SIGN_IN_AGAIN, LOOKS_USED_UP), TOO_MANY_TRIES {minutes}, NOT_PERMITTED (also to a finance bureau on another lender's case), and NOT_FOUND for whoever is outside the person's area and not the applicant of the case named.
 */
export async function revealPersonalData(ctx: Context, input: RevealInput): Promise<Result<{ value: string }>> {
  const result = await write(
    ctx,
    async (tx) => {
      if (!can(ctx.actor, 'personal-data.reveal')) refuse('NOT_PERMITTED');
      const tries = { limit: REQUEST_LIMITS.reveal.account, windowMs: REQUEST_LIMITS.reveal.windowMs };
      if (!(await takeTry(tx, `reveal:account:${ctx.actor.userId}`, tries, ctx.now)))
        refuse('TOO_MANY_TRIES', { minutes: Math.ceil(secondsLeft(tries.windowMs, ctx.now) / 60) });
      const found = input.caseId ? await findInCase(tx, ctx, input, input.caseId) : await findInArea(tx, ctx, input);
      if (!found?.cipher) refuse('NOT_FOUND');
      await countLook(tx, ctx);
      await recordEvent(tx, ctx, {
        kind: 'personal-data.revealed',
        payload: { field: input.field, reason: input.reason },
        ...(input.note ? { remark: withoutNumbers(input.note) } : {}),
        subjectId: input.subjectId,
        ...(input.caseId ? { caseId: input.caseId } : {}),
        scope: found.scope,
      });
      return { value: decrypt(found.cipher) };
    },
    input.caseId ? { caseId: input.caseId } : {},
  );
  return tellOfUsedUp(ctx, result);
}

/** A note is kept with the event for good: a number that somebody copies into it must not be. */
function withoutNumbers(note: string): string {
  return note.replace(/\d[\d\s-]{5,}[\dXx]/g, '***');
}

async function findInCase(tx: Tx, ctx: Context, input: RevealInput, caseId: string): Promise<Found | null> {
  const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(ctx.actor) } });
  if (!row) return null;
  if (isOfAnotherFinancier(row, ctx.actor)) refuse('NOT_PERMITTED');
  const conflict = await tx.conflictDeclaration.findFirst({ where: { caseId, userId: ctx.actor.userId } });
  if (conflict) refuse('CONFLICT_DECLARED');
  const { provinceId, cityId, countyId, townshipId, villageId, financierId, provincialBranchId, countyBranchId } = row;
  const scope = {
    provinceId,
    cityId,
    countyId,
    townshipId,
    villageId,
    financierId,
    provincialBranchId,
    countyBranchId,
  };
  switch (input.field) {
    case 'PAYEE_ACCOUNT':
      return input.subjectId === row.id ? { cipher: row.payeeAccountCipher, scope } : null;
    case 'CONTACT_PHONE':
      return input.subjectId === row.operatingEntityId
        ? { cipher: (await findEntity(tx, input.subjectId))?.contactPhoneCipher ?? null, scope }
        : null;
    case 'ADDRESS': {
      const person = row.personId ? await findPerson(tx, row.personId) : null;
      return person?.householdId === input.subjectId ? { cipher: person.household.addressCipher, scope } : null;
    }
    case 'IDENTITY_NUMBER':
    case 'PHONE': {
      const person = input.subjectId === row.personId ? await findPerson(tx, input.subjectId) : null;
      return person && { cipher: cipherOf(person, input.field), scope };
    }
  }
}

async function findInArea(tx: Tx, ctx: Context, input: RevealInput): Promise<Found | null> {
  // who works for a financier knows people by their cases; a finance bureau's people too, though they see by region
  if (ctx.actor.organisation.financierId !== null) return null;
  const visible = visibleInRegion(ctx.actor);
  switch (input.field) {
    case 'PAYEE_ACCOUNT':
      return null;
    case 'CONTACT_PHONE': {
      const entity = await tx.operatingEntity.findFirst({ where: { id: input.subjectId, ...visible } });
      return entity && { cipher: entity.contactPhoneCipher, scope: regionsOf(entity) };
    }
    case 'ADDRESS': {
      const household = await tx.household.findFirst({ where: { id: input.subjectId, ...visible } });
      return household && { cipher: household.addressCipher, scope: regionsOf(household) };
    }
    case 'IDENTITY_NUMBER':
    case 'PHONE': {
      const person = await tx.person.findFirst({
        where: { id: input.subjectId, household: visible },
        include: { household: true },
      });
      return person && { cipher: cipherOf(person, input.field), scope: regionsOf(person.household) };
    }
  }
}

const findPerson = (tx: Tx, id: string) => tx.person.findUnique({ where: { id }, include: { household: true } });
const findEntity = (tx: Tx, id: string) => tx.operatingEntity.findUnique({ where: { id } });

function cipherOf(
  person: { identityNumberCipher: Uint8Array | null; phoneCipher: Uint8Array | null },
  field: 'IDENTITY_NUMBER' | 'PHONE',
) {
  return field === 'PHONE' ? person.phoneCipher : person.identityNumberCipher;
}

function regionsOf(row: {
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
}): EventScope {
  const { provinceId, cityId, countyId, townshipId, villageId } = row;
  return { provinceId, cityId, countyId, townshipId, villageId };
}
