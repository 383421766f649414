import type { Role } from '@/domain/permissions';
import type { ProgrammeBodyInput } from '@/domain/programme';
import { line } from './definition-parts';
import { BASIC_DOCUMENTS, templatesForGiven } from './templates';

const ALL = ['COOPERATIVE', 'ENTERPRISE', 'VILLAGE_COLLECTIVE'] as const;

const HANDLERS: Role[] = [
  'STATION_WORKER',
  'TOWNSHIP_OFFICER',
  'COUNTY_OFFICIAL',
  'APPROVER',
  'DISBURSEMENT_CLERK',
  'DISBURSEMENT_CHECKER',
  'AUDITOR',
];
const EVERYBODY: Role[] = [...HANDLERS, 'LEADING_GROUP_OFFICER', 'LEADER', 'REGULATOR'];

const paper = (
  code: string,
  stage: 'CONSULTATION' | 'ACCEPTANCE' | 'DISBURSEMENT' | 'FOLLOW_UP',
  name: { zh: string; en: string },
  more: { required?: boolean; checked?: boolean; minimum?: number; template?: { zh: string; en: string }[] } = {},
) => ({
  code,
  name,
  stage,
  applicantKinds: [...ALL],
  required: true,
  minimum: 1,
  checked: true,
  visibleTo: EVERYBODY,
  ...more,
});

/**
 * 苏陕协作 projects (domain.md §2E, 堵督疏): given, not lent; 申报 → 立项 → 实施 → 验收, paid 4:5:1 with a tenth kept back for a
 * year after the county's check (field-rules.md §5.6).
 */
export const PROGRAMME_E: ProgrammeBodyInput = {
  name: line('苏陕协作项目', 'Cooperation-fund projects'),
  financing: 'GRANT',
  financierKinds: ['FINANCE_BUREAU'],
  stages: [
    { stage: 'CONSULTATION', name: line('项目申报', 'Application'), limitWorkingDays: 10, greenLimitWorkingDays: null },
    {
      stage: 'ACCEPTANCE',
      name: line('申报审核', 'Review of the application'),
      limitWorkingDays: 10,
      greenLimitWorkingDays: null,
      reviewSteps: [
        { role: 'TOWNSHIP_OFFICER', name: line('乡镇审核', 'Township review') },
        { role: 'COUNTY_OFFICIAL', name: line('县级审核', 'County review') },
      ],
    },
    { stage: 'DECISION', name: line('项目立项', 'Establishment'), limitWorkingDays: 10, greenLimitWorkingDays: null },
    {
      stage: 'DISBURSEMENT',
      name: line('实施启动', 'Start of implementation'),
      limitWorkingDays: 20,
      greenLimitWorkingDays: null,
    },
    {
      stage: 'FOLLOW_UP',
      name: line('实施与验收', 'Implementation and completion check'),
      limitWorkingDays: null,
      greenLimitWorkingDays: null,
    },
  ],
  applicants: [
    { kind: 'COOPERATIVE', segment: 'LARGE', minimumFen: '1000000', maximumFen: '300000000', maximumTermMonths: 24 },
    { kind: 'ENTERPRISE', segment: 'LARGE', minimumFen: '1000000', maximumFen: '500000000', maximumTermMonths: 24 },
    {
      kind: 'VILLAGE_COLLECTIVE',
      segment: 'LARGE',
      minimumFen: '1000000',
      maximumFen: '500000000',
      maximumTermMonths: 24,
    },
  ],
  eligibility: [
    {
      code: 'PERFORMANCE_TARGET',
      question: line('是否已设定绩效目标？', 'Is there a performance target?'),
      applicantKinds: [...ALL],
      mustBe: true,
    },
    {
      code: 'LINKS_HOUSEHOLDS',
      question: line('是否建立联农带农利益联结机制？', 'Are households linked to its benefits?'),
      applicantKinds: [...ALL],
      mustBe: true,
    },
    {
      code: 'VILLAGE_MEETING',
      question: line('是否经村民代表大会讨论通过？', 'Has the village meeting agreed?'),
      applicantKinds: [...ALL],
      mustBe: true,
    },
    {
      code: 'OTHER_FUNDS',
      question: line('同一建设内容是否已安排其他财政资金？', 'Is other public money given for the same work?'),
      applicantKinds: [...ALL],
      mustBe: false,
    },
  ],
  catalogue: [
    paper('PROJECT_APPLICATION', 'CONSULTATION', line('项目申报书', 'Project application'), {
      template: [
        line('项目名称、建设地点', 'Project and place'),
        line('建设内容和规模', 'Works and scale'),
        line('资金规模和筹资方式', 'Cost and sources'),
        line('受益农户', 'Households that benefit'),
        line('申报单位盖章、日期', 'Seal and date'),
      ],
    }),
    paper('PERFORMANCE_TARGETS', 'CONSULTATION', line('绩效目标申报表', 'Performance targets')),
    paper('VILLAGE_RESOLUTION', 'CONSULTATION', line('村民代表大会决议', 'Resolution of the village meeting')),
    paper('IMPLEMENTATION_PLAN', 'ACCEPTANCE', line('项目实施方案', 'Implementation plan')),
    paper('BUSINESS_LICENCE', 'ACCEPTANCE', line('营业执照或登记证书', 'Business licence or registration')),
    paper('LAND_PAPERS', 'ACCEPTANCE', line('用地手续', 'Papers on the land'), { required: false }),
    paper('HELPING_CONTRACT', 'DISBURSEMENT', line('帮扶合同', 'Helping contract')),
    paper('SIGNED_LINKAGE', 'DISBURSEMENT', line('利益联结协议扫描件', 'Signed linkage agreement')),
    paper('DISBURSEMENT_REQUEST', 'DISBURSEMENT', line('资金拨付申请报告', 'Disbursement request report'), {
      checked: false,
    }),
    paper('PROGRESS_EVIDENCE', 'FOLLOW_UP', line('工程进度和支出凭证', 'Evidence of progress and spending'), {
      required: false,
      checked: false,
    }),
    paper('COMPLETION_REPORT', 'FOLLOW_UP', line('竣工报告和验收资料', 'Completion report and papers'), {
      required: false,
      checked: false,
    }),
  ],
  reportItems: [],
  minimumScoreBps: 0,
  rateCeilingBps: 0,
  approvalValidDays: 365,
  repaymentMethods: ['BULLET'],
  dayCountBasis: 365,
  securityKinds: ['NONE'],
  linkageFor: [],
  monthlyReportDueDay: 5,
  closings: ['certify'],
  authority: [{ level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 1 }],
  publicNotice: true,
  linkageModels: [
    'COMMITTEE_OPERATOR_HOUSEHOLD',
    'BRANCH_OPERATOR_BASE_HOUSEHOLD',
    'BRANCH_OPERATOR_INDUSTRY_HOUSEHOLD',
    'BRANCH_COLLECTIVE_OPERATOR_DIVIDEND',
  ],
  payments: [
    { shareBps: 4_000, milestone: 'START', holdDays: 0 },
    { shareBps: 5_000, milestone: 'FIRST_CHECK', holdDays: 0 },
    { shareBps: 1_000, milestone: 'COUNTY_CHECK', holdDays: 365 },
  ],
  templates: templatesForGiven([...BASIC_DOCUMENTS, 'LINKAGE_AGREEMENT', 'HELPING_CONTRACT', 'IMPLEMENTATION_PLAN'], {
    DECISION_NOTICE: '项目立项批复',
    DISBURSEMENT_REQUEST: '资金拨付申请报告',
  }),
  completionCheck: true,
  physicalProgress: true,
};
