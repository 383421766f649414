import type * as z from 'zod';
import {
  BODY_FIELDS,
  DEFINITION_SECTIONS,
  type DefinitionSection,
  type FieldSpec,
  type FieldSpecs,
} from '@/domain/definition-sections';
import { amountField, choiceField, countField, optional, rateField, textField } from '@/features/form-fields';

/** What a form posts, by the flat names of its fields: `catalogue.r3.name.zh`. */
export type Posted = Readonly<Record<string, unknown>>;
export type FieldIssue = { name: string; message: string; params?: Record<string, unknown> };

const CODE = /^[A-Z][A-Z0-9_]*$/;
/** Words keep their own punctuation: full-width brackets of a Chinese name are not made narrow. */
const PROSE = textField(200, { lines: true });

/**
 * The parameters of one part of a definition as its form posted them, in the shape in which they are stored, and what
 * cannot be meant, by field. Rows come in the order in which they stood in the form.
 */
export function readSection(section: DefinitionSection, posted: Posted) {
  const issues: FieldIssue[] = [];
  const part = Object.fromEntries(
    DEFINITION_SECTIONS[section].map((key) => [key, readField(BODY_FIELDS[key], key, posted, issues)]),
  );
  return { part, issues };
}

function readLeaf<T>(schema: z.ZodType<T>, name: string, posted: Posted, issues: FieldIssue[]): T | null {
  const result = schema.safeParse(posted[name]);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const params = issue && 'params' in issue ? (issue.params as Record<string, unknown>) : undefined;
  issues.push({ name, message: issue?.message ?? 'invalid', ...(params ? { params } : {}) });
  return null;
}

const mayBeEmpty = <T>(schema: z.ZodType<T>, empty: boolean | undefined): z.ZodType<T | null> =>
  empty ? optional(schema) : schema;

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function readField(spec: FieldSpec, name: string, posted: Posted, issues: FieldIssue[]): unknown {
  const leaf = <T>(schema: z.ZodType<T>, at = name) => readLeaf(schema, at, posted, issues);
  switch (spec.kind) {
    case 'code': {
      const code = leaf(textField(40));
      if (code !== null && !CODE.test(code)) issues.push({ name, message: 'codeFormat' });
      return code;
    }
    case 'label':
      return { zh: leaf(PROSE, `${name}.zh`), en: leaf(PROSE, `${name}.en`) };
    case 'text':
      return leaf(mayBeEmpty(textField(spec.max, { lines: true }), spec.empty));
    case 'count':
      return leaf(mayBeEmpty(countField(spec.max, { min: spec.min }), spec.empty));
    case 'amount':
      return leaf(mayBeEmpty(amountField('WAN', { min: 0n }), spec.empty))?.toString() ?? null;
    case 'rate':
      return leaf(rateField({ min: 0 }));
    case 'yesNo':
      return posted[name] === 'true';
    case 'choice': {
      const choice = leaf(mayBeEmpty(choiceField(spec.options), spec.empty));
      return spec.number && choice !== null ? Number(choice) : choice;
    }
    case 'choices': {
      const ticked = spec.options.filter((option) => listOf(posted[name]).includes(option));
      if (spec.min && ticked.length === 0) issues.push({ name, message: 'choiceMissing' });
      return ticked;
    }
    case 'group':
      return posted[`${name}.set`] === 'true' ? readFields(spec.fields, name, posted, issues) : null;
    case 'rows': {
      const rows = rowsOf(name, posted).map((row) => readFields(spec.fields, `${name}.${row}`, posted, issues));
      if (spec.min && rows.length === 0) issues.push({ name, message: 'rowMissing' });
      return rows.length === 0 && spec.empty ? undefined : rows;
    }
  }
}

function readFields(fields: FieldSpecs, name: string, posted: Posted, issues: FieldIssue[]) {
  return Object.fromEntries(
    Object.entries(fields).map(([field, spec]) => [field, readField(spec, `${name}.${field}`, posted, issues)]),
  );
}

/** The names that a form gave to the rows of a list, in their order. */
function rowsOf(name: string, posted: Posted): string[] {
  const prefix = `${name}.`;
  const own = Object.keys(posted).filter((key) => key.startsWith(prefix));
  return [...new Set(own.map((key) => key.slice(prefix.length).split('.')[0] ?? ''))];
}
