import 'server-only';
import { dayOf } from '@/domain/calendar';
import { type Period, reportRefusal } from '@/domain/period';
import { mustPass, refuse } from '@/domain/refusal';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, write } from '@/server/command';
import { loadPeriodFigures } from './figures';
import { findPlace } from './places-queries';
import { loadUnsigned, recordStep } from './steps';

export type HandedIn = {
  programmeId: string;
  regionId: number;
  period: Period;
  /** places below that have not signed, left out for the reason in the remark */
  without: readonly number[];
  remark: string;
};

/**
 * 填报: hands in the figures of a place as they are known at this moment; nobody types one. Again after it was sent back.
 * NOT_PERMITTED, NOT_FOUND (a place outside the own one), PROGRAMME_NOT_AVAILABLE, and what reportRefusal says.
 */
export function reportPeriod(ctx: Context, input: HandedIn): Promise<Result<{ reportId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'period.report');
    const { programmeId, period } = input;
    const place = (await findPlace(tx, ctx.actor, input.regionId)) ?? refuse('NOT_FOUND');
    const { regionId, provinceId, cityId, countyId, townshipId } = place;
    const runs = await tx.programmeDefinition.findFirst({
      where: {
        programmeId,
        status: { in: ['PUBLISHED', 'RETIRED'] },
        ...(provinceId === null ? {} : { provinceId }),
      },
      select: { id: true },
    });
    if (!runs) refuse('PROGRAMME_NOT_AVAILABLE');
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('period'), hashtext(${`${programmeId} ${regionId}`}))::text`;
    const key = { regionId_programmeId_period: { regionId, programmeId, period } };
    const before = await tx.periodReport.findUnique({ where: key });
    const today = dayOf(ctx.now);
    const unsigned = await loadUnsigned(tx, place, programmeId, period);
    const leftOut = unsigned.filter((unit) => input.without.includes(unit.regionId));
    const remark = input.remark.trim();
    mustPass(
      reportRefusal(ctx.actor, place, {
        ...{ period, today, remark },
        state: before?.status ?? 'MISSING',
        unsigned: unsigned.filter((unit) => !leftOut.includes(unit)).map(({ name }) => ({ zh: name, en: name })),
        leftOut: leftOut.length,
      }),
    );
    const figures = await loadPeriodFigures(tx, ctx.actor, { place, programmeId, period, today });
    const handed = {
      status: 'REPORTED' as const,
      withoutRegionIds: leftOut.map((unit) => unit.regionId),
      reportedById: ctx.actor.userId,
      reportedAt: ctx.now,
    };
    const path = { regionId, provinceId, cityId, countyId, townshipId };
    const row = before
      ? await tx.periodReport.update({ where: { id: before.id }, data: { ...handed, version: { increment: 1 } } })
      : await tx.periodReport.create({ data: { id: newUuid(), programmeId, period, ...path, ...handed } });
    await tx.periodFigure.deleteMany({ where: { reportId: row.id } });
    await tx.periodFigure.createMany({ data: figures.map((figure) => ({ reportId: row.id, ...figure })) });
    await recordStep(tx, ctx, place, row, remark);
    return { reportId: row.id };
  });
}
