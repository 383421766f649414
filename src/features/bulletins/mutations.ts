import 'server-only';
import type { RegionLevel } from '@/domain/actor';
import { type Period, periodRefusal, unitLevelsOf } from '@/domain/bulletin';
import { readBulletinText, typedFigureRefusal } from '@/domain/bulletin-text';
import { addWorkingDays, type Day } from '@/domain/calendar';
import { mustPass, refuse } from '@/domain/refusal';
import type { Bulletin } from '@/generated/prisma/client';
import { newUuid } from '@/lib/uuid';
import { type Context, mustHold, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { loadWorkCalendar } from '@/server/work-calendar';
import { listGoodCases } from './case-queries';
import { changeableBulletin, recordBulletinEvent, type Seen } from './changeable';
import { type Computed, computeBulletin } from './compute-queries';
import { figuresByName } from './figure-names';
import { firstWords } from './first-words';
import { type BulletinPlace, placeOf } from './place';
import { periodOfRow, writeUnits } from './stored';

/** working days that pressed units have for their answer unless the drafter says otherwise */
const DAYS_TO_REPLY = 10;

export type NewBulletin = { programmeId: string; unitLevel: RegionLevel; period: Period; asOf: Day };

/**
 * Drafts a bulletin of the person's own place, computed and with first words. NOT_PERMITTED, BULLETIN_NO_UNITS,
 * PROGRAMME_NOT_AVAILABLE, BULLETIN_PERIOD {from, until}, BULLETIN_AS_OF {from, until}, DATE_IN_FUTURE.
 */
export function draftBulletin(ctx: Context, input: NewBulletin): Promise<Result<{ bulletinId: string }>> {
  return write(ctx, async (tx) => {
    mustHold(ctx, 'bulletin.draft');
    const { programmeId, unitLevel, period, asOf } = input;
    const { organisation, scope, userId } = ctx.actor;
    const place = await placeOf(tx, organisation.regionId);
    if (!unitLevelsOf(place.level).includes(unitLevel) || !isAnswerable(scope.kind)) refuse('BULLETIN_NO_UNITS');
    await mustRunIn(tx, programmeId, place);
    mustPass(periodRefusal(period, asOf, today(ctx)));
    const computed = await compute(tx, ctx, { ...input, place });
    const words = await firstWords(tx, { place, programmeId, period, computed, organisationId: organisation.id });
    const replyBy = addWorkingDays(today(ctx), DAYS_TO_REPLY, await loadWorkCalendar(tx));
    const { regionId, provinceId, cityId, countyId, townshipId } = place;
    const row = await tx.bulletin.create({
      data: {
        ...{ id: newUuid(), programmeId, unitLevel, regionId, provinceId, cityId, countyId, townshipId },
        organisationId: organisation.id,
        period: period.kind,
        ...{ startOn: toDate(period.from), endOn: toDate(period.until), asOf: toDate(asOf) },
        ...words,
        replyDueOn: toDate(replyBy.day),
        ...computedColumns(ctx, computed),
        ...{ draftedById: userId, draftedAt: ctx.now, editedById: userId },
      },
    });
    await writeUnits(tx, row.id, computed);
    await recordBulletinEvent(tx, ctx, 'bulletin.drafted', row, { payload: { asOf, units: computed.units.length } });
    return { bulletinId: row.id };
  });
}

// A branch or an administrator has no place whose units answer to them.
const isAnswerable = (kind: string) => kind === 'REGION' || kind === 'NATION';

async function mustRunIn(tx: Tx, programmeId: string, { provinceId }: BulletinPlace): Promise<void> {
  const runs = await tx.programmeDefinition.findFirst({
    where: {
      ...{ programmeId, status: { in: ['PUBLISHED', 'RETIRED'] } },
      ...(provinceId === null ? {} : { provinceId }),
    },
    select: { id: true },
  });
  if (!runs) refuse('PROGRAMME_NOT_AVAILABLE');
}

async function compute(tx: Tx, ctx: Context, wanted: NewBulletin & { place: BulletinPlace }): Promise<Computed> {
  const computed = await computeBulletin(tx, ctx.actor, { ...wanted, today: today(ctx) });
  if (computed.units.length === 0) refuse('BULLETIN_NO_UNITS');
  return computed;
}

const computedColumns = (ctx: Context, { targetMeasure, toleranceBps, emptyUnits }: Computed) => ({
  ...{ targetMeasure, toleranceBps, emptyUnits },
  computedAt: ctx.now,
});

/** Reads the figures again, of the same day as it is known now. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, CONFLICT, BULLETIN_NO_UNITS. */
export function recomputeBulletin(ctx: Context, input: Seen): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.draft', status: 'DRAFT' });
    const { programmeId, unitLevel } = row;
    const place = await placeOf(tx, row.regionId);
    const wanted = { programmeId, unitLevel, period: periodOfRow(row), asOf: toDay(row.asOf), place };
    const computed = await compute(tx, ctx, wanted);
    await writeUnits(tx, row.id, computed);
    await touch(tx, ctx, row, computedColumns(ctx, computed));
    await recordBulletinEvent(tx, ctx, 'bulletin.computed', row, { payload: { units: computed.units.length } });
  });
}

