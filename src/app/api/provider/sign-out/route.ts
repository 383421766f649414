import { issuer, signOutAtProvider } from '@/features/identity/provider';

/** Leads to the provider's own page for signing out, after this portal's session has ended. */
export async function GET(): Promise<Response> {
  if (!issuer()) return new Response(null, { status: 404 });
  const place = await signOutAtProvider().catch(() => null);
  return new Response(null, { status: 303, headers: { Location: place?.href ?? '/sign-in?ended=signed-out' } });
}
