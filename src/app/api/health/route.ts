import { checkHealth } from '@/server/health';

export const dynamic = 'force-dynamic';

/** For those who watch over the server: 200 while it can work, 503 while it cannot. Says nothing that is secret. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}
