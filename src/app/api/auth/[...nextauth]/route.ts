import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/features/identity/next-auth';
import { readBody, readJson } from '@/server/body';
import { isSameOrigin } from '@/server/same-origin';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** What there is below this address; next-auth would put any other word into an answer's head, which not every word fits. */
const STEPS = ['providers', 'session', 'csrf', 'signin', 'signout', 'callback', 'verify-request', 'error', '_log'];

/** Where next-auth answers for itself: its cross-site token, the sign-in posted by a program, signing out. */
async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const [step = ''] = (await context.params).nextauth;
  if (!STEPS.includes(step)) return new Response(null, { status: 404 });
  if (request.method !== 'POST') {
    // credentials come by a post; to anything else there next-auth answers with a fault
    if (step === 'callback') return new Response(null, { status: 405, headers: { Allow: 'POST' } });
    return NextAuth(request, context, authOptions());
  }
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const body = await readBody(request, 64 * 1024);
  if (!body) return new Response(null, { status: 413 });
  const { url, headers, method } = request;
  // next-auth fails on JSON that is none with an error of its own
  const isJson = headers.get('content-type')?.includes('application/json') ?? false;
  if (isJson && (await readJson(new Request(url, { method, body }))) === null)
    return new Response(null, { status: 400 });
  return NextAuth(new NextRequest(url, { method, headers, body }), context, authOptions());
}

export { handle as GET, handle as POST };
