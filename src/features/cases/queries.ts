import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf, workingDaysBetween } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { completeness } from '@/domain/completeness';
import { type AvailableTransition, availableTransitions } from '@/domain/gates';
import { can } from '@/domain/permissions';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';
import { caseFacts } from './facts';
import { namesOf, organisationNamesOf, regionNamesOf } from './people';

/** The facts of a case inside the actor's scope; null when there is none, exactly as for an id that does not exist. */
export async function findCaseFacts(tx: Tx, actor: Actor, caseId: string): Promise<CaseFacts | null> {
  if (!UUID.test(caseId)) return null;
  const visible = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) }, select: { id: true } });
  return visible ? caseFacts(tx, caseId) : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The clock of a case's running visit, for "剩 3 个工作日". */
export type Clock = {
  dueOn: Day | null;
  provisional: boolean;
  /** working days left; below zero it is overdue; null while the clock stands or there is none */
  remaining: number | null;
  /** the due day is past, even where no working day has gone by since */
  overdue: boolean;
  limit: number | null;
  paused: boolean;
};

export type StageView = {
  stage: CaseFacts['stage'];
  name: Label;
  enteredOn: Day | null;
  leftOn: Day | null;
  people: Label[];
};

export type CaseView = {
  facts: CaseFacts;
  title: string;
  applicantName: string;
  purpose: string;
  programme: { name: Label; version: number; documentNumber: string };
  project: { id: string; reference: string; name: string } | null;
  place: string;
  handling: Label;
  recommender: { organisation: string | null; person: string | null };
  requestedTermMonths: number;
  recommended: { termMonths: number | null; rateBps: number | null };
  approved: { termMonths: number | null; rateBps: number | null };
  consultedOn: Day;
  /** 补录: the paper file it was entered from, and the two people who answer for that */
  backEntry: {
    id: string;
    paperReference: string;
    enteredBy: Label;
    confirmedBy: Label;
    confirmedOn: Day;
    mayOpen: boolean;
  } | null;
  /** the green channel in force: on which criterion, by whom, since when */
  green: { criterion: Label; by: Label; on: Day } | null;
  stages: StageView[];
  clock: Clock;
  waiting: { task: string; people: Label[]; organisation: Label | null; since: Date } | null;
  completeness: { met: number; owed: number };
  transitions: AvailableTransition[];
  supplement: { items: string[]; note: string; requestedOn: Day; requestedBy: Label | null } | null;
  corrections: { id: string; field: string; reason: string; requestedBy: Label | null; yours: boolean }[];
};

const NOBODY: Label = { zh: '--', en: '--' };