export type EditedBulletin = Seen & {
  title: string;
  documentWord: string;
  /** paragraphs, one a line, with the names of figures in hexagonal brackets */
  overview: string;
  demands: string;
  replyDueOn: Day;
  caseIds: readonly string[];
};

/**
 * Other words, cases and day for answers; no figure can be among what is typed. NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW, CONFLICT, INVALID_INPUT, BULLETIN_FIGURE_UNKNOWN {name}, BULLETIN_TYPED_FIGURE {text},
 * BULLETIN_REPLY_DAY {asOf}, BULLETIN_CASE_OUTSIDE.
 */
export function editBulletin(ctx: Context, input: EditedBulletin): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.draft', status: 'DRAFT' });
    const [title, documentWord] = [input.title.trim(), input.documentWord.trim()];
    if (title === '' || documentWord === '' || /\p{Nd}/u.test(documentWord)) refuse('INVALID_INPUT');
    mustPass(typedFigureRefusal(title));
    const [overview, demands] = [read(input.overview), read(input.demands)];
    const asOf = toDay(row.asOf);
    if (input.replyDueOn <= asOf) refuse('BULLETIN_REPLY_DAY', { asOf });
    await pickCases(tx, ctx, row, [...new Set(input.caseIds)]);
    await touch(tx, ctx, row, { title, documentWord, overview, demands, replyDueOn: toDate(input.replyDueOn) });
    await recordBulletinEvent(tx, ctx, 'bulletin.edited', row, { payload: { cases: input.caseIds.length } });
  });
}

function read(typed: string) {
  const text = readBulletinText(typed, figuresByName());
  if (!text.ok) refuse(text.refusal.code, text.refusal.params);
  return text.text;
}

async function pickCases(tx: Tx, ctx: Context, row: Bulletin, ids: readonly string[]): Promise<void> {
  const place = await placeOf(tx, row.regionId);
  const found = ids.length > 0 ? await listGoodCases(tx, ctx.actor, { place, programmeId: row.programmeId, ids }) : [];
  if (found.length !== ids.length) refuse('BULLETIN_CASE_OUTSIDE');
  await tx.bulletinCase.deleteMany({ where: { bulletinId: row.id } });
  await tx.bulletinCase.createMany({ data: found.map((one) => ({ ...one, bulletinId: row.id })) });
}

type Columns = Parameters<Tx['bulletin']['update']>[0]['data'];

async function touch(tx: Tx, ctx: Context, { id }: Bulletin, data: Columns): Promise<void> {
  const changed = { ...data, editedById: ctx.actor.userId, revision: { increment: 1 } } as Columns;
  await tx.bulletin.update({ where: { id }, data: changed });
}

/** Gives up a draft, which has no number yet. NOT_PERMITTED, NOT_FOUND, STATUS_DOES_NOT_ALLOW, CONFLICT. */
export function discardBulletin(ctx: Context, input: Seen): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const row = await changeableBulletin(tx, ctx, input, { permission: 'bulletin.draft', status: 'DRAFT' });
    await tx.bulletinUnit.deleteMany({ where: { bulletinId: row.id } });
    await tx.bulletinCase.deleteMany({ where: { bulletinId: row.id } });
    await tx.bulletin.delete({ where: { id: row.id } });
    await recordBulletinEvent(tx, ctx, 'bulletin.discarded', row);
  });
}
