import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { checkErasable, checkLifter, type DataKind, type DueKind } from '@/domain/retention';
import { namesOf, regionNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleInRegion, visibleTo } from '@/server/scope';
import { describeHolds, type Hold } from './hold-queries';
import { findSubject, type SubjectRef, subjectOf } from './subject-queries';

type Rule = Pick<DueKind, 'kind' | 'years' | 'documentNumber' | 'endedOn' | 'dueOn'>;
type CaseLink = { id: string; reference: string };

/** Applicants are shown by place and cases: a report of what goes names nobody. */
type About = { key: string; ref: SubjectRef; place: string; cases: CaseLink[] };

/** `heldBy`: documents of the holds that stand */
export type DueRow = About & { dueId: string; rules: Rule[]; isAsked: boolean; heldBy: string[] };
export type ErasureRow = About & {
  id: string;
  status: 'ASKED' | 'DONE' | 'REFUSED';
  kinds: DataKind[];
  rules: Rule[];
  reason: string;
  askedBy: Label | null;
  askedAt: Date;
  settledBy: Label | null;
  settledAt: Date | null;
  settledRemark: string | null;
  valuesErased: number | null;
  filesErased: number | null;
  mayApprove: boolean;
  heldBy: string[];
};

export type HoldRow = About & Hold & { mayLift: boolean };

export type RetentionReport = {
  due: DueRow[];
  dueInAll: number;
  asked: ErasureRow[];
  settled: ErasureRow[];
  holds: HoldRow[];
};

const SHOWN = 100;

/** What is due in the person's area, what waits for an approval and what was settled, the newest first. Refuses NOT_PERMITTED. */
export async function getRetentionReport(tx: Tx, actor: Actor): Promise<RetentionReport> {
  if (!can(actor, 'retention.read')) refuse('NOT_PERMITTED');
  const where = visibleInRegion(actor);
  const first = await tx.retentionDue.findMany({
    where,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: SHOWN,
    select: { householdId: true, operatingEntityId: true },
  });
  // every kind of those, also where the limit falls between two kinds of one
  const dueRows = await tx.retentionDue.findMany({
    where: {
      OR: [
        { householdId: { in: first.flatMap((row) => row.householdId ?? []) } },
        { operatingEntityId: { in: first.flatMap((row) => row.operatingEntityId ?? []) } },
      ],
      AND: where,
    },
    orderBy: [{ dueOn: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
  });
  const [asked, settled, dueInAll, held] = await Promise.all([
    tx.erasure.findMany({ where: { ...where, status: 'ASKED' }, orderBy: { id: 'desc' }, take: SHOWN }),
    tx.erasure.findMany({ where: { ...where, status: { not: 'ASKED' } }, orderBy: { id: 'desc' }, take: SHOWN }),
    tx.retentionDue.count({ where }),
    tx.legalHold.findMany({ where: { ...where, liftedAt: null }, orderBy: { id: 'desc' } }),
  ]);
  const about = await describeSubjects(tx, actor, [...dueRows, ...asked, ...settled, ...held]);
  const heldBy = (key: string) => held.filter((row) => about(row).key === key).map((row) => row.documentNumber);
  const policies = await tx.policyValue.findMany({ where: { id: { in: dueRows.map((row) => row.policyValueId) } } });
  const people = await namesOf(
    tx,
    [...asked, ...settled].flatMap((row) => [row.askedById, row.settledById]),
  );
  const due = new Map<string, DueRow>();
  for (const row of dueRows) {
    const subject = about(row);
    const policy = policies.find(({ id }) => id === row.policyValueId);
    const entry = due.get(subject.key) ?? {
      ...subject,
      dueId: row.id,
      rules: [],
      isAsked: asked.some((other) => about(other).key === subject.key),
      heldBy: heldBy(subject.key),
    };
    entry.rules.push({
      kind: row.kind as DataKind,
      years: Number(policy?.value ?? 0n),
      documentNumber: policy?.documentNumber ?? '',
      endedOn: toDay(row.endedOn),
      dueOn: toDay(row.dueOn),
    });
    due.set(subject.key, entry);
  }
  const erasureRow = (row: (typeof asked)[number]): ErasureRow => ({
    ...about(row),
    id: row.id,
    status: row.status,
    kinds: row.kinds as DataKind[],
    rules: row.rules as Rule[],
    reason: row.reason,
    askedBy: people.get(row.askedById)?.name ?? null,
    askedAt: row.askedAt,
    settledBy: people.get(row.settledById ?? '')?.name ?? null,
    settledAt: row.settledAt,
    settledRemark: row.settledRemark,
    valuesErased: row.valuesErased,
    filesErased: row.filesErased,
    mayApprove: can(actor, 'erasure.approve') && row.askedById !== actor.userId,
    heldBy: heldBy(about(row).key),
  });
  const holds = await describeHolds(tx, held);
  return {
    due: [...due.values()],
    dueInAll,
    asked: asked.map(erasureRow),
    settled: settled.map(erasureRow),
    holds: held.map((row, index) => ({
      ...about(row),
      ...(holds[index] as Hold),
      mayLift: can(actor, 'hold.lift') && checkLifter(row, actor) === null,
    })),
  };
}

type SubjectRow = {
  householdId: string | null;
  operatingEntityId: string | null;
  countyId: number;
  townshipId: number;
  villageId: number | null;
};

async function describeSubjects(
  tx: Tx,
  actor: Actor,
  rows: readonly SubjectRow[],
): Promise<(row: SubjectRow) => About> {
  const names = await regionNamesOf(
    tx,
    rows.flatMap((row) => [row.countyId, row.townshipId, row.villageId]),
  );
  const households = rows.flatMap((row) => row.householdId ?? []);
  const members = await tx.person.findMany({
    where: { householdId: { in: households } },
    select: { id: true, householdId: true },
  });
  const entities = rows.flatMap((row) => row.operatingEntityId ?? []);
  const cases = await tx.caseRecord.findMany({
    where: {
      AND: [
        visibleTo(actor),
        { OR: [{ personId: { in: members.map(({ id }) => id) } }, { operatingEntityId: { in: entities } }] },
      ],
    },
    select: { id: true, reference: true, personId: true, operatingEntityId: true },
    orderBy: { id: 'asc' },
  });
  const householdOf = new Map(members.map((row) => [row.id, row.householdId]));
  return (row) => {
    const ref = subjectOf(row);
    const key = row.householdId ?? row.operatingEntityId ?? '';
    const mine = cases.filter((entry) => (householdOf.get(entry.personId ?? '') ?? entry.operatingEntityId) === key);
    const place = [row.countyId, row.townshipId, row.villageId].flatMap((id) => names.get(id ?? -1) ?? []);
    return { key, ref, place: place.join(' '), cases: mine.map(({ id, reference }) => ({ id, reference })) };
  };
}

export type ErasedNote = { rules: Rule[]; settledAt: Date };

/** What was erased of the applicant of a case, by which rules, the newest first; for whoever sees the case. */
export function listErased(actor: Actor, caseId: string): Promise<ErasedNote[]> {
  return read(actor, async (tx) => {
    const row = await tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { personId: true, operatingEntityId: true },
    });
    if (!row) return [];
    const person = row.personId
      ? await tx.person.findUnique({ where: { id: row.personId }, select: { householdId: true } })
      : null;
    return erasedOf(tx, { householdId: person?.householdId ?? null, operatingEntityId: row.operatingEntityId });
  });
}

