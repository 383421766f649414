import 'server-only';
import { later } from '@/domain/authority-faults';
import { addDays, type Day } from '@/domain/calendar';
import { findDefinitionFaults } from '@/domain/definition-faults';
import { can } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { refuse } from '@/domain/refusal';
import { settledNow } from '@/features/ledger/queries-settled';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import { lockDefinitions, recordDefinitionEvent } from './mutations';
import { tellWriters } from './notices';
import { type DefinitionRow, hasWritten } from './queries';
import { reviewsIn } from './reviews-in';

/** Refuses DEFINITION_FAULTY {count, faults}: the codes of what cannot work, as the page names them beside their parts. */
function demandFaultless(row: DefinitionRow): void {
  const faults = findDefinitionFaults(parseProgrammeBody(row.body));
  if (faults.length > 0)
    refuse('DEFINITION_FAULTY', {
      count: faults.length,
      faults: [...new Set(faults.map(({ code }) => code))].join(', '),
    });
}

export type DefinitionReview = {
  definitionId: string;
  revision: number;
  outcome: 'REVIEWED' | 'RETURNED';
  /** owed when it is sent back */
  remark: string;
};

/**
 * The second person reads a draft: it is right, or goes back to be mended with a remark (also after it was found right).
 * Refuses NOT_PERMITTED, NOT_FOUND (another province), SAME_PERSON (wrote some of it), STATUS_DOES_NOT_ALLOW, CONFLICT
 * (changed since it was read), INVALID_INPUT (sent back without a word), DEFINITION_FAULTY {count, faults}.
 */
export function reviewDefinition(ctx: Context, input: DefinitionReview): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.review')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const row = await tx.programmeDefinition.findUnique({ where: { id: input.definitionId } });
    if (!row || !reviewsIn(ctx.actor, row.provinceId)) refuse('NOT_FOUND');
    const right = input.outcome === 'REVIEWED';
    if (row.status !== 'DRAFT' && (right || row.status !== 'REVIEWED')) refuse('STATUS_DOES_NOT_ALLOW');
    if (await hasWritten(tx, ctx.actor.userId, row)) refuse('SAME_PERSON', { duty: 'DEFINITION_AUTHOR' });
    if (row.revision !== input.revision) refuse('CONFLICT');
    const remark = input.remark.trim();
    if (!right && remark === '') refuse('INVALID_INPUT');
    if (right) demandFaultless(row);
    await tx.programmeDefinition.update({
      where: { id: row.id },
      data: {
        status: right ? 'REVIEWED' : 'DRAFT',
        revision: row.revision + 1,
        reviewedById: right ? ctx.actor.userId : null,
        reviewedAt: right ? ctx.now : null,
        reviewRemark: remark || null,
      },
    });
    await recordDefinitionEvent(tx, ctx, row, right ? 'reviewed' : 'returned', { remark });
    await tellWriters(tx, ctx, row);
    return {};
  });
}

export type Publication = { definitionId: string; effectiveFrom: Day; documentNumber: string };

/**
 * Publishes a reviewed definition from a day on; on that day the version before it ends, for new cases. Nobody alters it
 * afterwards. Refuses NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (not reviewed), SAME_PERSON (reviewed by its
 * author), INVALID_INPUT (no document), DEFINITION_FAULTY {count, faults}, DEFINITION_DAYS {day} (before today, or not
 * after a version that was published already).
 */
export function publishDefinition(ctx: Context, input: Publication): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.publish')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const row = await tx.programmeDefinition.findUnique({ where: { id: input.definitionId } });
    if (!row) refuse('NOT_FOUND');
    if (row.status !== 'REVIEWED' || row.reviewedById === null) refuse('STATUS_DOES_NOT_ALLOW');
    if (row.reviewedById === row.draftedById) refuse('SAME_PERSON', { duty: 'DEFINITION_AUTHOR' });
    if (input.documentNumber.trim() === '') refuse('INVALID_INPUT');
    demandFaultless(row);
    const earlier = await tx.programmeDefinition.findMany({
      where: { programmeId: row.programmeId, provinceId: row.provinceId, status: 'PUBLISHED' },
      orderBy: { effectiveFrom: 'desc' },
    });
    const last = earlier[0];
    const day = today(ctx);
    if (input.effectiveFrom < day) refuse('DEFINITION_DAYS', { day });
    if (last && input.effectiveFrom <= toDay(last.effectiveFrom))
      refuse('DEFINITION_DAYS', { day: addDays(toDay(last.effectiveFrom), 1) });
    if (last && (last.effectiveTo === null || toDay(last.effectiveTo) > input.effectiveFrom))
      await tx.programmeDefinition.update({
        where: { id: last.id },
        data: { effectiveTo: toDate(input.effectiveFrom) },
      });
    await tx.programmeDefinition.update({
      where: { id: row.id },
      data: {
        status: 'PUBLISHED',
        effectiveFrom: toDate(input.effectiveFrom),
        documentNumber: input.documentNumber.trim(),
        publishedById: ctx.actor.userId,
        publishedAt: ctx.now,
      },
    });
    await recordDefinitionEvent(tx, ctx, row, 'published', {
      effectiveFrom: input.effectiveFrom,
      documentNumber: input.documentNumber.trim(),
      ...(await settledNow(tx, { DEFINITION: last ? [row.id, last.id] : [row.id] })),
    });
    return {};
  });
}

/**
 * Takes a published version out of use at once: no new case begins under it, those that have begun go on by it. Refuses
 * NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (not published).
 */
export function retireDefinition(ctx: Context, { definitionId }: { definitionId: string }): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'programme.publish')) refuse('NOT_PERMITTED');
    await lockDefinitions(tx);
    const row = await tx.programmeDefinition.findUnique({ where: { id: definitionId } });
    if (!row) refuse('NOT_FOUND');
    if (row.status !== 'PUBLISHED') refuse('STATUS_DOES_NOT_ALLOW');
    const [from, day] = [toDay(row.effectiveFrom), today(ctx)];
    const until = later(from, day);
    const ends = row.effectiveTo === null || toDay(row.effectiveTo) > until ? toDate(until) : row.effectiveTo;
    await tx.programmeDefinition.update({ where: { id: row.id }, data: { status: 'RETIRED', effectiveTo: ends } });
    await recordDefinitionEvent(tx, ctx, row, 'retired', await settledNow(tx, { DEFINITION: [row.id] }));
    return {};
  });
}
