import * as z from 'zod';
import { type Period, readPeriod } from '@/domain/bulletin';
import type { Day } from '@/domain/calendar';
import { choiceField, dayField, idField, optional, textField, versionField } from '@/features/form-fields';

export const CUSTOM = 'CUSTOM';
const MAX_TEXT = 4_000;

/** A month or quarter by its code, or two days; the day of the figures is the period's last unless another is typed. */
export const draftSchema = z
  .object({
    programmeId: idField,
    unitLevel: choiceField(['PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP']),
    period: textField(20),
    from: optional(dayField),
    until: optional(dayField),
    asOf: optional(dayField),
  })
  .transform(({ programmeId, unitLevel, ...fields }, ctx): DraftInput => {
    const issue = (name: string, message: string) => ctx.addIssue({ code: 'custom', message, path: [name] });
    const { from, until, asOf } = fields;
    if (fields.period !== CUSTOM) {
      const period = readPeriod(fields.period);
      if (period) return { programmeId, unitLevel, period, asOf };
      issue('period', 'choiceUnknown');
      return z.NEVER;
    }
    if (from === null) issue('from', 'dayMissing');
    if (until === null) issue('until', 'dayMissing');
    if (from === null || until === null) return z.NEVER;
    return { programmeId, unitLevel, period: { kind: CUSTOM, from, until }, asOf };
  });

type DraftInput = {
  programmeId: string;
  unitLevel: 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP';
  period: Period;
  asOf: Day | null;
};

export const seenSchema = z.object({ bulletinId: idField, revision: versionField });
export const returnSchema = seenSchema.extend({ remark: textField(500, { lines: true }) });
export const openSchema = z.object({ bulletinId: idField });
export const replySchema = z.object({
  bulletinId: idField,
  measures: textField(2_000, { lines: true }),
  dueOn: dayField,
});

const one = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]));

export const editSchema = seenSchema.extend({
  title: textField(100),
  documentWord: textField(20),
  overview: textField(MAX_TEXT, { lines: true }),
  demands: textField(MAX_TEXT, { lines: true }),
  replyDueOn: dayField,
  caseIds: one.pipe(z.array(idField)),
});
