import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Fen } from '@/domain/money';
import type { ApplicantKind, Outcome } from '@/domain/stage';
import { regionNamesOf } from '@/features/cases/people';
import type { Prisma } from '@/generated/prisma/client';
import type { Tx } from '@/server/db';
import { visibleTo } from '@/server/scope';
import { type BulletinPlace, inPlace } from './place';

/** A case as a bulletin names it: without the name of anybody, and without its title, which may hold one. */
export type GoodCase = {
  caseId: string;
  reference: string;
  applicantKind: ApplicantKind;
  place: string;
  disbursedFen: Fen;
  outcome: Outcome | null;
};

const MOST_OFFERED = 30;

/**
 * 典型案例 to pick from: paid out, and repaid, certified or found good by the county's check, without a finding that is still
 * open; the latest first. `ids`: only those.
 */
export async function listGoodCases(
  tx: Tx,
  actor: Actor,
  { place, programmeId, ids }: { place: BulletinPlace; programmeId: string; ids?: readonly string[] },
): Promise<GoodCase[]> {
  const ended: Prisma.CaseRecordWhereInput[] = [
    { outcome: { in: ['REPAID', 'CERTIFIED'] } },
    { outcome: null, completionChecks: { some: { kind: 'COUNTY_CHECK', grade: { not: 'FAILED' } } } },
  ];
  const rows = await tx.caseRecord.findMany({
    where: {
      AND: [visibleTo(actor), inPlace(place), { OR: ended }, ids ? { id: { in: [...ids] } } : {}],
      ...{ programmeId, disbursedAmountFen: { gt: 0n }, findings: { none: { status: 'OPEN' } } },
    },
    select: {
      ...{ id: true, reference: true, applicantKind: true, townshipId: true, countyId: true },
      ...{ disbursedAmountFen: true, outcome: true },
    },
    orderBy: { id: 'desc' },
    take: MOST_OFFERED,
  });
  const names = await regionNamesOf(
    tx,
    rows.flatMap(({ townshipId, countyId }) => [townshipId, countyId]),
  );
  const placeName = ({ townshipId, countyId }: (typeof rows)[number]) =>
    [...(place.level === 'COUNTY' ? [] : [countyId]), townshipId].map((id) => names.get(id) ?? '').join('');
  return rows.map((row) => ({
    caseId: row.id,
    ...{ reference: row.reference, applicantKind: row.applicantKind, outcome: row.outcome },
    place: placeName(row),
    disbursedFen: row.disbursedAmountFen,
  }));
}
