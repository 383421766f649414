'use server';

import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { labelOf } from '@/i18n/label';
import type { ActionResult } from '@/lib/action-result';
import { formatInstant, formatOfficialDay } from '@/lib/format-day';
import { removeControls, removeSpaces } from '@/lib/text';
import { clientAddress } from '@/server/client-address';
import { currentTime } from '@/server/clock';
import { reachAction } from '@/server/reached';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { askProgress } from './mutations';

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? removeSpaces(removeControls(value)) : '';
};

const MAX_REFERENCE = 40;

/**
 * The form that asks how far a case is. Not made by defineAction: whoever asks has no session. What was typed goes by the
 * body of the form and never into an address or a log.
 */
export async function ask(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  reachAction(form);
  const reference = text(form, 'reference').toUpperCase();
  const phoneEnd = text(form, 'phoneEnd');
  const t = await getTranslations('progress');
  const values = { reference, phoneEnd };
  if (!isSameOrigin(await headers()))
    return { ok: false, formError: await describeRefusal({ code: 'NOT_PERMITTED' }), fieldErrors: {}, values };
  const fieldErrors: Record<string, string> = {};
  if (reference === '' || reference.length > MAX_REFERENCE) fieldErrors.reference = t('referenceMissing');
  if (!/^\d{4}$/.test(phoneEnd)) fieldErrors.phoneEnd = t('phoneEndWrong');
  if (Object.keys(fieldErrors).length > 0) return { ok: false, fieldErrors, values };

  const answer = await askProgress({ reference, phoneEnd, address: await clientAddress() }, currentTime());
  const refused = (formError: string): ActionResult => ({ ok: false, formError, fieldErrors: {}, values });
  if (answer.kind === 'LIMITED') return refused(t('limited', { time: formatInstant(answer.until).slice(-5) }));
  if (answer.kind === 'UNMATCHED') return refused(t('unmatched'));
  const locale = await getLocale();
  const day = formatOfficialDay(answer.since, locale);
  const message = answer.stage
    ? t('answer', { stage: labelOf(answer.stage, locale), day })
    : t('answerClosed', { day });
  return { ok: true, message };
}
