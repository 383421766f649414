import type { AuthorityRow } from './authority';
import type { Day } from './calendar';
import type { Fen } from './money';
import type { PolicyRow } from './policy';
import type { ProgrammeBody } from './programme';
import type { FundBook } from './risk-fund';
import type { ApplicantKind, CaseStatus, Milestone, Outcome, Stage } from './stage';

export type Duty = 'DUE_DILIGENCE' | 'APPROVAL' | 'PAYMENT_REQUEST' | 'PAYMENT_RELEASE';

/**
 * Everything that the rules of a case need to know, as one plain object, read by `caseFacts(tx, id)`.
 * Rules take it and nothing else, so that a button and the server's check cannot disagree.
 */
export type CaseFacts = {
  id: string;
  reference: string;
  version: number;
  stage: Stage;
  reviewStep: number;
  decisionRound: number;
  status: CaseStatus;
  outcome: Outcome | null;
  furthestStage: Stage;
  lane: 'NORMAL' | 'GREEN';
  programmeId: string;
  definition: ProgrammeBody;
  applicantKind: ApplicantKind;
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
  financierId: string;
  provincialBranchId: string | null;
  countyBranchId: string | null;
  handlingOrganisationId: string;
  decisionOrganisationId: string | null;
  requestedAmountFen: Fen;
  recommendedAmountFen: Fen | null;
  approvedAmountFen: Fen | null;
  contractedAmountFen: Fen | null;
  disbursedAmountFen: Fen;
  outstandingAmountFen: Fen;
  eligibility: Record<string, boolean>;
  createdById: string;
  /** who answers in its opener's place since a hand-over */
  takenOverById: string | null;
  assignments: { part: 'MANAGER_A' | 'MANAGER_B'; userId: string }[];
  duties: { userId: string; duty: Duty }[];
  /** people who declared a conflict */
  conflicts: string[];
  /** current files, superseded and removed ones left out */
  documents: { requirementCode: string; status: 'UPLOADED' | 'CHECKED' | 'REJECTED'; quarantined: boolean }[];
  siteVisits: { visitorIds: string[]; photos: number }[];
  report: {
    id: string;
    status: 'DRAFT' | 'CONFIRMED' | 'SUBMITTED';
    authorId: string;
    confirmedById: string | null;
  } | null;
  /** sign-offs of the current round that stand */
  approvals: { approverId: string; organisationId: string; outcome: 'APPROVED' | 'DECLINED' | 'RETURNED' }[];
  /** day of the final approval that stands */
  approvedOn: Day | null;
  authorityRows: AuthorityRow[];
  conditions: { gate: 'CONTRACT' | 'DISBURSEMENT'; status: 'OPEN' | 'MET' }[];
  /** sentBack: the legal check refused this draft, so that its drafter writes it anew */
  contract: { status: 'DRAFT' | 'LEGAL_CHECKED' | 'SIGNED'; sentBack: boolean } | null;
  tranches: {
    id: string;
    status: 'PLANNED' | 'REQUESTED' | 'RELEASED' | 'RETURNED' | 'CANCELLED';
    plannedOn: Day;
    milestone: Milestone;
    holdDays: number;
  }[];
  openFindings: number;
  rectifiedFindings: number;
  /** monthly reports by status */
  reportsDue: number;
  reportsSubmitted: number;
  supplementItems: string[] | null;
  requestedTermMonths: number;
  /** dated values of the places that the case lies in */
  policies: PolicyRow[];
  /**
   * What the applicant's household (all its borrowers) or organisation owes or is to get on other loans of any financier,
   * extensions and renewals not counted twice; read only where the definition asks for it, else 0
   */
  exposureFen: Fen;
  /** 公示 of the present round that was not taken back; null: none */
  publicNotice: { fromOn: Day; toOn: Day; openObjections: number } | null;
  /** 利益联结 in force; null: none */
  linkage: { households: number } | null;
  /** what the lines of the order come to, where the definition orders products; else 0 */
  orderedFen: Fen;
  /** 初验, 县级验收, 复验 in order */
  completionChecks: { kind: 'FIRST_CHECK' | 'COUNTY_CHECK' | 'RE_CHECK'; grade: CompletionGrade; checkedOn: Day }[];
  /** the fund behind the case, where the definition wants one; null: there is none in the county */
  riskFund: (FundBook & { balanceFen: Fen; lentFen: Fen; isPaused: boolean }) | null;
  /** an agenda on which the case waits for a decision */
  sessionId: string | null;
  /** 加签 of the present round */
  signers: { kind: 'SIGN_BEFORE' | 'SIGN_AFTER'; status: 'ASKED' | 'ANSWERED' | 'OBJECTED'; askedOfId: string }[];
  /** 转办 in force */
  transfers: { task: string; toId: string }[];
  /** who handed the case on to where it stands; null when the last move was no handing on */
  handedOnById: string | null;
  /** one of those whose turn it is has looked at it since */
  opened: boolean;
};

export type CompletionGrade = 'FAILED' | 'PASSED' | 'GOOD';

/** Who completes the consultation and answers what is missing: who opened the case, or took it over. */
export function intakeHolder(facts: Pick<CaseFacts, 'createdById' | 'takenOverById'>): string {
  return facts.takenOverById ?? facts.createdById;
}

/** The financier's organisations from the handling branch up to the head office. */
export function financierPath(
  facts: Pick<CaseFacts, 'countyBranchId' | 'provincialBranchId' | 'financierId'>,
): string[] {
  const path = [facts.countyBranchId, facts.provincialBranchId, facts.financierId];
  return [...new Set(path.filter((id): id is string => id !== null))];
}

/** The places a case lies in, from the nearest up to the nation, as policy values are looked for. */
export function regionPath(
  facts: Pick<CaseFacts, 'villageId' | 'townshipId' | 'countyId' | 'cityId' | 'provinceId'>,
): number[] {
  const path = [facts.villageId, facts.townshipId, facts.countyId, facts.cityId, facts.provinceId, NATION];
  return path.filter((id): id is number => id !== null);
}

/** The region that holds all others (decision 0001). */
export const NATION = 1;
