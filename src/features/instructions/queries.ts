import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { checkStep, daysLeft, type InstructionStatus, type InstructionStep, isOverdue } from '@/domain/instruction';
import { namesOf, regionNamesOf } from '@/features/cases/people';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';
import type { FigureAsItStood, FigureRead } from './figure';
import { instructionsVisibleTo, meetingsVisibleTo } from './visible';

export const INSTRUCTION_VIEWS = ['mine', 'issued', 'closed'] as const;
export type InstructionView = (typeof INSTRUCTION_VIEWS)[number];

const PAGE_SIZE = 50;
const MAX_OF_ONE_THING = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type InstructionRow = {
  id: string;
  text: string;
  status: InstructionStatus;
  dueOn: Day;
  overdue: boolean;
  /** working days until the deadline; null once answered or closed */
  daysLeft: number | null;
  issuedOn: Day;
  issuedBy: Label | null;
  addressee: { name: Label; organisation: Label } | null;
  /** null also where the reader may not see it (any more) */
  case: { id: string; reference: string; title: string } | null;
  figure: FigureRead | null;
  /** `open`: whether the reader may open its page */
  meeting: { id: string; title: string; heldOn: Day; open: boolean } | null;
};

type Stored = Prisma.InstructionGetPayload<{ include: { meeting: true } }>;

/** Rows as a reader sees them: cases and meetings outside their scope are not named. */
export async function toInstructionRows(
  tx: Tx,
  actor: Actor,
  stored: readonly Stored[],
  today: Day,
): Promise<InstructionRow[]> {
  const figures = stored.map((row) => row.figure as FigureAsItStood | null);
  const people = await namesOf(
    tx,
    stored.flatMap((row) => [row.issuedById, row.addresseeId]),
  );
  const places = await regionNamesOf(
    tx,
    figures.map((figure) => figure?.regionId),
  );
  const caseIds = stored.flatMap((row) => row.caseId ?? []);
  const cases = await tx.caseRecord.findMany({
    where: { id: { in: caseIds }, ...visibleTo(actor) },
    select: { id: true, reference: true, title: true },
  });
  const meetingIds = stored.flatMap((row) => row.meetingId ?? []);
  const meetings = await tx.meeting.findMany({
    where: { id: { in: meetingIds }, ...meetingsVisibleTo(actor) },
    select: { id: true },
  });
  const calendar = await loadWorkCalendar(tx);
  return stored.map((row, index) => {
    const facts = { ...row, dueOn: toDay(row.dueOn) };
    const figure = figures[index];
    const { meeting } = row;
    return {
      id: row.id,
      text: row.text,
      status: row.status,
      dueOn: facts.dueOn,
      overdue: isOverdue(facts, today),
      daysLeft: daysLeft(facts, today, calendar),
      issuedOn: dayOf(row.issuedAt),
      issuedBy: people.get(row.issuedById)?.name ?? null,
      addressee: people.get(row.addresseeId) ?? null,
      case: cases.find((entry) => entry.id === row.caseId) ?? null,
      figure: figure ? { ...figure, regionName: places.get(figure.regionId) ?? '' } : null,
      meeting: meeting
        ? {
            id: meeting.id,
            title: meeting.title,
            heldOn: toDay(meeting.heldOn),
            open: meetings.some((entry) => entry.id === meeting.id),
          }
        : null,
    };
  });
}

// ------------------------------------------------------------------ lists

/** What is asked of me, what I wait for, and what is behind me; an answer of mine lies with its issuer. */
function whereOf(actor: Actor, view: InstructionView): Prisma.InstructionWhereInput {
  const { userId } = actor;
  if (view === 'mine') return { addresseeId: userId, status: 'OPEN' };
  if (view === 'issued') return { issuedById: userId, status: { in: ['OPEN', 'ANSWERED'] } };
  return {
    OR: [
      { status: 'CLOSED', OR: [{ issuedById: userId }, { addresseeId: userId }] },
      { status: 'ANSWERED', addresseeId: userId },
    ],
  };
}

export type InstructionList = {
  rows: InstructionRow[];
  counts: Record<InstructionView, number>;
  overdue: number;
  next: string | null;
};

