import type { GeneratedKind, ProgrammeBodyInput } from '@/domain/programme';

type Template = NonNullable<ProgrammeBodyInput['templates']>[number];
type Block = Template['blocks'][number];

const heading = (text: string): Block => ({ style: 'HEADING', text });
const paragraph = (text: string): Block => ({ style: 'PARAGRAPH', text });
const list = (text: string): Block => ({ style: 'LIST', text });
const table = (...lines: string[]): Block => ({ style: 'TABLE', text: lines.join('\n') });
const signature = (...lines: string[]): Block => ({ style: 'SIGNATURE', text: lines.join('\n') });

const APPLICANT_TABLE = table(
  '申请人 | {applicantName} | 业务编号 | {reference}',
  '证件号码 | {identityNumber} | 主体类型 | {applicantKind}',
  '项目名称 | {projectTitle} | 所在地 | {place}',
);

/** The documents as they leave the office by default; what a programme words otherwise it says by `worded`. */
const TEMPLATES = {
  ACCEPTANCE_RECEIPT: {
    title: '受理通知书',
    blocks: [
      paragraph('{applicantName}：'),
      paragraph(
        '你（单位）于“{programmeName}”项下提出的“{projectTitle}”申请（业务编号：{reference}），申请金额{requestedAmount}（大写{requestedAmountCapitals}），期限{requestedTermMonths}，经审查符合受理条件，{acceptingOrganisation}已于{acceptedOn}予以受理，由{handlingOrganisation}办理。',
      ),
      heading('一、已收到的材料'),
      table('序号 | 材料名称 | 份数', '{documents.number} | {documents.name} | {documents.count}'),
      heading('二、有关事项'),
      paragraph('（一）办理期间需要补正材料的，将一次性书面告知。\n（二）查询办理进度请提供业务编号{reference}。'),
      signature('{acceptingOrganisation}', '{acceptedOn}'),
    ],
  },
  MISSING_ITEMS: {
    title: '补正通知书',
    blocks: [
      paragraph('{applicantName}：'),
      paragraph('你（单位）的“{projectTitle}”申请（业务编号：{reference}），经审查需要补正下列材料：'),
      table(
        '序号 | 需补正的材料 | 份数',
        '{missingDocuments.number} | {missingDocuments.name} | {missingDocuments.count}',
      ),
      paragraph('补正说明：{supplementNote}'),
      paragraph('补正期间停止计算办理时限，材料补齐后继续办理。请将材料送交经办机构{handlingOrganisation}。'),
      signature('{supplementOrganisation}', '{supplementAskedOn}'),
    ],
  },
  DUE_DILIGENCE_REPORT: {
    title: '尽职调查报告',
    blocks: [
      heading('一、申请情况'),
      APPLICANT_TABLE,
      paragraph(
        '申请金额{requestedAmount}（大写{requestedAmountCapitals}），期限{requestedTermMonths}，用于{purpose}。推荐单位：{recommender}。',
      ),
      heading('二、实地调查'),
      paragraph('调查人：{managers}。'),
      list(
        '（{visits.number}）{visits.visitedOn}，{visits.visitors}到{visits.place}实地调查。所见：{visits.observations}。',
      ),
      heading('三、评分'),
      table(
        '序号 | 评分项目 | 情况 | 得分 | 满分',
        '{scores.number} | {scores.item} | {scores.answer} | {scores.points} | {scores.maximum}',
      ),
      paragraph('得分率{score}。'),
      heading('四、结论和建议'),
      paragraph('{reportSummary}'),
      paragraph(
        '建议金额{recommendedAmount}（大写{recommendedAmountCapitals}），期限{recommendedTermMonths}，年利率{recommendedRate}，{repaymentMethod}。建议落实以下条件：',
      ),
      list('{conditions.number}. {conditions.text}（{conditions.before}）'),
      signature('报告人：{reportAuthor}', '复核人：{reportConfirmer}', '{reportedOn}'),
    ],
  },
  DECISION_NOTICE: {
    title: '决策通知书',
    blocks: [
      paragraph('{applicantName}：'),
      paragraph(
        '你（单位）的“{projectTitle}”申请（业务编号：{reference}），申请金额{requestedAmount}，用于{purpose}。经{decidingOrganisation}审批，决定如下：{decision}。',
      ),
      heading('一、审批意见'),
      paragraph('{decisionOpinion}'),
      heading('二、须落实的条件'),
      list('{conditions.number}. {conditions.text}（{conditions.before}）'),
      paragraph('请持本通知书与经办机构{handlingOrganisation}联系。'),
      signature('{decidingOrganisation}', '{decidedOn}'),
    ],
  },
  DISBURSEMENT_REQUEST: {
    title: '请款报告',
    blocks: [
      paragraph('{handlingOrganisation}：'),
      paragraph(
        '“{projectTitle}”（业务编号：{reference}）已批准，批准金额{approvedAmount}，累计已付{disbursedAmount}。现申请支付第{claimedSequence}期{claimedAmount}（大写{claimedAmountCapitals}），用于{purpose}。',
      ),
      table(
        '申请人 | {applicantName} | 所在地 | {place}',
        '合同编号 | {contractNumber} | 合同金额 | {contractedAmount}',
        '收款户名 | {payeeName} | 收款账号 | {payeeAccount}',
      ),
      heading('拨付计划'),
      table(
        '期次 | 金额 | 计划日期 | 拨付条件 | 状态',
        '{tranches.number} | {tranches.amount} | {tranches.plannedOn} | {tranches.milestone} | {tranches.status}',
      ),
      paragraph('以上情况属实，所附资料齐全，请予审核支付。'),
      signature('申请人（盖章）：{applicantName}', '{today}'),
    ],
  },
  LINKAGE_AGREEMENT: {
    title: '利益联结协议',
    blocks: [
      paragraph('甲方（经营主体）：{applicantName}\n乙方（联结农户）：见下表，共{householdCount}户'),
      paragraph(
        '为使“{projectTitle}”（业务编号：{reference}）带动农户增收，甲乙双方按“{linkageModel}”模式，自愿订立本协议，期限{linkageTermMonths}。',
      ),
      heading('一、联结农户和收益'),
      table(
        '序号 | 户主 | 所在地 | 受益方式 | 承诺年收益',
        '{households.number} | {households.name} | {households.place} | {households.benefit} | {households.promised}',
      ),
      paragraph('承诺年收益合计{promisedAmount}，每年兑付一次，兑付情况逐户记录。'),
      heading('二、产权归属'),
      paragraph('{propertyRights}'),
      heading('三、双方责任'),
      paragraph('甲方按约定用途使用资金，按期兑付收益；乙方参与生产经营，配合核查。任何一方违约，承担相应责任。'),
      paragraph('本协议一式三份，甲乙双方和所在乡镇各执一份，自签字盖章之日起生效。'),
      signature('甲方（盖章）：＿＿＿＿＿＿', '乙方代表（签字）：＿＿＿＿＿＿', '签订日期：{linkageSignedOn}'),
    ],
  },
  HELPING_CONTRACT: {
    title: '帮扶合同',
    blocks: [
      paragraph('甲方（帮扶单位）：{handlingOrganisation}\n乙方（实施单位）：{applicantName}'),
      paragraph(
        '甲方对乙方实施的“{projectTitle}”（业务编号：{reference}，地点：{place}）给予资金帮扶，{decision}。双方约定如下：',
      ),
      heading('一、资金用途'),
      paragraph('用于{purpose}，专款专用，不得挪用。'),
      heading('二、带动责任'),
      paragraph(
        '乙方按“{linkageModel}”模式联结农户{householdCount}户，承诺年收益合计{promisedAmount}，期限{linkageTermMonths}：',
      ),
      list(
        '{households.number}. {households.place}{households.name}，{households.benefit}，年收益{households.promised}',
      ),
      heading('三、产权和管护'),
      paragraph('{propertyRights}'),
      heading('四、监督'),
      paragraph('乙方每月报送进度，接受检查和验收；未按约定使用资金或兑付收益的，甲方可以停止拨付并收回资金。'),
      signature('甲方（盖章）：＿＿＿＿＿＿', '乙方（盖章）：＿＿＿＿＿＿', '签订日期：＿＿＿＿＿＿'),
    ],
  },
  IMPLEMENTATION_PLAN: {
    title: '项目实施方案提纲',
    blocks: [
      heading('一、项目概况'),
      APPLICANT_TABLE,
      paragraph('项目库编号：{projectReference}。建设内容：{projectContent}'),
      heading('二、资金规模和来源'),
      paragraph(
        '申请资金{requestedAmount}（大写{requestedAmountCapitals}），批准资金{approvedAmount}。用途：{purpose}。',
      ),
      table(
        '期次 | 金额 | 拨付条件 | 计划日期',
        '{tranches.number} | {tranches.amount} | {tranches.milestone} | {tranches.plannedOn}',
      ),
      heading('三、实施期限和进度安排'),
      paragraph('实施期限{requestedTermMonths}。开工时间：＿＿＿＿＿＿，完工时间：＿＿＿＿＿＿。'),
      heading('四、绩效目标'),
      paragraph('＿＿＿＿＿＿'),
      heading('五、利益联结'),
      paragraph('联结模式：{linkageModel}。联结农户{householdCount}户，承诺年收益合计{promisedAmount}。'),
      heading('六、组织实施和管护'),
      paragraph('实施单位：{applicantName}。责任人：＿＿＿＿＿＿。管护单位：＿＿＿＿＿＿。'),
      signature('{applicantName}', '{today}'),
    ],
  },
  SESSION_MINUTES: {
    title: '专场审批会议纪要',
    blocks: [
      table(
        '会议名称 | {sessionTitle} | 编号 | {sessionNumber}',
        '召集机构 | {sessionOrganisation} | 项目 | {programmeName}',
        '召开日期 | {sessionOn} | 地点 | {sessionPlace}',
        '主持人 | {chair} | 表决方式 | {voteMode}',
        '法定人数 | {quorum} | 到会人数 | {presentCount}',
      ),
      heading('一、参会人员'),
      list('{members.name}（{members.present}）'),
      heading('二、审议事项和表决结果'),
      paragraph('会议审议业务{caseCount}件。'),
      list(
        '（{items.number}）“{items.title}”（{items.applicant}，业务编号：{items.reference}）：拟批金额{items.amount}，期限{items.term}，年利率{items.rate}。同意{items.votesFor}票，不同意{items.votesAgainst}票，回避{items.recusals}人。结果：{items.result}。意见：{items.opinion}。',
      ),
      signature('主持人：{chair}', '{sessionClosedOn}'),
    ],
  },
  APPROVAL_FORM: {
    title: '审批表',
    blocks: [
      table(
        '申请人 | {applicantName} | 业务编号 | {reference}',
        '证件号码 | {identityNumber} | 主体类型 | {applicantKind}',
        '项目名称 | {projectTitle} | 所在地 | {place}',
        '资金用途 | {purpose}',
        '申请金额 | {requestedAmount} | 申请期限 | {requestedTermMonths}',
        '建议金额 | {recommendedAmount} | 建议期限 | {recommendedTermMonths}',
        '批准金额 | {approvedAmount} | 批准期限 | {termMonths}',
        '大写 | {approvedAmountCapitals}',
        '决定机构 | {decidingOrganisation} | 授权文号 | {authorityDocument}',
      ),
      heading('签批记录'),
      table(
        '环节 | 单位 | 签批人 | 结论和意见 | 日期',
        '{approvals.step} | {approvals.organisation} | {approvals.person} | {approvals.outcome}：{approvals.opinion} | {approvals.decidedOn}',
      ),
      heading('须落实的条件'),
      list('{conditions.number}. {conditions.text}（{conditions.before}）'),
    ],
  },
} satisfies Record<GeneratedKind, Omit<Template, 'kind'>>;

