import type { Role } from '@/domain/permissions';
import type { ProgrammeBodyInput } from '@/domain/programme';
import type { Stage } from '@/domain/stage';

/** Pieces of which the demo definitions are put together; each definition still says everything that it is. */
export const ALL_KINDS = ['HOUSEHOLD', 'FAMILY_FARM', 'COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE'] as const;

export const HANDLERS: Role[] = [
  'STATION_WORKER',
  'TOWNSHIP_OFFICER',
  'COUNTY_OFFICIAL',
  'CREDIT_LEAD',
  'ACCOUNT_MANAGER',
  'LEGAL_REVIEWER',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
  'AUDITOR',
];
export const FINANCIERS: Role[] = [
  'CREDIT_LEAD',
  'ACCOUNT_MANAGER',
  'LEGAL_REVIEWER',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
  'AUDITOR',
];
export const EVERYBODY: Role[] = [...HANDLERS, 'LEADING_GROUP_OFFICER', 'LEADER', 'REGULATOR'];

export const line = (zh: string, en: string) => ({ zh, en });

/** Options of a report item: code, Chinese, English, points. */
export const scale = (...points: [string, string, string, number][]) =>
  points.map(([code, zh, en, value]) => ({ code, name: line(zh, en), points: value }));

type RequirementInput = ProgrammeBodyInput['catalogue'][number];

/** A document of the catalogue that every applicant owes once and somebody else checks, unless it says otherwise. */
export function requirement(
  code: string,
  zh: string,
  en: string,
  stage: Stage,
  more: Partial<RequirementInput> = {},
): RequirementInput {
  return {
    code,
    name: line(zh, en),
    stage,
    applicantKinds: [...ALL_KINDS],
    required: true,
    minimum: 1,
    checked: true,
    visibleTo: HANDLERS,
    ...more,
  };
}

/** A stage with its limits in working days, in the ordinary lane and in the green channel; null: no limit. */
export function stageRow(
  stage: Stage,
  zh: string,
  en: string,
  limits: readonly [number, number] | null,
  reviewSteps: readonly (readonly [Role, string, string])[] = [],
): ProgrammeBodyInput['stages'][number] {
  return {
    stage,
    name: line(zh, en),
    limitWorkingDays: limits?.[0] ?? null,
    greenLimitWorkingDays: limits?.[1] ?? null,
    reviewSteps: reviewSteps.map(([role, stepZh, stepEn]) => ({ role, name: line(stepZh, stepEn) })),
  };
}
