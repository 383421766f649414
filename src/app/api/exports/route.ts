import { getLocale } from 'next-intl/server';
import { exportList } from '@/features/exports/mutations';
import { listedOnceSchema } from '@/features/exports/schema';
import { toLocale } from '@/i18n/locale';
import { addressOf } from '@/lib/address';
import { attachment } from '@/lib/attachment';
import { currentActor } from '@/server/auth';
import { readForm } from '@/server/body';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { sealQuery } from '@/server/sealed-search';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Takes a list away as it is filtered. A plain form post: a short list comes back as a file, a long one is written by a
 * job and the answer leads to the page where it will stand. What needs another person leads to the form that asks one.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, await describeRefusal({ code: 'NOT_PERMITTED' }));
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const form = await readForm(request);
  const asked = listedOnceSchema.safeParse({
    list: form?.get('list'),
    query: form?.get('query') ?? '',
    ...keyOf(form),
  });
  if (!asked.success) return refused(400, await describeRefusal({ code: 'INVALID_INPUT' }));
  const locale = toLocale(await getLocale());
  const result = await exportList(contextOf(actor), { ...asked.data, locale, unit: await displayUnit() });
  if (!result.ok && result.refusal.code === 'EXPORT_NEEDS_ANOTHER') {
    const { list, query } = asked.data;
    const address = addressOf('/exports/ask', { list, query: sealQuery(actor.userId, query) });
    return new Response(null, { status: 303, headers: { Location: address } });
  }
  if (!result.ok) {
    const status = result.refusal.code === 'NOT_PERMITTED' ? 403 : 409;
    return refused(status, await describeRefusal(result.refusal));
  }
  if (result.value.kind === 'QUEUED')
    return new Response(null, { status: 303, headers: { Location: '/exports?queued=1' } });
  const { bytes, fileName } = result.value;
  return new Response(new Uint8Array(bytes), { headers: attachment(fileName, XLSX) });
}

function keyOf(form: FormData | null) {
  const idempotencyKey = form?.get('idempotencyKey');
  return idempotencyKey ? { idempotencyKey } : {};
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
