import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Between = {
  url: string;
  /** how often each status was answered */
  statuses: Record<string, number>;
  /** method and address of what was answered with 500 or above */
  broken: Set<string>;
  stop: () => Promise<void>;
};

/** What ends the session of the tool itself. */
const LEFT_OUT = /^\/api\/(sign-out|auth\/signout|provider\/sign-out)/;

/**
 * A step between a tool and the portal: gives each request the session and the heads of a page of the portal, which the
 * tool knows nothing of, leaves out what would sign it out, and counts what came back.
 */
export async function standBetween(
  target: string,
  given: { cookie?: () => string; address?: string; as200?: number } = {},
): Promise<Between> {
  const { hostname, port, host } = new URL(target);
  const statuses: Record<string, number> = {};
  const broken = new Set<string>();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  const count = (status: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    if (LEFT_OUT.test(path)) {
      request.resume();
      response.writeHead(404, { connection: 'close', 'content-length': 0 }).end();
      return;
    }
    const headers: http.OutgoingHttpHeaders = { ...request.headers, host, 'accept-encoding': 'identity' };
    delete headers.connection;
    if (given.cookie) headers.cookie = given.cookie();
    if (given.address) headers['x-forwarded-for'] = given.address;
    if (request.method !== 'GET' && request.method !== 'HEAD')
      Object.assign(headers, { origin: target, 'sec-fetch-site': 'same-origin' });
    const onward = http.request({ hostname, port, path, method: request.method, headers, agent }, (answer) => {
      const status = answer.statusCode ?? 0;
      count(status);
      if (status >= 500 && !answer.headers['retry-after'])
        broken.add(`${status} ${request.method} ${path.slice(0, 300)}`);
      const back = { ...answer.headers, connection: 'close' };
      if (back.location) back.location = back.location.replace(host, new URL(url).host);
      // hydra takes 401 for a sign-in of another kind and gives up
      response.writeHead(status === given.as200 ? 200 : status, back);
      answer.pipe(response);
    });
    onward.setTimeout(30_000, () => onward.destroy(new Error('no answer')));
    onward.on('error', (error) => {
      // the tool went away, or what it sent could not be sent on
      if (!response.headersSent) count(0);
      if (error.message === 'no answer') broken.add(`no answer ${request.method} ${path.slice(0, 300)}`);
      response.destroy();
    });
    request.pipe(onward);
  });
  // a path that no request may have: the library refuses to send it on
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    statuses,
    broken,
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const sumOf = (statuses: Record<string, number>) => Object.values(statuses).reduce((sum, one) => sum + one, 0);
