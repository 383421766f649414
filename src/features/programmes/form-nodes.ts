import { BODY_FIELDS, DEFINITION_SECTIONS, type DefinitionSection, type FieldSpec } from '@/domain/definition-sections';
import type { useDefinitionWords } from './definition-words';

/** A field of the form in the reader's words: plain data, made on the server and drawn in the browser. */
export type FormNode = {
  name: string;
  label: string;
  hint?: string;
  kind: FieldSpec['kind'];
  required: boolean;
  lines?: boolean;
  options?: { value: string; label: string }[];
  fields?: FormNode[];
};

const HINTED = [
  'code',
  'limitWorkingDays',
  'greenLimitWorkingDays',
  'reviewSteps',
  'householdCap',
  'rateCeiling',
  'subsidyMaximumFen',
  'authority',
  'monthlyReportDueDay',
  'payments',
  'publicNotice',
  'line',
  'closings',
] as const;

/** The fields of one part of a definition. */
export function formNodes(section: DefinitionSection, words: ReturnType<typeof useDefinitionWords>): FormNode[] {
  return DEFINITION_SECTIONS[section].map((key) => nodeOf(key, BODY_FIELDS[key], words));
}

function nodeOf(name: string, spec: FieldSpec, words: ReturnType<typeof useDefinitionWords>): FormNode {
  const hint = hintOf(name, words.t);
  return {
    name,
    label: words.fieldWord(name, spec),
    kind: spec.kind,
    required: isRequired(spec),
    ...(hint ? { hint } : {}),
    ...('lines' in spec && spec.lines ? { lines: true } : {}),
    ...('options' in spec
      ? { options: spec.options.map((value) => ({ value, label: words.option(spec.words, value) })) }
      : {}),
    ...('fields' in spec
      ? { fields: Object.entries(spec.fields).map(([field, inner]) => nodeOf(field, inner, words)) }
      : {}),
  };
}

function isRequired(spec: FieldSpec): boolean {
  if (spec.kind === 'choices') return spec.min === 1;
  if (spec.kind === 'rows' || spec.kind === 'yesNo' || spec.kind === 'group') return false;
  return !('empty' in spec && spec.empty);
}

function hintOf(name: string, t: ReturnType<typeof useDefinitionWords>['t']): string | undefined {
  if (name === 'text') return t('hints.text', { open: '{', close: '}' });
  const hinted = HINTED.find((entry) => entry === name);
  return hinted && t(`hints.${hinted}`);
}
