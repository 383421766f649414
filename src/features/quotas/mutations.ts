import 'server-only';
import { can } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { freeOf, mayAllot } from '@/domain/quota';
import { refuse } from '@/domain/refusal';
import { once } from '@/features/ledger/idempotency';
import { findNamedRegion } from '@/features/regions/queries';
import type { Quota } from '@/generated/prisma/client';
import { newUuid } from '@/lib/uuid';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate } from '@/server/dates';
import type { Tx } from '@/server/db';
import { type EventScope, recordEvent } from '@/server/events';
import { holdersIn } from '@/server/holders';
import { notify } from '@/server/notify';
import type { AllotInput, ChangeInput, SettleInput, TransferInput } from './schema';
import { ownPlaces, quotasVisibleTo } from './visible';

/**
 * Sets a quota aside for a programme in a place and a year; its budget line is the one that the programme's definition
 * names. NOT_PERMITTED, NOT_FOUND (no such programme), REGION_UNKNOWN {name}, REGION_AMBIGUOUS {name, count},
 * REGION_OUT_OF_SCOPE (not in the own region), QUOTA_NOT_ASKED (the programme runs without one), QUOTA_EXISTS,
 * INVALID_INPUT, IDEMPOTENCY_KEY_*.
 */
export function allotQuota(
  ctx: Context,
  { idempotencyKey: key, ...input }: AllotInput,
): Promise<Result<{ quotaId: string }>> {
  return write(ctx, async (tx) => {
    const resultId = newUuid();
    const claim = { key, command: 'quota.allot', request: input, resultId } as const;
    return { quotaId: await once(tx, ctx, claim, () => bookAllotment(tx, ctx, input, resultId)) };
  });
}

async function bookAllotment(tx: Tx, ctx: Context, input: AllotInput, id: string): Promise<void> {
  const { financierId, regionId: ownRegion, level, kind } = ctx.actor.organisation;
  // which line it is, the programme's definition says below
  if (!mayAllot(ctx.actor, 'any') || financierId === null) refuse('NOT_PERMITTED');
  if (input.amount <= 0n || input.documentNumber.trim() === '') refuse('INVALID_INPUT');
  const place = await findNamedRegion(tx, input.region);
  if ('code' in place) refuse(place.code, place.params);
  if (level !== 'NATION' && !place.within.includes(ownRegion)) refuse('REGION_OUT_OF_SCOPE');
  const definition = await definitionFor(tx, input.programmeId, place.provinceId);
  if (!definition) refuse('NOT_FOUND');
  if (definition.quota === null) refuse('QUOTA_NOT_ASKED');
  const { line } = definition.quota;
  if (!mayAllot(ctx.actor, line) || !definition.financierKinds.some((one) => one === kind)) refuse('NOT_PERMITTED');
  const of = { programmeId: input.programmeId, financierId, regionId: place.id, year: input.year, line };
  await lockQuotas(tx);
  if (await tx.quota.findFirst({ where: of })) refuse('QUOTA_EXISTS', { year: String(input.year) });
  await tx.quota.create({
    data: {
      id,
      ...of,
      amountFen: input.amount,
      ftpConcessionBps: input.concession ?? 0,
      documentNumber: input.documentNumber.trim(),
      createdById: ctx.actor.userId,
      createdAt: ctx.now,
    },
  });
  await recordEvent(tx, ctx, {
    kind: 'quota.allotted',
    payload: {
      quotaId: id,
      regionId: place.id,
      year: input.year,
      amountFen: `${input.amount}`,
      concessionBps: input.concession ?? 0,
    },
    subjectId: id,
    scope: await scopeOfQuota(tx, of),
  });
}

/** What runs in the province, or for a quota of the whole nation the latest that runs anywhere. */
async function definitionFor(tx: Tx, programmeId: string, provinceId: number | null) {
  const row = await tx.programmeDefinition.findFirst({
    where: { programmeId, status: 'PUBLISHED', ...(provinceId === null ? {} : { provinceId }) },
    orderBy: { effectiveFrom: 'desc' },
  });
  return row ? parseProgrammeBody(row.body) : null;
}

/**
 * A new amount or concession of a quota, by a new document. NOT_PERMITTED, NOT_FOUND, INVALID_INPUT, NOTHING_CHANGED,
 * QUOTA_BELOW_TAKEN {takenFen}: never below what is approved and paid, IDEMPOTENCY_KEY_*.
 */
export function changeQuota(ctx: Context, { idempotencyKey: key, ...input }: ChangeInput): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const claim = { key, command: 'quota.change', request: input, resultId: input.quotaId } as const;
    await once(tx, ctx, claim, () => bookChange(tx, ctx, input));
  });
}

