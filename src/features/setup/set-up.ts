'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ActionResult } from '@/lib/action-result';
import { describeIssues, fieldsOf, typedValues } from '@/server/action';
import { currentTime } from '@/server/clock';
import { reachAction } from '@/server/reached';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { setUpFirstAdministrator } from './mutations';
import { setupSchema } from './schema';

/** The set-up form. Not made by defineAction: nobody exists yet who could hold a permission; the code stands for it. */
export async function setUp(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  reachAction(form);
  const values = typedValues(form);
  if (!isSameOrigin(await headers()))
    return { ok: false, formError: await describeRefusal({ code: 'NOT_PERMITTED' }), fieldErrors: {}, values };
  const input = setupSchema.safeParse(fieldsOf(form));
  if (!input.success) return { ok: false, fieldErrors: await describeIssues(input.error), values };
  const result = await setUpFirstAdministrator(input.data, currentTime());
  if (!result.ok) return { ok: false, formError: await describeRefusal(result.refusal), fieldErrors: {}, values };
  redirect('/sign-in?ended=set-up');
}
