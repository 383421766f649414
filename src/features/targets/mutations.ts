import 'server-only';
import type { TargetMeasure } from '@/domain/measures';
import { can } from '@/domain/permissions';
import { mustPass, refuse } from '@/domain/refusal';
import { maySetTargets, milestonesRefusal, shareRefusal, sortMilestones, type TargetMilestone } from '@/domain/target';
import { settledNow } from '@/features/ledger/queries-settled';
import { findNamedRegion } from '@/features/regions/queries';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { placeOfOrganisation, placeOfRegion, type TargetPlace } from './places';
import { latestOf, levelOf, milestonesOf, type StoredTarget, sharesOf } from './rows';
import { lockTargets, madeBy, recordTargetEvent, settableTarget } from './settable';

export type NewTarget = {
  programmeId: string;
  /** by name or code, as findNamedRegion reads it; of an organisation nothing */
  region: string | null;
  /** name of a financier's organisation; of a place nothing */
  organisation: string | null;
  measure: TargetMeasure;
  startOn: string;
  name: string;
  milestones: readonly TargetMilestone[];
};

/**
 * Sets a target as a draft, for a place or for a financier's organisation there. NOT_PERMITTED, INVALID_INPUT (neither
 * place nor organisation, or both), REGION_UNKNOWN {name}, REGION_AMBIGUOUS {name, count}, ORGANISATION_UNKNOWN {name},
 * ORGANISATION_AMBIGUOUS {name, count}, REGION_OUT_OF_SCOPE, PROGRAMME_NOT_AVAILABLE, TARGET_EXISTS, and what
 * milestonesRefusal says.
 */
export function setTarget(ctx: Context, input: NewTarget): Promise<Result<{ targetId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'target.set')) refuse('NOT_PERMITTED');
    if ((input.region === null) === (input.organisation === null) || input.name.trim() === '') refuse('INVALID_INPUT');
    const place =
      input.region === null ? await findBranch(tx, input.organisation ?? '') : await findPlace(tx, input.region);
    if (!isVisible(ctx, place)) refuse('REGION_OUT_OF_SCOPE');
    if (!maySetTargets(ctx.actor, await levelOf(tx, place.regionId))) refuse('NOT_PERMITTED');
    const runs = await tx.programmeDefinition.findFirst({
      where: {
        programmeId: input.programmeId,
        status: { in: ['PUBLISHED', 'RETIRED'] },
        ...(place.provinceId === null ? {} : { provinceId: place.provinceId }),
      },
    });
    if (!runs) refuse('PROGRAMME_NOT_AVAILABLE');
    mustPass(milestonesRefusal(input.startOn, input.milestones));
    const { programmeId, measure } = input;
    const { regionId, organisationId } = place;
    await lockTargets(tx, programmeId);
    const of = { programmeId, regionId, organisationId, measure, startOn: toDate(input.startOn) };
    if (await tx.target.findFirst({ where: of })) refuse('TARGET_EXISTS');
    const id = newUuid();
    const name = input.name.trim();
    await tx.target.create({
      data: {
        ...place,
        ...of,
        id,
        lineId: id,
        name: { zh: name, en: name },
        createdById: ctx.actor.userId,
        createdAt: ctx.now,
        milestones: { create: input.milestones.map(({ on, value }) => ({ dueOn: toDate(on), value })) },
      },
    });
    await recordTargetEvent(tx, ctx, 'target.set', { id, lineId: id, ...place, programmeId }, { measure });
    return { targetId: id };
  });
}

async function findPlace(tx: Tx, name: string): Promise<TargetPlace> {
  const found = await findNamedRegion(tx, name);
  if ('code' in found) refuse(found.code, found.params);
  return placeOfRegion(tx, found.id);
}

async function findBranch(tx: Tx, name: string): Promise<TargetPlace> {
  const found = await tx.organisation.findMany({
    where: {
      active: true,
      kind: { in: ['BANK', 'INSURER'] },
      OR: [{ name: { path: ['zh'], equals: name.trim() } }, { name: { path: ['en'], equals: name.trim() } }],
    },
    select: { id: true },
  });
  const [one] = found;
  if (!one) refuse('ORGANISATION_UNKNOWN', { name });
  if (found.length > 1) refuse('ORGANISATION_AMBIGUOUS', { name, count: found.length });
  return placeOfOrganisation(tx, one.id);
}

