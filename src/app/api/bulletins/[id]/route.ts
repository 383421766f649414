import { getBulletin } from '@/features/bulletins/view-queries';
import { writeBulletin } from '@/features/bulletins/word';
import { currentActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A bulletin as a Word file, to whoever may open it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const view = await getBulletin(actor, (await params).id, currentTime());
  if (!view) return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const name = encodeURIComponent(`${view.content.number ?? ''} ${view.content.title}.docx`.trim());
  return new Response(await writeBulletin(view.content), {
    headers: {
      'Content-Type': DOCX,
      'Content-Disposition': `attachment; filename="bulletin.docx"; filename*=UTF-8''${name}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
