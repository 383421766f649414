'use server';

import * as z from 'zod';
import { countField, dayField, idField } from '@/features/form-fields';
import { deactivateUser, reactivateUser, releaseLock, revokeUserSessions } from '@/features/identity/mutations';
import { defineAction } from '@/server/action';
import { publishCalendarYear } from './mutations';

const userSchema = z.object({ userId: idField });

export const releaseUserLock = defineAction({ permission: 'user.manage', schema: userSchema, run: releaseLock });

export const endUserSessions = defineAction({
  permission: 'user.manage',
  schema: userSchema,
  run: async (ctx, input) => {
    const result = await revokeUserSessions(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const deactivateUserAccount = defineAction({
  permission: 'user.manage',
  schema: userSchema,
  run: deactivateUser,
});

export const reactivateUserAccount = defineAction({
  permission: 'user.manage',
  schema: userSchema,
  run: reactivateUser,
});

const lines = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : ''))
  .pipe(z.string().max(4_000, 'invalid'));

export const publishCalendar = defineAction({
  permission: 'calendar.manage',
  schema: z.object({
    year: countField(2099, { min: 2000 }),
    publishedOn: dayField,
    holidays: lines,
    workdays: lines,
  }),
  run: async (ctx, input) => {
    const result = await publishCalendarYear(ctx, input);
    return result.ok ? { ok: true, value: { redirectTo: `/admin/calendar?year=${result.value.year}` } } : result;
  },
});
