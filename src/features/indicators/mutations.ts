import 'server-only';
import { later } from '@/domain/authority-faults';
import { addDays, type Day } from '@/domain/calendar';
import { type IndicatorBody, indicatorRefusal, mayDefineIndicators } from '@/domain/indicator';
import { mustPass, refuse } from '@/domain/refusal';
import { settledNow } from '@/features/ledger/queries-settled';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { type Indicator, toIndicator } from './definitions';

export type NewIndicator = Pick<
  Indicator,
  'code' | 'name' | 'description' | 'source' | 'moreIsBetter' | 'validFrom'
> & {
  body: IndicatorBody;
};

const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

/**
 * A new indicator. It may hold from a day of the past, for whatever it is made of was counted then too. NOT_PERMITTED,
 * INVALID_INPUT (a code that is none), INDICATOR_CODE_TAKEN {code}, and what indicatorRefusal says of its definition.
 */
export function defineIndicator(ctx: Context, input: NewIndicator): Promise<Result<{ code: string }>> {
  return write(ctx, async (tx) => {
    const versions = await lockVersions(tx, ctx, input.code);
    if (!CODE.test(input.code)) refuse('INVALID_INPUT');
    mustPass(indicatorRefusal(input.body));
    if (versions.length > 0) refuse('INDICATOR_CODE_TAKEN', { code: input.code });
    const last = await tx.indicator.aggregate({ _max: { position: true } });
    return insertVersion(tx, ctx, input, (last._max.position ?? 0) + 10);
  });
}

/**
 * Another definition of an indicator from a day on; until then the old one holds, and figures of days before are read by
 * it. NOT_PERMITTED, NOT_FOUND, INDICATOR_ENDED, INDICATOR_DAYS {earliest} (a day gone by, whose figures have been read),
 * NOTHING_CHANGED, and what indicatorRefusal says.
 */
export function changeIndicator(ctx: Context, input: NewIndicator): Promise<Result<{ code: string }>> {
  return write(ctx, async (tx) => {
    const versions = await lockVersions(tx, ctx, input.code);
    mustPass(indicatorRefusal(input.body));
    const row = versions.at(-1) ?? refuse('NOT_FOUND');
    const known = toIndicator(row);
    mustBeginLater(ctx, known, input.validFrom);
    if (saysTheSame(known, input)) refuse('NOTHING_CHANGED');
    await tx.indicator.update({ where: { id: row.id }, data: { validTo: toDate(input.validFrom) } });
    return insertVersion(tx, ctx, input, row.position, [row.id]);
  });
}

/** Ends an indicator on a day, from which on it is read no more. NOT_PERMITTED, NOT_FOUND, INDICATOR_ENDED, INDICATOR_DAYS {earliest}. */
export function endIndicator(
  ctx: Context,
  { code, validTo }: { code: string; validTo: Day },
): Promise<Result<{ code: string }>> {
  return write(ctx, async (tx) => {
    const versions = await lockVersions(tx, ctx, code);
    const row = versions.at(-1) ?? refuse('NOT_FOUND');
    mustBeginLater(ctx, toIndicator(row), validTo);
    await tx.indicator.update({ where: { id: row.id }, data: { validTo: toDate(validTo) } });
    const payload = { code, validTo, ...(await settledNow(tx, { INDICATOR: [row.id] })) };
    await recordEvent(tx, ctx, { kind: 'indicator.ended', payload, subjectId: row.id });
    return { code };
  });
}

/** The versions of a code, oldest first, one writer after the other: NOT_PERMITTED. */
async function lockVersions(tx: Tx, ctx: Context, code: string) {
  if (!mayDefineIndicators(ctx.actor)) refuse('NOT_PERMITTED');
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('indicator'))::text`;
  return tx.indicator.findMany({ where: { code }, orderBy: { validFrom: 'asc' } });
}

function mustBeginLater(ctx: Context, { validFrom, validTo }: Indicator, from: Day): void {
  if (validTo !== null) refuse('INDICATOR_ENDED', { day: validTo });
  const earliest = later(addDays(validFrom, 1), today(ctx));
  if (from < earliest) refuse('INDICATOR_DAYS', { earliest });
}

function saysTheSame(known: Indicator, input: NewIndicator): boolean {
  const words = ({ name, description, source, moreIsBetter, body }: NewIndicator) =>
    JSON.stringify([
      ...[name.zh, name.en, description.zh, description.en, source, moreIsBetter],
      ...[body.numerator, body.denominator, body.factor, body.aggregation, body.reading, body.unit],
      ...[body.stage, body.segment, [...body.kinds].sort()],
    ]);
  return words(known) === words(input);
}

/** `ended`: the version that ends where this one begins. */
async function insertVersion(
  tx: Tx,
  ctx: Context,
  input: NewIndicator,
  position: number,
  ended: string[] = [],
): Promise<{ code: string }> {
  const { code, name, description, source, moreIsBetter, validFrom, body } = input;
  const { id } = await tx.indicator.create({
    data: {
      ...{ code, name, description, source, moreIsBetter, position },
      ...body,
      kinds: [...body.kinds],
      validFrom: toDate(validFrom),
      definedById: ctx.actor.userId,
      definedAt: ctx.now,
    },
    select: { id: true },
  });
  const { numerator, denominator, aggregation, reading, unit } = body;
  const settled = await settledNow(tx, { INDICATOR: [id, ...ended] });
  const payload = { code, validFrom, numerator, denominator, aggregation, reading, unit, ...settled };
  await recordEvent(tx, ctx, { kind: 'indicator.defined', payload, subjectId: id });
  return { code };
}
