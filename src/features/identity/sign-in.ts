'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ActionResult } from '@/lib/action-result';
import { toLocalPath } from '@/lib/local-path';
import { normaliseText } from '@/lib/text';
import { signedInActor } from '@/server/auth';
import { reachAction } from '@/server/reached';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { deviceToken, keepSession } from './browser';
import { endSession, makeSessionCookie } from './next-auth';

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/**
 * The sign-in form. Not made by defineAction: there is no session yet to ask for a permission. The name stays typed
 * after a refusal, the password never comes back. A second factor is asked for on the next page.
 */
export async function signIn(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  reachAction(form);
  const username = normaliseText(text(form, 'username'));
  const password = text(form, 'password');
  const t = await getTranslations('identity');
  if (!isSameOrigin(await headers()))
    return {
      ok: false,
      formError: await describeRefusal({ code: 'NOT_PERMITTED' }),
      fieldErrors: {},
      values: { username },
    };
  const fieldErrors: Record<string, string> = {};
  if (username === '') fieldErrors.username = t('usernameMissing');
  if (password === '') fieldErrors.password = t('passwordMissing');
  if (Object.keys(fieldErrors).length > 0) return { ok: false, fieldErrors, values: { username } };

  const before = await signedInActor();
  const credentials = { username, password, device: await deviceToken() };
  const value = await makeSessionCookie(credentials, Object.fromEntries(await headers()));
  if (value === null) return { ok: false, formError: t('wrong'), fieldErrors: {}, values: { username } };
  // Whoever signs in over a living session leaves it behind for good.
  if (before) await endSession(before.actor.sessionId);
  await keepSession(value);
  redirect(toLocalPath(text(form, 'from')));
}
