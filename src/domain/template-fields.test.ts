import { describe, expect, it } from 'vitest';
import en from '@/i18n/messages/en/generated-documents.json';
import zh from '@/i18n/messages/zh-CN/generated-documents.json';
import { PROGRAMME_A } from '../../prisma/seed/programme-a';
import { GENERATED_KINDS, parseProgrammeBody } from './programme';
import { findTemplateFaults } from './template-faults';
import {
  FIELD_GROUPS,
  FIELD_LISTS,
  fieldsOfKind,
  hasStrayBrace,
  listsOfKind,
  unknownTemplateFields,
} from './template-fields';

describe('the fields that a template may name', () => {
  it('differ by kind of document', () => {
    expect(unknownTemplateFields('DECISION_NOTICE', '{reference} {approvedAmountCapitals} {conditions.text}')).toEqual(
      [],
    );
    expect(unknownTemplateFields('ACCEPTANCE_RECEIPT', '{reference} {approvedAmount} {conditions.text}')).toEqual([
      'approvedAmount',
      'conditions.text',
    ]);
    expect(unknownTemplateFields('SESSION_MINUTES', '{applicantName} {items.title} {items.nothing}')).toEqual([
      'applicantName',
      'items.nothing',
    ]);
  });

  it('are no property of an object that nobody listed', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'conditions.constructor', 'constructor.name'])
      expect(unknownTemplateFields('DECISION_NOTICE', `{${name}}`)).toEqual([name]);
    expect(unknownTemplateFields('DECISION_NOTICE', '{}')).toEqual(['']);
  });

  it('stand in pairs of braces', () => {
    expect(hasStrayBrace('{reference}')).toBe(false);
    for (const text of ['{reference', 'reference}', '{{reference}}', '{a{b}']) expect(hasStrayBrace(text)).toBe(true);
  });

  it.each(Object.entries({ en, zh }))('each have a name in %s', (_language, words) => {
    const fields: Record<string, string> = words.fields;
    const rowFields: Record<string, string> = words.rowFields;
    for (const kind of GENERATED_KINDS) {
      for (const name of Object.keys(fieldsOfKind(kind))) expect(fields[name], name).toBeTruthy();
      for (const row of Object.values(listsOfKind(kind)))
        for (const name of Object.keys(row)) expect(rowFields[name], name).toBeTruthy();
    }
    expect(Object.keys(words.lists)).toEqual(Object.keys(FIELD_LISTS));
    expect(Object.keys(fields).sort()).toEqual(
      Object.values(FIELD_GROUPS)
        .flatMap((group) => Object.keys(group.fields))
        .sort(),
    );
  });
});

it('a list in the title, beside another or in a paragraph is a fault', () => {
  const faultsOf = (title: string, style: 'PARAGRAPH' | 'LIST' | 'TABLE', text: string) =>
    findTemplateFaults({
      ...parseProgrammeBody(PROGRAMME_A),
      templates: [{ kind: 'APPROVAL_FORM', title, blocks: [{ style, text }] }],
    }).map((fault) => fault.code);
  expect(faultsOf('x', 'LIST', '{reference} {conditions.text}')).toEqual([]);
  expect(faultsOf('x', 'TABLE', '意见 | 条件\n{approvals.opinion} | {approvals.person}')).toEqual([]);
  expect(faultsOf('{conditions.text}', 'LIST', 'x')).toEqual(['TEMPLATE_LIST_MISPLACED']);
  expect(faultsOf('x', 'PARAGRAPH', '{conditions.text}')).toEqual(['TEMPLATE_LIST_MISPLACED']);
  expect(faultsOf('x', 'TABLE', '{conditions.text} | {approvals.person}')).toEqual(['TEMPLATE_LIST_MISPLACED']);
  expect(faultsOf('x', 'PARAGRAPH', '{households.name}')).toEqual([
    'TEMPLATE_UNKNOWN_FIELD',
    'TEMPLATE_LIST_MISPLACED',
  ]);
});
