'use server';

import { getTranslations } from 'next-intl/server';
import * as z from 'zod';
import { idField } from '@/features/form-fields';
import type { Secret } from '@/lib/action-result';
import { toLocalPath } from '@/lib/local-path';
import { defineAction } from '@/server/action';
import type { Context } from '@/server/command';
import { proveFactor } from '@/server/second-factor';
import { deviceToken, keepSession } from './browser';
import { endOtherSessions, endOwnSession } from './mutations';
import { beginFactor, confirmFactor, removeFactor, renewCodes, resetFactor } from './mutations-factor';
import { changeOwnPassword } from './mutations-password';
import { linkIdentity } from './mutations-provider';
import { setIdentityRules } from './mutations-rules';
import { renewSession } from './mutations-sign-in';
import { sessionCookieOf } from './next-auth';
import { factorSchema, identityRulesSchema, linkSchema, passwordSchema } from './schema';

const nothing = z.object({});

export const endMySession = defineAction({
  permission: 'session.end-own',
  schema: z.object({ sessionId: idField }),
  run: endOwnSession,
});

export const endMyOtherSessions = defineAction({
  permission: 'session.end-own',
  schema: nothing,
  run: async (ctx) => {
    const result = await endOtherSessions(ctx);
    if (!result.ok) return result;
    const t = await getTranslations('identity');
    return { ok: true, value: { message: t('othersEnded', { count: result.value.count }) } };
  },
});

/** From one's own account page it says so there; at the first sign-in it leads on to where the person was going. */
export const changeMyPassword = defineAction({
  permission: 'password.change-own',
  during: 'CHANGE_PASSWORD',
  schema: passwordSchema,
  run: async (ctx, { from, ...input }) => {
    const result = await changeOwnPassword(ctx, input);
    if (!result.ok) return result;
    if (from !== undefined) return { ok: true, value: { redirectTo: toLocalPath(from) } };
    const t = await getTranslations('identity');
    return { ok: true, value: { message: t('passwordChanged') } };
  },
});

/** The second step of signing in: after it another session takes the place of the one that the password had opened. */
export const showFactor = defineAction({
  permission: 'factor.manage-own',
  during: 'SHOW_FACTOR',
  schema: factorSchema,
  run: async (ctx, { factorCode, from }) => {
    const refusal = await proveFactor(ctx, factorCode);
    if (refusal) return { ok: false, refusal };
    await takeNewSession(ctx);
    return { ok: true, value: { redirectTo: toLocalPath(from) } };
  },
});

export const beginMyFactor = defineAction({
  permission: 'factor.manage-own',
  during: 'SHOW_FACTOR',
  schema: nothing,
  run: async (ctx) => {
    const result = await beginFactor(ctx);
    return result.ok ? { ok: true, value: {} } : result;
  },
});

export const confirmMyFactor = defineAction({
  permission: 'factor.manage-own',
  during: 'SHOW_FACTOR',
  schema: factorSchema,
  run: async (ctx, { factorCode }) => {
    const result = await confirmFactor(ctx, { code: factorCode });
    if (!result.ok) return result;
    await takeNewSession(ctx);
    return { ok: true, value: { secrets: toSecrets(result.value.codes) } };
  },
});

export const renewMyCodes = defineAction({
  permission: 'factor.manage-own',
  schema: nothing,
  run: async (ctx) => {
    const result = await renewCodes(ctx);
    return result.ok ? { ok: true, value: { secrets: toSecrets(result.value.codes) } } : result;
  },
});

export const removeMyFactor = defineAction({
  permission: 'factor.manage-own',
  schema: nothing,
  run: async (ctx) => {
    const result = await removeFactor(ctx);
    return result.ok ? { ok: true, value: { redirectTo: '/profile/second-factor' } } : result;
  },
});

// ------------------------------------------------------------------ what the security administrator does

export const resetUserFactor = defineAction({
  permission: 'user.manage',
  schema: z.object({ userId: idField }),
  run: resetFactor,
});

export const linkUserIdentity = defineAction({
  permission: 'user.manage',
  schema: linkSchema,
  run: async (ctx, input) => {
    const result = await linkIdentity(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('identity');
    return { ok: true, value: { message: t(input.subject === null ? 'provider.unlinked' : 'provider.linked') } };
  },
});

export const changeIdentityRules = defineAction({
  permission: 'user.manage',
  schema: identityRulesSchema,
  run: async (ctx, input) => {
    const result = await setIdentityRules(ctx, input);
    if (!result.ok) return result;
    const t = await getTranslations('identity');
    return { ok: true, value: { message: t('rules.changed') } };
  },
});

async function takeNewSession({ actor, now }: Context): Promise<void> {
  const session = await renewSession(actor.sessionId, await deviceToken(), now);
  if (session) await keepSession(await sessionCookieOf(session.sessionId));
}

const toSecrets = (codes: readonly string[]): Secret[] =>
  codes.map((secret, index) => ({ label: String(index + 1), secret }));
