import 'server-only';
import type { Day } from '@/domain/calendar';
import { regionPath } from '@/domain/case-facts';
import { type PolicyRow, policyOn } from '@/domain/policy';
import { type ProgrammeBody, parseProgrammeBody } from '@/domain/programme';
import { computeSubsidy, type Quarter, type SubsidisedLoan, type SubsidyResult } from '@/domain/subsidy';
import { toDate, toDay } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';

const SCOPE = {
  provinceId: true,
  cityId: true,
  countyId: true,
  townshipId: true,
  villageId: true,
  financierId: true,
  provincialBranchId: true,
  countyBranchId: true,
  programmeId: true,
  applicantKind: true,
} as const;

type Lent = Prisma.CaseRecordGetPayload<{ select: typeof SCOPE & { id: true; programmeDefinitionId: true } }>;
/** What a loan earned in a quarter, or why it cannot be said. */
export type Earned = { lent: Lent; result: SubsidyResult };

/**
 * The subsidy of every case of the where that was lent money before the quarter's end under a definition that gives one.
 * The books are read for all at once: a county has thousands of loans, and each asks for the same four tables.
 */
export async function earnedIn(tx: Tx, where: Prisma.CaseRecordWhereInput, quarter: Quarter): Promise<Earned[]> {
  const paidBefore = { status: 'RELEASED', releasedOn: { lte: toDate(quarter.to) } } as const;
  const lent = await tx.caseRecord.findMany({
    where: { AND: [where, { payments: { some: paidBefore } }] },
    select: { ...SCOPE, id: true, programmeDefinitionId: true },
    orderBy: { id: 'asc' },
  });
  const definitions = await definitionsOf(tx, lent);
  const given = lent.filter((row) => definitions.get(row.programmeDefinitionId)?.subsidyMaximumFen);
  const loans = await loansOf(tx, given);
  const shares = await sharesOf(tx);
  return given.map((row) => {
    const definition = definitions.get(row.programmeDefinitionId) as ProgrammeBody;
    const { signedOn, ...loan } = loans(row.id);
    const path = regionPath(row);
    const shareDay = (day: Day) => (definition.subsidyShareBy === 'CONTRACT_DAY' ? (signedOn ?? day) : day);
    return {
      lent: row,
      result: computeSubsidy(quarter, loan, {
        maximumFen: definition.subsidyMaximumFen ?? 0n,
        basis: definition.dayCountBasis,
        shareOn: (day) => policyOn(shares, 'SUBSIDY_SHARE', path, row.programmeId, shareDay(day)),
        shareDays: shares.flatMap((share) => (share.validTo ? [share.validFrom, share.validTo] : [share.validFrom])),
      }),
    };
  });
}

async function definitionsOf(tx: Tx, lent: readonly Lent[]): Promise<Map<string, ProgrammeBody>> {
  const rows = await tx.programmeDefinition.findMany({
    where: { id: { in: [...new Set(lent.map((row) => row.programmeDefinitionId))] } },
    select: { id: true, body: true },
  });
  return new Map(rows.map((row) => [row.id, parseProgrammeBody(row.body)]));
}

async function sharesOf(tx: Tx): Promise<PolicyRow[]> {
  const rows = await tx.policyValue.findMany({ where: { kind: 'SUBSIDY_SHARE' } });
  return rows.map((row) => ({ ...row, validFrom: toDay(row.validFrom), validTo: toDay(row.validTo) }));
}

/**
 * What the books say of each loan. The principal is read from the journal, so that an end by compensation or write-off
 * counts as well; a payment that came back was never lent, and its entry and the one that undid it are left out.
 */
async function loansOf(
  tx: Tx,
  lent: readonly Lent[],
): Promise<(caseId: string) => SubsidisedLoan & { signedOn: Day | null }> {
  const of = { caseId: { in: lent.map((row) => row.id) } };
  const contracts = await tx.contract.findMany({ where: { ...of, status: 'SIGNED' } });
  const journals = await tx.journal.findMany({
    where: of,
    select: {
      id: true,
      caseId: true,
      occurredOn: true,
      reversesId: true,
      legs: { where: { account: 'PRINCIPAL' }, select: { amountFen: true } },
    },
  });
  const undone = new Set(journals.map((row) => row.reversesId));
  const due = await tx.repaymentPlanLine.findMany({ where: of });
  const paid = await tx.repayment.findMany({ where: of });
  const byCase = {
    contracts: groupByCase(contracts),
    journals: groupByCase(journals.flatMap((row) => (row.reversesId || undone.has(row.id) ? [] : [ofCase(row)]))),
    due: groupByCase(due),
    paid: groupByCase(paid),
  };
  return (caseId) => ({
    signedOn: toDay(byCase.contracts(caseId)[0]?.signedOn ?? null),
    changes: byCase.journals(caseId).flatMap((row) => row.legs.map((leg) => ({ ...leg, on: toDay(row.occurredOn) }))),
    // fixed for the contract (field-rules.md §5.1)
    rates: byCase.contracts(caseId).map(({ rateBps }) => ({ from: LONG_AGO, rateBps })),
    due: byCase.due(caseId).map((row) => ({ ...row, dueOn: toDay(row.dueOn) })),
    paid: byCase.paid(caseId).map((row) => ({ ...row, paidOn: toDay(row.paidOn) })),
  });
}

/** Money may be paid on the day of the contract or after it, never before: any earlier day does. */
const LONG_AGO: Day = '1949-10-01';

function ofCase<Row extends { caseId: string | null }>(row: Row): Row & { caseId: string } {
  if (row.caseId === null) throw new Error('it was looked for by its case');
  return { ...row, caseId: row.caseId };
}

function groupByCase<Row extends { caseId: string }>(rows: readonly Row[]): (caseId: string) => readonly Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.caseId, [...(groups.get(row.caseId) ?? []), row]);
  return (caseId) => groups.get(caseId) ?? [];
}
