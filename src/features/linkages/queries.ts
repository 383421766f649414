import 'server-only';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { maskPersonName } from '@/domain/masking';
import { type Fen, sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { regionNamesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import type { BenefitKind, LinkageModel } from '@/generated/prisma/client';
import { bigrams, normaliseText } from '@/lib/text';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import { visibleInRegion } from '@/server/scope';

export type LinkedHouseholdView = {
  id: string;
  /** masked for whoever does not read households */
  name: string;
  place: string;
  benefitKind: BenefitKind;
  promisedFen: Fen;
  receivedFen: Fen;
  benefits: { id: string; amountFen: Fen; receivedOn: Day; note: string }[];
};

export type LinkageView = {
  id: string;
  model: LinkageModel;
  signedOn: Day;
  propertyRights: string;
  termMonths: number;
  endedAt: Date | null;
  endReason: string | null;
  households: LinkedHouseholdView[];
  promisedFen: Fen;
  receivedFen: Fen;
};

export type LinkagesView = { facts: CaseFacts; title: string; agreements: LinkageView[] };

/** The linkage agreements of a case, the latest first, with what each household received; null outside the actor's scope. */
export function getLinkages(actor: Actor, caseId: string): Promise<LinkagesView | null> {
  return read(actor, async (tx) => {
    const facts = await findCaseFacts(tx, actor, caseId);
    if (!facts) return null;
    const { title, linkages } = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: {
        title: true,
        linkages: {
          orderBy: { id: 'desc' },
          include: {
            households: { orderBy: { id: 'asc' }, include: { benefits: { orderBy: { receivedOn: 'desc' } } } },
          },
        },
      },
    });
    const heads = await headsOf(
      tx,
      actor,
      linkages.flatMap((agreement) => agreement.households.map((row) => row.householdId)),
    );
    const agreements = linkages.map((agreement) => {
      const households = agreement.households.map((row) => ({
        ...row,
        ...(heads.get(row.householdId) ?? { name: '--', place: '' }),
        receivedFen: sumFen(row.benefits.map((benefit) => benefit.amountFen)),
        benefits: row.benefits.map((benefit) => ({ ...benefit, receivedOn: toDay(benefit.receivedOn) })),
      }));
      return {
        ...agreement,
        signedOn: toDay(agreement.signedOn),
        households,
        promisedFen: sumFen(households.map((row) => row.promisedFen)),
        receivedFen: sumFen(households.map((row) => row.receivedFen)),
      };
    });
    return { facts, title, agreements };
  });
}

/** Who stands for each household, and where it lives. */
export async function headsOf(
  tx: Tx,
  actor: Actor,
  ids: string[],
): Promise<Map<string, { name: string; place: string }>> {
  const rows = await tx.household.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      townshipId: true,
      villageId: true,
      members: { orderBy: { relation: 'asc' }, take: 1, select: { name: true } },
    },
  });
  const places = await regionNamesOf(
    tx,
    rows.flatMap((row) => [row.townshipId, row.villageId]),
  );
  const reads = can(actor, 'household.read');
  return new Map(
    rows.map((row) => {
      const name = row.members[0]?.name;
      const place = [row.townshipId, row.villageId].map((id) => places.get(id ?? 0)).filter(Boolean);
      return [row.id, { name: reads ? (name ?? '--') : maskPersonName(name), place: place.join(' ') }];
    }),
  );
}

export type HouseholdChoice = { id: string; name: string; place: string };

/** More households than these are narrowed by a name. */
export const MAX_CHOICES = 50;

/** Households of the case's county within the actor's own area that a name finds; the latest first. */
export function findHouseholdsToLink(actor: Actor, countyId: number, typed: string): Promise<HouseholdChoice[]> {
  return read(actor, async (tx) => {
    if (!can(actor, 'household.read')) return [];
    const text = normaliseText(typed);
    const found = await tx.household.findMany({
      where: {
        AND: [
          { countyId },
          visibleInRegion(actor),
          text === ''
            ? {}
            : {
                members: {
                  some:
                    Array.from(text).length === 1
                      ? { name: { contains: text } }
                      : { bigrams: { hasEvery: bigrams(text) } },
                },
              },
        ],
      },
      orderBy: { id: 'desc' },
      take: MAX_CHOICES,
      select: { id: true },
    });
    const heads = await headsOf(
      tx,
      actor,
      found.map((row) => row.id),
    );
    return found.map(({ id }) => ({ id, ...(heads.get(id) ?? { name: '--', place: '' }) }));
  });
}
