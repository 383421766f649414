import * as z from 'zod';
import { DEFAULT_SCREEN_DAYS, SCREEN_DAYS } from '@/domain/screen';
import { choiceField, idField, regionField, textField } from '@/features/form-fields';

export type ScreenInput = { name: string; regionId: number; programmeIds: string[]; days: number };

const programmesField = z.unknown().transform((entries, ctx): string[] => {
  const ids = (Array.isArray(entries) ? entries : []).flatMap((entry) => idField.safeParse(entry).data ?? []);
  if (ids.length > 0) return ids;
  ctx.addIssue({ code: 'custom', message: 'choiceMissing' });
  return z.NEVER;
});

export const screenSchema = z
  .object({
    name: textField(40),
    regionId: regionField,
    'programme[]': programmesField.optional().pipe(z.array(z.string(), 'choiceMissing')),
    days: choiceField(SCREEN_DAYS.map(String)),
  })
  .transform(
    ({ 'programme[]': programmeIds, days, ...input }): ScreenInput => ({
      ...input,
      programmeIds,
      days: SCREEN_DAYS.find((each) => String(each) === days) ?? DEFAULT_SCREEN_DAYS,
    }),
  );

export const revokeScreenSchema = z.object({ screenId: idField });
