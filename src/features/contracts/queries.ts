import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import type { CaseFacts } from '@/domain/case-facts';
import { checkTransition, isAssigned } from '@/domain/gates';
import type { Fen } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { namesOf } from '@/features/cases/people';
import { findCaseFacts } from '@/features/cases/queries';
import type { Contract, DueDiligenceReport, Tranche } from '@/generated/prisma/client';
import { read } from '@/server/command';
import { toDay } from '@/server/dates';

export type ContractRow = Omit<Contract, 'signedOn'> & {
  signedOn: Day | null;
  draftedBy: Label;
  legalCheckedBy: Label | null;
};

export type ContractView = {
  facts: CaseFacts;
  title: string;
  applicantName: string;
  approvedTermMonths: number | null;
  approvedRateBps: number | null;
  /** last day on which the approval still carries a signature */
  approvalValidUntil: Day | null;
  /** as the report recommends it; the form starts from it */
  recommendedMethod: DueDiligenceReport['repaymentMethod'];
  contract: ContractRow | null;
  tranches: { id: string; sequence: number; plannedOn: Day; amountFen: Fen; status: Tranche['status'] }[];
};

/** The contract of a case with its plan of tranches; null outside the actor's scope. */
export function getContract(actor: Actor, caseId: string): Promise<ContractView | null> {
  return read(actor, async (tx) => {
    const facts = can(actor, 'case.read') ? await findCaseFacts(tx, actor, caseId) : null;
    if (!facts) return null;
    const row = await tx.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      include: {
        contracts: { where: { status: { not: 'VOID' } } },
        tranches: { where: { status: { not: 'CANCELLED' } }, orderBy: { sequence: 'asc' } },
        reports: { where: { status: 'SUBMITTED' }, select: { repaymentMethod: true } },
      },
    });
    const contract = row.contracts[0];
    const people = await namesOf(tx, [contract?.draftedById, contract?.legalCheckedById]);
    const nameOf = (id: string) => people.get(id)?.name ?? { zh: '--', en: '--' };
    return {
      facts,
      title: row.title,
      applicantName: row.applicantName,
      approvedTermMonths: row.approvedTermMonths,
      approvedRateBps: row.approvedRateBps,
      approvalValidUntil: facts.approvedOn && addDays(facts.approvedOn, facts.definition.approvalValidDays),
      recommendedMethod: row.reports[0]?.repaymentMethod ?? null,
      contract: contract
        ? {
            ...contract,
            signedOn: toDay(contract.signedOn),
            draftedBy: nameOf(contract.draftedById),
            legalCheckedBy: contract.legalCheckedById ? nameOf(contract.legalCheckedById) : null,
          }
        : null,
      tranches: row.tranches.map(({ id, sequence, plannedOn, amountFen, status }) => ({
        id,
        sequence,
        plannedOn: toDay(plannedOn),
        amountFen,
        status,
      })),
    };
  });
}

/** What this person may do with the contract now: null where it is not theirs, else what still stands against it. */
export type ContractOffer = {
  draft: RefusalValue[] | null;
  check: RefusalValue[] | null;
  sign: RefusalValue[] | null;
};

const DRAFTER: RefusalValue = { code: 'SAME_PERSON', params: { duty: 'DRAFTER' } };

/** Pure, over the view; the mutations ask the same again. */
export function offerOf(actor: Actor, { facts, contract }: ContractView, today: Day): ContractOffer {
  const at = facts.stage === 'CONTRACT' && facts.status === 'OPEN';
  const conflict: RefusalValue[] = facts.conflicts.includes(actor.userId) ? [{ code: 'CONFLICT_DECLARED' }] : [];
  const assigned = isAssigned(facts, actor);
  const waitsForCheck = contract?.status === 'DRAFT' && contract.legalCheckedAt === null;
  return {
    draft:
      at && can(actor, 'contract.draft')
        ? [...conflict, ...(assigned ? [] : [{ code: 'NOT_ASSIGNED' as const }])]
        : null,
    check:
      at && can(actor, 'contract.check') && waitsForCheck
        ? [...conflict, ...(contract.draftedById === actor.userId ? [DRAFTER] : [])]
        : null,
    sign: at && can(actor, 'case.sign') && assigned && contract ? checkTransition('sign', facts, actor, today) : null,
  };
}
