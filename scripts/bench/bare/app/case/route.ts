import { readBare } from '../read';

export const dynamic = 'force-dynamic';

/** The reference and the amounts of the portal's /api/v1/cases, from the same row. */
export async function GET(): Promise<Response> {
  const found = await readBare('case');
  if (!found) return Response.json({ error: { code: 'SESSION_ENDED' } }, { status: 401 });
  const [[row]] = found as [[Record<string, unknown>]];
  return Response.json({
    reference: row.reference,
    version: row.version,
    programme: row.programme,
    title: row.title,
    applicant: { kind: row.applicantKind, name: row.applicantName },
    county: row.county,
    township: row.township,
    financier: row.financier,
    lane: row.lane,
    stage: row.stage,
    stageName: row.stageName,
    status: row.status,
    outcome: row.outcome,
    consultedOn: row.consultedOn,
    amountsFen: {
      current: row.amountFen,
      requested: row.requestedAmountFen,
      approved: row.approvedAmountFen,
      disbursed: row.disbursedAmountFen,
      outstanding: row.outstandingAmountFen,
    },
    clock: { dueOn: row.dueOn, provisional: row.dueProvisional, paused: row.pausedOn !== null },
    waiting: row.waitingTask && {
      task: row.waitingTask,
      organisation: row.waitingOrganisation,
      since: row.waitingSince,
    },
  });
}