async function bookChange(tx: Tx, ctx: Context, input: ChangeInput): Promise<void> {
  const before = await allottableQuota(tx, ctx, input.quotaId);
  if (input.amount < 0n || input.documentNumber.trim() === '') refuse('INVALID_INPUT');
  const concession = input.concession ?? 0;
  const deltaFen = input.amount - before.amountFen;
  if (deltaFen === 0n && concession === before.ftpConcessionBps) refuse('NOTHING_CHANGED');
  const takenFen = before.reservedFen + before.usedFen;
  if (input.amount < takenFen) refuse('QUOTA_BELOW_TAKEN', { takenFen: takenFen.toString() });
  await tx.quota.update({
    where: { id: before.id },
    data: { ftpConcessionBps: concession, documentNumber: input.documentNumber.trim() },
  });
  // what is taken back leaves the quota as a transfer does, to nobody
  if (deltaFen > 0n) await writeEntry(tx, ctx, { quotaId: before.id, kind: 'ALLOT', amountFen: deltaFen });
  if (deltaFen < 0n) await writeEntry(tx, ctx, { quotaId: before.id, kind: 'MOVE_OUT', amountFen: -deltaFen });
  await recordEvent(tx, ctx, {
    kind: 'quota.changed',
    payload: {
      quotaId: before.id,
      fromFen: `${before.amountFen}`,
      toFen: `${input.amount}`,
      concessionBps: concession,
    },
    subjectId: before.id,
    scope: await scopeOfQuota(tx, before),
  });
}

/**
 * 调剂: asks for part of a quota, also of a place above, to be moved to another of the same programme, line and year, which
 * one sets oneself. NOT_PERMITTED, NOT_FOUND, INVALID_INPUT, QUOTA_NOT_ALIKE, QUOTA_EXHAUSTED {freeFen},
 * IDEMPOTENCY_KEY_*.
 */
export function requestQuotaTransfer(
  ctx: Context,
  { idempotencyKey: key, ...input }: TransferInput,
): Promise<Result<{ transferId: string }>> {
  return write(ctx, async (tx) => {
    const resultId = newUuid();
    const claim = { key, command: 'quota-transfer.request', request: input, resultId } as const;
    return { transferId: await once(tx, ctx, claim, () => askTransfer(tx, ctx, input, resultId)) };
  });
}

async function askTransfer(tx: Tx, ctx: Context, input: TransferInput, id: string): Promise<void> {
  const from = await ownQuota(tx, ctx, input.fromQuotaId);
  const to = await allottableQuota(tx, ctx, input.toQuotaId);
  if (input.amount <= 0n || input.reason.trim() === '') refuse('INVALID_INPUT');
  if (from.id === to.id || !areAlike(from, to)) refuse('QUOTA_NOT_ALIKE');
  if (freeOf(from) < input.amount) refuse('QUOTA_EXHAUSTED', { freeFen: freeOf(from).toString() });
  await tx.quotaTransfer.create({
    data: {
      id,
      fromQuotaId: from.id,
      toQuotaId: to.id,
      financierId: from.financierId,
      amountFen: input.amount,
      reason: input.reason.trim(),
      requestedById: ctx.actor.userId,
      requestedAt: ctx.now,
    },
  });
  await recordTransfer(tx, ctx, 'quota-transfer.requested', from, { id, amountFen: input.amount, toQuotaId: to.id });
  // who certainly sets both quotas: head office, and colleagues of who asks unless it is taken from a place above
  const colleagues = (await ownPlaces(tx, ctx.actor))(from.regionId) ? [ctx.actor.organisation.id] : [];
  const settlers = { id: { in: [...colleagues, from.financierId] } };
  await notify(tx, ctx, await holdersIn(tx, 'quota.allot', settlers), {
    kind: 'QUOTA_TRANSFER_ASKED',
    subjectId: from.id,
  });
}

const areAlike = (left: Quota, right: Quota) =>
  left.programmeId === right.programmeId &&
  left.year === right.year &&
  left.line === right.line &&
  left.financierId === right.financierId;

/**
 * Approves a transfer, which moves it at once, or refuses it with a remark. NOT_PERMITTED, NOT_FOUND, SAME_PERSON,
 * STATUS_DOES_NOT_ALLOW (settled already), QUOTA_EXHAUSTED {freeFen} (taken since it was asked for), INVALID_INPUT,
 * IDEMPOTENCY_KEY_*.
 */
export function settleQuotaTransfer(
  ctx: Context,
  { idempotencyKey: key, ...input }: SettleInput,
): Promise<Result<void>> {
  return write(ctx, async (tx) => {
    const claim = { key, command: 'quota-transfer.settle', request: input, resultId: input.transferId } as const;
    await once(tx, ctx, claim, () => settleTransfer(tx, ctx, input));
  });
}

