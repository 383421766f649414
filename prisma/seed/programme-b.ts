import type { ProgrammeBodyInput } from '@/domain/programme';
import { EVERYBODY, HANDLERS, line, requirement, scale, stageRow } from './definition-parts';
import { LENDING_DOCUMENTS, templatesFor } from './templates';

const HOUSEHOLD = ['HOUSEHOLD'] as const;
const owed = (...[code, zh, en, stage, more]: Parameters<typeof requirement>) =>
  requirement(code, zh, en, stage, { applicantKinds: [...HOUSEHOLD], ...more });

/**
 * 五个精准, 扶贫小额信贷 (domain.md §2B, field-rules.md §5.1): up to 50,000 yuan over all borrowers of a household, up to
 * three years, production only, no collateral; 户申请 → 村初审 → 乡审核 → 县复查 → 银行审定. The rate's ceiling and the
 * subsidised share are dated values of the place.
 */
export const PROGRAMME_B: ProgrammeBodyInput = {
  name: line('五个精准·扶贫小额信贷', 'Five precisions: poverty micro-credit'),
  stages: [
    stageRow('CONSULTATION', '户申请', 'Household applies', [3, 2]),
    stageRow(
      'ACCEPTANCE',
      '三级审核',
      'Three reviews',
      [6, 3],
      [
        ['STATION_WORKER', '村初审', 'Village review'],
        ['TOWNSHIP_OFFICER', '乡审核', 'Township review'],
        ['COUNTY_OFFICIAL', '县复查', 'County re-check'],
      ],
    ),
    stageRow('DUE_DILIGENCE', '银行评级调查', 'Rating by the bank', [4, 2]),
    stageRow('DECISION', '银行审定', 'Bank decides', [3, 2]),
    stageRow('CONTRACT', '签订合同', 'Contract', [3, 2]),
    stageRow('DISBURSEMENT', '发放贷款', 'Disbursement', [2, 1]),
    stageRow('FOLLOW_UP', '贷后管理', 'Follow-up', null),
  ],
  applicants: [
    { kind: 'HOUSEHOLD', segment: 'SMALL', minimumFen: '100000', maximumFen: '5000000', maximumTermMonths: 36 },
  ],
  eligibility: [
    [
      'REGISTERED_HOUSEHOLD',
      '是否为建档立卡户、脱贫户或监测对象？',
      'Registered poor, lifted-out or monitored household?',
      true,
    ],
    [
      'PRODUCTION_USE',
      '资金是否只用于生产（不用于婚丧、建房、理财、入股分红或转贷）？',
      'For production only (not weddings, building, wealth products, dividends or lending on)?',
      true,
    ],
    [
      'ABLE_TO_WORK',
      '借款人是否有劳动能力、技能和还款能力？',
      'Is the borrower able to work, skilled and able to repay?',
      true,
    ],
    ['BAD_CREDIT', '是否有重大不良信用记录？', 'Is there a serious bad credit record?', false],
    ['BORROWS_FOR_A_FIRM', '是否“户贷企用”？', 'Is it borrowed for the use of a firm?', false],
  ].map(([code, zh, en, mustBe]) => ({
    code: code as string,
    question: line(zh as string, en as string),
    applicantKinds: [...HOUSEHOLD],
    mustBe: mustBe as boolean,
  })),
  catalogue: [
    owed('APPLICATION_FORM', '贷款申请表', 'Loan application', 'CONSULTATION', {
      visibleTo: EVERYBODY,
      template: [
        line('申请人', 'Applicant'),
        line('申请金额、期限', 'Amount and term'),
        line('生产用途', 'Production use'),
        line('签字、日期', 'Signature and date'),
      ],
    }),
    owed('IDENTITY_COPY', '身份证、户口簿复印件', 'Copies of identity card and household register', 'ACCEPTANCE'),
    owed('CREDIT_CONSENT', '征信查询授权书', 'Consent to the credit query', 'ACCEPTANCE', { consent: true }),
    owed('PRIVACY_CONSENT', '个人信息处理同意书', 'Consent to personal data processing', 'ACCEPTANCE', {
      consent: true,
    }),
    owed('SITE_PHOTO', '入户走访照片', 'Photos of the visit', 'DUE_DILIGENCE', { checked: false, media: 'PHOTO' }),
    owed('SIGNED_CONTRACT', '已签署借款合同', 'Signed contract', 'CONTRACT'),
    owed('DISBURSEMENT_REQUEST', '放款申请书', 'Disbursement request', 'DISBURSEMENT', { checked: false }),
    owed('USE_EVIDENCE', '资金使用凭证', 'Evidence of use', 'FOLLOW_UP', {
      required: false,
      checked: false,
      visibleTo: HANDLERS,
    }),
  ],
  reportItems: [
    {
      code: 'CREDIT_HISTORY',
      name: line('信用状况', 'Credit standing'),
      applicantKinds: [...HOUSEHOLD],
      options: scale(['GOOD', '良好', 'Good', 30], ['FAIR', '一般', 'Fair', 20], ['POOR', '有瑕疵', 'Flawed', 5]),
    },
    {
      code: 'LABOUR',
      name: line('家庭劳动力', 'Labour in the household'),
      applicantKinds: [...HOUSEHOLD],
      options: scale(
        ['TWO_OR_MORE', '两人及以上', 'Two or more', 25],
        ['ONE', '一人', 'One', 18],
        ['NONE', '无', 'None', 0],
      ),
    },
    {
      code: 'SKILL',
      name: line('生产技能和经验', 'Skill and experience'),
      applicantKinds: [...HOUSEHOLD],
      options: scale(
        ['LONG', '三年以上', 'Over three years', 20],
        ['SHORT', '一至三年', 'One to three years', 14],
        ['NEW', '不足一年', 'Under a year', 6],
      ),
    },
    {
      code: 'INCOME',
      name: line('收入与还款来源', 'Income and repayment'),
      applicantKinds: [...HOUSEHOLD],
      options: scale(
        ['STABLE', '稳定', 'Stable', 25],
        ['ADEQUATE', '基本稳定', 'Adequate', 16],
        ['WEAK', '不足', 'Weak', 4],
      ),
    },
  ],
  minimumScoreBps: 6000,
  rateCeilingBps: 475,
  approvalValidDays: 90,
  repaymentMethods: ['BULLET', 'EQUAL_INSTALMENTS'],
  dayCountBasis: 360,
  securityKinds: ['NONE'],
  linkageFor: [],
  monthlyReportDueDay: 8,
  closings: ['close', 'compensate', 'writeOff'],
  templates: templatesFor(LENDING_DOCUMENTS),
  financierKinds: ['BANK'],
  rateCeiling: 'DATED',
  subsidyMaximumFen: '5000000',
  householdCap: true,
  borrowerAge: { from: 18, to: 65 },
  authorityBasis: 'EXPOSURE',
  authority: [
    { level: 'COUNTY_BRANCH', applicantKind: null, upToFen: '5000000', approvals: 1 },
    { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 1 },
  ],
};