/** By the same column as the reads. */
function isVisible(ctx: Context, place: TargetPlace): boolean {
  return Object.entries(visibleTo(ctx.actor)).every(([column, value]) => place[column as keyof TargetPlace] === value);
}

export type ChangedTarget = { targetId: string; milestones: readonly TargetMilestone[]; stretch: boolean };

/**
 * Other milestones of a draft. What is a share of a larger target keeps its share, or says that it takes on more (a
 * stretch). NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, NOTHING_CHANGED, and what milestonesRefusal or shareRefusal
 * says.
 */
export function changeTarget(ctx: Context, input: ChangedTarget): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { row } = await settableTarget(tx, ctx, input.targetId);
    if (row.status !== 'DRAFT') refuse('STATUS_DOES_NOT_ALLOW');
    checkChange(row, input);
    await tx.targetMilestone.deleteMany({ where: { targetId: row.id } });
    await tx.targetMilestone.createMany({ data: milestoneRows(row, input.milestones) });
    await recordTargetEvent(tx, ctx, 'target.changed', row, { stretch: input.stretch });
  });
}

/** Takes back a draft that was set by hand and not split. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW. */
export function discardTarget(ctx: Context, { targetId }: { targetId: string }): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { row } = await settableTarget(tx, ctx, targetId);
    const shares = await tx.target.count({ where: { parentId: row.lineId } });
    if (row.status !== 'DRAFT' || row.parentId !== null || shares > 0) refuse('STATUS_DOES_NOT_ALLOW');
    await tx.targetMilestone.deleteMany({ where: { targetId: row.id } });
    await tx.target.delete({ where: { id: row.id } });
    await recordTargetEvent(tx, ctx, 'target.discarded', row);
  });
}

export type RevisedTarget = ChangedTarget & { reason: string; documentNumber: string };

/**
 * A new revision of a frozen target, in force at once; the old one stays as it was, and its shares are to be split again.
 * A share is revised from above, or raised. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (not the last of its line, or
 * not frozen), INVALID_INPUT, NOTHING_CHANGED, and what milestonesRefusal or shareRefusal says.
 */
export function reviseTarget(ctx: Context, input: RevisedTarget): Promise<Result<{ targetId: string }>> {
  return write(ctx, async (tx) => {
    const { row, line } = await settableTarget(tx, ctx, input.targetId);
    if (row.status !== 'FROZEN' || latestOf(line).id !== row.id) refuse('STATUS_DOES_NOT_ALLOW');
    const [reason, documentNumber] = [input.reason.trim(), input.documentNumber.trim()];
    if (reason === '' || documentNumber === '') refuse('INVALID_INPUT');
    checkChange(row, input);
    const id = newUuid();
    const { milestones: _, name, ...kept } = row;
    await tx.target.create({
      data: {
        ...kept,
        id,
        name: name as object,
        revision: row.revision + 1,
        reason,
        documentNumber,
        ...madeBy(ctx),
        frozenById: ctx.actor.userId,
        frozenAt: ctx.now,
      },
    });
    await tx.targetMilestone.createMany({ data: milestoneRows(row, input.milestones, id) });
    const payload = { revision: row.revision + 1, ...(await settledNow(tx, { TARGET: [id] })) };
    await recordTargetEvent(tx, ctx, 'target.revised', { ...row, id }, payload, reason);
    return { targetId: id };
  });
}

function checkChange(row: StoredTarget, { milestones, stretch }: ChangedTarget) {
  mustPass(
    row.parentId === null
      ? milestonesRefusal(toDay(row.startOn), milestones)
      : shareRefusal(milestones, sharesOf(row), stretch),
  );
  const text = (list: readonly TargetMilestone[]) =>
    sortMilestones(list)
      .map(({ on, value }) => `${on} ${value}`)
      .join();
  if (text(milestones) === text(milestonesOf(row))) refuse('NOTHING_CHANGED');
}

function milestoneRows(row: StoredTarget, milestones: readonly TargetMilestone[], targetId = row.id) {
  const shares = new Map(sharesOf(row).map(({ on, share }) => [on, share]));
  return milestones.map(({ on, value }) => ({
    targetId,
    dueOn: toDate(on),
    value,
    shareValue: row.parentId === null ? null : (shares.get(on) ?? 0n),
  }));
}
