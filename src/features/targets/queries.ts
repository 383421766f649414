import 'server-only';
import type { Actor, Label, RegionLevel } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import type { TargetMeasure } from '@/domain/measures';
import { type PaceView, preparePace } from '@/domain/pace-view';
import { can } from '@/domain/permissions';
import { isStretched, maySetTargets, type SplitMethod, type TargetMilestone, unsplitMilestones } from '@/domain/target';
import { namesOf, organisationNamesOf, regionNamesOf } from '@/features/cases/people';
import { loadSeries } from '@/features/figures/cube-queries';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { loadWorkCalendar } from '@/server/work-calendar';
import { keyOf, loadPlacesBelow } from './places';
import { loadProgress, type Progress } from './progress-queries';
import {
  currentOf,
  latestOf,
  levelOf,
  loadLines,
  measureOf,
  milestonesOf,
  readerFor,
  type StoredTarget,
  sharesOf,
} from './rows';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type TargetRow = {
  id: string;
  name: Label;
  programmeId: string;
  programme: Label;
  regionId: number;
  place: Label;
  /** whose cases it counts where it is of an organisation: the financier of it, for the list behind */
  financierId: string | null;
  measure: TargetMeasure;
  startOn: Day;
  status: 'DRAFT' | 'FROZEN';
  revision: number;
  /** a draft revision waits to be frozen */
  hasDraft: boolean;
  /** set above its share of the target above */
  isStretched: boolean;
  /** its shares no longer make it up */
  isUnsplit: boolean;
  /** what of the due milestone the target above leaves to it; null where there is none above */
  dueShare: bigint | null;
  progress: Progress;
};

/** What holds of the lines, with where it stands as of a day. */
async function toRows(
  tx: Tx,
  actor: Actor,
  lines: readonly StoredTarget[][],
  asOf: Day,
  today: Day,
): Promise<TargetRow[]> {
  const rows = lines.map(currentOf);
  const children = await loadLines(tx, { parentId: { in: rows.map(({ lineId }) => lineId) } });
  const progress = await loadProgress(tx, actor, rows, asOf, today);
  const programmes = await tx.programme.findMany({ where: { id: { in: rows.map((row) => row.programmeId) } } });
  const regions = await regionNamesOf(
    tx,
    rows.map((row) => row.regionId),
  );
  const organisations = await organisationNamesOf(
    tx,
    rows.map((row) => row.organisationId),
  );
  return lines.map((line, index) => {
    const row = rows[index] as StoredTarget;
    const shares = [...children.values()].filter((child) => child[0]?.parentId === row.lineId);
    const region = regions.get(row.regionId) ?? '--';
    return {
      id: row.id,
      name: row.name as Label,
      programmeId: row.programmeId,
      programme: programmes.find(({ id }) => id === row.programmeId)?.name as Label,
      regionId: row.regionId,
      place: (row.organisationId && organisations.get(row.organisationId)) || { zh: region, en: region },
      financierId: row.organisationId && row.financierId,
      measure: measureOf(row),
      startOn: toDay(row.startOn),
      status: row.status,
      revision: row.revision,
      hasDraft: latestOf(line).id !== row.id,
      isStretched: row.parentId !== null && isStretched(sharesOf(row)),
      isUnsplit:
        unsplitMilestones(
          milestonesOf(row),
          shares.map((child) => sharesOf(currentOf(child))),
        ).length > 0,
      dueShare: dueShareOf(row, progress.get(row.id)),
      progress: progress.get(row.id) as Progress,
    };
  });
}

function dueShareOf(row: StoredTarget, progress: Progress | undefined): bigint | null {
  if (row.parentId === null) return null;
  return sharesOf(row).find(({ on }) => on === progress?.due.on)?.share ?? null;
}

export type TargetList = { rows: TargetRow[]; programmes: { id: string; name: Label }[]; maySet: boolean };

/**
 * The targets that a person sees from the top: those without one above it in their scope; the shares of each stand on its
 * page. Of one programme or of all, as of today.
 */
