import { readEventFilter } from '@/features/administration/event-filter';
import { exportRecord } from '@/features/seals/mutations-verify';
import { attachment } from '@/lib/attachment';
import { formatInstant } from '@/lib/format-day';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';

/** The record as it is filtered, with its proof; who may not read it is told so. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const ctx = contextOf(actor);
  const filter = readEventFilter(Object.fromEntries(new URL(request.url).searchParams));
  const result = await exportRecord(ctx, filter);
  if (!result.ok)
    return refused(result.refusal.code === 'NOT_PERMITTED' ? 403 : 422, await describeRefusal(result.refusal));
  const name = `record-${formatInstant(ctx.now).replace(/[-: ]/g, '')}.jsonl`;
  return new Response(result.value.text, { headers: attachment(name, 'application/jsonl; charset=utf-8') });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
