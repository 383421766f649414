/**
 * Where each thing that is known about a case is entered, and nowhere else: form → its fields → what they say. A person is
 * asked for nothing twice; where two forms name the same thing, one of them asks too much. What is decided anew by
 * somebody else (requested, recommended, approved, contracted) is a thing of its own. Left out are ids, versions and keys.
 */
export const ASKED = {
  registration: {
    consultedOn: 'consultation.day',
    villageId: 'case.village',
    branchId: 'case.financier',
    green: 'case.lane',
    identityNumber: 'person.identityNumber',
    name: 'applicant.name',
    phone: 'person.phone',
    householdKind: 'household.kind',
    address: 'household.address',
    creditCode: 'entity.creditCode',
    contactName: 'entity.contactName',
    contactPhone: 'entity.contactPhone',
    leadingEnterprise: 'entity.leadingEnterprise',
    employsPoorHouseholds: 'entity.employsPoorHouseholds',
    title: 'case.title',
    purpose: 'case.purpose',
    amount: 'requested.amount',
    term: 'requested.term',
    recommenderOrganisation: 'recommender.organisation',
    recommenderPerson: 'recommender.person',
    payeeName: 'payee.name',
    payeeAccount: 'payee.account',
  },
  visit: {
    visitedOn: 'visit.day',
    place: 'visit.place',
    observations: 'visit.observations',
    visitorIds: 'visit.visitors',
  },
  report: {
    recommendedAmountFen: 'recommended.amount',
    termMonths: 'recommended.term',
    rateBps: 'recommended.rate',
    repaymentMethod: 'recommended.method',
    summary: 'recommended.opinion',
  },
  contract: {
    amountFen: 'contracted.amount',
    termMonths: 'contracted.term',
    rateBps: 'contracted.rate',
    repaymentMethod: 'contracted.method',
    securityKind: 'contracted.security',
    securityReference: 'contracted.securityReference',
    linkedHouseholds: 'contracted.linkedHouseholds',
  },
  repayment: { paidOn: 'repayment.day', amount: 'repayment.amount' },
  monthlyReport: {
    progress: 'month.progress',
    physicalPercent: 'month.physical',
    fundsUsed: 'month.fundsUsed',
    problems: 'month.problems',
  },
  finding: { description: 'finding.description', dueOn: 'finding.dueOn' },
  rectification: { rectification: 'finding.rectification' },
} as const satisfies Record<string, Record<string, string>>;

/** Carried by forms without being asked. */
export const CARRIED = [
  'caseId',
  'version',
  'revision',
  'intent',
  'reportId',
  'findingId',
  'idempotencyKey',
  'programmeId',
  'townshipId',
  'projectId',
  'kind',
] as const;
