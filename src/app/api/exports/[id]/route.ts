import { openExport } from '@/features/exports/mutations';
import { attachment } from '@/lib/attachment';
import { currentActor } from '@/server/auth';
import { contextOf } from '@/server/command';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
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

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
