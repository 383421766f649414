import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import {
  type Handed,
  isPeriod,
  lastDayOf,
  mayReport,
  type Period,
  type PeriodState,
  type PeriodStatus,
  returnRefusal,
  reviewRefusal,
  signRefusal,
} from '@/domain/period';
import { type ComparedFigure, compareFigures, type FigureValue } from '@/domain/period-figures';
import type { PeriodFigure, PeriodReport } from '@/generated/prisma/client';
import { read } from '@/server/command';
import type { Tx } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { loadPeriodFigures } from './figures';
import { type LateEvent, loadLateEvents } from './late-queries';
import { findPlace, loadFirstDays, loadUnitsBelow, type Place } from './places-queries';
import { cellOf, homePlaceOf, type PeriodCell, stateWithout } from './queries';

export type TrailStep = { id: string; kind: string; at: Date; by: Label | null; remark: string | null };

export type PeriodView = {
  place: Place;
  programme: { id: string; name: Label };
  cell: PeriodCell;
  report: { id: string; version: number; reportedAt: Date; without: string[] } | null;
  figures: (ComparedFigure & {
    /** the figure as recorded at the end of the period, where the reported one differs from now */
    recordedThen: bigint | null;
  })[];
  late: LateEvent[];
  trail: TrailStep[];
  /** places below that have cases in the programme */
  below: { place: Place; cell: PeriodCell }[];
  may: { report: boolean; review: boolean; sign: boolean; sendBack: boolean };
};

type Wanted = { regionId: number; programmeId: string; period: Period };

/**
 * A report as it stands: figures as reported beside those known now, what was recorded late, every step, and those below.
 * Null outside the person's place, for an unknown programme and for what is no period or is not over.
 */
export function getPeriod(actor: Actor, wanted: Wanted, now: Date): Promise<PeriodView | null> {
  const { period, programmeId } = wanted;
  const today = dayOf(now);
  if (homePlaceOf(actor) === null || !isPeriod(period) || lastDayOf(period) >= today) return Promise.resolve(null);
  return read(actor, async (tx) => {
    const place = await findPlace(tx, actor, wanted.regionId);
    const programme = await tx.programme.findUnique({
      where: { id: programmeId },
      select: { id: true, name: true },
    });
    if (!place || !programme) return null;
    const key = { regionId: place.regionId, programmeId, period };
    const report = await tx.periodReport.findUnique({
      where: { regionId_programmeId_period: key },
      include: { figures: true },
    });
    const known = await loadPeriodFigures(tx, actor, { place, programmeId, period, today });
    const compared = compareFigures(report === null ? null : report.figures.map(toFigure), known);
    const isMoved = compared.some(({ change }) => change !== 0n);
    const then = isMoved
      ? await loadPeriodFigures(tx, actor, { place, programmeId, period, today, asRecorded: true })
      : [];
    const calendar = await loadWorkCalendar(tx);
    const units = await loadUnitsBelow(tx, place);
    const first = await loadFirstDays(tx, [place, ...units], programmeId);
    const states = await tx.periodReport.findMany({
      where: { programmeId, period, regionId: { in: units.map(({ regionId }) => regionId) } },
      select: { regionId: true, status: true },
    });
    const cell = (of: Place, status: PeriodStatus | undefined): PeriodCell => {
      const since = first.find(({ regionId }) => regionId === of.regionId)?.day;
      return cellOf(of, period, (status ?? stateWithout(since, period)) satisfies PeriodState, today, calendar);
    };
    const below = units
      .map((unit) => ({
        place: unit,
        cell: cell(unit, states.find(({ regionId }) => regionId === unit.regionId)?.status),
      }))
      .filter((unit) => unit.cell.state !== 'NOTHING');
    return {
      place,
      programme: { id: programme.id, name: programme.name as Label },
      cell: cell(place, report?.status),
      report: report && {
        id: report.id,
        version: report.version,
        reportedAt: report.reportedAt,
        without: units.filter(({ regionId }) => report.withoutRegionIds.includes(regionId)).map(({ name }) => name),
      },
      figures: compared.map((figure) => ({
        ...figure,
        recordedThen:
          figure.change === 0n
            ? null
            : (then.find(({ span, measure }) => span === figure.span && measure === figure.measure)?.value ?? null),
      })),
      late: report ? await loadLateEvents(tx, actor, { place, programmeId, period, since: report.reportedAt }) : [],
      trail: report ? await loadTrail(tx, report.id) : [],
      below,
      may: mayNow(actor, place, report),
    };
  });
}

/** The database keeps measure and span to their lists: only computed figures are ever written. */
function toFigure({ span, measure, value }: PeriodFigure): FigureValue {
  return { span, measure, value } as FigureValue;
}

function mayNow(actor: Actor, place: Place, report: PeriodReport | null): PeriodView['may'] {
  const isOpen = report === null || report.status === 'RETURNED';
  const handed: Handed | null = report;
  return {
    report: isOpen && mayReport(actor, place),
    review: handed !== null && reviewRefusal(actor, place, handed) === null,
    sign: handed !== null && signRefusal(actor, place, handed) === null,
    sendBack: handed !== null && returnRefusal(actor, place, handed) === null,
  };
}

/** Every step of a report, the latest first. */
async function loadTrail(tx: Tx, reportId: string): Promise<TrailStep[]> {
  return tx.$queryRaw<TrailStep[]>`
    SELECT e.id, e.kind, e.recorded_at AS at, u.name AS by, m.text AS remark
    FROM event e LEFT JOIN app_user u ON u.id = e.actor_id LEFT JOIN remark m ON m.event_id = e.id
    WHERE e.subject_id = ${reportId}::uuid AND e.kind LIKE 'period.%' ORDER BY e.recorded_at DESC, e.id DESC`;
}
