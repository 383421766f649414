import * as z from 'zod';
import { CONDITION_GATES, type ProposedCondition } from '@/domain/due-diligence-report';
import {
  amountField,
  choiceField,
  dayField,
  idField,
  optional,
  rateField,
  termField,
  textField,
  unlessLeftOut,
  versionField,
} from '@/features/form-fields';
import { conditionName, MAX_CONDITIONS } from './field-names';

const REPAYMENT_METHODS = ['BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'] as const;

export const assignSchema = z
  .object({ caseId: idField, version: versionField, managerAId: idField, managerBId: idField })
  .refine((input) => input.managerAId !== input.managerBId, { path: ['managerBId'], message: 'managerSame' });

export const conflictSchema = z.object({ caseId: idField, statement: textField(500, { min: 4, lines: true }) });

export const visitSchema = z.object({
  caseId: idField,
  visitedOn: dayField,
  place: textField(100),
  observations: textField(2_000, { min: 4, lines: true }),
  visitorIds: z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string')),
});

export const confirmSchema = z.object({ caseId: idField, revision: versionField });
export const recommendSchema = z.object({ caseId: idField, version: versionField });

const conditionText = textField(300, { lines: true });
const conditionGate = choiceField(CONDITION_GATES);

type Fields = Record<string, unknown>;

function readAnswers(fields: Fields): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields))
    if (name.startsWith('answer.') && typeof value === 'string' && value !== '')
      answers[name.slice('answer.'.length)] = value;
  return answers;
}

/** Rows whose text is empty are left out; each problem stands at its own field. */
function readConditions(fields: Fields, ctx: z.RefinementCtx): ProposedCondition[] {
  const conditions: ProposedCondition[] = [];
  for (let index = 0; index < MAX_CONDITIONS; index += 1) {
    const given = fields[conditionName(index, 'text')];
    if (typeof given !== 'string' || given.trim() === '') continue;
    const text = conditionText.safeParse(given);
    const gate = conditionGate.safeParse(fields[conditionName(index, 'gate')]);
    for (const [result, part] of [
      [text, 'text'],
      [gate, 'gate'],
    ] as const)
      for (const issue of result.error?.issues ?? [])
        ctx.addIssue({ ...issue, code: 'custom', path: [conditionName(index, part)] });
    if (text.success && gate.success) conditions.push({ text: text.data, gate: gate.data });
  }
  return conditions;
}

const known = {
  caseId: idField,
  revision: versionField,
  recommendedAmountFen: optional(amountField('WAN')),
  termMonths: optional(termField),
  // what is given has no rate, and its form no field for one
  rateBps: unlessLeftOut<number | null>(0, optional(rateField())),
  repaymentMethod: optional(choiceField(REPAYMENT_METHODS)),
  summary: optional(textField(3_000, { lines: true })),
};

const OWED = {
  recommendedAmountFen: 'amountMissing',
  termMonths: 'termMissing',
  rateBps: 'rateMissing',
  repaymentMethod: 'choiceMissing',
  summary: 'textMissing',
} as const;

/** The report's form. `intent=draft` saves what there is; otherwise every part is owed. */
export const reportSchema = z.looseObject({ ...known, intent: z.string().optional() }).transform((input, ctx) => {
  const complete = input.intent !== 'draft';
  if (complete)
    for (const [name, message] of Object.entries(OWED))
      if (input[name as keyof typeof OWED] === null) ctx.addIssue({ code: 'custom', path: [name], message });
  const { caseId, revision, recommendedAmountFen, termMonths, rateBps, repaymentMethod, summary } = input;
  return {
    caseId,
    revision,
    complete,
    recommendedAmountFen,
    termMonths,
    rateBps,
    repaymentMethod,
    summary: summary ?? '',
    answers: readAnswers(input),
    conditions: readConditions(input, ctx),
  };
});
