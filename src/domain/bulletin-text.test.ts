import { describe, expect, it } from 'vitest';
import {
  type BulletinFigure,
  fillBulletinText,
  readBulletinText,
  typedFigureRefusal,
  writeBulletinText,
} from './bulletin-text';

const figures = new Map<string, BulletinFigure>([
  ['贷款余额', 'OUTSTANDING_FEN'],
  ['逾期率', 'OVERDUE_RATE'],
  ['Overdue rate', 'OVERDUE_RATE'],
]);
const names: Partial<Record<BulletinFigure, string>> = { OUTSTANDING_FEN: '贷款余额', OVERDUE_RATE: '逾期率' };
const codeOf = (typed: string) => {
  const read = readBulletinText(typed, figures);
  return read.ok ? null : read.refusal;
};

describe('text around figures', () => {
  it('is read by paragraphs, written back as it was, and filled', () => {
    const typed = '全县〔贷款余额〕，比〔2025〕8号文更多\n逾期率〔逾期率〕。';
    const read = readBulletinText(`\r\n ${typed.replace('\n', ' \r\n\r\n')}`, figures);
    if (!read.ok) throw new Error(read.refusal.code);
    expect(read.text).toEqual([
      [{ words: '全县' }, { figure: 'OUTSTANDING_FEN' }, { words: '，比〔2025〕8号文更多' }],
      [{ words: '逾期率' }, { figure: 'OVERDUE_RATE' }, { words: '。' }],
    ]);
    expect(writeBulletinText(read.text, (figure) => names[figure] ?? '')).toBe(typed);
    expect(fillBulletinText(read.text, () => '5,390.04万元')[0]).toBe('全县5,390.04万元，比〔2025〕8号文更多');
  });

  it('knows a name in either language, and no other', () => {
    expect(codeOf('a 〔Overdue rate〕 b')).toBeNull();
    expect(codeOf('共〔不良率〕')).toEqual({ code: 'BULLETIN_FIGURE_UNKNOWN', params: { name: '不良率' } });
    expect(codeOf('共〔5390.04〕')).toEqual({ code: 'BULLETIN_FIGURE_UNKNOWN', params: { name: '5390.04' } });
  });

  it('refuses a number on either side of a figure, and does not join what stands beside one', () => {
    expect(codeOf('〔贷款余额〕235户')).toEqual({ code: 'BULLETIN_TYPED_FIGURE', params: { text: '235户' } });
    expect(codeOf('第〔贷款余额〕3条')?.code).toBe('BULLETIN_TYPED_FIGURE');
  });
});

describe('words that a bulletin may hold', () => {
  it.each([
    '截至2026年10月31日，',
    '2026年度目标任务',
    '10月份以来',
    '于2026-11-15前回复',
    '按照示例办发〔2026〕12号文件',
    '根据第3条第2款',
    '1. 逐户走访',
    '（2）逐笔分析',
    '①摸清底数②分类施策',
    '请在15个工作日内整改',
    'reply by 15 November 2026',
    '一户一策，一件一件销号',
    '多元投入，以万元为单位',
    '做法一成不变的单位',
  ])('%s', (words) => expect(typedFigureRefusal(words)).toBeNull());
});

describe('words that could pass for a figure', () => {
  it.each([
    ['余额5390.04万元', '5390.04万元'],
    ['余额５３９０．０４万元', '5390.04万元'],
    ['共235户', '235户'],
    ['逾期率4.36%', '4.36%'],
    ['逾期率４．３６％', '4.36%'],
    ['完成 102', '102'],
    ['2026年5390户', '5390户'],
    ['1.5万元', '1.5万元'],
    ['约五千万元', '五千万元'],
    ['完成七成以上', '七成'],
    ['百分之五的贷款逾期', '百分之五'],
    ['二十三户逾期', '二十三户'],
    ['两户逾期', '两户'],
    ['下降三个百分点', '三个百分点'],
    ['٣٤ households', '٣٤ hou'],
  ])('%s', (words, text) => {
    expect(typedFigureRefusal(words)).toEqual({ code: 'BULLETIN_TYPED_FIGURE', params: { text } });
  });
});
