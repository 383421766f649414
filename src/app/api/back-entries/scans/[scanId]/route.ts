import { openScan } from '@/features/back-entries/queries';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { refuseFile, sendFile } from '../../../files/send-file';

/** The bytes of a scan of a paper file to whoever enters it or may see its content. */
export async function GET(request: Request, { params }: { params: Promise<{ scanId: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refuseFile(401, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('file', actor, request);
  if (tooMany) return tooMany;
  const { scanId: id } = await params;
  return sendFile(request, await openScan(actor, id), { actor, what: 'SCAN', id });
}
