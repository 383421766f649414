import 'server-only';
import type { AuthorityRow } from '@/domain/authority';
import { type CaseFacts, financierPath } from '@/domain/case-facts';
import type { AuthorityLevel, ProgrammeBody } from '@/domain/programme';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';

type CaseRow = Pick<CaseFacts, 'id' | 'programmeId' | 'countyBranchId' | 'provincialBranchId' | 'financierId'>;
const ALWAYS = '0001-01-01';

/** Every row by which somebody on the case's path may decide: limits, the definition's matrix, raises, special items, postings. */
export async function authorityRowsOf(tx: Tx, row: CaseRow, definition: ProgrammeBody): Promise<AuthorityRow[]> {
  const where = { programmeId: row.programmeId, organisationId: { in: financierPath(row) } };
  const [limits, raises, items, postings] = await Promise.all([
    tx.authorityLimit.findMany({ where }),
    tx.authorityRaise.findMany({ where: { ...where, status: 'APPROVED' } }),
    tx.specialItem.findMany({ where: { ...where, status: 'APPROVED', cases: { some: { caseId: row.id } } } }),
    tx.posting.findMany({ where: { ...where, endedAt: null } }),
  ]);
  return [
    ...limits.map((limit) => ({ ...limit, ...daysOf(limit), source: 'LIMIT' as const })),
    ...(await matrixRows(tx, row, definition)),
    ...raises.map((raise) => ({ ...raise, ...daysOf(raise), source: 'RAISE' as const })),
    ...(await Promise.all(items.map(async (item) => itemRow(item, await spentOf(tx, item.id, row.id))))),
    ...postings.map((posting) => ({
      ...posting,
      ...daysOf(posting),
      source: 'POSTING' as const,
      applicantKind: null,
      approvals: 1,
      userIds: [posting.userId],
    })),
  ];
}

const daysOf = (row: { validFrom: Date; validTo: Date | null }) => ({
  validFrom: toDay(row.validFrom),
  validTo: toDay(row.validTo),
});

/**
 * The definition's matrix, level by level, for the organisations of this case; a case keeps its version, so no dates, and
 * the document is the one by which that version was published.
 */
async function matrixRows(tx: Tx, row: CaseRow, definition: ProgrammeBody): Promise<AuthorityRow[]> {
  if (definition.authority.length === 0) return [];
  const { programmeDefinition: version } = await tx.caseRecord.findUniqueOrThrow({
    where: { id: row.id },
    select: { programmeDefinition: { select: { id: true, documentNumber: true } } },
  });
  const levels = {
    COUNTY_BRANCH: row.countyBranchId,
    PROVINCIAL_BRANCH: row.provincialBranchId,
    HEAD_OFFICE: row.financierId,
  } as const satisfies Record<AuthorityLevel, string | null>;
  return definition.authority.flatMap((entry, index) => {
    const organisationId = levels[entry.level];
    return organisationId === null
      ? []
      : [
          {
            ...entry,
            id: `${version.id} ${index}`,
            source: 'DEFINITION' as const,
            organisationId,
            validFrom: ALWAYS,
            validTo: null,
            documentNumber: version.documentNumber,
          },
        ];
  });
}

type Item = NonNullable<Awaited<ReturnType<Tx['specialItem']['findFirst']>>>;

/** What the item's ceiling still leaves to this case. */
function itemRow(item: Item, spentFen: bigint): AuthorityRow {
  return {
    ...item,
    ...daysOf(item),
    source: 'SPECIAL_ITEM',
    applicantKind: null,
    upToFen: item.ceilingFen - spentFen,
  };
}

/** What the other cases of the item were approved for. */
async function spentOf(tx: Tx, specialItemId: string, exceptCaseId: string): Promise<bigint> {
  const sum = await tx.caseRecord.aggregate({
    where: { id: { not: exceptCaseId }, specialItems: { some: { specialItemId } } },
    _sum: { approvedAmountFen: true },
  });
  return sum._sum.approvedAmountFen ?? 0n;
}
