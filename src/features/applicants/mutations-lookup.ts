import 'server-only';
import { can } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import type { ApplicantKind } from '@/domain/stage';
import { caseUnderWay } from '@/features/cases/under-way-queries';
import { type Context, type Result, write } from '@/server/command';
import { blindIndexes } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { crossing } from '@/server/row-scope';
import { findPlace, reaches } from './places';

export type LookupInput = {
  kind: ApplicantKind;
  /** identity number or credit code, checked and in normal form */
  number: string;
  townshipId: number;
  villageId: number | null;
  programmeId: string;
};

/** What is on file under a number, in the county where it is entered. ELSEWHERE says only that another county has it. */
export type Lookup =
  | { state: 'NEW' | 'ELSEWHERE' }
  | { state: 'KNOWN'; name: string; members: number | null; underWay: { reference: string | null } | null };

/** Looks a number up before anything is registered; the look is recorded. NOT_PERMITTED, REGION_OUT_OF_SCOPE. */
export function lookUpApplicant(ctx: Context, input: LookupInput): Promise<Result<Lookup>> {
  return write(ctx, async (tx) => {
    if (!can(ctx.actor, 'case.register')) refuse('NOT_PERMITTED');
    const place = await findPlace(tx, input.townshipId, input.villageId);
    if (!place || !reaches(ctx.actor, place)) refuse('REGION_OUT_OF_SCOPE');
    const lookup = await crossing(tx, 'one applicant, one person of that number', () =>
      lookUp(tx, ctx, input, place.countyId),
    );
    await recordEvent(tx, ctx, {
      kind: 'applicant.looked-up',
      payload: { applicantKind: input.kind, state: lookup.state },
      scope: place,
    });
    return lookup;
  });
}

async function lookUp(tx: Tx, ctx: Context, input: LookupInput, countyId: number): Promise<Lookup> {
  if (input.kind === 'HOUSEHOLD') {
    const person = await tx.person.findFirst({
      where: { identityNumberIndex: { in: blindIndexes('identity', input.number) } },
      include: { household: { include: { _count: { select: { members: true } } } } },
    });
    if (!person) return { state: 'NEW' };
    if (person.household.countyId !== countyId) return { state: 'ELSEWHERE' };
    return {
      state: 'KNOWN',
      name: person.name,
      members: person.household._count.members,
      underWay: await caseUnderWay(tx, ctx.actor, input.programmeId, { householdId: person.householdId }),
    };
  }
  const entity = await tx.operatingEntity.findUnique({ where: { creditCode: input.number } });
  if (!entity) return { state: 'NEW' };
  if (entity.countyId !== countyId) return { state: 'ELSEWHERE' };
  return {
    state: 'KNOWN',
    name: entity.name,
    members: null,
    underWay: await caseUnderWay(tx, ctx.actor, input.programmeId, { operatingEntityId: entity.id }),
  };
}
