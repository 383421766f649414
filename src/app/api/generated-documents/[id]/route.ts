import { openGenerated } from '@/features/generated-documents/queries';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { refuseFile, sendFile } from '../../files/send-file';

/** A document made by the system, to whoever may read it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refuseFile(401, { code: 'SESSION_ENDED' });
  const tooMany = await answerTooMany('file', actor, request);
  if (tooMany) return tooMany;
  const { id } = await params;
  return sendFile(request, await openGenerated(actor, id), { actor, what: 'GENERATED', id });
}
