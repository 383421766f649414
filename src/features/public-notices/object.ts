'use server';

import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ActionResult } from '@/lib/action-result';
import { formatInstant } from '@/lib/format-day';
import { describeIssues, fieldsOf, typedValues } from '@/server/action';
import { clientAddress } from '@/server/client-address';
import { currentTime } from '@/server/clock';
import { reachAction } from '@/server/reached';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { raiseObjection } from './mutations-objections';
import { objectionSchema } from './schema';

/**
 * The public form of objections. Not made by defineAction: whoever objects has no session. What was typed goes by the body
 * of the form and never into an address or a log; only the receipt does.
 */
export async function object(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  reachAction(form);
  const t = await getTranslations('public-notices');
  const values = typedValues(form);
  if (!isSameOrigin(await headers()))
    return { ok: false, formError: await describeRefusal({ code: 'NOT_PERMITTED' }), fieldErrors: {}, values };
  const input = objectionSchema.safeParse(fieldsOf(form));
  if (!input.success) return { ok: false, fieldErrors: await describeIssues(input.error), values };
  const answer = await raiseObjection({ ...input.data, address: await clientAddress() }, currentTime());
  const refused = (formError: string): ActionResult => ({ ok: false, formError, fieldErrors: {}, values });
  if (answer.kind === 'LIMITED') return refused(t('object.limited', { time: formatInstant(answer.until).slice(-5) }));
  if (answer.kind === 'GONE') return refused(t('object.gone'));
  return { ok: true, redirectTo: `/public-notices/objection?receipt=${answer.receipt}&new=1` };
}