/** The default templates of these kinds, some under a title of the programme's own. */
export function templatesFor(
  kinds: readonly GeneratedKind[],
  titles: Partial<Record<GeneratedKind, string>> = {},
): Template[] {
  return kinds.map((kind) => ({ kind, ...TEMPLATES[kind], title: titles[kind] ?? TEMPLATES[kind].title }));
}

/** Lines that speak of an inquiry or a contract. */
const OF_LENDING = /\{(recommended|contract)/;

/** The same for money that is given without inquiry and contract: nothing is said of either. */
export function templatesForGiven(...[kinds, titles]: Parameters<typeof templatesFor>): Template[] {
  return templatesFor(kinds, titles).map((template) => ({
    ...template,
    blocks: template.blocks.map(({ style, text }) => ({
      style,
      text: text
        .split('\n')
        .filter((line) => !OF_LENDING.test(line))
        .join('\n'),
    })),
  }));
}

/** Of every case, whatever the money is. */
export const BASIC_DOCUMENTS: readonly GeneratedKind[] = [
  'ACCEPTANCE_RECEIPT',
  'MISSING_ITEMS',
  'DECISION_NOTICE',
  'DISBURSEMENT_REQUEST',
  'APPROVAL_FORM',
];

/** What is written besides of money that is lent. */
export const LENDING_DOCUMENTS: readonly GeneratedKind[] = [
  ...BASIC_DOCUMENTS,
  'DUE_DILIGENCE_REPORT',
  'SESSION_MINUTES',
];