async function settleTransfer(tx: Tx, ctx: Context, input: SettleInput): Promise<void> {
  const transfer = (await tx.quotaTransfer.findUnique({ where: { id: input.transferId } })) ?? refuse('NOT_FOUND');
  const from = await allottableQuota(tx, ctx, transfer.fromQuotaId);
  const to = await allottableQuota(tx, ctx, transfer.toQuotaId);
  if (transfer.requestedById === ctx.actor.userId) refuse('SAME_PERSON', { duty: 'QUOTA_TRANSFER' });
  const approved = input.outcome === 'APPROVED';
  const remark = (input.remark ?? '').trim();
  if (!approved && remark === '') refuse('INVALID_INPUT');
  const settled = await tx.quotaTransfer.updateMany({
    where: { id: transfer.id, status: 'REQUESTED' },
    data: {
      status: input.outcome,
      settledById: ctx.actor.userId,
      settledAt: ctx.now,
      settledRemark: remark || null,
    },
  });
  if (settled.count !== 1) refuse('STATUS_DOES_NOT_ALLOW');
  const { amountFen } = transfer;
  if (approved) {
    if (freeOf(from) < amountFen) refuse('QUOTA_EXHAUSTED', { freeFen: freeOf(from).toString() });
    const moved = { amountFen, transferId: transfer.id };
    await writeEntry(tx, ctx, { quotaId: from.id, kind: 'MOVE_OUT', ...moved });
    await writeEntry(tx, ctx, { quotaId: to.id, kind: 'MOVE_IN', ...moved });
  }
  const kind = approved ? 'quota-transfer.approved' : 'quota-transfer.refused';
  await recordTransfer(tx, ctx, kind, from, { id: transfer.id, amountFen, toQuotaId: to.id, remark });
  await notify(tx, ctx, [transfer.requestedById], { kind: 'QUOTA_TRANSFER_SETTLED', subjectId: from.id });
}

/** Quotas are set one after the other, so that two opposite transfers do not wait for each other. */
async function lockQuotas(tx: Tx) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('quota'))::text`;
}

/** A quota that this person may set, locked: NOT_FOUND outside what they read, NOT_PERMITTED (one of a place above, too). */
async function allottableQuota(tx: Tx, ctx: Context, quotaId: string): Promise<Quota> {
  const quota = await ownQuota(tx, ctx, quotaId);
  const isOwn = await ownPlaces(tx, ctx.actor);
  if (!isOwn(quota.regionId)) refuse('NOT_PERMITTED');
  return quota;
}

/** A quota of the own financier, for who sets quotas, locked: NOT_FOUND outside what they read, NOT_PERMITTED. */
async function ownQuota(tx: Tx, ctx: Context, quotaId: string): Promise<Quota> {
  if (!can(ctx.actor, 'quota.allot')) refuse('NOT_PERMITTED');
  const visible = await quotasVisibleTo(tx, ctx.actor);
  const seen = await tx.quota.findFirst({ where: { AND: [{ id: quotaId }, visible] } });
  if (!seen) refuse('NOT_FOUND');
  if (!mayAllot(ctx.actor, seen.line) || seen.financierId !== ctx.actor.organisation.financierId)
    refuse('NOT_PERMITTED');
  await lockQuotas(tx);
  await tx.$queryRaw`SELECT id FROM quota WHERE id = ${quotaId}::uuid FOR UPDATE`;
  return tx.quota.findUniqueOrThrow({ where: { id: quotaId } });
}

type Entry = {
  quotaId: string;
  kind: 'ALLOT' | 'MOVE_IN' | 'MOVE_OUT';
  amountFen: bigint;
  transferId?: string;
};

async function writeEntry(tx: Tx, ctx: Context, entry: Entry) {
  const booked = { actorId: ctx.actor.userId, occurredOn: toDate(today(ctx)), recordedAt: ctx.now };
  await tx.quotaEntry.create({ data: { ...entry, ...booked } });
}

type Moved = { id: string; amountFen: bigint; toQuotaId: string; remark?: string };

async function recordTransfer(tx: Tx, ctx: Context, kind: string, from: Quota, moved: Moved) {
  await recordEvent(tx, ctx, {
    kind,
    payload: {
      transferId: moved.id,
      fromQuotaId: from.id,
      toQuotaId: moved.toQuotaId,
      amountFen: `${moved.amountFen}`,
    },
    subjectId: moved.id,
    scope: await scopeOfQuota(tx, from),
    ...(moved.remark ? { remark: moved.remark } : {}),
  });
}

async function scopeOfQuota(
  tx: Tx,
  { regionId, financierId, programmeId }: Pick<Quota, 'regionId' | 'financierId' | 'programmeId'>,
): Promise<EventScope> {
  const place = await tx.regionVersion.findFirst({
    where: { regionId, validTo: null },
    select: { provinceId: true, cityId: true, countyId: true },
  });
  return { ...place, financierId, programmeId };
}
