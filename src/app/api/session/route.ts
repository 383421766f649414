import { peekSession } from '@/server/auth';

/** What an open page asks when its session should be over: whose it is and how long it still lives, or 401. */
export async function GET(): Promise<Response> {
  const left = await peekSession();
  return Response.json(left ?? {}, { status: left ? 200 : 401, headers: { 'Cache-Control': 'no-store' } });
}
