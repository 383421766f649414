import * as z from 'zod';
import { MAX_TRANCHES, type PlannedTranche } from '@/domain/contract-terms';
import {
  amountField,
  choiceField,
  countField,
  dayField,
  idField,
  keyField,
  optional,
  rateField,
  termField,
  textField,
  unlessLeftOut,
  versionField,
} from '@/features/form-fields';
import { trancheName } from './field-names';

export const REPAYMENT_METHODS = ['BULLET', 'EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'] as const;
export const SECURITY_KINDS = ['NONE', 'GUARANTEE', 'POLICY', 'RISK_FUND'] as const;

const seen = { caseId: idField, version: versionField, revision: versionField };
const trancheAmount = amountField('WAN');

/** Rows of which both cells are empty are left out; each problem stands at its own cell. */
function readTranches(fields: Record<string, unknown>, ctx: z.RefinementCtx): PlannedTranche[] {
  const tranches: PlannedTranche[] = [];
  for (let index = 0; index < MAX_TRANCHES; index += 1) {
    const [onName, amountName] = [trancheName(index, 'on'), trancheName(index, 'amount')];
    if (isEmpty(fields[onName]) && isEmpty(fields[amountName])) continue;
    const plannedOn = dayField.safeParse(fields[onName]);
    const amountFen = trancheAmount.safeParse(fields[amountName]);
    for (const [name, result] of [
      [onName, plannedOn],
      [amountName, amountFen],
    ] as const)
      for (const issue of result.error?.issues ?? []) ctx.addIssue({ ...issue, code: 'custom', path: [name] });
    if (plannedOn.success && amountFen.success) tranches.push({ plannedOn: plannedOn.data, amountFen: amountFen.data });
  }
  return tranches;
}

const isEmpty = (value: unknown) => typeof value !== 'string' || value.trim() === '';

export const contractSchema = z
  .looseObject({
    ...seen,
    idempotencyKey: keyField,
    amountFen: amountField('WAN'),
    termMonths: termField,
    // what is given has no rate, and its form no field for one
    rateBps: unlessLeftOut(0, rateField()),
    repaymentMethod: choiceField(REPAYMENT_METHODS),
    securityKind: choiceField(SECURITY_KINDS),
    securityReference: optional(textField(100)),
    linkedHouseholds: optional(countField(100_000)),
  })
  .transform((fields, ctx) => ({
    caseId: fields.caseId,
    version: fields.version,
    revision: fields.revision,
    idempotencyKey: fields.idempotencyKey,
    amountFen: fields.amountFen,
    termMonths: fields.termMonths,
    rateBps: fields.rateBps,
    repaymentMethod: fields.repaymentMethod,
    securityKind: fields.securityKind,
    securityReference: fields.securityReference,
    linkedHouseholds: fields.linkedHouseholds,
    tranches: readTranches(fields, ctx),
  }));

export const checkSchema = z
  .object({
    ...seen,
    outcome: choiceField(['PASSED', 'REFUSED']),
    opinion: optional(textField(500, { lines: true })),
  })
  .transform((input, ctx) => {
    if (input.outcome === 'REFUSED' && input.opinion === null)
      ctx.addIssue({ code: 'custom', path: ['opinion'], message: 'textMissing' });
    return { ...input, opinion: input.opinion ?? '' };
  });

export const signSchema = z.object({ ...seen, signedOn: dayField });
