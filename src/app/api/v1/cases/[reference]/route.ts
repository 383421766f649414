import { caseForPrograms } from '@/features/cases/reference-queries';
import { currentTime } from '@/server/clock';
import { answerRequest } from '../../answer';

export const dynamic = 'force-dynamic';

/** One case as a row of the case list shows it, names of persons masked; see docs/api.md. */
export function GET(request: Request, { params }: { params: Promise<{ reference: string }> }): Promise<Response> {
  return answerRequest(request, 'case.read', async (actor) => {
    const found = await caseForPrograms(actor, (await params).reference, currentTime());
    return found ? { body: found } : { refusal: 'NOT_FOUND' };
  });
}
