import * as z from 'zod';
import { SECTION_NAMES } from '@/domain/definition-sections';
import { POLICY_KINDS, type PolicyKind } from '@/domain/policy';
import {
  amountField,
  choiceField,
  countField,
  dayField,
  idField,
  optional,
  rateField,
  regionField,
  textField,
  versionField,
} from '@/features/form-fields';
import { readSection } from './read-section';

export const newProgrammeSchema = z.object({
  code: textField(6).refine((code) => /^[A-Z0-9]+$/.test(code), { message: 'programmeCodeFormat' }),
  nameZh: textField(50, { lines: true }),
  nameEn: textField(100, { lines: true }),
  basedOn: idField,
  province: regionField,
});

export const publishedTextSchema = z.object({ text: textField(6), province: regionField });

export const draftDefinitionSchema = z.object({ definitionId: idField, province: optional(regionField) });
export const definitionSchema = z.object({ definitionId: idField });

const editHead = z.object({
  definitionId: idField,
  revision: versionField,
  section: choiceField(SECTION_NAMES),
});

/** One part of a definition; its fields have names of their own, so it is read by what the part holds. */
export const sectionSchema = z.record(z.string(), z.unknown()).transform((posted, ctx) => {
  const head = editHead.safeParse(posted);
  if (!head.success) {
    ctx.addIssue({ code: 'custom', message: 'choiceUnknown', path: ['section'] });
    return z.NEVER;
  }
  const { part, issues } = readSection(head.data.section, posted);
  for (const { name, message, params } of issues)
    ctx.addIssue({ code: 'custom', message, path: [name], ...(params ? { params } : {}) });
  return issues.length > 0 ? z.NEVER : { ...head.data, part };
});

// What the outcome demands of the remark is asked here too, so that the error stands beside the field.
export const reviewSchema = z
  .object({
    definitionId: idField,
    revision: versionField,
    outcome: choiceField(['REVIEWED', 'RETURNED']),
    remark: optional(textField(500, { lines: true })),
  })
  .refine(({ outcome, remark }) => outcome === 'REVIEWED' || remark !== null, {
    path: ['remark'],
    message: 'textMissing',
  });

export const publishSchema = z.object({
  definitionId: idField,
  effectiveFrom: dayField,
  documentNumber: textField(100),
});

const KINDS = Object.keys(POLICY_KINDS) as PolicyKind[];
export const policyKindField = choiceField(KINDS);

/** The value is typed in the unit of its kind. */
const VALUES = {
  BPS: rateField({ min: 0 }).transform(BigInt),
  FEN: amountField('WAN'),
  DAYS: countField(3650, { min: 1 }).transform(BigInt),
  TIMES: countField(100, { min: 1 }).transform(BigInt),
  YEARS: countField(100, { min: 1 }).transform(BigInt),
  ROWS: countField(1_000_000).transform(BigInt),
} as const;

export const policySchema = z
  .object({
    kind: policyKindField,
    value: z.unknown(),
    regionCode: textField(12),
    programmeCode: optional(textField(20)),
    validFrom: dayField,
    validTo: optional(dayField),
    documentNumber: textField(100),
    url: optional(textField(500).refine((text) => /^https?:\/\//.test(text), { message: 'urlFormat' })),
  })
  .transform((input, ctx) => {
    const value = VALUES[POLICY_KINDS[input.kind]].safeParse(input.value);
    if (value.success) return { ...input, value: value.data };
    for (const issue of value.error.issues) ctx.addIssue({ code: 'custom', message: issue.message, path: ['value'] });
    return z.NEVER;
  });

export const endPolicySchema = z.object({ policyId: idField, validTo: dayField });
