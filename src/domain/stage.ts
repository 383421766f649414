import type { Permission } from './permissions';

/**
 * The life of a case, as one table. Buttons, server checks, tests and the state diagram in docs/ all read it.
 * A programme definition selects stages; the order is this one.
 */
export const STAGES = [
  'CONSULTATION',
  'ACCEPTANCE',
  'DUE_DILIGENCE',
  'DECISION',
  'CONTRACT',
  'DISBURSEMENT',
  'FOLLOW_UP',
] as const;
export type Stage = (typeof STAGES)[number];

export const CASE_STATUSES = ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED', 'CLOSED'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const OUTCOMES = [
  'REPAID',
  'CERTIFIED',
  'DECLINED',
  'WITHDRAWN',
  'LAPSED',
  'COMPENSATED',
  'WRITTEN_OFF',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const APPLICANT_KINDS = ['HOUSEHOLD', 'FAMILY_FARM', 'COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE'] as const;
export type ApplicantKind = (typeof APPLICANT_KINDS)[number];

/** What must have happened before an instalment is paid: nothing more, the township's first check, the county's check. */
export const MILESTONES = ['START', 'FIRST_CHECK', 'COUNTY_CHECK'] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Rules that a transition must pass; each is a function of the case's facts in gates.ts. */
export const GATES = [
  'ELIGIBILITY_ANSWERED',
  'DOCUMENTS_COMPLETE',
  'CONSENTS_ON_FILE',
  'YOUR_TURN',
  'MANAGERS_ASSIGNED',
  'YOU_ARE_ASSIGNED',
  'SITE_VISITED',
  'REPORT_CONFIRMED',
  'NOT_YET_APPROVED_BY_YOU',
  'AUTHORITY_COVERS',
  'APPROVAL_VALID',
  'CONTRACT_CHECKED',
  'CONTRACT_CONDITIONS_MET',
  'DISBURSEMENT_CONDITIONS_MET',
  'NOTHING_PAID',
  'NOTHING_OUTSTANDING',
  'SOMETHING_OUTSTANDING',
  'FINDINGS_CLOSED',
  'NO_PAYMENT_UNDER_WAY',
  'FREE_OF_DUTIES_FOR_APPROVAL',
  'OUTSTANDING_WITHIN_AUTHORITY',
  'WITHIN_HOUSEHOLD_CAP',
  'FUND_LENDS',
  'NOT_IN_SESSION',
  'SIGNED_BEFORE',
  'SIGNERS_DONE',
  'PUBLIC_NOTICE_OVER',
  'LINKAGE_AGREED',
  'PURCHASE_LISTED',
  'COMPLETION_CHECKED',
  'EVERYTHING_PAID',
  'HANDED_ON_BY_YOU',
  'NOT_OPENED',
] as const;
export type Gate = (typeof GATES)[number];

/**
 * NEXT: the next stage the definition uses. NEXT_STEP: the next review step, or the next stage after the last. CHOSEN: an
 * earlier stage named by the person. BACK: where it was handed on from, the review step or stage before.
 */
export type Destination = 'NEXT' | 'NEXT_STEP' | 'CHOSEN' | 'BACK' | 'SAME';

export type Transition = {
  from: readonly Stage[];
  statuses: readonly CaseStatus[];
  to: Destination;
  /** status afterwards; SAME keeps it */
  becomes: CaseStatus | 'SAME';
  outcome?: Outcome;
  permission: Permission;
  needs: readonly Gate[];
  /** the person must say why */
  reason: boolean;
  /** taken by the system as a consequence of another verb; nobody has a button for it */
  automatic?: true;
  /** the event it writes */
  event: string;
};

const OPEN = ['OPEN'] as const;

