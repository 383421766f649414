import type { AmountUnit } from '@/domain/money';
import { type Cell, plainText, unitOfWord } from './grid';

/** What a column of a published fund or project table can say; the words follow the entry record of the project pool (field-rules 5.3). */
export const FUND_TABLE_FIELDS = [
  'sequence',
  'township',
  'village',
  'projectName',
  'category',
  'nature',
  'content',
  'amount',
  'fundingSource',
  'beneficiaries',
  'owner',
  'schedule',
  'performanceTarget',
  'linkage',
  'note',
] as const;

export type FundTableField = (typeof FUND_TABLE_FIELDS)[number];
export type TextField = Exclude<FundTableField, 'amount'>;

/** Header words per field, the surest first: the first one found whole is EXACT, one found inside a longer header is LIKELY. */
export const HEADER_WORDS = {
  sequence: ['序号', '编号', '项目编号', 'No', 'NO.'],
  township: [
    '乡镇',
    '镇',
    '乡',
    '乡镇名称',
    '所属乡镇',
    '镇街',
    '乡镇街道',
    '乡(镇)',
    '镇(街)',
    '镇(街道)',
    '乡镇(街道)',
    '街道',
  ],
  village: [
    '村名',
    '行政村',
    '村',
    '项目村',
    '村名称',
    '所在村',
    '建设村',
    '村(社区)',
    '村居',
    '实施地点',
    '建设地点',
    '项目地点',
    '地点',
    '项目实施地点',
  ],
  projectName: ['项目名称', '项目', '项目名', '建设项目', '项目(工程)名称', '资金项目'],
  category: ['项目类别', '项目类型', '类别', '类型', '产业类别'],
  nature: ['建设性质', '性质', '项目性质'],
  content: [
    '建设内容',
    '建设任务',
    '主要建设内容',
    '建设内容及规模',
    '建设规模及内容',
    '建设规模',
    '项目内容',
    '内容',
    '实施内容',
    '建设内容与规模',
  ],
  amount: [
    '资金金额',
    '资金规模',
    '金额',
    '安排资金',
    '下达资金',
    '安排金额',
    '分配资金',
    '分配金额',
    '计划资金',
    '财政资金',
    '财政补助资金',
    '补助资金',
    '补助金额',
    '衔接资金',
    '扶贫资金',
    '项目资金',
    '资金',
    '合计',
    '总投资',
    '项目总投资',
    '投资额',
    '投资规模',
    '投资',
    '概算投资',
    '投资概算',
  ],
  fundingSource: ['资金来源', '筹资方式', '资金性质', '资金类别', '资金文号', '资金名称'],
  beneficiaries: ['受益对象', '受益户数', '受益人口', '受益群众', '受益贫困户', '带动户数', '受益'],
  owner: ['责任单位', '项目单位', '实施单位', '业主单位', '主管部门', '建设单位', '责任部门', '实施主体', '责任人'],
  schedule: ['时间进度', '建设期限', '实施期限', '建设工期', '进度安排', '实施时间', '起止时间', '完成时限'],
  performanceTarget: ['绩效目标', '预期效益', '绩效'],
  linkage: ['带贫减贫机制', '利益联结机制', '联农带农机制', '群众参与和带贫减贫机制', '利益联结', '带贫机制'],
  note: ['备注', '说明', '备考'],
} as const satisfies Record<FundTableField, readonly string[]>;

export type HeaderConfidence = 'EXACT' | 'LIKELY';

/** The field that a header speaks of, with the rank of the word that was found (0 is the surest). The unit in brackets is left aside. */
export function fieldOfHeader(
  header: Cell,
): { field: FundTableField; confidence: HeaderConfidence; rank: number } | null {
  const text = withoutUnit(plainText(header));
  if (text === '') return null;
  for (const field of FUND_TABLE_FIELDS) {
    const rank = (HEADER_WORDS[field] as readonly string[]).indexOf(text);
    if (rank >= 0) return { field, confidence: 'EXACT', rank };
  }
  // A long cell that happens to hold a header word is a title or a sentence.
  if (text.length > 20) return null;
  let best: { field: FundTableField; word: string; rank: number } | null = null;
  for (const field of FUND_TABLE_FIELDS) {
    for (const [rank, word] of HEADER_WORDS[field].entries()) {
      if (word.length >= 2 && text.includes(word) && word.length > (best?.word.length ?? 0))
        best = { field, word, rank };
    }
  }
  return best && { field: best.field, confidence: 'LIKELY', rank: best.rank + 100 };
}

function withoutUnit(text: string): string {
  return text.replace(/[([【]?(?:单位[:：]?)?(?:人民币)?(?:千元|百元|万元|亿元|元)[)\]】]?$/, '') || text;
}

export type UnitWords = { unit: AmountUnit } | { unsupported: string };

/** The unit in a line such as `单位:万元`, or in the brackets of a header such as `金额(万元)`. Thousands (千元) are named, not converted. */
export function findUnit(cell: Cell): UnitWords | null {
  const text = plainText(cell);
  const word =
    /单位[:：]?(?:人民币)?[:：]?(?:[^元]{0,6}[、,，/])?(千元|百元|万元|亿元|元)/.exec(text)?.[1] ??
    /[([【](?:人民币)?(千元|百元|万元|亿元|元)(?:[、,，/][^)\]】]{0,6})?[)\]】]/.exec(text)?.[1];
  if (!word) return null;
  const unit = unitOfWord(word);
  return unit ? { unit } : { unsupported: word };
}

/** How much a summary row covers: 小计 (or 汇总, as spreadsheet programs insert it) within 合计 within 总计. */
export type SummaryLevel = 1 | 2 | 3;

export function summaryLevel(cell: Cell): SummaryLevel | null {
  const text = plainText(cell).replace(/[:：。.]$/, '');
  if (typeof cell !== 'string' || text.length > 16) return null;
  if (/(小计|汇总)$/.test(text)) return 1;
  if (/(总计|总合计)$/.test(text)) return 3;
  return /(合计|共计)$/.test(text) ? 2 : null;
}

/** Money that is no project: interest and premium subsidies. Only ever a question to the person, never a decision. */
export function isSubsidyName(text: string): boolean {
  return /贴息|保费|保险补贴|保险补助|风险补偿|奖补资金|生活补助|交通补贴|务工补贴|培训补助|雨露计划|助学/.test(text);
}

export function isFootnote(cell: Cell): boolean {
  return (
    typeof cell === 'string' &&
    /^[（(*※]?(备注|附注|注|说明|填表|填报|制表|审核|复核|负责人|联系人|联系电话|单位负责人|数据来源|主管领导)(人|单位|日期|时间|说明)?\d*[:：、.]?/.test(
      plainText(cell),
    )
  );
}

/** Level of a heading such as 一、产业项目 (1) or （一）种植 (2). */
export function sectionLevel(cell: Cell): 1 | 2 | null {
  const text = typeof cell === 'string' ? plainText(cell) : '';
  if (/^[一二三四五六七八九十]{1,3}([、.,]|$)/.test(text)) return 1;
  return /^\([一二三四五六七八九十]{1,3}\)/.test(text) ? 2 : null;
}
