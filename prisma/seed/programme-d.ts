import type { ProgrammeBodyInput } from '@/domain/programme';
import { EVERYBODY, line, requirement, scale, stageRow } from './definition-parts';
import { LENDING_DOCUMENTS, templatesFor } from './templates';

const SMALL = ['HOUSEHOLD', 'FAMILY_FARM'] as const;
const KINDS = ['HOUSEHOLD', 'FAMILY_FARM', 'COOPERATIVE', 'VILLAGE_COLLECTIVE'] as const;
const owed = (...[code, zh, en, stage, more]: Parameters<typeof requirement>) =>
  requirement(code, zh, en, stage, { applicantKinds: [...KINDS], ...more });

/**
 * 民心党建+信合+ (domain.md §2D): the village station helps a household apply; the rural credit cooperative lends behind
 * the county's risk-compensation fund, which pauses lending at its leverage and is claimed on default.
 */
export const PROGRAMME_D: ProgrammeBodyInput = {
  name: line('民心党建+信合+', 'Party building + credit cooperative +'),
  stages: [
    stageRow('CONSULTATION', '服务站受理', 'Service station', [3, 2]),
    stageRow(
      'ACCEPTANCE',
      '推荐审核',
      'Recommendation',
      [4, 2],
      [
        ['STATION_WORKER', '村两委推荐', 'Village committees recommend'],
        ['TOWNSHIP_OFFICER', '乡镇审核', 'Township review'],
        ['CREDIT_LEAD', '信合受理', 'Cooperative accepts'],
      ],
    ),
    stageRow('DUE_DILIGENCE', '评级授信', 'Rating and credit line', [5, 3]),
    stageRow('DECISION', '贷款审批', 'Decision', [3, 2]),
    stageRow('CONTRACT', '签订合同', 'Contract', [3, 2]),
    stageRow('DISBURSEMENT', '发放贷款', 'Disbursement', [2, 1]),
    stageRow('FOLLOW_UP', '跟踪帮扶', 'Follow-up', null),
  ],
  applicants: [
    { kind: 'HOUSEHOLD', segment: 'SMALL', minimumFen: '100000', maximumFen: '10000000', maximumTermMonths: 36 },
    { kind: 'FAMILY_FARM', segment: 'SMALL', minimumFen: '1000000', maximumFen: '50000000', maximumTermMonths: 36 },
    { kind: 'COOPERATIVE', segment: 'LARGE', minimumFen: '1000000', maximumFen: '200000000', maximumTermMonths: 36 },
    {
      kind: 'VILLAGE_COLLECTIVE',
      segment: 'LARGE',
      minimumFen: '1000000',
      maximumFen: '200000000',
      maximumTermMonths: 36,
    },
  ],
  eligibility: [
    {
      code: 'PRODUCTION_USE',
      question: line('资金是否只用于生产经营？', 'Is the money for production only?'),
      applicantKinds: [...KINDS],
      mustBe: true,
    },
    {
      code: 'CREDIT_HOUSEHOLD',
      question: line('是否为信用户或经村两委推荐？', 'A credit household, or recommended by the village committees?'),
      applicantKinds: [...SMALL],
      mustBe: true,
    },
    {
      code: 'BAD_CREDIT',
      question: line('是否有重大不良信用记录？', 'Is there a serious bad credit record?'),
      applicantKinds: [...KINDS],
      mustBe: false,
    },
  ],
  catalogue: [
    owed('APPLICATION_FORM', '贷款申请表', 'Loan application', 'CONSULTATION', {
      visibleTo: EVERYBODY,
      template: [
        line('申请人', 'Applicant'),
        line('申请金额、用途', 'Amount and purpose'),
        line('服务站意见', 'Station’s opinion'),
        line('签字、日期', 'Signature and date'),
      ],
    }),
    owed('RECOMMENDATION_LETTER', '村两委推荐意见', 'Recommendation of the village committees', 'ACCEPTANCE', {
      visibleTo: EVERYBODY,
    }),
    owed('CREDIT_CONSENT', '征信查询授权书', 'Consent to the credit query', 'ACCEPTANCE', { consent: true }),
    owed('PRIVACY_CONSENT', '个人信息处理同意书', 'Consent to personal data processing', 'ACCEPTANCE', {
      consent: true,
    }),
    owed('SITE_PHOTO', '走访照片', 'Photos of the visit', 'DUE_DILIGENCE', { checked: false, media: 'PHOTO' }),
    owed('SIGNED_CONTRACT', '已签署借款合同', 'Signed contract', 'CONTRACT'),
    owed('DISBURSEMENT_REQUEST', '放款申请书', 'Disbursement request', 'DISBURSEMENT', { checked: false }),
  ],
  reportItems: [
    {
      code: 'CREDIT_HISTORY',
      name: line('信用等级', 'Credit grade'),
      applicantKinds: [...KINDS],
      options: scale(['AAA', '优秀', 'Excellent', 40], ['AA', '良好', 'Good', 30], ['A', '一般', 'Fair', 15]),
    },
    {
      code: 'REPAYMENT_SOURCE',
      name: line('还款来源', 'Source of repayment'),
      applicantKinds: [...KINDS],
      options: scale(
        ['STABLE', '稳定充足', 'Stable', 35],
        ['ADEQUATE', '基本覆盖', 'Adequate', 22],
        ['WEAK', '不足', 'Weak', 6],
      ),
    },
    {
      code: 'CUSTOMS',
      name: line('家风民风', 'Customs'),
      applicantKinds: [...SMALL],
      options: scale(['GOOD', '良好', 'Good', 25], ['FAIR', '一般', 'Fair', 12]),
    },
    {
      code: 'LINKAGE_EFFECT',
      name: line('带动成效', 'Effect on households'),
      applicantKinds: ['COOPERATIVE', 'VILLAGE_COLLECTIVE'],
      options: scale(['STRONG', '明显', 'Strong', 25], ['SOME', '一般', 'Some', 12]),
    },
  ],
  minimumScoreBps: 6000,
  rateCeilingBps: 600,
  approvalValidDays: 90,
  repaymentMethods: ['BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'],
  dayCountBasis: 360,
  securityKinds: ['RISK_FUND'],
  linkageFor: [],
  monthlyReportDueDay: 8,
  closings: ['close', 'compensate', 'writeOff'],
  templates: templatesFor(LENDING_DOCUMENTS),
  financierKinds: ['BANK'],
  authority: [
    { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: '100000000', approvals: 1 },
    { level: 'PROVINCIAL_BRANCH', applicantKind: null, upToFen: '500000000', approvals: 2 },
    { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 },
  ],
  riskFund: true,
};
