import { openDocument } from '@/features/documents/queries';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { refuseFile, sendFile } from '../send-file';

/** The bytes of a document to whoever may see its content; `?download` asks for a copy to keep. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ documentId: string }> },
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refuseFile(401, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('file', actor, request);
  if (tooMany) return tooMany;
  const { documentId: id } = await params;
  return sendFile(request, await openDocument(actor, id), { actor, what: 'DOCUMENT', id });
}
