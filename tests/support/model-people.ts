import type { Actor } from '@/domain/actor';
import { type CaseFacts, NATION } from '@/domain/case-facts';
import type { Role } from '@/domain/permissions';
import type { AuthorityLevel, ProgrammeBody } from '@/domain/programme';
import type { ApplicantKind } from '@/domain/stage';
import { BRANCH, factsOf, personOf } from './facts';

const OFFICE: Record<AuthorityLevel, string> = {
  COUNTY_BRANCH: BRANCH.county,
  PROVINCIAL_BRANCH: BRANCH.provincial,
  HEAD_OFFICE: BRANCH.head,
};

/** Somebody of an office with some roles. */
export function someone(userId: string, roles: readonly Role[], office = BRANCH.county): Actor {
  const { organisation } = personOf(roles);
  return personOf(roles, { userId, organisation: { ...organisation, id: office } });
}

/** A case at its beginning under this definition, whose limits are the definition's matrix, or head office's own. */
export function factsUnder(definition: ProgrammeBody, kind: ApplicantKind, amountFen: bigint): CaseFacts {
  const common = { validFrom: '2017-01-01', validTo: null, documentNumber: '示例〔2017〕1号' } as const;
  const matrix = definition.authority.map((row, index) => ({
    ...{ id: `row-${index}`, source: 'DEFINITION' as const, organisationId: OFFICE[row.level], ...common },
    ...{ applicantKind: row.applicantKind, upToFen: row.upToFen, approvals: row.approvals },
  }));
  const head = { id: 'head', source: 'LIMIT' as const, organisationId: BRANCH.head, applicantKind: null, ...common };
  const leverage = { id: 'leverage', kind: 'FUND_LEVERAGE' as const, regionId: NATION, programmeId: null, value: 10n };
  return factsOf({
    definition,
    applicantKind: kind,
    requestedAmountFen: amountFen,
    recommendedAmountFen: null,
    approvedAmountFen: null,
    contractedAmountFen: null,
    decisionOrganisationId: null,
    approvedOn: null,
    eligibility: {},
    createdById: 'county',
    assignments: [],
    documents: [],
    siteVisits: [],
    report: null,
    contract: null,
    authorityRows: matrix.length > 0 ? matrix : [{ ...head, upToFen: null, approvals: 1 }],
    policies: [{ ...leverage, validFrom: '2017-01-01', validTo: null, documentNumber: '示例' }],
    riskFund: definition.riskFund ? { balanceFen: 1_000_000_000n, lentFen: 0n, isPaused: false, owed: [] } : null,
  });
}