/** Everything the case page's frame shows; panels read the rest themselves. Null outside the actor's scope. */
export function getCase(actor: Actor, caseId: string, now: Date): Promise<CaseView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      include: {
        programmeDefinition: { select: { version: true, documentNumber: true, programme: { select: { name: true } } } },
        project: { select: { id: true, reference: true, name: true } },
        backEntry: {
          select: { id: true, paperReference: true, enteredById: true, settledById: true, settledAt: true },
        },
        visits: { orderBy: { sequence: 'asc' } },
        supplements: { where: { answeredAt: null } },
        corrections: { where: { status: 'REQUESTED' } },
      },
    });
    const people = await namesOf(tx, [
      ...row.visits.map((visit) => visit.leftById),
      ...row.waitingUserIds,
      row.laneGrantedById,
      row.backEntry?.enteredById,
      row.backEntry?.settledById,
      ...row.supplements.map((request) => request.requestedById),
      ...row.corrections.map((correction) => correction.requestedById),
    ]);
    const organisations = await organisationNamesOf(tx, [row.handlingOrganisationId, row.waitingOrganisationId]);
    const places = await regionNamesOf(tx, [row.countyId, row.townshipId, row.villageId]);
    const running = row.visits.find((visit) => visit.leftAt === null);
    const request = row.supplements[0];
    return {
      facts,
      title: row.title,
      applicantName: row.applicantName,
      purpose: row.purpose,
      programme: {
        name: row.programmeDefinition.programme.name as Label,
        version: row.programmeDefinition.version,
        documentNumber: row.programmeDefinition.documentNumber,
      },
      project: row.project,
      place: [row.countyId, row.townshipId, row.villageId]
        .map((id) => (id === null ? '' : (places.get(id) ?? '')))
        .join(''),
      handling: organisations.get(row.handlingOrganisationId) ?? { zh: '', en: '' },
      recommender: { organisation: row.recommenderOrganisation, person: row.recommenderPerson },
      requestedTermMonths: row.requestedTermMonths,
      recommended: { termMonths: row.recommendedTermMonths, rateBps: row.recommendedRateBps },
      approved: { termMonths: row.approvedTermMonths, rateBps: row.approvedRateBps },
      consultedOn: toDay(row.consultedOn),
      backEntry: row.backEntry && {
        id: row.backEntry.id,
        paperReference: row.backEntry.paperReference,
        enteredBy: people.get(row.backEntry.enteredById)?.name ?? NOBODY,
        confirmedBy: people.get(row.backEntry.settledById ?? '')?.name ?? NOBODY,
        confirmedOn: dayOf(row.backEntry.settledAt ?? now),
        mayOpen: can(actor, 'back-entry.write') || can(actor, 'back-entry.confirm'),
      },
      green: greenOf(facts, row, people.get(row.laneGrantedById ?? '')?.name),
      stages: facts.definition.stages.map((entry) => {
        const visits = row.visits.filter((visit) => visit.stage === entry.stage);
        const first = visits[0];
        const last = visits.at(-1);
        const who = last?.leftById ? people.get(last.leftById)?.name : undefined;
        return {
          stage: entry.stage,
          name: entry.name,
          enteredOn: first ? dayOf(first.enteredAt) : null,
          leftOn: last?.leftAt ? dayOf(last.leftAt) : null,
          people: who ? [who] : [],
        };
      }),
      clock: await clockOf(
        tx,
        row,
        running?.limitWorkingDays ?? null,
        running?.pausedOn !== null && running !== undefined,
        dayOf(now),
      ),
      waiting: row.waitingTask
        ? {
            task: row.waitingTask,
            people: row.waitingUserIds.flatMap((id) => people.get(id)?.name ?? []),
            organisation: row.waitingOrganisationId ? (organisations.get(row.waitingOrganisationId) ?? null) : null,
            since: row.waitingSince,
          }
        : null,
      completeness: completeness(facts, facts.stage),
      transitions: availableTransitions(facts, actor, dayOf(now)),
      supplement: request
        ? {
            items: request.items,
            note: request.note,
            requestedOn: dayOf(request.requestedAt),
            requestedBy: people.get(request.requestedById)?.name ?? null,
          }
        : null,
      corrections: row.corrections.map((correction) => ({
        id: correction.id,
        field: correction.field,
        reason: correction.reason,
        requestedBy: people.get(correction.requestedById)?.name ?? null,
        yours: correction.requestedById === actor.userId,
      })),
    };
  });
}

async function clockOf(
  tx: Tx,
  row: { dueOn: Date | null; dueProvisional: boolean },
  limit: number | null,
  paused: boolean,
  today: Day,
): Promise<Clock> {
  const dueOn = toDay(row.dueOn);
  const remaining = dueOn === null ? null : workingDaysBetween(today, dueOn, await loadWorkCalendar(tx));
  return { dueOn, provisional: row.dueProvisional, remaining, overdue: dueOn !== null && dueOn < today, limit, paused };
}

function greenOf(
  { lane, definition }: CaseFacts,
  row: { laneCriterion: string | null; laneGrantedAt: Date | null },
  by: Label | undefined,
): CaseView['green'] {
  if (lane !== 'GREEN' || !row.laneGrantedAt) return null;
  const criterion = definition.greenChannel?.criteria.find((entry) => entry.code === row.laneCriterion);
  return { criterion: criterion?.name ?? NOBODY, by: by ?? NOBODY, on: dayOf(row.laneGrantedAt) };
}
