import 'server-only';
import { later } from '@/domain/authority-faults';
import { addDays, type Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import type { PolicyKind } from '@/domain/policy';
import { overlappingPolicy } from '@/domain/policy-rows';
import { refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';

export type NewPolicyValue = {
  kind: PolicyKind;
  /** by its code */
  regionCode: string;
  /** by its code; null: every programme */
  programmeCode: string | null;
  /** fen, basis points, days, times or years, as the kind says */
  value: bigint;
  validFrom: Day;
  /** first day on which it no longer holds */
  validTo: Day | null;
  documentNumber: string;
  url: string | null;
};

/** Rows one after the other: two for one day are found by reading. */
async function lockPolicies(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('policy_value'))::text`;
}

/**
 * Adds a dated row: what holds in a place from a day on, with its document. Days of the past may be entered, for rows are
 * written from documents that are older than this system. Refuses NOT_PERMITTED, REGION_UNKNOWN {name}, PROGRAMME_UNKNOWN
 * {codes}, DATE_OUT_OF_ORDER, POLICY_OVERLAPS {documentNumber}.
 */
export function addPolicyValue(ctx: Context, input: NewPolicyValue): Promise<Result<{ policyId: string }>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'policy.write')) refuse('NOT_PERMITTED');
    await lockPolicies(tx);
    const region = await tx.regionVersion.findFirst({
      where: { code: input.regionCode, validTo: null },
      select: { regionId: true },
    });
    if (!region) refuse('REGION_UNKNOWN', { name: input.regionCode });
    const programmes = await tx.programme.findMany({ select: { id: true, code: true } });
    const programme = programmes.find(({ code }) => code === input.programmeCode);
    if (input.programmeCode !== null && !programme)
      refuse('PROGRAMME_UNKNOWN', { codes: programmes.map(({ code }) => code).join(', ') || '--' });
    if (input.validTo !== null && input.validTo <= input.validFrom)
      refuse('DATE_OUT_OF_ORDER', { earliest: addDays(input.validFrom, 1) });
    const place = { kind: input.kind, regionId: region.regionId, programmeId: programme?.id ?? null };
    const stored = await tx.policyValue.findMany({ where: place });
    const known = stored.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
    const other = overlappingPolicy(known, { ...place, validFrom: input.validFrom, validTo: input.validTo });
    if (other) refuse('POLICY_OVERLAPS', { documentNumber: other.documentNumber });
    const { id } = await tx.policyValue.create({
      data: {
        ...place,
        value: input.value,
        validFrom: toDate(input.validFrom),
        validTo: input.validTo === null ? null : toDate(input.validTo),
        documentNumber: input.documentNumber,
        url: input.url,
        enteredById: ctx.actor.userId,
        enteredAt: ctx.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'policy.added',
      payload: {
        policyValueId: id,
        policyKind: input.kind,
        regionId: place.regionId,
        value: input.value.toString(),
        validFrom: input.validFrom,
        validTo: input.validTo,
      },
      subjectId: id,
      scope: { programmeId: place.programmeId },
    });
    return { policyId: id };
  });
}

/**
 * Ends a row on a day, from which on it holds no more; what was decided by it stays. Refuses NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW (has an end already), POLICY_END {day} (before today or on its first day).
 */
export function endPolicyValue(
  ctx: Context,
  { policyId, validTo }: { policyId: string; validTo: Day },
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'policy.write')) refuse('NOT_PERMITTED');
    await lockPolicies(tx);
    const row = await tx.policyValue.findUnique({ where: { id: policyId } });
    if (!row) refuse('NOT_FOUND');
    if (row.validTo !== null) refuse('STATUS_DOES_NOT_ALLOW');
    const [second, day] = [addDays(toDay(row.validFrom), 1), today(ctx)];
    const earliest = later(second, day);
    if (validTo < earliest) refuse('POLICY_END', { day: earliest });
    await tx.policyValue.update({ where: { id: row.id }, data: { validTo: toDate(validTo) } });
    await recordEvent(tx, ctx, {
      kind: 'policy.ended',
      payload: { policyValueId: row.id, policyKind: row.kind, validTo },
      subjectId: row.id,
      scope: { programmeId: row.programmeId },
    });
    return {};
  });
}
