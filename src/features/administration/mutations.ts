import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Day } from '@/domain/calendar';
import { readCalendarYear } from '@/domain/calendar-year';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { dueOf } from '@/features/cases/mutations-clock';
import { settledNow } from '@/features/ledger/queries-settled';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import { recordEvent } from '@/server/events';
import { addJob } from '@/server/jobs';
import { asSystem } from '@/server/row-scope';
import { forgetWorkCalendar } from '@/server/work-calendar';

export type CalendarYearInput = { year: number; publishedOn: Day; holidays: string; workdays: string };

/**
 * Enters a year's published working calendar, or enters it anew; due days are computed again by a job of the same
 * transaction. Refuses NOT_PERMITTED, CALENDAR_YEAR_OVER, DATE_IN_FUTURE and what `readCalendarYear` refuses.
 */
export async function publishCalendarYear(ctx: Context, input: CalendarYearInput): Promise<Result<{ year: number }>> {
  const result = await write(ctx, async (tx) => {
    if (!can(ctx.actor, 'calendar.manage')) refuse('NOT_PERMITTED');
    const { year } = input;
    if (year < Number(today(ctx).slice(0, 4))) refuse('CALENDAR_YEAR_OVER', { year: String(year) });
    if (input.publishedOn > today(ctx)) refuse('DATE_IN_FUTURE');
    const reading = readCalendarYear(year, input.holidays, input.workdays);
    if (!reading.ok) refuse(reading.refusal.code, reading.refusal.params);
    const publishedOn = toDate(input.publishedOn);
    await tx.calendarYear.upsert({
      where: { year },
      create: { year, publishedOn },
      update: { publishedOn },
    });
    await tx.calendarDay.deleteMany({
      where: { day: { gte: toDate(`${year}-01-01`), lte: toDate(`${year}-12-31`) } },
    });
    await tx.calendarDay.createMany({ data: reading.value.map(({ day, kind }) => ({ day: toDate(day), kind })) });
    const count = (kind: string) => reading.value.filter((exception) => exception.kind === kind).length;
    await recordEvent(tx, ctx, {
      kind: 'calendar.published',
      payload: {
        ...{ year, publishedOn: input.publishedOn, holidays: count('HOLIDAY'), workdays: count('WORKDAY') },
        ...(await settledNow(tx, { CALENDAR: [year] })),
      },
    });
    await addJob(tx, 'calendar.recompute', {});
    return { year };
  });
  forgetWorkCalendar();
  return result;
}

const BATCH = 200;

/**
 * Computes the due day of every running case again, after the calendar was changed. The job behind it runs in a process
 * of its own, so what that process remembers of the calendar is forgotten first. Returns how many cases moved.
 */
export async function recomputeDueDays(now: Date): Promise<{ moved: number }> {
  forgetWorkCalendar();
  let moved = 0;
  let after: string | undefined;
  for (;;) {
    // A job has no actor: it goes past write(), in small transactions so that nobody waits for it long.
    const requestId = randomUUID();
    const page = await asSystem('a job', async (tx) => {
      const rows = await tx.caseRecord.findMany({
        where: { status: { not: 'CLOSED' }, dueOn: { not: null }, ...(after ? { id: { gt: after } } : {}) },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: BATCH,
      });
      for (const { id } of rows) {
        await tx.$queryRaw`SELECT 1 FROM case_record WHERE id = ${id}::uuid FOR UPDATE`;
        const before = await tx.caseRecord.findUniqueOrThrow({ where: { id } });
        const due = await dueOf(tx, id);
        if (due.dueOn?.getTime() === before.dueOn?.getTime() && due.dueProvisional === before.dueProvisional) continue;
        await tx.caseRecord.update({ where: { id }, data: due });
        const { provinceId, cityId, countyId, townshipId, villageId } = before;
        const { financierId, provincialBranchId, countyBranchId, programmeId, applicantKind } = before;
        await recordEvent(
          tx,
          { actor: null, now, requestId },
          {
            kind: 'case.due-day-moved',
            payload: { dueOn: due.dueOn?.toISOString().slice(0, 10) ?? null, provisional: due.dueProvisional },
            caseId: id,
            scope: {
              ...{ provinceId, cityId, countyId, townshipId, villageId },
              ...{ financierId, provincialBranchId, countyBranchId, programmeId, applicantKind },
            },
          },
        );
        moved += 1;
      }
      return rows;
    });
    after = page.at(-1)?.id;
    if (page.length < BATCH || !after) return { moved };
  }
}
