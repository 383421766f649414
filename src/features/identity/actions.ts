'use server';

import { getTranslations } from 'next-intl/server';
import * as z from 'zod';
import { idField } from '@/features/form-fields';
import { toLocalPath } from '@/lib/local-path';
import { defineAction } from '@/server/action';
import { endOwnSession } from './mutations';
import { changeOwnPassword } from './mutations-password';
import { passwordSchema } from './schema';

export const endMySession = defineAction({
  permission: 'session.end-own',
  schema: z.object({ sessionId: idField }),
  run: endOwnSession,
});

/** From one's own account page it says so there; at the first sign-in it leads on to where the person was going. */
export const changeMyPassword = defineAction({
  permission: 'password.change-own',
  withOneTimePassword: true,
  schema: passwordSchema,
  run: async (ctx, { from, ...input }) => {
    const result = await changeOwnPassword(ctx, input);
    if (!result.ok) return result;
    if (from !== undefined) return { ok: true, value: { redirectTo: toLocalPath(from) } };
    const t = await getTranslations('identity');
    return { ok: true, value: { message: t('passwordChanged') } };
  },
});
