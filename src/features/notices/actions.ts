'use server';
import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { markAllRead, markCaseOpened, markNoticeRead } from './mutations';

export const readNotice = defineAction({
  permission: 'notice.read',
  schema: z.object({ noticeId: idField }),
  run: async (ctx, input) => {
    const result = await markNoticeRead(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const readAllNotices = defineAction({
  permission: 'notice.read',
  schema: z.object({ until: z.coerce.date('invalid') }),
  run: async (ctx, input) => {
    const result = await markAllRead(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const openedCase = defineAction({
  permission: 'notice.read',
  schema: z.object({ caseId: idField }),
  run: async (ctx, input) => {
    const result = await markCaseOpened(ctx, input);
    return result.ok ? { ok: true, value: {} } : result;
  },
});
