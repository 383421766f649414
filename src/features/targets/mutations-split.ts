import 'server-only';
import { refuse } from '@/domain/refusal';
import { type SplitMethod, splitMilestones, type TargetMilestone, unsplitMilestones } from '@/domain/target';
import { settledNow } from '@/features/ledger/queries-settled';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { keyOf, loadPlacesBelow, type PlaceBelow } from './places';
import { currentOf, latestOf, loadLines, milestonesOf, type StoredTarget, sharesOf } from './rows';
import { madeBy, recordTargetEvent, settableTarget } from './settable';

export type Split = {
  targetId: string;
  method: SplitMethod;
  /** by key of the place: its weight, or its funds in fen; not asked where it is split equally */
  weights: ReadonlyMap<string, bigint>;
};

/**
 * Splits a target over all that lies directly below, as drafts; what was a draft is made anew, what was frozen gets a
 * draft revision under the document of the target's own. By weight or funds a place without any takes no part.
 * NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW (an old revision), TARGET_NOT_SPLITTABLE, INVALID_INPUT (a weight of
 * nobody), TARGET_WEIGHTS_MISSING, TARGET_TOO_SMALL {count}, TARGET_EXISTS, TARGET_SHARE_STANDS {count} (frozen shares
 * still fit, or one of them would fall away).
 */
export function splitTarget(ctx: Context, input: Split): Promise<Result<{ shares: number }>> {
  return write(ctx, async (tx) => {
    const { row, current } = await settableTarget(tx, ctx, input.targetId);
    if (row.id !== current.id) refuse('STATUS_DOES_NOT_ALLOW');
    const below = await loadPlacesBelow(tx, row);
    if (below.length === 0) refuse('TARGET_NOT_SPLITTABLE');
    const parts = weigh(below, input);
    const milestones = milestonesOf(row);
    const split = splitMilestones(
      milestones,
      parts.map(({ weight }) => weight),
    );
    if (!split) refuse('TARGET_WEIGHTS_MISSING');
    const empty = split.filter((share) => share.at(-1)?.value === 0n).length;
    if (empty > 0) refuse('TARGET_TOO_SMALL', { count: empty });
    const lines = [...(await loadLines(tx, { parentId: row.lineId })).values()];
    await clearOld(tx, row, lines, new Set(parts.map(({ key }) => key)));
    const drafts = parts.map(({ key, place, weight }) => {
      const line = lines.find((one) => keyOf(latestOf(one)) === key);
      return { ...draftIn(ctx, { parent: row, line, place }), weight, splitBy: input.method };
    });
    await checkFree(tx, row, drafts);
    const known = new Set(lines.map((line) => latestOf(line).id));
    for (const { id, ...data } of drafts.filter((draft) => known.has(draft.id)))
      await tx.target.update({ where: { id }, data });
    await tx.target.createMany({ data: drafts.filter(({ id }) => !known.has(id)) });
    await tx.targetMilestone.createMany({
      data: drafts.flatMap(({ id }, index) =>
        (split[index] ?? []).map(({ on, value }) => ({ targetId: id, dueOn: toDate(on), value, shareValue: value })),
      ),
    });
    await recordTargetEvent(tx, ctx, 'target.split', row, { method: input.method, shares: parts.length });
    return { shares: parts.length };
  });
}

function weigh(below: readonly PlaceBelow[], { method, weights }: Split): (PlaceBelow & { weight: bigint })[] {
  if (method === 'EQUAL') return below.map((place) => ({ ...place, weight: 1n }));
  const known = new Set(below.map(({ key }) => key));
  if ([...weights].some(([key, weight]) => !known.has(key) || weight < 0n)) refuse('INVALID_INPUT');
  return below.map((place) => ({ ...place, weight: weights.get(place.key) ?? 0n })).filter(({ weight }) => weight > 0n);
}

/** Takes away the drafts that this split replaces. What people are held to stays, unless the target itself has moved. */
async function clearOld(tx: Tx, parent: StoredTarget, lines: readonly StoredTarget[][], kept: ReadonlySet<string>) {
  const frozen = lines.filter((line) => currentOf(line).status === 'FROZEN');
  const stands = unsplitMilestones(
    milestonesOf(parent),
    lines.map((line) => sharesOf(currentOf(line))),
  );
  if (frozen.length > 0 && stands.length === 0) refuse('TARGET_SHARE_STANDS', { count: frozen.length });
  const falling = lines.filter((line) => !kept.has(keyOf(latestOf(line))));
  const below = await tx.target.count({ where: { parentId: { in: falling.map((line) => latestOf(line).lineId) } } });
  const held = falling.filter((line) => currentOf(line).status === 'FROZEN').length + below;
  if (held > 0) refuse('TARGET_SHARE_STANDS', { count: held });
  const drafts = lines.map(latestOf).filter((row) => row.status === 'DRAFT');
  await tx.targetMilestone.deleteMany({ where: { targetId: { in: drafts.map(({ id }) => id) } } });
  await tx.target.deleteMany({ where: { id: { in: falling.map((line) => latestOf(line).id) } } });
}

