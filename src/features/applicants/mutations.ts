import 'server-only';
import { checkCreditCode, checkIdentityNumber, checkPhone } from '@/domain/identity';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { ApplicantKind } from '@/domain/stage';
import { normaliseText } from '@/lib/text';
import { type Context, type Result, today, write } from '@/server/command';
import { blindIndex, blindIndexes, encrypt, queueIndex } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { searchKeys } from '@/server/pinyin';
import { crossing } from '@/server/row-scope';
import { visibleInRegion } from '@/server/scope';
import type { Place } from './places';
import type { HOUSEHOLD_KINDS, MEMBER_RELATIONS } from './schema';

export type HouseholdKind = (typeof HOUSEHOLD_KINDS)[number];
export type MemberRelation = (typeof MEMBER_RELATIONS)[number];
export type EntityKind = Exclude<ApplicantKind, 'HOUSEHOLD'>;

export type PersonInput = {
  identityNumber: string;
  name: string;
  phone: string | null;
  labourCapacity?: boolean;
};

export type HouseholdInput = PersonInput & { householdKind: HouseholdKind; address?: string | null };

export type EntityInput = {
  kind: EntityKind;
  creditCode: string;
  name: string;
  contactName: string;
  contactPhone: string;
  leadingEnterprise?: boolean;
  employsPoorHouseholds?: boolean;
};

/** Two people who enter the same number at the same moment go one after the other, so that the second finds the first. */
async function queueFor(tx: Tx, kind: string, key: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind}:${key}`}, 0))`;
}

/** Whether what is stored is the index of this value, by whichever key it was written. */
function isIndexOf(kind: 'phone', value: string, stored: Uint8Array | null): boolean {
  return stored !== null && blindIndexes(kind, value).some((index) => Buffer.from(index).equals(Buffer.from(stored)));
}

function identityNumberOf(ctx: Context, text: string): string {
  const check = checkIdentityNumber(text, today(ctx));
  return check.ok ? check.value : refuse('INVALID_INPUT', { reason: check.code });
}

function phoneOf(text: string): string {
  const check = checkPhone(text);
  return check.ok ? check.value : refuse('INVALID_INPUT', { reason: check.code });
}

function nameOf(text: string): string {
  return normaliseText(text) || refuse('INVALID_INPUT', { reason: 'NAME_MISSING' });
}

function personColumns(ctx: Context, input: PersonInput) {
  const identityNumber = identityNumberOf(ctx, input.identityNumber);
  const phone = input.phone === null ? null : phoneOf(input.phone);
  const name = nameOf(input.name);
  return {
    name,
    ...searchKeys(name, { person: true }),
    identityNumberCipher: encrypt(identityNumber),
    identityNumberIndex: blindIndex('identity', identityNumber),
    phoneCipher: phone === null ? null : encrypt(phone),
    phoneIndex: phone === null ? null : blindIndex('phone', phone),
    labourCapacity: input.labourCapacity ?? true,
  };
}

/**
 * The person of this identity number with their household, or both made new with the person as head. The household is
 * locked until the transaction ends. IDENTITY_BELONGS_TO_ANOTHER: known in another county or under another name;
 * INVALID_INPUT: a number that does not hold.
 */
export function findOrCreatePerson(tx: Tx, ctx: Context, input: HouseholdInput, place: Place): Promise<PersonFound> {
  return crossing(tx, 'one applicant, one person of that number', () => personOf(tx, ctx, input, place));
}

type PersonFound = { personId: string; householdId: string; name: string; created: boolean };

async function personOf(tx: Tx, ctx: Context, input: HouseholdInput, place: Place): Promise<PersonFound> {
  const columns = personColumns(ctx, input);
  const number = identityNumberOf(ctx, input.identityNumber);
  await queueFor(tx, 'identity', queueIndex('identity', number));
  const known = await tx.person.findFirst({
    where: { identityNumberIndex: { in: blindIndexes('identity', number) } },
    include: { household: true },
  });
  if (!known) {
    const household = await tx.household.create({
      data: {
        ...place,
        kind: input.householdKind,
        addressCipher: input.address ? encrypt(normaliseText(input.address)) : null,
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
        members: { create: { ...columns, relation: 'HEAD' } },
      },
      select: { id: true, members: { select: { id: true } } },
    });
    const personId = household.members[0]?.id;
    if (!personId) throw new Error('the household was written without its head');
    await recordEvent(tx, ctx, {
      kind: 'household.registered',
      payload: { householdKind: input.householdKind, personId },
      subjectId: household.id,
      scope: place,
    });
    return { personId, householdId: household.id, name: columns.name, created: true };
  }
  await tx.$queryRaw`SELECT 1 FROM household WHERE id = ${known.householdId}::uuid FOR UPDATE`;
  if (known.household.countyId !== place.countyId || normaliseText(known.name) !== columns.name)
    refuse('IDENTITY_BELONGS_TO_ANOTHER');
  const { phoneCipher, phoneIndex } = columns;
  if (phoneIndex && !isIndexOf('phone', phoneOf(input.phone ?? ''), known.phoneIndex)) {
    await tx.person.update({ where: { id: known.id }, data: { phoneCipher, phoneIndex } });
    await recordEvent(tx, ctx, {
      kind: 'household.member-edited',
      payload: { personId: known.id, fields: ['PHONE'] },
      subjectId: known.householdId,
      scope: regionsOf(known.household),
    });
  }
  return { personId: known.id, householdId: known.householdId, name: known.name, created: false };
}