export function listTargets(actor: Actor, programmeId: string | null, now: Date): Promise<TargetList> {
  return read(actor, async (tx) => {
    if (!can(actor, 'figure.read')) return { rows: [], programmes: [], maySet: false };
    const visible = visibleTo(actor);
    // said twice, for a column that is empty (a city has no county) is neither equal nor unequal
    const above = Object.entries(visible).flatMap(([column, value]) => [
      { parent: { [column]: { not: value } } },
      { parent: { [column]: null } },
    ]);
    const top = { AND: [visible, { OR: [{ parentId: null }, ...above] }] };
    const lines = [...(await loadLines(tx, top)).values()];
    const ids = [...new Set(lines.map((line) => currentOf(line).programmeId))];
    const programmes = await tx.programme.findMany({ where: { id: { in: ids } }, orderBy: { code: 'asc' } });
    const shown = lines.filter((line) => programmeId === null || currentOf(line).programmeId === programmeId);
    return {
      rows: await toRows(tx, actor, shown, dayOf(now), dayOf(now)),
      programmes: programmes.map(({ id, name }) => ({ id, name: name as Label })),
      maySet: maySetTargets(actor, actor.organisation.level),
    };
  });
}

export type Revision = {
  id: string;
  revision: number;
  status: 'DRAFT' | 'FROZEN';
  documentNumber: string | null;
  reason: string | null;
  by: Label | null;
  frozenBy: Label | null;
  frozenOn: Day | null;
  /** each milestone as it was before and is since; null where there was or is none */
  changes: { on: Day; from: bigint | null; to: bigint | null }[];
};
export type TargetView = {
  target: TargetRow;
  /** the row asked for, which may be an old revision or a draft */
  shown: {
    id: string;
    revision: number;
    status: 'DRAFT' | 'FROZEN';
    milestones: (TargetMilestone & { share: bigint | null })[];
  };
  isCurrent: boolean;
  currentId: string;
  /** the last of the line, where it is another one: a draft revision */
  draftId: string | null;
  level: RegionLevel;
  splitBy: SplitMethod | null;
  pace: PaceView | null;
  /** `id` only where the actor sees it */
  parent: { id: string | null; name: Label; place: string; frozen: boolean } | null;
  shares: TargetRow[];
  /** drafts among the shares, revisions of frozen ones included */
  draftShares: number;
  revisions: Revision[];
  may: { change: boolean; discard: boolean; freeze: boolean; revise: boolean; split: boolean; freezeShares: boolean };
};

/** One target with its pace, its shares and its revisions; null outside the actor's scope. */
export function getTarget(actor: Actor, id: string, now: Date): Promise<TargetView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id) || !can(actor, 'figure.read')) return null;
    const asked = await tx.target.findFirst({ where: { AND: [{ id }, visibleTo(actor)] } });
    if (!asked) return null;
    const line = (await loadLines(tx, { lineId: asked.lineId })).get(asked.lineId) ?? [];
    const row = line.find((one) => one.id === id);
    const today = dayOf(now);
    const [target] = await toRows(tx, actor, [line], today, today);
    if (!row || !target) return null;
    const current = currentOf(line);
    const latest = latestOf(line);
    const children = [...(await loadLines(tx, { parentId: row.lineId })).values()];
    const level = await levelOf(tx, row.regionId);
    const sets = maySetTargets(actor, level);
    const draftShares = children.filter((child) => latestOf(child).status === 'DRAFT').length;
    const parent = await parentOf(tx, actor, row);
    const isDraft = row.status === 'DRAFT';
    // what people are held to is split again only once the target has moved
    const stands = !target.isUnsplit && children.some((child) => currentOf(child).status === 'FROZEN');
    return {
      target,
      shown: {
        id,
        revision: row.revision,
        status: row.status,
        milestones: row.milestones.map(({ dueOn, value, shareValue }) => ({
          on: toDay(dueOn),
          value,
          share: shareValue,
        })),
      },
      isCurrent: current.id === id,
      currentId: current.id,
      draftId: latest.id !== current.id ? latest.id : null,
      level,
      splitBy: children[0] ? latestOf(children[0]).splitBy : null,
      pace: await paceOf(tx, actor, row, level, today),
      parent,
      shares: await toRows(tx, actor, children, today, today),
      draftShares,
      revisions: await revisionsOf(tx, line),
      may: {
        change: sets && isDraft,
        discard: sets && isDraft && row.parentId === null && children.length === 0,
        freeze: sets && isDraft && (row.parentId === null || parent?.frozen === true),
        revise: sets && !isDraft && latest.id === id,
        split: sets && current.id === id && !stands && (await loadPlacesBelow(tx, row)).length > 0,
        freezeShares: sets && current.id === id && !isDraft && draftShares > 0,
      },
    };
  });
}

