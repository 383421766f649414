import * as z from 'zod';
import { CONDITION_GATES } from '@/domain/due-diligence-report';
import { ITEM_RESULTS, VOTE_MODES } from '@/domain/session';
import { STAGES } from '@/domain/stage';
import {
  amountField,
  choiceField,
  countField,
  dayField,
  idField,
  optional,
  rateField,
  termField,
  textField,
  versionField,
} from '@/features/form-fields';

const MOST_MEMBERS = 30;

/** Ticked ids; what is no id of ours is left out, the same one counts once. */
const idsField = z.unknown().transform((value) => {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(entries.flatMap((entry) => idField.safeParse(entry).data ?? []))];
});

const someIds = (message: string) =>
  idsField.transform((ids, ctx) => {
    if (ids.length > 0) return ids;
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A time of day as the browser's picker sends it. */
const timeField = z.unknown().transform((value, ctx) => {
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  ctx.addIssue({ code: 'custom', message: 'timeInvalid' });
  return z.NEVER;
});

const DEFAULT_RATIO_BPS = 6_667;

const plan = {
  title: textField(100),
  place: textField(100),
  plannedOn: dayField,
  plannedTime: timeField,
  mode: choiceField(VOTE_MODES),
  /** percent; asked for where votes count by share */
  ratio: optional(rateField()),
  quorum: countField(MOST_MEMBERS, { min: 1 }),
  chairId: idField,
  'member[]': someIds('membersMissing'),
};

type PlanFields = z.output<z.ZodObject<typeof plan>>;

/** The fields as the mutation takes them: the members in the order of the list, the chair after all others. */
export function planOf(fields: PlanFields) {
  const { title, place, mode, quorum, chairId, ratio } = fields;
  const others = fields['member[]'].filter((id) => id !== chairId);
  return {
    title,
    place,
    mode,
    quorum,
    chairId,
    ratioBps: ratio ?? DEFAULT_RATIO_BPS,
    plannedAt: new Date(`${fields.plannedOn}T${fields.plannedTime}:00+08:00`),
    // a chair who is no member is refused, not made one
    memberIds: [...others, ...(fields['member[]'].includes(chairId) ? [chairId] : [])],
  };
}

export const planSchema = z.object({ ...plan, programmeId: idField });
export const editPlanSchema = z.object({ ...plan, sessionId: idField, revision: versionField });

export const casesSchema = z.object({ sessionId: idField, 'case[]': someIds('nothingTicked') });
export const sessionSchema = z.object({ sessionId: idField });
export const openingSchema = z.object({ sessionId: idField, 'member[]': idsField.optional() });
export const admitSchema = z.object({ sessionId: idField, userId: idField });
export const cancelSchema = z.object({ sessionId: idField, reason: textField(300, { lines: true }) });

const item = { sessionId: idField, itemId: idField };
export const removeSchema = z.object({ ...item, reason: textField(300, { lines: true }) });
export const recuseSchema = z.object({ ...item, statement: textField(300, { lines: true }) });

const opinion = optional(textField(400, { lines: true }));
const said = (text: string | null) => text ?? '';

/** A vote against says why. */
export const voteSchema = z
  .object({ ...item, vote: choiceField(['FOR', 'AGAINST']), opinion })
  .transform((fields, ctx) => {
    if (fields.vote === 'AGAINST' && fields.opinion === null)
      ctx.addIssue({ code: 'custom', message: 'textMissing', path: ['opinion'] });
    return { ...fields, opinion: said(fields.opinion) };
  });

/** What was voted down says why, and where it goes when it is returned. */
export const settleSchema = z
  .object({ ...item, result: choiceField(ITEM_RESULTS), opinion, returnTo: optional(choiceField(STAGES)) })
  .transform((fields, ctx) => {
    if (fields.result !== 'APPROVED' && fields.opinion === null)
      ctx.addIssue({ code: 'custom', message: 'textMissing', path: ['opinion'] });
    if (fields.result === 'RETURNED' && fields.returnTo === null)
      ctx.addIssue({ code: 'custom', message: 'choiceMissing', path: ['returnTo'] });
    return { ...fields, opinion: said(fields.opinion), returnTo: fields.returnTo ?? undefined };
  });

/** Terms of an item; the conditions that stay ticked, and one more. */
export const termsSchema = z.object({
  ...item,
  amountFen: amountField('WAN'),
  termMonths: termField,
  rateBps: rateField({ min: 0 }),
  'condition[]': z.unknown().optional(),
  conditionText: optional(textField(100)),
  conditionGate: choiceField(CONDITION_GATES),
});

/** Places of the ticked conditions in the item's list. */
export function tickedPlaces(value: unknown): number[] {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  return entries.filter((entry) => typeof entry === 'string' && /^\d{1,2}$/.test(entry)).map(Number);
}
