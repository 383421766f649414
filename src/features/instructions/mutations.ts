import 'server-only';
import type { Day } from '@/domain/calendar';
import { checkDeadline, checkStep, INSTRUCTION_RULES, type InstructionStep } from '@/domain/instruction';
import { mustPass, refuse } from '@/domain/refusal';
import type { Instruction, Prisma } from '@/generated/prisma/client';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type EventScope, recordEvent } from '@/server/events';
import { notify } from '@/server/notify';
import { type FigureWanted, readFigure } from './figure';
import { answeringPeopleOfCase, peopleBelow } from './people-queries';
import { instructionsVisibleTo } from './visible';

const MAX_TEXT = 500;
const MAX_REPLY = 1000;

/** INVALID_INPUT unless it says something within the length. */
function mustSay(text: string, max: number): string {
  const said = text.trim();
  if (said === '' || Array.from(said).length > max) refuse('INVALID_INPUT');
  return said;
}

export type NewInstruction = { text: string; addresseeId: string; dueOn: Day };
type About = { caseId?: string; figure?: Prisma.InputJsonObject; meetingId?: string };

// ------------------------------------------------------------------ issuing

/**
 * 批示 on a case. NOT_PERMITTED, NOT_FOUND (outside the scope), DEADLINE_PAST, INVALID_INPUT, ADDRESSEE_NOT_AVAILABLE
 * (does not see the case, cannot answer, is deactivated, or is the issuer). The case itself is not changed.
 */
export function issueOnCase(
  ctx: Context,
  { caseId, ...input }: NewInstruction & { caseId: string },
): Promise<Result<{ instructionId: string }>> {
  return write(
    ctx,
    async (tx) => {
      mustHold(ctx, 'instruction.issue');
      const people = (await answeringPeopleOfCase(tx, ctx.actor, caseId, [input.addresseeId])) ?? refuse('NOT_FOUND');
      if (people.length === 0) refuse('ADDRESSEE_NOT_AVAILABLE');
      return { instructionId: await addInstruction(tx, ctx, { caseId }, input) };
    },
    { caseId },
  );
}

/**
 * 批示 on a figure, which is read again here and kept as it stands. NOT_PERMITTED, NOT_FOUND (region outside the scope),
 * DATE_IN_FUTURE, DEADLINE_PAST, INVALID_INPUT, ADDRESSEE_NOT_AVAILABLE (no official below the issuer).
 */
export async function issueOnFigure(
  ctx: Context,
  { figure: wanted, ...input }: NewInstruction & { figure: FigureWanted },
): Promise<Result<{ instructionId: string }>> {
  const read = await readFigure(ctx.actor, wanted, ctx.now);
  return write(ctx, async (tx) => {
    mustHold(ctx, 'instruction.issue');
    if (wanted.asOf > today(ctx)) refuse('DATE_IN_FUTURE');
    const { regionName: _name, ...figure } = read ?? refuse('NOT_FOUND');
    const narrowed = { ids: [input.addresseeId], officialsOnly: true };
    const { people } = await peopleBelow(tx, ctx.actor, narrowed);
    if (people.length === 0) refuse('ADDRESSEE_NOT_AVAILABLE');
    return { instructionId: await addInstruction(tx, ctx, { figure }, input) };
  });
}

/**
 * Writes an instruction, its event and the notice to its addressee; whether the person may be addressed is the caller's
 * question. DEADLINE_PAST, INVALID_INPUT.
 */
export async function addInstruction(tx: Tx, ctx: Context, about: About, input: NewInstruction): Promise<string> {
  mustPass(checkDeadline(input.dueOn, today(ctx)));
  const text = mustSay(input.text, MAX_TEXT);
  const { addresseeId } = input;
  const row = await tx.instruction.create({
    data: {
      ...about,
      text,
      addresseeId,
      issuedById: ctx.actor.userId,
      issuedAt: ctx.now,
      dueOn: toDate(input.dueOn),
    },
  });
  await recordStep(tx, ctx, row, 'instruction.issued', { addresseeId, dueOn: input.dueOn });
  await notify(tx, ctx, [addresseeId], { kind: 'INSTRUCTED', ...noticeAbout(row) });
  return row.id;
}

