import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENERATED_KINDS, parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_A } from '../../../prisma/seed/programme-a';
import { PROGRAMME_E } from '../../../prisma/seed/programme-e';
import { BLANK, fillTemplate, type TemplateData } from './fill-template';
import { sampleData } from './sample-data';

type Block = Parameters<typeof fillTemplate>[0]['blocks'][number];
const fill = (style: Block['style'], text: string, data: Partial<TemplateData>) =>
  fillTemplate(
    { kind: 'APPROVAL_FORM', title: '{reference}', blocks: [{ style, text }] },
    { values: {}, lists: {}, ...data },
  );
const firstBlock = (...args: Parameters<typeof fill>) => fill(...args).blocks[0];
const templates = [PROGRAMME_A, PROGRAMME_E].flatMap((body) => parseProgrammeBody(body).templates);

describe('a template filled', () => {
  it('writes amounts in yuan and capitals, days and rates as official papers do', () => {
    const values = { approvedAmount: 123_456_789n, decidedOn: '2026-03-02', rate: 475, termMonths: 12 };
    const text = '{approvedAmount}（{approvedAmountCapitals}）{decidedOn} {rate} {termMonths}';
    expect(firstBlock('PARAGRAPH', text, { values })).toEqual({
      style: 'PARAGRAPH',
      lines: ['1,234,567.89元（壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分）2026年3月2日 4.75% 12个月'],
    });
  });

  it('leaves an explicit blank for what is not known', () => {
    const values = { reference: 'A-1', rate: null, purpose: '' };
    expect(fill('PARAGRAPH', '{rate}、{purpose}、{approvedAmountCapitals}、{place}', { values })).toEqual({
      title: 'A-1',
      blocks: [{ style: 'PARAGRAPH', lines: [[BLANK, BLANK, BLANK, BLANK].join('、')] }],
    });
  });

  it('repeats a list for each row, and says when there is none', () => {
    const lists = {
      conditions: [
        { text: '甲', before: '签约前' },
        { text: '乙', before: null },
      ],
    };
    const text = '{conditions.number}. {conditions.text}（{conditions.before}）';
    expect(firstBlock('LIST', text, { lists })).toEqual({ style: 'LIST', lines: ['1. 甲（签约前）', '2. 乙（—）'] });
    expect(firstBlock('LIST', text, {})).toEqual({ style: 'LIST', lines: ['无'] });
  });

  it('makes a table of a list with its heads, or of lines of label and value', () => {
    const lists = { conditions: [{ text: '甲|乙', before: '签约前' }] };
    expect(firstBlock('TABLE', '条件 | 时点\n{conditions.text} | {conditions.before}', { lists })).toEqual({
      style: 'TABLE',
      heads: ['条件', '时点'],
      // what somebody typed parts no cells
      rows: [['甲|乙', '签约前']],
    });
    expect(firstBlock('TABLE', '编号 | {reference}\n用途 | {purpose}', { values: { reference: 'A-1' } })).toEqual({
      style: 'TABLE',
      heads: null,
      rows: [
        ['编号', 'A-1'],
        ['用途', BLANK],
      ],
    });
    expect(firstBlock('TABLE', '条件 | 时点\n{conditions.text} | {conditions.before}', {})).toMatchObject({
      rows: [['无', '']],
    });
  });

  it('takes what people typed as it is: braces in it name nothing', () => {
    fc.assert(
      fc.property(fc.string(), (purpose) => {
        fc.pre(purpose !== '');
        const values = { purpose, reference: 'A-1' };
        const said = firstBlock('TABLE', '用途 | {purpose}', { values });
        expect(said).toMatchObject({ rows: [['用途', purpose]] });
      }),
    );
    const values = { purpose: '{reference}', reference: 'A-1' };
    expect(firstBlock('PARAGRAPH', '{purpose}', { values })).toMatchObject({ lines: ['{reference}'] });
  });

  it.each(GENERATED_KINDS)('%s leaves no brace and no hole, with data and without any', (kind) => {
    const [template] = templates.filter((row) => row.kind === kind);
    if (!template) throw new Error(`no programme has a template for ${kind}`);
    const texts = (data: TemplateData) => {
      const { title, blocks } = fillTemplate(template, data);
      return [title, ...blocks.flatMap((block) => ('rows' in block ? block.rows.flat() : block.lines))].join('\n');
    };
    for (const data of [sampleData(kind), { values: {}, lists: {} }])
      expect(texts(data)).not.toMatch(/[{}]|undefined|null|NaN/);
    // of sample data nothing is left open but what is to be written by hand
    const byHand = template.blocks.filter((block) => block.text.includes(BLANK)).length;
    expect(texts(sampleData(kind)).includes(BLANK)).toBe(byHand > 0);
  });
});