export const TRANSITIONS = {
  submit: {
    from: ['CONSULTATION'],
    statuses: OPEN,
    to: 'NEXT',
    becomes: 'SAME',
    permission: 'case.submit',
    needs: ['ELIGIBILITY_ANSWERED', 'WITHIN_HOUSEHOLD_CAP', 'DOCUMENTS_COMPLETE'],
    reason: false,
    event: 'case.submitted',
  },
  accept: {
    from: ['ACCEPTANCE'],
    statuses: OPEN,
    to: 'NEXT_STEP',
    becomes: 'SAME',
    permission: 'case.accept',
    needs: ['YOUR_TURN', 'ELIGIBILITY_ANSWERED', 'CONSENTS_ON_FILE', 'DOCUMENTS_COMPLETE'],
    reason: false,
    event: 'case.accepted',
  },
  assign: {
    // later too: a case that was entered from paper, or lost a manager, is given to two people where it stands
    from: ['DUE_DILIGENCE', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'SAME',
    permission: 'case.assign',
    needs: [],
    reason: false,
    event: 'case.assigned',
  },
  recommend: {
    from: ['DUE_DILIGENCE'],
    statuses: OPEN,
    to: 'NEXT',
    becomes: 'SAME',
    permission: 'case.recommend',
    needs: ['MANAGERS_ASSIGNED', 'YOU_ARE_ASSIGNED', 'SITE_VISITED', 'REPORT_CONFIRMED', 'DOCUMENTS_COMPLETE'],
    reason: false,
    event: 'case.recommended',
  },
  escalate: {
    from: ['DECISION'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'SAME',
    permission: 'case.decide',
    needs: [],
    reason: true,
    automatic: true,
    event: 'case.escalated',
  },
  endorse: {
    from: ['DECISION'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'SAME',
    permission: 'case.decide',
    needs: [
      'FREE_OF_DUTIES_FOR_APPROVAL',
      'YOUR_TURN',
      'NOT_IN_SESSION',
      'NOT_YET_APPROVED_BY_YOU',
      'AUTHORITY_COVERS',
      'SIGNED_BEFORE',
    ],
    reason: false,
    automatic: true,
    event: 'case.endorsed',
  },
  approve: {
    from: ['DECISION'],
    statuses: OPEN,
    to: 'NEXT',
    becomes: 'SAME',
    permission: 'case.decide',
    needs: [
      'FREE_OF_DUTIES_FOR_APPROVAL',
      'YOUR_TURN',
      'NOT_IN_SESSION',
      'NOT_YET_APPROVED_BY_YOU',
      'AUTHORITY_COVERS',
      'WITHIN_HOUSEHOLD_CAP',
      'FUND_LENDS',
      'SIGNERS_DONE',
      'DOCUMENTS_COMPLETE',
    ],
    reason: false,
    event: 'case.approved',
  },
  decline: {
    from: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION'],
    statuses: ['OPEN', 'AWAITING_SUPPLEMENT'],
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'DECLINED',
    permission: 'case.decline',
    needs: ['YOUR_TURN', 'NOT_IN_SESSION'],
    reason: true,
    event: 'case.declined',
  },
  sign: {
    from: ['CONTRACT'],
    statuses: OPEN,
    to: 'NEXT',
    becomes: 'SAME',
    permission: 'case.sign',
    needs: ['YOU_ARE_ASSIGNED', 'APPROVAL_VALID', 'CONTRACT_CHECKED', 'CONTRACT_CONDITIONS_MET', 'DOCUMENTS_COMPLETE'],
    reason: false,
    event: 'contract.signed',
  },
  disburse: {
    from: ['DISBURSEMENT'],
    statuses: OPEN,
    to: 'NEXT',
    becomes: 'SAME',
    permission: 'payment.release',
    needs: [
      'APPROVAL_VALID',
      'DISBURSEMENT_CONDITIONS_MET',
      'PUBLIC_NOTICE_OVER',
      'LINKAGE_AGREED',
      'PURCHASE_LISTED',
      'FUND_LENDS',
      'DOCUMENTS_COMPLETE',
    ],
    reason: false,
    automatic: true,
    event: 'payment.released',
  },
  return: {
    from: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: OPEN,
    to: 'CHOSEN',
    becomes: 'OPEN',
    permission: 'case.return',
    needs: ['YOUR_TURN', 'NOT_IN_SESSION', 'NOTHING_PAID', 'NO_PAYMENT_UNDER_WAY'],
    reason: true,
    event: 'case.returned',
  },
  recall: {
    // 撤回: what was handed on comes back while nobody has looked at it
    from: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION'],
    statuses: OPEN,
    to: 'BACK',
    becomes: 'SAME',
    permission: 'case.recall',
    needs: ['HANDED_ON_BY_YOU', 'NOT_OPENED'],
    reason: true,
    event: 'case.recalled',
  },
  requestSupplement: {
    from: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'AWAITING_SUPPLEMENT',
    permission: 'case.request-supplement',
    needs: ['YOUR_TURN'],
    reason: true,
    event: 'case.supplement-requested',
  },
  supplement: {
    from: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT'],
    statuses: ['AWAITING_SUPPLEMENT'],
    to: 'SAME',
    becomes: 'OPEN',
    permission: 'case.supplement',
    needs: [],
    reason: false,
    event: 'case.supplemented',
  },
  withdraw: {
    from: STAGES,
    statuses: ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'],
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'WITHDRAWN',
    permission: 'case.withdraw',
    needs: ['NOTHING_PAID', 'NO_PAYMENT_UNDER_WAY'],
    reason: true,
    event: 'case.withdrawn',
  },
  suspend: {
    from: STAGES,
    statuses: ['OPEN', 'AWAITING_SUPPLEMENT'],
    to: 'SAME',
    becomes: 'SUSPENDED',
    permission: 'case.suspend',
    needs: [],
    reason: true,
    event: 'case.suspended',
  },
  resume: {
    from: STAGES,
    statuses: ['SUSPENDED'],
    to: 'SAME',
    becomes: 'OPEN',
    permission: 'case.suspend',
    needs: [],
    reason: true,
    event: 'case.resumed',
  },
  lapse: {
    from: ['CONTRACT', 'DISBURSEMENT'],
    statuses: ['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'],
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'LAPSED',
    permission: 'case.suspend',
    needs: ['NOTHING_PAID', 'NO_PAYMENT_UNDER_WAY'],
    reason: true,
    event: 'case.lapsed',
  },
  reopen: {
    from: STAGES,
    statuses: ['CLOSED'],
    to: 'SAME',
    becomes: 'OPEN',
    permission: 'case.reopen',
    needs: ['NOTHING_PAID'],
    reason: true,
    event: 'case.reopened',
  },
  close: {
    from: ['FOLLOW_UP'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'REPAID',
    permission: 'case.close',
    needs: ['NOTHING_OUTSTANDING', 'FINDINGS_CLOSED', 'NO_PAYMENT_UNDER_WAY'],
    reason: false,
    event: 'case.closed',
  },
  certify: {
    from: ['FOLLOW_UP'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'CERTIFIED',
    permission: 'case.close',
    needs: ['COMPLETION_CHECKED', 'EVERYTHING_PAID', 'FINDINGS_CLOSED', 'NO_PAYMENT_UNDER_WAY'],
    reason: true,
    event: 'case.certified',
  },
  compensate: {
    from: ['FOLLOW_UP'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'COMPENSATED',
    permission: 'case.write-off',
    needs: [
      'SOMETHING_OUTSTANDING',
      'NO_PAYMENT_UNDER_WAY',
      'FREE_OF_DUTIES_FOR_APPROVAL',
      'OUTSTANDING_WITHIN_AUTHORITY',
    ],
    reason: true,
    event: 'case.compensated',
  },
  writeOff: {
    from: ['FOLLOW_UP'],
    statuses: OPEN,
    to: 'SAME',
    becomes: 'CLOSED',
    outcome: 'WRITTEN_OFF',
    permission: 'case.write-off',
    needs: [
      'SOMETHING_OUTSTANDING',
      'NO_PAYMENT_UNDER_WAY',
      'FREE_OF_DUTIES_FOR_APPROVAL',
      'OUTSTANDING_WITHIN_AUTHORITY',
    ],
    reason: true,
    event: 'case.written-off',
  },
} as const satisfies Record<string, Transition>;

export type Verb = keyof typeof TRANSITIONS;
export const VERBS = Object.keys(TRANSITIONS) as Verb[];

/** The table's row for a verb, as the general type. */
export function transitionOf(verb: Verb): Transition {
  return TRANSITIONS[verb];
}

/** Where a stage stands in the order of all stages. */
export function stageIndex(stage: Stage): number {
  return STAGES.indexOf(stage);
}

/** The stage after this one among those the definition uses; null after the last. */
export function nextStage(stage: Stage, used: readonly Stage[]): Stage | null {
  return STAGES.slice(stageIndex(stage) + 1).find((candidate) => used.includes(candidate)) ?? null;
}

/** Earlier stages to which a case may be returned from this one. */
export function returnTargets(stage: Stage, used: readonly Stage[]): Stage[] {
  return STAGES.slice(0, stageIndex(stage)).filter((candidate) => used.includes(candidate));
}

/** The stage before this one among those the definition uses; null before the first. */
export function previousStage(stage: Stage, used: readonly Stage[]): Stage | null {
  return returnTargets(stage, used).at(-1) ?? null;
}

/** Stages newly reached by moving to `to` when `furthest` was the highest so far; the funnel counts each once. */
export function newlyReached(furthest: Stage, to: Stage, used: readonly Stage[]): Stage[] {
  return STAGES.slice(stageIndex(furthest) + 1, stageIndex(to) + 1).filter((candidate) => used.includes(candidate));
}
