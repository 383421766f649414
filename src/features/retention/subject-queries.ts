import 'server-only';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { NATION } from '@/domain/case-facts';
import { MISSING } from '@/domain/money';
import type { PolicyRow } from '@/domain/policy';
import { type DataKind, RETENTION_RULES, type RetentionFacts } from '@/domain/retention';
import type { ApplicantKind } from '@/domain/stage';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';
import { visibleInRegion } from '@/server/scope';

/** An applicant whose data are kept: a household with all its members, or an operating entity with who speaks for it. */
export type SubjectRef =
  | { householdId: string; operatingEntityId: null }
  | { householdId: null; operatingEntityId: string };

export type Subject = SubjectRef & {
  applicantKind: ApplicantKind;
  place: { provinceId: number; cityId: number; countyId: number; townshipId: number; villageId: number | null };
  caseIds: string[];
  memberIds: string[];
  facts: RetentionFacts;
};

/** Households and entities are decided on one at a time, so that two people do not ask for the same. */
export async function lockSubject(tx: Tx, { householdId, operatingEntityId }: SubjectRef): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`retention:${householdId ?? operatingEntityId}`}, 0))::text`;
}

/** Every dated rule of keeping there is. */
export async function retentionRules(tx: Tx): Promise<PolicyRow[]> {
  const rows = await tx.policyValue.findMany({ where: { kind: { in: [...RETENTION_RULES] }, programmeId: null } });
  return rows.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
}

const CASES = {
  orderBy: { id: 'asc' },
  select: { id: true, countyId: true, reference: true, status: true, outstandingAmountFen: true, handedOnAt: true },
} as const;

/**
 * An applicant of the actor's area with what decides on keeping; null outside it. Cases count wherever they are: a living
 * one of another lender, or one that the household is only linked with, keeps the data too.
 */
export async function findSubject(tx: Tx, actor: Actor, ref: SubjectRef): Promise<Subject | null> {
  const visible = visibleInRegion(actor);
  if (ref.householdId !== null) {
    const row = await tx.household.findFirst({
      where: { id: ref.householdId, ...visible },
      include: { members: { select: { id: true } } },
    });
    if (!row) return null;
    const memberIds = row.members.map(({ id }) => id);
    const found = await crossing(tx, 'personal data whose time is over', async () => ({
      own: await tx.caseRecord.findMany({ where: { personId: { in: memberIds } }, ...CASES }),
      linked: await tx.caseRecord.findMany({
        where: { linkages: { some: { households: { some: { householdId: row.id } } } } },
        ...CASES,
      }),
    }));
    return { ...ref, applicantKind: 'HOUSEHOLD', memberIds, ...(await complete(tx, ref, row, found)) };
  }
  const row = await tx.operatingEntity.findFirst({ where: { id: ref.operatingEntityId, ...visible } });
  if (!row) return null;
  const own = await crossing(tx, 'personal data whose time is over', () =>
    tx.caseRecord.findMany({ where: { operatingEntityId: row.id }, ...CASES }),
  );
  return { ...ref, applicantKind: row.kind, memberIds: [], ...(await complete(tx, ref, row, { own, linked: [] })) };
}

type Row = Subject['place'] & { createdAt: Date };
type StoredCase = {
  id: string;
  countyId: number;
  reference: string;
  status: RetentionFacts['cases'][number]['status'];
  outstandingAmountFen: bigint;
  handedOnAt: Date;
};

async function complete(tx: Tx, ref: SubjectRef, row: Row, { own, linked }: Record<'own' | 'linked', StoredCase[]>) {
  const { provinceId, cityId, countyId, townshipId, villageId } = row;
  const done = await tx.erasure.findMany({ where: { ...subjectWhere(ref), status: 'DONE' }, select: { kinds: true } });
  const holds = await tx.legalHold.findMany({
    where: { ...subjectWhere(ref), liftedAt: null },
    orderBy: { id: 'asc' },
    select: { documentNumber: true },
  });
  const facts: RetentionFacts = {
    // what a closed case was handed on by last is its end: nothing moves it after that
    cases: [...own, ...linked].map((entry) => ({
      // of another county only that there is one
      reference: entry.countyId === countyId ? entry.reference : MISSING,
      status: entry.status,
      outstandingFen: entry.outstandingAmountFen,
      endedOn: dayOf(entry.handedOnAt),
    })),
    registeredOn: dayOf(row.createdAt),
    erased: done.flatMap(({ kinds }) => kinds as DataKind[]),
    path: [villageId, townshipId, countyId, cityId, provinceId, NATION].filter((id) => id !== null),
    rules: await retentionRules(tx),
    heldBy: holds.map(({ documentNumber }) => documentNumber),
  };
  return { place: { provinceId, cityId, countyId, townshipId, villageId }, caseIds: own.map(({ id }) => id), facts };
}

/** The where of rows about one applicant. */
export function subjectWhere({ householdId, operatingEntityId }: SubjectRef) {
  return householdId !== null ? { householdId } : { operatingEntityId };
}

/** The applicant that a row is about. */
export function subjectOf(row: { householdId: string | null; operatingEntityId: string | null }): SubjectRef {
  if (row.householdId !== null) return { householdId: row.householdId, operatingEntityId: null };
  if (row.operatingEntityId === null) throw new Error('a row about nobody');
  return { householdId: null, operatingEntityId: row.operatingEntityId };
}
