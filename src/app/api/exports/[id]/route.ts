import { openExport } from '@/features/exports/mutations';
import { takeInFull } from '@/features/exports/mutations-approval';
import { idField } from '@/features/form-fields';
import { attachment } from '@/lib/attachment';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { openStream } from '@/server/storage';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The file of a finished export, to whoever asked for it and still may; to everybody else it does not exist. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const opened = await openExport(contextOf(actor), (await params).id);
  if (!opened.ok) return refused(404, await describeRefusal(opened.refusal));
  const { key, fileName } = opened.value;
  const mediaType = fileName.endsWith('.csv') ? 'text/csv; charset=utf-8' : XLSX;
  return new Response(await openStream(key), { headers: attachment(fileName, mediaType) });
}

/** The file in full of an approval, to whoever asked for it; made as it is taken, and so by a post. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, await describeRefusal({ code: 'NOT_PERMITTED' }));
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const id = idField.safeParse((await params).id).data;
  if (!id) return refused(404, await describeRefusal({ code: 'NOT_FOUND' }));
  const taken = await takeInFull(contextOf(actor), id);
  if (!taken.ok) return refused(taken.refusal.code === 'NOT_FOUND' ? 404 : 409, await describeRefusal(taken.refusal));
  const { bytes, fileName } = taken.value;
  return new Response(new Uint8Array(bytes), { headers: attachment(fileName, XLSX) });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
