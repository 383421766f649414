import { getBulletin } from '@/features/bulletins/view-queries';
import { writeBulletin } from '@/features/bulletins/word';
import { currentActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { DOCX, sendMadeFile } from '../../send-made-file';

/** A bulletin as a Word file, to whoever may open it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const now = currentTime();
  const view = await getBulletin(actor, (await params).id, now);
  if (!view) return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const { content } = view;
  const name = `${content.number ?? ''} ${content.title}.docx`.trim();
  const bytes = await writeBulletin(content, { reader: actor, at: now });
  return sendMadeFile(actor, { file: 'bulletin', name, bytes, rows: content.units.length, mediaType: DOCX });
}