type Draft = { parent: StoredTarget; line: StoredTarget[] | undefined; place: PlaceBelow['place'] };

/** The draft that holds a share: the one there is, a revision of a frozen one, or a new one. */
function draftIn(ctx: Context, { parent, line, place }: Draft) {
  const { programmeId, measure, startOn } = parent;
  const name = parent.name as object;
  const of = { programmeId, measure, startOn, name, parentId: parent.lineId, ...place, ...madeBy(ctx) };
  const last = line?.at(-1);
  const id = newUuid();
  if (!last) return { ...of, id, lineId: id, revision: 0 };
  const { lineId } = last;
  const because = { documentNumber: parent.documentNumber, reason: parent.reason ?? parent.documentNumber };
  if (last.status === 'FROZEN') return { ...of, id, lineId, revision: last.revision + 1, ...because };
  return { ...of, id: last.id, lineId, revision: last.revision, ...(last.revision > 0 ? because : {}) };
}

/** A place has one target of a programme, measure and start, wherever it came from. */
async function checkFree(
  tx: Tx,
  { programmeId, measure, startOn }: StoredTarget,
  drafts: ReturnType<typeof draftIn>[],
) {
  const fresh = drafts.filter(({ id, lineId }) => id === lineId);
  const taken = await tx.target.count({
    where: {
      ...{ programmeId, measure, startOn },
      lineId: { notIn: fresh.map(({ lineId }) => lineId) },
      OR: fresh.map(({ regionId, organisationId }) => ({ regionId, organisationId })),
    },
  });
  if (taken > 0) refuse('TARGET_EXISTS');
}

export type Freeze = { targetId: string; documentNumber: string };

/**
 * Puts a draft in force by a document: from then on only a revision changes it. NOT_PERMITTED, NOT_FOUND, INVALID_INPUT,
 * STATUS_DOES_NOT_ALLOW, TARGET_PARENT_DRAFT, TARGET_SPLIT_STALE (the shares beside it no longer make up the whole).
 */
export function freezeTarget(ctx: Context, input: Freeze): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const { row } = await settableTarget(tx, ctx, input.targetId);
    if (row.status !== 'DRAFT') refuse('STATUS_DOES_NOT_ALLOW');
    if (row.parentId !== null) await checkParent(tx, row.parentId);
    await tx.target.update({ where: { id: row.id }, data: frozenBy(ctx, input.documentNumber) });
    const settled = await settledNow(tx, { TARGET: [row.id] });
    await recordTargetEvent(tx, ctx, 'target.frozen', row, { revision: row.revision, ...settled });
  });
}

/** All shares of a frozen target at once; refused as freezeTarget, STATUS_DOES_NOT_ALLOW where no draft is left. */
export function freezeShares(ctx: Context, input: Freeze): Promise<Result<{ frozen: number }>> {
  return write(ctx, async (tx) => {
    const { row } = await settableTarget(tx, ctx, input.targetId);
    const lines = await checkParent(tx, row.lineId);
    const drafts = lines.map(latestOf).filter(({ status }) => status === 'DRAFT');
    if (drafts.length === 0) refuse('STATUS_DOES_NOT_ALLOW');
    const ids = drafts.map(({ id }) => id);
    await tx.target.updateMany({ where: { id: { in: ids } }, data: frozenBy(ctx, input.documentNumber) });
    const settled = await settledNow(tx, { TARGET: ids });
    await recordTargetEvent(tx, ctx, 'target.shares-frozen', row, { shares: ids.length, ...settled });
    return { frozen: drafts.length };
  });
}

/** The parent goes first, and its shares as they would be frozen make it up. */
async function checkParent(tx: Tx, parentLineId: string): Promise<StoredTarget[][]> {
  const parent = currentOf((await loadLines(tx, { lineId: parentLineId })).get(parentLineId) ?? []);
  if (parent.status !== 'FROZEN') refuse('TARGET_PARENT_DRAFT');
  const lines = [...(await loadLines(tx, { parentId: parentLineId })).values()];
  const wanted: TargetMilestone[] = milestonesOf(parent);
  const shares = lines.map((line) => sharesOf(latestOf(line)));
  if (unsplitMilestones(wanted, shares).length > 0) refuse('TARGET_SPLIT_STALE');
  return lines;
}

function frozenBy(ctx: Context, typed: string) {
  const documentNumber = typed.trim();
  if (documentNumber === '') refuse('INVALID_INPUT');
  return { status: 'FROZEN', documentNumber, frozenById: ctx.actor.userId, frozenAt: ctx.now } as const;
}
