import 'server-only';
import type { Label } from '@/domain/actor';
import { later, overlaps } from '@/domain/authority-faults';
import type { Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { type RefusalValue, refuse } from '@/domain/refusal';
import { type Context, type Result, today, write } from '@/server/command';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { organisationScope } from '@/server/organisation-scope';
import type { AuthorityInput } from './schema';

type Row = { row: number; value: AuthorityInput };
export type AuthorityIssue = { row: number; column: 'organisation' | 'programme' | 'upTo' | 'validTo' } & RefusalValue;

/** Authority one row after the other: two rows of one limit at a time are found by reading. */
export async function lockAuthority(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('authority_limit'))::text`;
}

/** What stands against these rows, and the organisation and programme of each. A row above counts like one in force. */
export async function checkAuthority(tx: Tx, rows: readonly Row[]) {
  const names = [...new Set(rows.map(({ value }) => value.organisation))];
  const organisations = await tx.organisation.findMany({
    where: {
      active: true,
      OR: names.flatMap((name) => [{ name: { path: ['zh'], equals: name } }, { name: { path: ['en'], equals: name } }]),
    },
  });
  const programmes = await tx.programme.findMany({ select: { id: true, code: true } });
  const stored = await tx.authorityLimit.findMany({
    where: { organisationId: { in: organisations.map(({ id }) => id) } },
  });
  const known = stored.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
  const issues: AuthorityIssue[] = [];
  const targetOf = new Map<number, { organisation: (typeof organisations)[number]; programmeId: string }>();
  for (const { row, value } of rows) {
    const named = organisations.filter(({ name }) => Object.values(name as Label).includes(value.organisation));
    const [organisation] = named;
    const params = { name: value.organisation, count: named.length };
    if (!organisation) issues.push({ row, column: 'organisation', code: 'ORGANISATION_UNKNOWN', params });
    else if (named.length > 1) issues.push({ row, column: 'organisation', code: 'ORGANISATION_AMBIGUOUS', params });
    else if (organisation.kind !== 'BANK' && organisation.kind !== 'INSURER')
      issues.push({ row, column: 'organisation', code: 'AUTHORITY_NOT_FINANCIER', params });
    const programme = programmes.find(({ code }) => code.toLowerCase() === value.programme.toLowerCase());
    if (!programme) {
      const codes = programmes.map(({ code }) => code).join(', ') || '--';
      issues.push({ row, column: 'programme', code: 'PROGRAMME_UNKNOWN', params: { codes } });
    }
    if (value.validTo !== null && value.validTo <= value.validFrom)
      issues.push({ row, column: 'validTo', code: 'AUTHORITY_DAYS' });
    if (!organisation || !programme) continue;
    targetOf.set(row, { organisation, programmeId: programme.id });
    const own = { ...value, organisationId: organisation.id, programmeId: programme.id, upToFen: value.upTo };
    const other = known.find((earlier) => earlier.programmeId === own.programmeId && overlaps(earlier, own));
    if (other)
      issues.push({
        row,
        column: 'upTo',
        code: 'AUTHORITY_OVERLAPS',
        params: { documentNumber: other.documentNumber },
      });
    known.push({ ...own, id: `row ${row}`, role: 'APPROVER' });
  }
  return { issues, targetOf };
}

/** Writes checked rows with their events. Guarded by the caller. */
export async function insertAuthority(
  tx: Tx,
  ctx: Context,
  rows: readonly Row[],
  { targetOf }: Awaited<ReturnType<typeof checkAuthority>>,
): Promise<void> {
  for (const { row, value } of rows) {
    const target = targetOf.get(row);
    if (!target) throw new Error('authority of nobody');
    const { organisation, programmeId } = target;
    const { id } = await tx.authorityLimit.create({
      data: {
        organisationId: organisation.id,
        programmeId,
        applicantKind: value.applicantKind,
        upToFen: value.upTo,
        approvals: value.approvals,
        validFrom: toDate(value.validFrom),
        validTo: value.validTo === null ? null : toDate(value.validTo),
        documentNumber: value.documentNumber,
      },
      select: { id: true },
    });
    await recordEvent(tx, ctx, {
      kind: 'authority.granted',
      payload: {
        authorityLimitId: id,
        upToFen: value.upTo?.toString() ?? null,
        approvals: value.approvals,
        applicantKind: value.applicantKind,
        validFrom: value.validFrom,
        validTo: value.validTo,
      },
      subjectId: organisation.id,
      scope: { ...(await organisationScope(tx, organisation)), programmeId },
    });
  }
}

/**
 * Adds a dated row: an organisation decides up to an amount with a number of approvals. Refuses NOT_PERMITTED,
 * ORGANISATION_UNKNOWN {name}, ORGANISATION_AMBIGUOUS {name, count}, AUTHORITY_NOT_FINANCIER {name}, PROGRAMME_UNKNOWN
 * {codes}, AUTHORITY_DAYS, AUTHORITY_OVERLAPS {documentNumber}.
 */
export function grantAuthority(ctx: Context, input: AuthorityInput): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'authority.manage')) refuse('NOT_PERMITTED');
    await lockAuthority(tx);
    const rows = [{ row: 1, value: input }];
    const checked = await checkAuthority(tx, rows);
    const [issue] = checked.issues;
    if (issue) refuse(issue.code, issue.params);
    await insertAuthority(tx, ctx, rows, checked);
    return {};
  });
}

/**
 * Ends a row on a day, from which on it counts no more; what it allowed before stays allowed, for the row is never
 * altered otherwise. A row that has not begun may end on its first day. Refuses NOT_PERMITTED, NOT_FOUND,
 * STATUS_DOES_NOT_ALLOW (has an end already), AUTHORITY_END {day} (before today or before its first day).
 */
export function endAuthority(
  ctx: Context,
  { authorityId, validTo }: { authorityId: string; validTo: Day },
): Promise<Result<object>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'authority.manage')) refuse('NOT_PERMITTED');
    await lockAuthority(tx);
    const row = (await tx.authorityLimit.findUnique({ where: { id: authorityId } })) ?? refuse('NOT_FOUND');
    if (row.validTo !== null) refuse('STATUS_DOES_NOT_ALLOW');
    const earliest = later(toDay(row.validFrom), today(ctx));
    if (validTo < earliest) refuse('AUTHORITY_END', { day: earliest });
    await tx.authorityLimit.update({ where: { id: authorityId }, data: { validTo: toDate(validTo) } });
    const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: row.organisationId } });
    await recordEvent(tx, ctx, {
      kind: 'authority.ended',
      payload: { authorityLimitId: authorityId, validTo },
      subjectId: organisation.id,
      scope: { ...(await organisationScope(tx, organisation)), programmeId: row.programmeId },
    });
    return {};
  });
}
