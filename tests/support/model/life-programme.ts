import type { Role } from '@/domain/permissions';
import { type ProgrammeBodyInput, parseProgrammeBody } from '@/domain/programme';
import { ONE_DECIDES_FEN, REVIEWERS, type Trade, TWO_DECIDE_FEN } from './life';

/** The portal's name of a trade. */
export const ROLE_OF: Record<Trade, Role> = {
  ...{ STATION: 'STATION_WORKER', TOWNSHIP: 'TOWNSHIP_OFFICER', COUNTY: 'COUNTY_OFFICIAL', LEAD: 'CREDIT_LEAD' },
  ...{ MANAGER: 'ACCOUNT_MANAGER', LEGAL: 'LEGAL_REVIEWER', APPROVER: 'APPROVER', CLERK: 'DISBURSEMENT_CLERK' },
  ...{ CHECKER: 'DISBURSEMENT_CHECKER', AUDITOR: 'AUDITOR' },
};

const named = (zh: string, en: string) => ({ zh, en });
const stage = (name: ProgrammeBodyInput['stages'][number]['stage'], reviewers: readonly Trade[] = []) => ({
  ...{ stage: name, name: named(name, name), limitWorkingDays: 3, greenLimitWorkingDays: null },
  reviewSteps: reviewers.map((trade) => ({ role: ROLE_OF[trade], name: named(trade, trade) })),
});
const paper = {
  applicantKinds: ['COOPERATIVE' as const],
  required: true,
  minimum: 1,
  visibleTo: Object.values(ROLE_OF),
};

export const APPLICATION = 'APPLICATION_FORM';
export const PHOTO = 'SITE_PHOTO';

/** A programme in which every rule of the reference plays a part, and none that it does not know. */
export const LIFE_BODY: ProgrammeBodyInput = {
  name: named('示例贷款', 'Sample loan'),
  stages: [
    stage('CONSULTATION'),
    stage('ACCEPTANCE', REVIEWERS),
    ...(['DUE_DILIGENCE', 'DECISION', 'CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'] as const).map((name) => stage(name)),
  ],
  applicants: [
    { kind: 'COOPERATIVE', segment: 'LARGE', minimumFen: '1', maximumFen: '500000000', maximumTermMonths: 36 },
  ],
  eligibility: [],
  catalogue: [
    { ...paper, code: APPLICATION, name: named('申请书', 'Application'), stage: 'CONSULTATION', checked: true },
    { ...paper, code: PHOTO, name: named('照片', 'Photo'), stage: 'DUE_DILIGENCE', checked: false, media: 'PHOTO' },
  ],
  reportItems: [],
  ...{ minimumScoreBps: 0, rateCeilingBps: 600, approvalValidDays: 180, dayCountBasis: 360 },
  ...{ repaymentMethods: ['BULLET'], securityKinds: ['NONE'], linkageFor: [], monthlyReportDueDay: null },
  closings: ['close', 'writeOff'],
  authority: [
    { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: `${ONE_DECIDES_FEN}`, approvals: 1 },
    { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: `${TWO_DECIDE_FEN}`, approvals: 2 },
    { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 1 },
  ],
  ...{ riskFund: true, quota: { line: null } },
};
export const LIFE_DEFINITION = parseProgrammeBody(LIFE_BODY);
/** The decision may lessen a term or a rate; here it never does. */
export const TERM = { termMonths: 12, rateBps: 300 };
