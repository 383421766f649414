import * as z from 'zod';
import type { Day } from '@/domain/calendar';
import { TARGET_MEASURES, unitOf } from '@/domain/measures';
import type { TargetUnit } from '@/domain/pace';
import { SPLIT_METHODS, type SplitMethod, type TargetMilestone } from '@/domain/target';
import {
  amountField,
  choiceField,
  countField,
  dayField,
  idField,
  optional,
  textField,
  tickField,
} from '@/features/form-fields';
import { MILESTONE_ROWS, weightName } from './form-rows';

const MOST_CASES = 1_000_000_000;
const MOST_FUNDS = 10n ** 16n;

const measure = choiceField(TARGET_MEASURES);
const documentNumber = textField(100);

type Fields = Record<string, unknown>;
type Issues = { addIssue: (issue: { code: 'custom'; message: string; path: string[]; params?: object }) => void };

/** One field of a row that is there or not; null after an issue. */
function readField<T>(schema: z.ZodType<T>, fields: Fields, name: string, ctx: Issues): T | null {
  const read = schema.safeParse(fields[name]);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const params = issue.code === 'custom' && issue.params ? { params: issue.params } : {};
    ctx.addIssue({ code: 'custom', message: issue.message, path: [name], ...params });
  }
  return null;
}

const isFilled = (field: unknown) => typeof field === 'string' && field.trim() !== '';

/** Amounts are typed in 10,000 yuan. A row without day and value is none; whether they rise, the rule says. */
function readMilestones(fields: Fields, unit: TargetUnit, ctx: Issues): TargetMilestone[] {
  const value: z.ZodType<bigint> =
    unit === 'FEN' ? amountField('WAN', { min: 0n, max: MOST_FUNDS }) : countField(MOST_CASES).transform(BigInt);
  const milestones: TargetMilestone[] = [];
  for (let row = 0; row < MILESTONE_ROWS; row++) {
    if (!isFilled(fields[`dueOn${row}`]) && !isFilled(fields[`value${row}`])) continue;
    const on: Day | null = readField(dayField, fields, `dueOn${row}`, ctx);
    const reached = readField(value, fields, `value${row}`, ctx);
    if (on !== null && reached !== null) milestones.push({ on, value: reached });
  }
  return milestones;
}

export const setSchema = z
  .looseObject({
    programmeId: idField,
    region: optional(textField(100)),
    organisation: optional(textField(100)),
    measure,
    startOn: dayField,
    name: textField(60),
  })
  .transform(({ programmeId, region, organisation, startOn, name, ...fields }, ctx) => ({
    ...{ programmeId, region, organisation, startOn, name },
    measure: fields.measure,
    milestones: readMilestones(fields, unitOf(fields.measure), ctx),
  }));

export const changeSchema = z
  .looseObject({ targetId: idField, measure, stretch: tickField })
  .transform(({ targetId, stretch, ...fields }, ctx) => ({
    ...{ targetId, stretch },
    milestones: readMilestones(fields, unitOf(fields.measure), ctx),
  }));

export const reviseSchema = z
  .looseObject({
    targetId: idField,
    measure,
    stretch: tickField,
    reason: textField(500, { lines: true }),
    documentNumber,
  })
  .transform(({ targetId, stretch, reason, documentNumber, ...fields }, ctx) => ({
    ...{ targetId, stretch, reason, documentNumber },
    milestones: readMilestones(fields, unitOf(fields.measure), ctx),
  }));

/** By key of the place; funds in fen. Nothing typed is no weight. */
function readWeights(fields: Fields, method: SplitMethod, ctx: Issues): Map<string, bigint> {
  const weight: z.ZodType<bigint> =
    method === 'FUNDS' ? amountField('WAN', { min: 0n, max: MOST_FUNDS }) : countField(1_000_000).transform(BigInt);
  const weights = new Map<string, bigint>();
  for (const name of Object.keys(fields)) {
    if (!name.startsWith(weightName('')) || method === 'EQUAL' || !isFilled(fields[name])) continue;
    const read = readField(weight, fields, name, ctx);
    if (read !== null) weights.set(name.slice(weightName('').length), read);
  }
  return weights;
}

export const splitSchema = z
  .looseObject({ targetId: idField, method: choiceField(SPLIT_METHODS) })
  .transform(({ targetId, method, ...fields }, ctx) => ({
    ...{ targetId, method },
    weights: readWeights(fields, method, ctx),
  }));

export const freezeSchema = z.object({ targetId: idField, documentNumber });
export const discardSchema = z.object({ targetId: idField });