/**
 * The operating entity of this credit code, or a new one. IDENTITY_BELONGS_TO_ANOTHER: known in another county, as
 * another kind or under another name; INVALID_INPUT: a code that does not hold.
 */
export function findOrCreateEntity(tx: Tx, ctx: Context, input: EntityInput, place: Place): Promise<EntityFound> {
  return crossing(tx, 'one applicant, one person of that number', () => entityOf(tx, ctx, input, place));
}

type EntityFound = { operatingEntityId: string; name: string; created: boolean };

async function entityOf(tx: Tx, ctx: Context, input: EntityInput, place: Place): Promise<EntityFound> {
  const check = checkCreditCode(input.creditCode);
  if (!check.ok) refuse('INVALID_INPUT', { reason: check.code });
  const phone = phoneOf(input.contactPhone);
  const name = nameOf(input.name);
  await queueFor(tx, 'credit-code', check.value);
  const known = await tx.operatingEntity.findUnique({ where: { creditCode: check.value } });
  const contact = {
    contactName: nameOf(input.contactName),
    contactPhoneCipher: encrypt(phone),
    contactPhoneIndex: blindIndex('phone', phone),
  };
  if (!known) {
    const entity = await tx.operatingEntity.create({
      data: {
        ...place,
        ...contact,
        kind: input.kind,
        name,
        ...searchKeys(name),
        creditCode: check.value,
        leadingEnterprise: input.leadingEnterprise ?? false,
        employsPoorHouseholds: input.employsPoorHouseholds ?? false,
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'entity.registered',
      payload: { entityKind: input.kind },
      subjectId: entity.id,
      scope: place,
    });
    return { operatingEntityId: entity.id, name, created: true };
  }
  if (known.countyId !== place.countyId || known.kind !== input.kind || normaliseText(known.name) !== name)
    refuse('IDENTITY_BELONGS_TO_ANOTHER');
  if (!isIndexOf('phone', phone, known.contactPhoneIndex) || known.contactName !== contact.contactName) {
    await tx.operatingEntity.update({ where: { id: known.id }, data: contact });
    await recordEvent(tx, ctx, {
      kind: 'entity.edited',
      payload: { fields: ['CONTACT'] },
      subjectId: known.id,
      scope: regionsOf(known),
    });
  }
  return { operatingEntityId: known.id, name: known.name, created: false };
}

function regionsOf(row: Place): Place {
  const { provinceId, cityId, countyId, townshipId, villageId } = row;
  return { provinceId, cityId, countyId, townshipId, villageId };
}

/**
 * Adds a person to a household in scope. NOT_FOUND: no such household here; IDENTITY_BELONGS_TO_ANOTHER: the number
 * stands in this or another household already; INVALID_INPUT: a number that does not hold.
 */
export function addMember(
  ctx: Context,
  input: PersonInput & { householdId: string; relation: MemberRelation },
): Promise<Result<{ personId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'household.write')) refuse('NOT_PERMITTED');
    const household = await tx.household.findFirst({ where: { id: input.householdId, ...visibleInRegion(ctx.actor) } });
    if (!household) refuse('NOT_FOUND');
    const columns = personColumns(ctx, input);
    const number = identityNumberOf(ctx, input.identityNumber);
    await queueFor(tx, 'identity', queueIndex('identity', number));
    await tx.$queryRaw`SELECT 1 FROM household WHERE id = ${household.id}::uuid FOR UPDATE`;
    const known = await crossing(tx, 'one applicant, one person of that number', () =>
      tx.person.findFirst({
        where: { identityNumberIndex: { in: blindIndexes('identity', number) } },
        select: { id: true },
      }),
    );
    if (known) refuse('IDENTITY_BELONGS_TO_ANOTHER');
    const person = await tx.person.create({
      data: { ...columns, householdId: household.id, relation: input.relation },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'household.member-added',
      payload: { personId: person.id, relation: input.relation },
      subjectId: household.id,
      scope: regionsOf(household),
    });
    return { personId: person.id };
  });
}