/** A view of one's instructions: the earliest deadline first, so what is overdue leads; what is behind one newest first. */
export function listInstructions(
  actor: Actor,
  view: InstructionView,
  now: Date,
  after: string | null,
): Promise<InstructionList> {
  const cursor = after !== null && UUID.test(after) ? after : null;
  return read(actor, async (tx) => {
    const where = whereOf(actor, view);
    const today = dayOf(now);
    const stored = await tx.instruction.findMany({
      where,
      include: { meeting: true },
      orderBy: view === 'closed' ? [{ id: 'desc' }] : [{ status: 'asc' }, { dueOn: 'asc' }, { id: 'asc' }],
      take: PAGE_SIZE + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const rows = await toInstructionRows(tx, actor, stored.slice(0, PAGE_SIZE), today);
    const overdue = { status: 'OPEN', dueOn: { lt: new Date(`${today}T00:00:00Z`) } } as const;
    return {
      rows,
      counts: {
        mine: await tx.instruction.count({ where: whereOf(actor, 'mine') }),
        issued: await tx.instruction.count({ where: whereOf(actor, 'issued') }),
        closed: await tx.instruction.count({ where: whereOf(actor, 'closed') }),
      },
      overdue: await tx.instruction.count({ where: { AND: [where, overdue] } }),
      next: stored.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null,
    };
  });
}

/** How many instructions wait for this person's answer. */
export function countToAnswer(actor: Actor): Promise<number> {
  return read(actor, (tx) => tx.instruction.count({ where: whereOf(actor, 'mine') }));
}

/** The instructions on a case, open ones first; null outside the actor's scope. */
export function listInstructionsOfCase(actor: Actor, caseId: string, now: Date): Promise<InstructionRow[] | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(caseId)) return null;
    const visible = await tx.caseRecord.findFirst({ where: { id: caseId, ...visibleTo(actor) }, select: { id: true } });
    if (!visible) return null;
    const stored = await tx.instruction.findMany({
      where: { caseId },
      include: { meeting: true },
      orderBy: [{ status: 'asc' }, { dueOn: 'asc' }],
      take: MAX_OF_ONE_THING,
    });
    return toInstructionRows(tx, actor, stored, dayOf(now));
  });
}

/** The case that an instruction shall be about; null outside the scope. */
export function findCaseNamed(
  actor: Actor,
  caseId: string,
): Promise<{ id: string; reference: string; title: string } | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(caseId)) return null;
    return tx.caseRecord.findFirst({
      where: { id: caseId, ...visibleTo(actor) },
      select: { id: true, reference: true, title: true },
    });
  });
}

// ------------------------------------------------------------------ one of them

export type ReplyView = {
  id: string;
  kind: InstructionStep;
  text: string;
  author: { name: Label; organisation: Label } | null;
  writtenAt: Date;
};

export type InstructionThread = InstructionRow & {
  version: number;
  issuedAt: Date;
  replies: ReplyView[];
  /** what this person may do now */
  steps: InstructionStep[];
};

/** An instruction with everything said since; null for whoever may not see it, as for an id that does not exist. */
export function getInstruction(actor: Actor, id: string, now: Date): Promise<InstructionThread | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const stored = await tx.instruction.findFirst({
      where: { id, ...instructionsVisibleTo(actor) },
      include: { meeting: true, replies: { orderBy: { id: 'asc' } } },
    });
    if (!stored) return null;
    const [row] = await toInstructionRows(tx, actor, [stored], dayOf(now));
    const people = await namesOf(
      tx,
      stored.replies.map((reply) => reply.authorId),
    );
    const steps = (['REPLY', 'FOLLOW_UP', 'CLOSE'] as const).filter(
      (step) => checkStep(step, stored, actor.userId) === null,
    );
    return {
      ...(row as InstructionRow),
      version: stored.version,
      issuedAt: stored.issuedAt,
      replies: stored.replies.map((reply) => ({ ...reply, author: people.get(reply.authorId) ?? null })),
      steps,
    };
  });
}

/** Instructions without an answer that this person sees and that speak of a region or what lies in it; earliest deadline first. */
export function listOpenInstructions(actor: Actor, regionId: number, now: Date): Promise<InstructionRow[]> {
  return read(actor, async (tx) => {
    const stored = await tx.instruction.findMany({
      where: { AND: [{ status: 'OPEN' }, instructionsVisibleTo(actor)] },
      include: { meeting: true, caseRecord: true },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      take: MAX_OPEN,
    });
    const figureRegions = stored.map((row) => (row.figure as FigureAsItStood | null)?.regionId ?? 0);
    const lineages = await tx.regionVersion.findMany({
      where: { regionId: { in: [regionId, ...figureRegions] }, validTo: null },
      include: { region: { select: { level: true } } },
    });
    const whole = lineages.some((place) => place.regionId === regionId && place.region.level === 'NATION');
    const liesIn = (place: Place | null | undefined) =>
      whole ||
      (place !== null &&
        place !== undefined &&
        [place.provinceId, place.cityId, place.countyId, place.townshipId, place.villageId].includes(regionId));
    const within = stored.filter((row, index) => {
      const figureRegion = figureRegions[index];
      return (
        figureRegion === regionId ||
        liesIn(row.caseRecord) ||
        liesIn(row.meeting) ||
        (figureRegion !== 0 && liesIn(lineages.find((place) => place.regionId === figureRegion)))
      );
    });
    return toInstructionRows(tx, actor, within, dayOf(now));
  });
}

const MAX_OPEN = 500;

type Place = {
  provinceId?: number | null;
  cityId?: number | null;
  countyId?: number | null;
  townshipId?: number | null;
  villageId?: number | null;
};
