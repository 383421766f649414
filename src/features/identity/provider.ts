import 'server-only';
import * as client from 'openid-client';
import { provesTwoFactors } from '@/domain/second-factor';
import { env } from '@/server/env';

/** What was agreed with the browser before it left for the provider; it comes back in an encrypted cookie. */
export type Checks = { state: string; nonce: string; verifier: string; from: string };
export type ProviderClaims = { issuer: string; subject: string; provedFactor: boolean };
type Settings = { issuer: string; clientId: string; clientSecret: string };

export const CALLBACK = '/api/provider/callback';
/** as long as somebody may take to sign in over there */
export const CHECKS_SECONDS = 600;

function settings(): Settings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null;
}

/** Where the people of this installation may sign in besides; null where no provider is configured. */
export const issuer = () => settings()?.issuer ?? null;
const redirectUri = () => new URL(CALLBACK, env().NEXTAUTH_URL).href;

let found: Promise<client.Configuration> | undefined;

/** What the provider says of itself, asked once; a failed answer is asked again. Throws where none is configured. */
async function discover(): Promise<client.Configuration> {
  const given = settings();
  if (!given) throw new Error('no identity provider is configured');
  const server = new URL(given.issuer);
  // plain http only to this very machine, as in tests and rehearsals
  const isLocal = server.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname);
  found ??= client
    .discovery(server, given.clientId, given.clientSecret, undefined, {
      timeout: 10,
      execute: [
        // by default the library trusts the connection for the token's origin; the signature is checked besides
        client.enableNonRepudiationChecks,
        ...(isLocal ? [client.allowInsecureRequests] : []),
      ],
    })
    .catch((error: unknown) => {
      found = undefined;
      throw error;
    });
  return found;
}

/** Where to send the browser, and what it must bring back: authorization code with PKCE, state and nonce. */
export async function beginAtProvider(from: string): Promise<{ url: URL; checks: Checks }> {
  const config = await discover();
  const verifier = client.randomPKCECodeVerifier();
  const checks = { state: client.randomState(), nonce: client.randomNonce(), verifier, from };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    // the subject alone: no name or address of anybody is fetched
    scope: 'openid',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url, checks };
}

/**
 * Who came back. The library exchanges the code and checks state, issuer, signature, audience, nonce and times of the id
 * token; it throws where one does not fit. `search` is the query of the callback's address.
 */
export async function finishAtProvider(search: string, checks: Checks): Promise<ProviderClaims> {
  const config = await discover();
  const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri()}${search}`), {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider sent no id token');
  const amr = Array.isArray(claims.amr) ? claims.amr.filter((entry) => typeof entry === 'string') : [];
  return { issuer: env().OIDC_ISSUER ?? claims.iss, subject: claims.sub, provedFactor: provesTwoFactors(amr) };
}

/** Where somebody ends their session at the provider too; null where it offers no such page. */
export async function signOutAtProvider(): Promise<URL | null> {
  const config = await discover();
  if (!config.serverMetadata().end_session_endpoint) return null;
  const back = new URL('/sign-in?ended=signed-out', env().NEXTAUTH_URL).href;
  return client.buildEndSessionUrl(config, { post_logout_redirect_uri: back });
}
