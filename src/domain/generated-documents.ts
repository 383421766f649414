import type { Actor } from './actor';
import type { CaseFacts } from './case-facts';
import { can, type Permission } from './permissions';
import type { GeneratedKind, ProgrammeBody } from './programme';
import type { RefusalValue } from './refusal';
import { CASE_STATUSES, type CaseStatus, type Stage, stageIndex } from './stage';

/** Kinds of document that speak of one case; minutes speak of a session. */
export type CaseDocumentKind = Exclude<GeneratedKind, 'SESSION_MINUTES'>;

type GeneratedFacts = Pick<
  CaseFacts,
  | 'stage'
  | 'status'
  | 'outcome'
  | 'applicantKind'
  | 'definition'
  | 'supplementItems'
  | 'report'
  | 'approvedOn'
  | 'tranches'
>;

type Rule = {
  stages: readonly Stage[];
  statuses: readonly CaseStatus[];
  /** what must be true besides */
  fact?: (facts: GeneratedFacts) => boolean;
  /** what its reader must be allowed to read, besides the case */
  reads: Permission;
};

const OPEN = ['OPEN'] as const;
const UNPAID: readonly CaseFacts['tranches'][number]['status'][] = ['PLANNED', 'REQUESTED', 'RETURNED'];

/** When each kind makes sense, and who may read it: its rows are all there is. */
export const GENERATED_RULES = {
  ACCEPTANCE_RECEIPT: {
    stages: ['DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: CASE_STATUSES,
    reads: 'case.read',
  },
  MISSING_ITEMS: {
    stages: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT'],
    statuses: ['AWAITING_SUPPLEMENT'],
    fact: (facts) => facts.supplementItems !== null,
    reads: 'case.read',
  },
  DUE_DILIGENCE_REPORT: {
    stages: ['DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: CASE_STATUSES,
    fact: (facts) => facts.report?.status === 'SUBMITTED',
    reads: 'case.read',
  },
  DECISION_NOTICE: {
    stages: ['ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: CASE_STATUSES,
    fact: (facts) => facts.approvedOn !== null || facts.outcome === 'DECLINED',
    reads: 'case.read',
  },
  DISBURSEMENT_REQUEST: {
    stages: ['DISBURSEMENT', 'FOLLOW_UP'],
    statuses: OPEN,
    fact: (facts) => facts.tranches.some((row) => UNPAID.includes(row.status)),
    reads: 'payment.read',
  },
  LINKAGE_AGREEMENT: {
    stages: ['CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: OPEN,
    fact: (facts) => asksLinkage(facts.definition, facts.applicantKind),
    reads: 'household.read',
  },
  HELPING_CONTRACT: {
    stages: ['CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: OPEN,
    fact: (facts) => asksLinkage(facts.definition, facts.applicantKind),
    reads: 'household.read',
  },
  IMPLEMENTATION_PLAN: {
    stages: ['CONSULTATION', 'ACCEPTANCE', 'DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT'],
    statuses: ['OPEN', 'AWAITING_SUPPLEMENT'],
    reads: 'case.read',
  },
  APPROVAL_FORM: {
    stages: ['DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'],
    statuses: CASE_STATUSES,
    reads: 'case.read',
  },
} as const satisfies Record<CaseDocumentKind, Rule>;

export const CASE_DOCUMENT_KINDS = Object.keys(GENERATED_RULES) as CaseDocumentKind[];

function asksLinkage(definition: ProgrammeBody, kind: CaseFacts['applicantKind']): boolean {
  return definition.linkageModels.length > 0 || definition.linkageFor.includes(kind);
}

/** The definition's template for a kind; null where the programme does not use it. */
export function templateOf(definition: Pick<ProgrammeBody, 'templates'>, kind: GeneratedKind) {
  return definition.templates.find((row) => row.kind === kind) ?? null;
}

/** Whether a case is where a kind of document makes sense. */
function isDue(facts: GeneratedFacts, kind: CaseDocumentKind): boolean {
  const rule: Rule = GENERATED_RULES[kind];
  return rule.stages.includes(facts.stage) && rule.statuses.includes(facts.status) && (rule.fact?.(facts) ?? true);
}

/**
 * Whether this person may read a document of this kind, of a case that they may see. The minutes name every case of the
 * agenda, so that supervisors, who read a session only as far as their region, have the page and not the document.
 */
export function mayReadGenerated(actor: Pick<Actor, 'roles'>, kind: GeneratedKind): boolean {
  return can(actor, kind === 'SESSION_MINUTES' ? 'decision-session.plan' : GENERATED_RULES[kind].reads);
}

/**
 * Whether this person may make this document of a case now. NOT_PERMITTED (also for what they may not read),
 * TEMPLATE_MISSING, GENERATED_NOT_NOW {kind}.
 */
export function checkGenerate(
  facts: GeneratedFacts,
  actor: Pick<Actor, 'roles'>,
  kind: CaseDocumentKind,
): RefusalValue | null {
  if (!can(actor, 'generated-document.make') || !mayReadGenerated(actor, kind)) return { code: 'NOT_PERMITTED' };
  if (!templateOf(facts.definition, kind)) return { code: 'TEMPLATE_MISSING' };
  return isDue(facts, kind) ? null : { code: 'GENERATED_NOT_NOW', params: { kind } };
}

/** What belongs to the moment: handed out when the case has just come there. */
const OF_THE_MOMENT: Partial<Record<CaseDocumentKind, (facts: GeneratedFacts) => boolean>> = {
  ACCEPTANCE_RECEIPT: (facts) => stageIndex(facts.stage) <= stageIndex('DECISION') && facts.approvedOn === null,
  MISSING_ITEMS: () => true,
  DECISION_NOTICE: (facts) => facts.stage !== 'FOLLOW_UP',
};

/** Whether a document that may be made now is the one that the applicant waits for. */
export function isOfTheMoment(facts: GeneratedFacts, kind: CaseDocumentKind): boolean {
  return OF_THE_MOMENT[kind]?.(facts) ?? false;
}
