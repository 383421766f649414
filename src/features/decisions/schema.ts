import * as z from 'zod';
import { CONDITION_GATES, type ProposedCondition } from '@/domain/due-diligence-report';
import type { Fen } from '@/domain/money';
import { STAGES, type Stage } from '@/domain/stage';
import {
  amountField,
  choiceField,
  idField,
  optional,
  rateField,
  termField,
  textField,
  versionField,
} from '@/features/form-fields';
import { conditionName, MAX_OWN_CONDITIONS } from './field-names';

export const DECISION_OUTCOMES = ['APPROVED', 'DECLINED', 'RETURNED'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

// Together with the conditions this fits into the cookie that carries a decision to its confirm page.
const opinion = textField(400, { lines: true });
const conditionText = textField(100);
const conditionGate = choiceField(CONDITION_GATES);

/** Reads one field, and lets its problem stand at its own name. */
function readPart<T>(
  fields: Record<string, unknown>,
  ctx: z.RefinementCtx,
  name: string,
  schema: z.ZodType<T>,
): T | undefined {
  const result = schema.safeParse(fields[name]);
  if (result.success) return result.data;
  for (const issue of result.error.issues) ctx.addIssue({ ...issue, code: 'custom', path: [name] });
  return undefined;
}

function readConditions(fields: Record<string, unknown>, ctx: z.RefinementCtx): ProposedCondition[] {
  const conditions: ProposedCondition[] = [];
  for (let index = 0; index < MAX_OWN_CONDITIONS; index += 1) {
    const name = conditionName(index, 'text');
    const given = fields[name];
    if (typeof given !== 'string' || given.trim() === '') continue;
    const text = readPart(fields, ctx, name, conditionText);
    const gate = readPart(fields, ctx, conditionName(index, 'gate'), conditionGate);
    if (text !== undefined && gate !== undefined) conditions.push({ text, gate });
  }
  return conditions;
}

/** Places of the ticked conditions in the report's list. */
function readProposed(value: unknown): number[] {
  const given = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return given.filter((entry) => /^\d{1,2}$/.test(String(entry))).map(Number);
}

export type DecisionFields = {
  caseId: string;
  version: number;
  outcome: DecisionOutcome;
  opinion: string;
  amountFen?: Fen | undefined;
  termMonths?: number | undefined;
  rateBps?: number | undefined;
  returnTo?: Stage | undefined;
  /** ticked conditions, by their place in the report's list */
  proposed: number[];
  conditions: ProposedCondition[];
};

/** A sign-off. What belongs to another outcome than the chosen one is not looked at. */
export const decisionSchema = z
  .looseObject({ caseId: idField, version: versionField, outcome: choiceField(DECISION_OUTCOMES) })
  .transform((fields, ctx): DecisionFields => {
    const { caseId, version, outcome } = fields;
    const base = { caseId, version, outcome };
    if (outcome !== 'APPROVED')
      return {
        ...base,
        opinion: readPart(fields, ctx, 'opinion', opinion) ?? '',
        returnTo: outcome === 'RETURNED' ? readPart(fields, ctx, 'returnTo', choiceField(STAGES)) : undefined,
        proposed: [],
        conditions: [],
      };
    return {
      ...base,
      opinion: readPart(fields, ctx, 'opinion', optional(opinion)) ?? '',
      amountFen: readPart(fields, ctx, 'amountFen', amountField('WAN')),
      termMonths: readPart(fields, ctx, 'termMonths', termField),
      // what is given has no rate, and its form no field for one
      rateBps: fields.rateBps === undefined ? undefined : readPart(fields, ctx, 'rateBps', rateField()),
      proposed: readProposed(fields.proposed),
      conditions: readConditions(fields, ctx),
    };
  });

export const escalateSchema = z.object({ caseId: idField, version: versionField });

export const meetSchema = z.object({
  caseId: idField,
  conditionId: idField,
  evidence: textField(300, { lines: true }),
});
