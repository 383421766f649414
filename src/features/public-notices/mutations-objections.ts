import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import { can, PERMISSIONS } from '@/domain/permissions';
import { windowEnd } from '@/domain/progress';
import { OBJECTION_LIMITS, receiptOf } from '@/domain/public-notice';
import { refuse } from '@/domain/refusal';
import { type CaseChange, changeCase, loadFacts } from '@/features/cases/mutations';
import { peopleWhoSee } from '@/features/cases/people-queries';
import { type Context, type Result, read, write } from '@/server/command';
import { blindIndex, decrypt, encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { countLook, tellOfUsedUp } from '@/server/looks';
import { notify } from '@/server/notify';
import { takeTry } from '@/server/rate-limit';
import { asSystem } from '@/server/row-scope';
import { visibleTo } from '@/server/scope';

export type NewObjection = {
  noticeId: string;
  text: string;
  /** who objects and how to reach them; may be nobody */
  name: string | null;
  contact: string | null;
};

export type ObjectionAnswer = { kind: 'RAISED'; receipt: string } | { kind: 'GONE' } | { kind: 'LIMITED'; until: Date };

/** Somebody who is not signed in: what is done for them bears nobody's name. */
const VISITOR = { actor: null } as const;

/**
 * 异议 by the public form: money is held from this moment. Nobody is signed in, so this goes past write(); the count of
 * tries is committed whatever the answer. GONE: the notice was taken down, or its case is closed. LIMITED: too many from
 * one address, or from all together. `text` is normalised by the form.
 */
export async function raiseObjection(
  { address, ...input }: NewObjection & { address: string | null },
  now: Date,
): Promise<ObjectionAnswer> {
  return asSystem('the public board', async (tx) => {
    const until = await countTry(tx, address, now);
    if (until) return { kind: 'LIMITED', until };
    const notice = await tx.publicNotice.findFirst({
      where: { id: input.noticeId, status: 'PUBLISHED', caseRecord: { status: { not: 'CLOSED' } } },
      select: { id: true, caseId: true },
    });
    if (!notice) return { kind: 'GONE' };
    // behind a payment of this case that is being released, and before the next
    await tx.$queryRaw`SELECT id FROM case_record WHERE id = ${notice.caseId}::uuid FOR UPDATE`;
    const { receipt, ...about } = await insertObjection(tx, input, notice.caseId, null, now);
    const facts = await loadFacts(tx, notice.caseId);
    await recordEvent(
      tx,
      { ...VISITOR, now, requestId: randomUUID() },
      { kind: 'objection.raised', payload: about, caseId: notice.caseId, scope: facts },
    );
    await tellOfficials(tx, { ...VISITOR, now }, notice.caseId);
    return { kind: 'RAISED', receipt };
  });
}

/** Counts against both limits; the end of the window that is used up, else null. */
async function countTry(tx: Tx, address: string | null, now: Date): Promise<Date | null> {
  const hash = Buffer.from(blindIndex('try', address ?? '')).toString('hex');
  const tries = [
    { key: 'objection:all', rule: OBJECTION_LIMITS.all },
    { key: `objection:address:${hash}`, rule: OBJECTION_LIMITS.address },
  ];
  for (const { key, rule } of tries) if (!(await takeTry(tx, key, rule, now))) return windowEnd(rule.windowMs, now);
  return null;
}

const MAX_TEXT = 2000;

async function insertObjection(
  tx: Tx,
  { noticeId, text, name, contact }: NewObjection,
  caseId: string,
  recordedById: string | null,
  receivedAt: Date,
) {
  if (text.trim() === '' || Array.from(text).length > MAX_TEXT) refuse('INVALID_INPUT');
  const receipt = receiptOf(randomBytes(16));
  const person = [name, contact].map((part) => part?.trim() ?? '');
  const { id } = await tx.objection.create({
    data: {
      receipt,
      noticeId,
      caseId,
      personCipher: person.some(Boolean) ? encrypt(JSON.stringify(person)) : null,
      text: text.trim(),
      recordedById,
      receivedAt,
    },
    select: { id: true },
  });
  return { receipt, objectionId: id, noticeId };
}

/** Whoever names an answerer hears of it: the county's officials. */
async function tellOfficials(
  tx: Tx,
  ctx: { actor: { userId: string } | null; now: Date },
  caseId: string,
): Promise<void> {
  const row = await tx.caseRecord.findUniqueOrThrow({ where: { id: caseId } });
  const people = await peopleWhoSee(tx, row, { roles: ['COUNTY_OFFICIAL'] });
  await notify(
    tx,
    ctx,
    people.map((person) => person.id),
    { kind: 'OBJECTION_RAISED', caseId },
  );
}

/**
 * 异议 that somebody brought in person, by letter or by telephone. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (the
 * notice was taken down), INVALID_INPUT.
 */
export async function recordObjection(ctx: Context, input: NewObjection): Promise<Result<{ receipt: string }>> {
  const find = (tx: Tx) =>
    tx.publicNotice.findFirst({ where: { id: input.noticeId, caseRecord: visibleTo(ctx.actor) } });
  const notice = await read(ctx.actor, find);
  if (!notice) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, notice.caseId, null, async ({ tx, facts, record }) => {
    if (!can(ctx.actor, 'objection.record')) refuse('NOT_PERMITTED');
    const now = await find(tx);
    if (now?.status !== 'PUBLISHED' || facts.status === 'CLOSED') refuse('STATUS_DOES_NOT_ALLOW');
    const { receipt, ...about } = await insertObjection(tx, input, facts.id, ctx.actor.userId, ctx.now);
    await record('objection.recorded', about);
    await tellOfficials(tx, ctx, facts.id);
    return { receipt };
  });
}

