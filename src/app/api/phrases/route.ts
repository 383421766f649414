import { listPhrases } from '@/features/phrases/queries';
import { currentActor } from '@/server/auth';

/** The phrases that this person may insert, for the picker beside a text field. */
export async function GET(): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(null, { status: 401 });
  const { own, unit } = await listPhrases(actor);
  return Response.json({ own, unit }, { headers: { 'Cache-Control': 'private, no-store' } });
}
