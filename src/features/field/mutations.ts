import 'server-only';
import type { Day } from '@/domain/calendar';
import { type Fen, formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { recordSiteVisit } from '@/features/due-diligence/mutations';
import { getDueDiligence } from '@/features/due-diligence/queries';
import { submitReport } from '@/features/follow-up/mutations-reports';
import { getFollowUp } from '@/features/follow-up/queries';
import { type Label, labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { type Context, type Result, today } from '@/server/command';
import type { Standing } from './entries';

/** Sent, or what stands in the system in its place, for the person to compare and choose. */
export type Sent = { conflict: Standing[] | null };

const SENT: Result<Sent> = { ok: true, value: { conflict: null } };
const NOT_PERMITTED: Result<Sent> = { ok: false, refusal: { code: 'NOT_PERMITTED' } };

export type FieldVisit = {
  caseId: string;
  visitedOn: Day;
  place: string;
  observations: string;
  visitorIds: string[];
  /** the visits that were there when the case was taken along */
  knownVisitIds: string[];
  /** record it beside those that have come since */
  anyway: boolean;
};

/**
 * Records a visit that was written without a network. One that is there already word for word, because the answer to an
 * earlier sending was lost, counts as sent; others recorded meanwhile come back as conflict. Refuses as recordSiteVisit.
 */
export async function sendFieldVisit(ctx: Context, input: FieldVisit, locale: string): Promise<Result<Sent>> {
  if (!can(ctx.actor, 'due-diligence.write')) return NOT_PERMITTED;
  const view = await getDueDiligence(ctx.actor, input.caseId);
  const fresh = (view?.visits ?? []).filter((row) => !input.knownVisitIds.includes(row.id));
  const isSame = (row: (typeof fresh)[number]) =>
    row.visitedOn === input.visitedOn && row.place === input.place && row.observations === input.observations;
  if (fresh.some(isSame)) return SENT;
  if (fresh.length > 0 && !input.anyway)
    return {
      ok: true,
      value: {
        conflict: fresh.map((row) => ({
          by: row.visitors.map((name) => labelOf(name, locale)).join(', '),
          at: row.visitedOn,
          lines: [
            { label: 'visitedOn', value: row.visitedOn },
            { label: 'place', value: row.place },
            { label: 'observations', value: row.observations },
          ],
        })),
      },
    };
  const result = await recordSiteVisit(ctx, input);
  return result.ok ? SENT : result;
}

export type FieldReport = { caseId: string; reportId: string; progress: string; fundsUsedFen: Fen; problems: string };

/**
 * Hands in a monthly report that was written without a network. One that somebody has handed in meanwhile comes back as
 * conflict, unless it says the same. Refuses as submitReport.
 */
export async function sendFieldReport(ctx: Context, input: FieldReport, locale: string): Promise<Result<Sent>> {
  if (!can(ctx.actor, 'report.submit')) return NOT_PERMITTED;
  const view = await getFollowUp(ctx.actor, input.caseId, today(ctx));
  const row = view?.reports.find((report) => report.id === input.reportId);
  if (row && (row.status === 'SUBMITTED' || row.status === 'REVIEWED')) {
    const isSame =
      row.progress === input.progress && row.fundsUsedFen === input.fundsUsedFen && row.problems === input.problems;
    if (isSame && row.submittedById === ctx.actor.userId) return SENT;
    return {
      ok: true,
      value: {
        conflict: [
          {
            by: row.submittedBy ? labelOf(row.submittedBy as Label, locale) : '--',
            at: row.submittedAt ? formatInstant(row.submittedAt) : '--',
            lines: [
              { label: 'progress', value: row.progress },
              { label: 'fundsUsed', value: formatAmount(row.fundsUsedFen, 'WAN') },
              { label: 'problems', value: row.problems },
            ],
          },
        ],
      },
    };
  }
  const result = await submitReport(ctx, input);
  return result.ok ? SENT : result;
}
