import 'server-only';
import type { Actor } from '@/domain/actor';
import { ageOn, type Day } from '@/domain/calendar';
import { isOfAnotherFinancier } from '@/domain/financier';
import { checkIdentityNumber, type Sex } from '@/domain/identity';
import { maskAccount, maskIdentityNumber, maskPhone } from '@/domain/masking';
import { can } from '@/domain/permissions';
import type { ApplicantKind, Stage } from '@/domain/stage';
import { regionNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { visibleInRegion, visibleTo } from '@/server/scope';
import type { HouseholdKind } from './mutations';
import { placeName } from './places';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// ------------------------------------------------------------------ households

export type MemberView = {
  id: string;
  name: string;
  relation: 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'OTHER';
  identityNumber: string;
  /** false once it was erased */
  hasIdentityNumber: boolean;
  phone: string;
  hasPhone: boolean;
  sex: Sex | null;
  age: number | null;
  labourCapacity: boolean;
};

export type CaseLine = { id: string; reference: string; title: string; stage: Stage };

export type HouseholdView = {
  id: string;
  kind: HouseholdKind;
  place: string;
  hasAddress: boolean;
  registeredAt: Date;
  members: MemberView[];
  cases: CaseLine[];
};

/** A household with its members, numbers masked; null outside the person's area, as for an id that does not exist. */
export function findHousehold(actor: Actor, id: string, today: Day): Promise<HouseholdView | null> {
  if (!UUID.test(id)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const row = await tx.household.findFirst({
      where: { id, ...visibleInRegion(actor) },
      include: { members: { orderBy: { id: 'asc' } } },
    });
    if (!row) return null;
    const names = await regionNamesOf(tx, [row.countyId, row.townshipId, row.villageId]);
    return {
      id: row.id,
      kind: row.kind,
      place: placeName(row, names),
      hasAddress: row.addressCipher !== null,
      registeredAt: row.createdAt,
      members: row.members.map((member) => memberView(member, today)),
      cases: await listCasesOf(tx, actor, { personId: { in: row.members.map((member) => member.id) } }),
    };
  });
}

type PersonRow = {
  id: string;
  name: string;
  relation: MemberView['relation'];
  identityNumberCipher: Uint8Array | null;
  phoneCipher: Uint8Array | null;
  labourCapacity: boolean;
};

// Birthday and sex are read from the number and stored nowhere else.
function memberView(person: PersonRow, today: Day): MemberView {
  const number = person.identityNumberCipher && decrypt(person.identityNumberCipher);
  const check = number ? checkIdentityNumber(number, today) : null;
  return {
    id: person.id,
    name: person.name,
    relation: person.relation,
    identityNumber: maskIdentityNumber(number),
    hasIdentityNumber: number !== null,
    phone: maskPhone(person.phoneCipher && decrypt(person.phoneCipher)),
    hasPhone: person.phoneCipher !== null,
    sex: check?.ok ? check.sex : null,
    age: check?.ok ? ageOn(check.birthOn, today) : null,
    labourCapacity: person.labourCapacity,
  };
}

function listCasesOf(tx: Tx, actor: Actor, where: object): Promise<CaseLine[]> {
  return tx.caseRecord.findMany({
    where: { AND: [where, visibleTo(actor)] },
    orderBy: { id: 'desc' },
    take: 50,
    select: { id: true, reference: true, title: true, stage: true },
  });
}

// ------------------------------------------------------------------ operating entities

export type EntityView = {
  id: string;
  name: string;
  kind: ApplicantKind;
  creditCode: string;
  place: string;
  contactName: string;
  contactPhone: string;
  hasContactPhone: boolean;
  leadingEnterprise: boolean;
  employsPoorHouseholds: boolean;
  registeredAt: Date;
  cases: CaseLine[];
};

/** An operating entity, its telephone masked; null outside the person's area. */
export function findEntity(actor: Actor, id: string): Promise<EntityView | null> {
  if (!UUID.test(id)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const row = await tx.operatingEntity.findFirst({ where: { id, ...visibleInRegion(actor) } });
    if (!row) return null;
    const names = await regionNamesOf(tx, [row.countyId, row.townshipId, row.villageId]);
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      creditCode: row.creditCode,
      place: placeName(row, names),
      contactName: row.contactName,
      contactPhone: maskPhone(row.contactPhoneCipher && decrypt(row.contactPhoneCipher)),
      hasContactPhone: row.contactPhoneCipher !== null,
      leadingEnterprise: row.leadingEnterprise,
      employsPoorHouseholds: row.employsPoorHouseholds,
      registeredAt: row.createdAt,
      cases: await listCasesOf(tx, actor, { operatingEntityId: row.id }),
    };
  });
}

// ------------------------------------------------------------------ the applicant of a case

export type ApplicantView = {
  kind: ApplicantKind;
  name: string;
  payeeName: string | null;
  payeeAccount: string;
  hasPayeeAccount: boolean;
  /** a number in full, on a reason */
  mayReveal: boolean;
  person:
    | (MemberView & { householdId: string; members: number; hasAddress: boolean; householdInReach: boolean })
    | null;
  entity: {
    id: string;
    creditCode: string;
    contactName: string;
    contactPhone: string;
    hasContactPhone: boolean;
    inReach: boolean;
  } | null;
};

/** Who applies in a case in scope, numbers masked; null when there is no such case here. */
export function findApplicant(actor: Actor, caseId: string, today: Day): Promise<ApplicantView | null> {
  if (!UUID.test(caseId)) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const row = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) } });
    if (!row) return null;
    return {
      kind: row.applicantKind,
      name: row.applicantName,
      payeeName: row.payeeName,
      payeeAccount: maskAccount(row.payeeAccountCipher && decrypt(row.payeeAccountCipher)),
      hasPayeeAccount: row.payeeAccountCipher !== null,
      mayReveal: can(actor, 'personal-data.reveal') && !isOfAnotherFinancier(row, actor),
      person: row.personId ? await personOfCase(tx, actor, row.personId, today) : null,
      entity: row.operatingEntityId ? await entityOfCase(tx, actor, row.operatingEntityId) : null,
    };
  });
}

async function personOfCase(tx: Tx, actor: Actor, personId: string, today: Day) {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    include: { household: { include: { _count: { select: { members: true } } } } },
  });
  const inReach =
    can(actor, 'household.read') &&
    (await tx.household.count({ where: { id: person.householdId, ...visibleInRegion(actor) } })) === 1;
  return {
    ...memberView(person, today),
    householdId: person.householdId,
    members: person.household._count.members,
    hasAddress: person.household.addressCipher !== null,
    householdInReach: inReach,
  };
}

async function entityOfCase(tx: Tx, actor: Actor, id: string) {
  const entity = await tx.operatingEntity.findUniqueOrThrow({ where: { id } });
  const inReach =
    can(actor, 'household.read') &&
    (await tx.operatingEntity.count({ where: { id, ...visibleInRegion(actor) } })) === 1;
  return {
    id,
    creditCode: entity.creditCode,
    contactName: entity.contactName,
    contactPhone: maskPhone(entity.contactPhoneCipher && decrypt(entity.contactPhoneCipher)),
    hasContactPhone: entity.contactPhoneCipher !== null,
    inReach,
  };
}