// ------------------------------------------------------------------ answering, asking again, closing

export type StepInput = { instructionId: string; version: number; text: string };

/** The addressee answers; the issuer is told. NOT_FOUND, NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, CONFLICT, INVALID_INPUT. */
export function answerInstruction(ctx: Context, input: StepInput): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'instruction.answer');
    const row = await takeStep(tx, ctx, 'REPLY', { ...input, text: mustSay(input.text, MAX_REPLY) });
    await notify(tx, ctx, [row.issuedById], { kind: 'ANSWERED', ...noticeAbout(row) });
  });
}

/** The issuer asks again, with the deadline as it is or a new one. Refuses as answering does, and DEADLINE_PAST. */
export function followUpInstruction(ctx: Context, input: StepInput & { dueOn: Day }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    mustPass(checkDeadline(input.dueOn, today(ctx)));
    const step = { ...input, text: mustSay(input.text, MAX_TEXT) };
    const row = await takeStep(tx, ctx, 'FOLLOW_UP', step, { dueOn: toDate(input.dueOn) });
    await notify(tx, ctx, [row.addresseeId], { kind: 'INSTRUCTED', ...noticeAbout(row) });
  });
}

/** The issuer is content, or takes it back; a word may be added. NOT_FOUND, NOT_PERMITTED, STATUS_DOES_NOT_ALLOW, CONFLICT. */
export function closeInstruction(ctx: Context, input: StepInput): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    if (Array.from(input.text).length > MAX_TEXT) refuse('INVALID_INPUT');
    await takeStep(tx, ctx, 'CLOSE', { ...input, text: input.text.trim() }, { closedAt: ctx.now });
  });
}

async function takeStep(
  tx: Tx,
  ctx: Context,
  step: InstructionStep,
  { instructionId: id, version, text }: StepInput,
  set: Prisma.InstructionUncheckedUpdateManyInput = {},
): Promise<Instruction> {
  const row =
    (await tx.instruction.findFirst({ where: { id, ...instructionsVisibleTo(ctx.actor) } })) ?? refuse('NOT_FOUND');
  mustPass(checkStep(step, row, ctx.actor.userId));
  const rule = INSTRUCTION_RULES[step];
  const written = await tx.instruction.updateMany({
    where: { id, version, status: row.status },
    data: { ...set, status: rule.to, version: { increment: 1 } },
  });
  if (written.count !== 1) refuse('CONFLICT');
  await tx.instructionReply.create({
    data: { instructionId: id, kind: step, text, authorId: ctx.actor.userId, writtenAt: ctx.now },
  });
  const dueOn = set.dueOn instanceof Date ? set.dueOn : row.dueOn;
  await recordStep(tx, ctx, row, rule.event, { dueOn: toDay(dueOn) });
  return row;
}

// ------------------------------------------------------------------ what is said of it elsewhere

type Subject = Pick<Instruction, 'id' | 'caseId' | 'figure' | 'meetingId'>;

const noticeAbout = ({ id, caseId }: Subject) => ({ subjectId: id, ...(caseId ? { caseId } : {}) });

async function recordStep(
  tx: Tx,
  ctx: Context,
  row: Subject,
  kind: 'instruction.issued' | 'instruction.answered' | 'instruction.followed-up' | 'instruction.closed',
  payload: Record<string, string>,
) {
  await recordEvent(tx, ctx, {
    kind,
    payload: { instructionId: row.id, ...payload },
    subjectId: row.id,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    scope: await scopeOf(tx, row),
  });
}

/** The place of what it is about, so that the event is seen by those who see the thing. */
async function scopeOf(tx: Tx, { caseId, figure, meetingId }: Subject): Promise<EventScope> {
  if (caseId) return tx.caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  if (meetingId) return tx.meeting.findUniqueOrThrow({ where: { id: meetingId } });
  const { regionId } = figure as { regionId: number };
  const place = await tx.regionVersion.findFirst({
    where: { regionId, validTo: null },
    select: { provinceId: true, cityId: true, countyId: true, townshipId: true },
  });
  return place ?? {};
}
