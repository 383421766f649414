import type { CaseFacts } from './case-facts';
import type { ProgrammeBody } from './programme';
import type { RefusalValue } from './refusal';
import { stageIndex } from './stage';

type Limits = Pick<ProgrammeBody['stages'][number], 'limitWorkingDays' | 'greenLimitWorkingDays'>;

/** The limit of a stage in a lane, in working days: in the green channel never longer than in the ordinary one; null: none. */
export function limitOf({ limitWorkingDays, greenLimitWorkingDays }: Limits, lane: CaseFacts['lane']): number | null {
  if (lane === 'NORMAL' || greenLimitWorkingDays === null) return limitWorkingDays;
  return limitWorkingDays === null ? greenLimitWorkingDays : Math.min(limitWorkingDays, greenLimitWorkingDays);
}

/**
 * 绿色通道 hastens acceptance, investigation, decision and contract (domain.md §2A, §2C). LANE_NOT_OFFERED where the
 * programme has none, INVALID_INPUT for a criterion that it does not name, STATUS_DOES_NOT_ALLOW once money is to be paid
 * or the case is closed.
 */
export function checkGreenLane(
  facts: Pick<CaseFacts, 'definition' | 'stage' | 'status'>,
  criterion: string,
): RefusalValue | null {
  const { greenChannel } = facts.definition;
  if (!greenChannel) return { code: 'LANE_NOT_OFFERED' };
  if (!greenChannel.criteria.some((row) => row.code === criterion)) return { code: 'INVALID_INPUT' };
  return mayChangeLane(facts) ? null : { code: 'STATUS_DOES_NOT_ALLOW' };
}

/** Whether the lane may still be given or taken back: before money is to be paid, and not of a closed case. */
export function mayChangeLane({ stage, status }: Pick<CaseFacts, 'stage' | 'status'>): boolean {
  return status !== 'CLOSED' && stageIndex(stage) < stageIndex('DISBURSEMENT');
}