/** Runs a change on the case of an objection that is still open. NOT_FOUND, STATUS_DOES_NOT_ALLOW (answered already). */
async function onOpenObjection(
  ctx: Context,
  objectionId: string,
  run: (change: CaseChange, objection: { answererId: string | null }) => Promise<void>,
): Promise<Result<void>> {
  const find = (tx: Tx) =>
    tx.objection.findFirst({ where: { id: objectionId, notice: { caseRecord: visibleTo(ctx.actor) } } });
  const seen = await read(ctx.actor, find);
  if (!seen) return write(ctx, async () => refuse('NOT_FOUND'));
  return changeCase(ctx, seen.caseId, null, async (change) => {
    const objection = (await find(change.tx)) ?? refuse('NOT_FOUND');
    if (objection.status !== 'OPEN') refuse('STATUS_DOES_NOT_ALLOW');
    await run(change, objection);
  });
}

/** Names who must answer, or another than before. NOT_PERMITTED, NOT_FOUND, ANSWERER_NOT_AVAILABLE, STATUS_DOES_NOT_ALLOW. */
export function assignObjection(
  ctx: Context,
  { objectionId, answererId }: { objectionId: string; answererId: string },
): Promise<Result<void>> {
  return onOpenObjection(ctx, objectionId, async ({ tx, facts, record }) => {
    if (!can(ctx.actor, 'objection.assign')) refuse('NOT_PERMITTED');
    const among = { roles: PERMISSIONS['objection.answer'], ids: [answererId] };
    if ((await peopleWhoSee(tx, facts, among)).length === 0) refuse('ANSWERER_NOT_AVAILABLE');
    await tx.objection.update({ where: { id: objectionId }, data: { answererId } });
    await record('objection.assigned', { objectionId, answererId });
    await notify(tx, ctx, [answererId], { kind: 'OBJECTION_RAISED', caseId: facts.id, subjectId: objectionId });
  });
}

/**
 * The named person's answer, which whoever objected reads by the receipt; with the last one, money goes on. NOT_PERMITTED,
 * NOT_FOUND, OBJECTION_NOT_YOURS (somebody else is named, or nobody yet), STATUS_DOES_NOT_ALLOW, INVALID_INPUT.
 */
export function answerObjection(
  ctx: Context,
  { objectionId, answer }: { objectionId: string; answer: string },
): Promise<Result<void>> {
  return onOpenObjection(ctx, objectionId, async ({ tx, record }, objection) => {
    if (!can(ctx.actor, 'objection.answer')) refuse('NOT_PERMITTED');
    if (objection.answererId !== ctx.actor.userId) refuse('OBJECTION_NOT_YOURS');
    if (answer.trim() === '') refuse('INVALID_INPUT');
    await tx.objection.update({
      where: { id: objectionId },
      data: { status: 'ANSWERED', answer: answer.trim(), answeredById: ctx.actor.userId, answeredAt: ctx.now },
    });
    await record('objection.answered', { objectionId });
  });
}

/**
 * Who objects and how to reach them, in full, for whoever names the answerer or is named; the look is an event. NOT_PERMITTED,
 * NOT_FOUND (also where nobody gave a name), INVALID_INPUT (no reason), CONFLICT_DECLARED, and what countLook refuses.
 */
export async function revealObjector(
  ctx: Context,
  { objectionId, reason }: { objectionId: string; reason: string },
): Promise<Result<{ name: string; contact: string }>> {
  const where = { id: objectionId, notice: { caseRecord: visibleTo(ctx.actor) } };
  const seen = await read(ctx.actor, (tx) => tx.objection.findFirst({ where }));
  if (!seen?.personCipher) return write(ctx, async () => refuse('NOT_FOUND'));
  const { caseId, personCipher, answererId } = seen;
  const result = await changeCase(ctx, caseId, null, async ({ tx, record }) => {
    const isTheirs = can(ctx.actor, 'objection.assign') || answererId === ctx.actor.userId;
    if (!can(ctx.actor, 'personal-data.reveal') || !isTheirs) refuse('NOT_PERMITTED');
    if (reason.trim() === '') refuse('INVALID_INPUT');
    await countLook(tx, ctx);
    const payload = { field: 'OBJECTOR', reason: 'OTHER', objectionId };
    await record('personal-data.revealed', payload, { remark: reason.trim() });
    const [name = '', contact = ''] = JSON.parse(decrypt(personCipher)) as string[];
    return { name, contact };
  });
  return tellOfUsedUp(ctx, result);
}