async function erasedOf(
  tx: Tx,
  about: { householdId: string | null; operatingEntityId: string | null },
): Promise<ErasedNote[]> {
  const where =
    about.householdId !== null ? { householdId: about.householdId } : { operatingEntityId: about.operatingEntityId };
  const rows = await tx.erasure.findMany({ where: { ...where, status: 'DONE' }, orderBy: { id: 'desc' } });
  return rows.map((row) => ({ rules: row.rules as Rule[], settledAt: row.settledAt ?? row.askedAt }));
}

export type DataRequestRow = {
  id: string;
  matter: 'ERASURE' | 'CORRECTION';
  text: string;
  receivedOn: Day;
  recordedBy: Label | null;
  outcome: 'GRANTED' | 'REFUSED' | null;
  answer: string | null;
  answeredBy: Label | null;
  answeredAt: Date | null;
};

export type HouseholdRequests = {
  requests: DataRequestRow[];
  erased: ErasedNote[];
  /** why nothing of the household's data may be erased today; null when something may */
  kept: RefusalValue | null;
  mayRecord: boolean;
  mayAnswer: boolean;
};

/** What a household of the person's area asked about its data, and whether they may be erased; null outside the area. */
export function findHouseholdRequests(
  actor: Actor,
  householdId: string,
  today: Day,
): Promise<HouseholdRequests | null> {
  return read(actor, async (tx) => {
    if (!can(actor, 'household.read')) return null;
    const subject = await findSubject(tx, actor, { householdId, operatingEntityId: null });
    if (!subject) return null;
    const rows = await tx.dataRequest.findMany({ where: { householdId }, orderBy: { id: 'desc' } });
    const people = await namesOf(
      tx,
      rows.flatMap((row) => [row.recordedById, row.answeredById]),
    );
    return {
      requests: rows.map((row) => ({
        id: row.id,
        matter: row.matter,
        text: row.text,
        receivedOn: toDay(row.receivedOn),
        recordedBy: people.get(row.recordedById)?.name ?? null,
        outcome: row.outcome,
        answer: row.answer,
        answeredBy: people.get(row.answeredById ?? '')?.name ?? null,
        answeredAt: row.answeredAt,
      })),
      erased: await erasedOf(tx, { householdId, operatingEntityId: null }),
      kept: checkErasable(subject.facts, today),
      mayRecord: can(actor, 'data-request.record'),
      mayAnswer: can(actor, 'data-request.answer'),
    };
  });
}
