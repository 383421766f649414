/**
 * Preloaded into the server (by shed-load.mjs): what no browser, program or front sends in earnest is answered here, before
 * the framework sees it and fails on it with an error of its own.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import flight from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];
/** A file is read; the framework fails on anything else that is asked of one. */
const METHODS_OF_FILES = ['GET', 'HEAD'];
// what the build made, and the icon, the service worker and the like beside it
const FILE = /^\/(?:_next\/|[^/?]+\.[a-z]+(?:\?|$))/;
const methodsOf = (url) => (FILE.test(url) ? METHODS_OF_FILES : METHODS);
const HOST = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** Heads have arrived within this; the body of a file may take as long as the front waits for it (docs/deploy/nginx.conf). */
const HEADS_MS = 15_000;
const WHOLE_MS = 600_000;

/** The status that a request deserves as it stands; null: the server may have it. */
function faultOf({ method, url, headers }) {
  // TRACE, CONNECT and the verbs of WebDAV: nothing here answers them
  if (!methodsOf(url).includes(method)) return 405;
  // a front names the address from its root; the whole address is for proxies, and this is none
  if (!url.startsWith('/') || !HOST.test(headers.host ?? '')) return 400;
  try {
    // what is no text, or holds a zero character, names nothing here
    if (decodeURIComponent(url.split('?', 1)[0]).includes('\0')) return 400;
    // of the router in the browser; the framework reads it so, too, and fails
    flight.parseAndValidateFlightRouterState(headers['next-router-state-tree']);
    return null;
  } catch {
    return 400;
  }
}

// an address that was cut inside a character, by a chat or a letter, is opened by people
const CUT = '地址不完整，请核对后重新打开。\nThe address is not whole: look at it again, then open it.\n';

function refuse(response, status, methods) {
  const text = status === 400 ? CUT : '';
  response.writeHead(status, {
    ...(status === 405 ? { Allow: methods.join(', ') } : {}),
    ...(text ? { 'Content-Type': 'text/plain; charset=utf-8' } : {}),
    Connection: 'close',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** Who posts what; an action writes into it that it was reached (src/server/reached.ts). */
const posts = new AsyncLocalStorage();
globalThis[Symbol.for('fuqiao.posts')] = posts;

/**
 * A post to a page that broke before any action had it in hands could not be read: parts that are cut off, arguments that
 * name what is not there. The framework says 500 of them, whoever is at fault; only we know that no code of ours has run.
 */
function blameSender(response, post) {
  const { writeHead } = response;
  response.writeHead = function writeHeadOnce(status, ...rest) {
    return writeHead.call(this, status === 500 && !post.reached ? 400 : status, ...rest);
  };
}

const { emit, on } = http.Server.prototype;

// Nothing here is a web socket: the wish for another protocol is passed over (RFC 9110, 7.8), and the request answered. The
// framework would take it and never answer where the address is no file.
http.Server.prototype.on = function onButUpgrade(name, listener) {
  return name === 'upgrade' ? this : on.call(this, name, listener);
};
http.Server.prototype.addListener = http.Server.prototype.on;

http.Server.prototype.emit = function emitIfReadable(name, ...rest) {
  if (name === 'listening') {
    this.headersTimeout = HEADS_MS;
    this.requestTimeout = WHOLE_MS;
    on.call(this, 'connect', (_request, socket) =>
      socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    );
  }
  if (name !== 'request') return emit.call(this, name, ...rest);
  const [request, response] = rest;
  const fault = faultOf(request);
  if (fault !== null) {
    refuse(response, fault, methodsOf(request.url));
    return true;
  }
  // what stood behind such a wish on the connection, Node takes for the other protocol and drops: it is to be sent again
  if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  if (request.method !== 'POST' || request.url.startsWith('/api/')) return emit.call(this, name, ...rest);
  const post = { reached: false };
  blameSender(response, post);
  return posts.run(post, () => emit.call(this, name, ...rest));
};
