import 'server-only';
import type { BackEntryBody } from '@/domain/back-entry';
import { isBehind } from '@/domain/back-entry-fields';
import type { Day } from '@/domain/calendar';
import { type ProgrammeBody, usesStage } from '@/domain/programme';
import type { Stage } from '@/domain/stage';
import type { Left, RunningCase } from '@/features/cases/mutations-back-entry';
import { paymentPayload } from '@/features/disbursements/mutations';
import { newUuid } from '@/lib/uuid';

/** The ids that events of the opening name before their rows are written. */
export type BookIds = { contractId: string; payments: { paymentId: string; trancheId: string }[] };

export function newBookIds(body: BackEntryBody): BookIds {
  return {
    contractId: newUuid(),
    payments: body.payments.map(() => ({ paymentId: newUuid(), trancheId: newUuid() })),
  };
}

/** What a checked paper case must say where it is asked for. Throws where it does not: a bug. */
export function owed<T>(value: T | null): T {
  if (value === null) throw new Error('a checked entry lacks what its stage owes');
  return value;
}

/** What is given bears no rate, in basis points; what is lent the one of the paper. */
export const rateOf = ({ financing }: Pick<ProgrammeBody, 'financing'>, rateBps: number | null): number | null =>
  financing === 'GRANT' ? 0 : rateBps;

/**
 * What was recommended, approved and contracted on paper, as the case keeps it: nothing for what it has not reached, and
 * where no contract is made what was approved. What nobody investigates, the opening of the case fills in.
 */
export function termsOnPaper(body: BackEntryBody, definition: ProgrammeBody): RunningCase['terms'] {
  const reached = (step: Stage) => usesStage(definition, step) && isBehind(step, body.stage);
  const approved = reached('DECISION');
  return {
    ...(reached('DUE_DILIGENCE')
      ? {
          recommendedAmountFen: body.recommendedAmountFen,
          recommendedTermMonths: body.recommendedTermMonths,
          recommendedRateBps: rateOf(definition, body.recommendedRateBps),
        }
      : {}),
    ...(approved
      ? {
          approvedAmountFen: body.approvedAmountFen,
          approvedTermMonths: body.approvedTermMonths,
          approvedRateBps: rateOf(definition, body.approvedRateBps),
        }
      : {}),
    ...(reached('CONTRACT') ? { contractedAmountFen: body.contractedAmountFen } : {}),
    ...(approved && !usesStage(definition, 'CONTRACT') ? { contractedAmountFen: body.approvedAmountFen } : {}),
  };
}

/** On which day each step was taken, with what the event of that step says as usual. */
export function daysOf(body: BackEntryBody, definition: ProgrammeBody, ids: BookIds): Partial<Record<Stage, Left>> {
  const days: [keyof typeof STEPS, Day | null][] = [
    ['CONSULTATION', body.consultedOn],
    ['ACCEPTANCE', body.acceptedOn],
    ['DUE_DILIGENCE', body.recommendedOn],
    ['DECISION', body.approvedOn],
    ['CONTRACT', body.signedOn],
    ['DISBURSEMENT', body.payments[0]?.paidOn ?? null],
  ];
  return Object.fromEntries(
    days.flatMap(([stage, on]) => (on === null ? [] : [[stage, { on, payload: STEPS[stage](body, definition, ids) }]])),
  );
}

type Payload = NonNullable<Left['payload']>;

const STEPS = {
  CONSULTATION: () => ({}),
  ACCEPTANCE: () => ({}),
  DUE_DILIGENCE: (body, definition) => ({
    amountFen: `${body.recommendedAmountFen}`,
    termMonths: body.recommendedTermMonths,
    rateBps: rateOf(definition, body.recommendedRateBps),
  }),
  DECISION: (body, definition) => ({
    amountFen: `${body.approvedAmountFen}`,
    termMonths: body.approvedTermMonths,
    rateBps: rateOf(definition, body.approvedRateBps),
  }),
  CONTRACT: (body, _definition, ids) => ({
    amountFen: `${body.contractedAmountFen}`,
    contractId: ids.contractId,
    paperNumber: body.contractNumber,
  }),
  DISBURSEMENT: (body, definition, ids) => {
    const [id] = ids.payments;
    const [first] = body.payments;
    return id && first ? paymentPayload({ definition }, { ...id, amountFen: first.amountFen }) : {};
  },
} as const satisfies Record<string, (body: BackEntryBody, definition: ProgrammeBody, ids: BookIds) => Payload>;
