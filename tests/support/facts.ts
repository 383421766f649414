import type { Actor, Scope } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import type { Role } from '@/domain/permissions';
import { parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { PROGRAMME_E } from '../../prisma/seed/programme-e';

/** Programme A as cases pin it. */
export const DEFINITION_A = parseProgrammeBody(PROGRAMME_A);

/** A programme of given money: fewer stages, notice, linkage, checks, 4:5:1. */
export const DEFINITION_E = parseProgrammeBody(PROGRAMME_E);

export const TODAY = '2026-03-02';

/** The branch that handles the case of `factsOf`, and those above it. */
export const BRANCH = { county: 'county-branch', provincial: 'provincial-branch', head: 'head-office' };

/**
 * The facts of a cooperative's case that has met everything a gate may ask for, so that a test takes away the one thing
 * it is about. Where a rule wants the absence of something (nothing paid), the defaults have it absent.
 */
export function factsOf(change: Partial<CaseFacts> = {}): CaseFacts {
  return {
    id: 'case',
    reference: 'A-410225-2026-0001',
    version: 1,
    stage: 'CONSULTATION',
    reviewStep: 0,
    decisionRound: 1,
    status: 'OPEN',
    outcome: null,
    furthestStage: 'CONSULTATION',
    lane: 'NORMAL',
    programmeId: 'programme',
    definition: DEFINITION_A,
    applicantKind: 'COOPERATIVE',
    provinceId: 1,
    cityId: 2,
    countyId: 3,
    townshipId: 4,
    villageId: 5,
    financierId: BRANCH.head,
    provincialBranchId: BRANCH.provincial,
    countyBranchId: BRANCH.county,
    handlingOrganisationId: BRANCH.county,
    decisionOrganisationId: BRANCH.county,
    requestedAmountFen: 80_000_000n,
    recommendedAmountFen: 80_000_000n,
    approvedAmountFen: 80_000_000n,
    contractedAmountFen: 80_000_000n,
    disbursedAmountFen: 0n,
    outstandingAmountFen: 0n,
    eligibility: Object.fromEntries(DEFINITION_A.eligibility.map((row) => [row.code, row.mustBe])),
    createdById: 'registrar',
    takenOverById: null,
    assignments: [
      { part: 'MANAGER_A', userId: 'manager-a' },
      { part: 'MANAGER_B', userId: 'manager-b' },
    ],
    duties: [],
    conflicts: [],
    documents: DEFINITION_A.catalogue.map((row) => ({
      requirementCode: row.code,
      status: 'CHECKED' as const,
      quarantined: false,
    })),
    siteVisits: [{ visitorIds: ['manager-a', 'manager-b'], photos: 1 }],
    report: { id: 'report', status: 'CONFIRMED', authorId: 'manager-a', confirmedById: 'manager-b' },
    approvals: [],
    approvedOn: TODAY,
    authorityRows: [
      {
        id: 'row',
        source: 'LIMIT',
        organisationId: BRANCH.county,
        applicantKind: null,
        upToFen: 100_000_000n,
        approvals: 1,
        validFrom: '2017-05-16',
        validTo: null,
        documentNumber: '示例银授〔2017〕12号',
      },
    ],
    conditions: [],
    contract: { status: 'LEGAL_CHECKED', sentBack: false },
    tranches: [],
    openFindings: 0,
    rectifiedFindings: 0,
    reportsDue: 0,
    reportsSubmitted: 0,
    supplementItems: null,
    requestedTermMonths: 24,
    policies: [],
    exposureFen: 0n,
    publicNotice: null,
    linkage: null,
    orderedFen: 0n,
    completionChecks: [],
    riskFund: null,
    sessionId: null,
    signers: [],
    transfers: [],
    handedOnById: null,
    opened: false,
    ...change,
  };
}

/** A person of the handling branch with these roles. */
export function personOf(roles: readonly Role[], change: Partial<Actor> = {}): Actor {
  const scope: Scope = { kind: 'FINANCIER', column: 'countyBranchId', organisationId: BRANCH.county };
  return {
    userId: 'manager-a',
    sessionId: 'session',
    username: 'person',
    staffNumber: '10001',
    displayName: { zh: '示例', en: 'Sample' },
    roles,
    organisation: {
      id: BRANCH.county,
      kind: 'BANK',
      level: 'COUNTY',
      name: { zh: '支行', en: 'Branch' },
      regionId: 3,
      financierId: BRANCH.head,
      provincialBranchId: BRANCH.provincial,
      countyBranchId: BRANCH.county,
    },
    scope,
    standsInFor: [],
    ...change,
  };
}
