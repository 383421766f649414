/**
 * A real OpenID Connect provider (oidc-provider) in a process of its own. Arguments: its issuer and the address its client
 * comes back to. Its signing key comes from the environment, so that a test may sign what the provider would not. Prints
 * its port.
 */
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [issuer, redirectUri] = process.argv.slice(2);
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'fuqiao',
      client_secret: 'a-secret-of-the-client-for-tests',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [new URL('/sign-in?ended=signed-out', redirectUri).href],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: [JSON.parse(process.env.PROVIDER_KEY)] },
  pkce: { required: () => true },
});
const server = createServer(provider.callback()).listen(0, '127.0.0.1', () => console.log(server.address().port));
