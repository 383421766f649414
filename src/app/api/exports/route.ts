import { getLocale } from 'next-intl/server';
import * as z from 'zod';
import { LIST_NAMES } from '@/domain/lists';
import { exportList } from '@/features/exports/mutations';
import { toLocale } from '@/i18n/locale';
import { attachment } from '@/lib/attachment';
import { currentActor } from '@/server/auth';
import { readForm } from '@/server/body';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const askedSchema = z.object({
  list: z.enum(LIST_NAMES as [string, ...string[]]).transform((list) => list as (typeof LIST_NAMES)[number]),
  query: z
    .string()
    .max(4_000)
    .transform((query) => query.replace(/^\?/, '')),
  idempotencyKey: z.string().max(100).optional(),
});

/**
 * Takes a list away as it is filtered. A plain form post: a short list comes back as a file, a long one is written by a
 * job and the answer leads to the page where it will stand.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, await describeRefusal({ code: 'NOT_PERMITTED' }));
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const form = await readForm(request);
  const asked = askedSchema.safeParse({ list: form?.get('list'), query: form?.get('query') ?? '', ...keyOf(form) });
  if (!asked.success) return refused(400, await describeRefusal({ code: 'INVALID_INPUT' }));
  const locale = toLocale(await getLocale());
  const result = await exportList(contextOf(actor), { ...asked.data, locale, unit: await displayUnit() });
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