async function paceOf(tx: Tx, actor: Actor, row: StoredTarget, level: RegionLevel, asOf: Day) {
  const measure = measureOf(row);
  const startOn = toDay(row.startOn);
  const milestones = milestonesOf(row).map(({ on, value }) => ({ on, target: value }));
  const place = { level, ids: [row.regionId] };
  const wanted = { place, measure, programmeId: row.programmeId, from: startOn, until: asOf };
  const series = await loadSeries(tx, readerFor(actor, row), wanted);
  return preparePace({ measure, startOn, milestones, series }, asOf, await loadWorkCalendar(tx));
}

/** The target above and whether it is in force; its link only where the actor sees it. */
async function parentOf(tx: Tx, actor: Actor, row: StoredTarget): Promise<TargetView['parent']> {
  if (row.parentId === null) return null;
  const line = (await loadLines(tx, { lineId: row.parentId })).get(row.parentId) ?? [];
  const { id, name, regionId, status } = currentOf(line);
  const seen = await tx.target.count({ where: { AND: [{ id }, visibleTo(actor)] } });
  const places = await regionNamesOf(tx, [regionId]);
  return {
    id: seen > 0 ? id : null,
    name: name as Label,
    place: places.get(regionId) ?? '--',
    frozen: status === 'FROZEN',
  };
}

/** The latest first, each against the one before it. */
async function revisionsOf(tx: Tx, line: readonly StoredTarget[]): Promise<Revision[]> {
  const people = await namesOf(
    tx,
    line.flatMap((row) => [row.createdById, row.frozenById]),
  );
  const nameOf = (id: string | null) => (id && people.get(id)?.name) || null;
  return line
    .map((row, index) => {
      const before = line[index - 1];
      const [old, next] = [before ? milestonesOf(before) : [], milestonesOf(row)];
      const days = [...new Set([...old, ...next].map(({ on }) => on))].sort();
      const valueOn = (list: readonly TargetMilestone[], on: Day) => list.find((one) => one.on === on)?.value ?? null;
      return {
        id: row.id,
        revision: row.revision,
        status: row.status,
        documentNumber: row.documentNumber,
        reason: row.reason,
        by: nameOf(row.createdById),
        frozenBy: nameOf(row.frozenById),
        frozenOn: row.frozenAt && dayOf(row.frozenAt),
        changes: days
          .map((on) => ({ on, from: valueOn(old, on), to: valueOn(next, on) }))
          .filter(({ from, to }) => from !== to),
      };
    })
    .reverse();
}

export type SplitView = {
  target: TargetRow;
  milestones: TargetMilestone[];
  /** `weight`: of the last split, in fen where it was by funds */
  places: { key: string; name: Label; weight: bigint | null }[];
  method: SplitMethod | null;
};

/** What the form of a split needs; null where there is nothing to split for this person. */
export function getSplit(actor: Actor, id: string, now: Date): Promise<SplitView | null> {
  return read(actor, async (tx) => {
    if (!UUID.test(id)) return null;
    const asked = await tx.target.findFirst({ where: { AND: [{ id }, visibleTo(actor)] } });
    if (!asked || !maySetTargets(actor, await levelOf(tx, asked.regionId))) return null;
    const line = (await loadLines(tx, { lineId: asked.lineId })).get(asked.lineId) ?? [];
    const row = currentOf(line);
    const below = await loadPlacesBelow(tx, row);
    const [target] = await toRows(tx, actor, [line], dayOf(now), dayOf(now));
    if (!target || row.id !== id || below.length === 0) return null;
    const children = [...(await loadLines(tx, { parentId: row.lineId })).values()].map(latestOf);
    const weights = new Map(children.map((child) => [keyOf(child), child.weight]));
    return {
      target,
      milestones: milestonesOf(row),
      places: below.map(({ key, name }) => ({ key, name, weight: weights.get(key) ?? null })),
      method: children[0]?.splitBy ?? null,
    };
  });
}

/** Programmes that run in the actor's reach: for the form. */
export function listTargetProgrammes(actor: Actor): Promise<{ id: string; name: Label }[]> {
  return read(actor, async (tx) => {
    const place = await tx.regionVersion.findFirst({
      where: { regionId: actor.organisation.regionId, validTo: null },
      select: { provinceId: true },
    });
    const rows = await tx.programmeDefinition.findMany({
      where: { status: 'PUBLISHED', ...(place?.provinceId ? { provinceId: place.provinceId } : {}) },
      distinct: ['programmeId'],
      include: { programme: true },
      orderBy: { programme: { code: 'asc' } },
    });
    return rows.map(({ programme }) => ({ id: programme.id, name: programme.name as Label }));
  });
}
