import 'server-only';
import { type CaseFacts, regionPath } from '@/domain/case-facts';
import type { PolicyRow } from '@/domain/policy';
import type { ProgrammeBody } from '@/domain/programme';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { crossing } from '@/server/row-scope';

type Places = Pick<CaseFacts, 'villageId' | 'townshipId' | 'countyId' | 'cityId' | 'provinceId'>;

/** The dated values of the places that the case lies in; none where the definition leans on no such value. */
export async function policiesOf(
  tx: Tx,
  row: Places & { programmeId: string },
  definition: ProgrammeBody,
): Promise<PolicyRow[]> {
  const asks =
    definition.rateCeiling === 'DATED' ||
    definition.subsidyMaximumFen !== null ||
    definition.householdCap ||
    definition.publicNotice ||
    definition.riskFund;
  if (!asks) return [];
  const rows = await tx.policyValue.findMany({
    where: { regionId: { in: regionPath(row) }, OR: [{ programmeId: null }, { programmeId: row.programmeId }] },
  });
  return rows.map((value) => ({ ...value, validFrom: toDay(value.validFrom), validTo: toDay(value.validTo) }));
}

/**
 * What the applicant's whole household, or the organisation, owes or is about to be lent on other running loans, of any
 * financier: the cap is per household, not per borrower (field-rules.md §5.1).
 */
export async function exposureOf(
  tx: Tx,
  row: { id: string; personId: string | null; operatingEntityId: string | null },
  definition: ProgrammeBody,
): Promise<bigint> {
  if (!definition.householdCap && definition.authorityBasis !== 'EXPOSURE') return 0n;
  const [sum] = await crossing(
    tx,
    'debts of a household everywhere',
    () => tx.$queryRaw<{ owed: bigint }[]>`
    SELECT coalesce(sum(CASE WHEN c.disbursed_amount_fen > 0
      THEN c.outstanding_amount_fen + greatest(coalesce(c.contracted_amount_fen, c.disbursed_amount_fen) - c.disbursed_amount_fen, 0)
      ELSE coalesce(c.contracted_amount_fen, c.approved_amount_fen, c.recommended_amount_fen, c.requested_amount_fen) END), 0)::bigint AS owed
    FROM case_record c
    JOIN programme_definition d ON d.id = c.programme_definition_id
    WHERE c.id <> ${row.id}::uuid AND c.status <> 'CLOSED' AND d.body->>'financing' IS DISTINCT FROM 'GRANT'
      AND (c.operating_entity_id = ${row.operatingEntityId}::uuid
        OR c.person_id IN (SELECT p.id FROM person p WHERE p.household_id = (SELECT household_id FROM person WHERE id = ${row.personId}::uuid)))`,
  );
  return sum?.owed ?? 0n;
}

/** The fund behind the county's loans of this programme and financier, and what is lent or about to be paid behind it. */
export function riskFundOf(tx: Tx, row: FundKey): Promise<CaseFacts['riskFund']> {
  return crossing(tx, 'a fund behind all its loans', () => findFund(tx, row));
}

type FundKey = { countyId: number; programmeId: string; financierId: string };

async function findFund(tx: Tx, row: FundKey): Promise<CaseFacts['riskFund']> {
  const { countyId, programmeId, financierId } = row;
  const fund = await tx.riskFund.findUnique({
    where: { countyId_programmeId_financierId: { countyId, programmeId, financierId } },
  });
  if (!fund) return null;
  // a later instalment of a loan that has begun is not weighed again, so it counts from the first on
  const [lent] = await tx.$queryRaw<{ lent: bigint }[]>`
    SELECT coalesce(sum(outstanding_amount_fen + greatest(coalesce(contracted_amount_fen, 0) - disbursed_amount_fen, 0)), 0)::bigint AS lent
    FROM case_record WHERE county_id = ${countyId} AND programme_id = ${programmeId}::uuid AND financier_id = ${financierId}::uuid
      AND status <> 'CLOSED' AND disbursed_amount_fen > 0`;
  // by day, so that what is bad today follows from the day alone
  const owed = await tx.$queryRaw<{ since: Date | null; fen: bigint }[]>`
    SELECT late.since, sum(c.outstanding_amount_fen)::bigint AS fen
    FROM case_record c CROSS JOIN LATERAL (SELECT min(due_on) AS since FROM repayment_plan_line l WHERE l.case_id = c.id
      AND l.principal_fen + l.interest_fen > l.paid_principal_fen + l.paid_interest_fen) late
    WHERE c.county_id = ${countyId} AND c.programme_id = ${programmeId}::uuid AND c.financier_id = ${financierId}::uuid
      AND c.status <> 'CLOSED' AND c.outstanding_amount_fen > 0 GROUP BY 1`;
  return {
    balanceFen: fund.balanceFen,
    lentFen: lent?.lent ?? 0n,
    owed: owed.map(({ since, fen }) => ({ overdueSinceOn: toDay(since), outstandingFen: fen })),
    isPaused: fund.pausedAt !== null,
  };
}
