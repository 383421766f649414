/**
 * Preloaded into the server: when more is asked at once than it can answer in time, what comes too much gets 503 with
 * Retry-After and a page in both languages at once, instead of everybody waiting until nobody is answered. Who sends a form is
 * let in before who opens a page; the answers about health, pictures and scripts never wait here. An address that cannot be
 * read gets 400 before anything else.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/**
 * So many pages may be under way, found by how long they take: while those that ran among many were answered in time it
 * grows by one for as many as it holds, and each that was late takes a twentieth off. Of forms and files twice as many.
 */
const MOST = Number(process.env.MAX_REQUESTS_UNDER_WAY || 256);
// a browser asks for several things at once, and an office of some twenty people presses keys at one moment
const FEWEST = Math.min(32, MOST);
const IN_TIME_MS = 4_000;
let limit = Math.min(160, MOST);

function learn(tookMs, among) {
  // a page that is slow by itself, when nobody else is there, says nothing of how many there may be
  if (among < limit / 2) return;
  limit = tookMs > IN_TIME_MS ? Math.max(FEWEST, limit * 0.95) : Math.min(MOST, limit + 1 / limit);
}

const SECONDS = 5;
const page = readFileSync(path.join(import.meta.dirname, 'busy-page.html'));

let underWay = 0;
let turn = 0;

const isFree = (url) => url.startsWith('/_next/static/') || url === '/api/health' || url.startsWith('/api/health?');
// read and written as fast as the other end can: they hold no place while they pass
const isTransfer = (url) => url.startsWith('/api/files') || url.startsWith('/api/exports');

/** 1 to SECONDS one after the other, so that those who were refused at one moment do not come back at one moment. */
function refuse(request, response) {
  turn = (turn % SECONDS) + 1;
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  response.writeHead(503, {
    'Retry-After': String(turn),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': wantsPage ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
  });
  response.end(wantsPage ? page : 'busy\n');
}

/** Whether an address can be read at all; of one that was cut inside a character the framework makes an error of its own. */
function isReadable(url) {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

function refuseUnreadable(response) {
  response.writeHead(400, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': 'text/plain; charset=utf-8',
  });
  response.end('地址不完整，请核对后重新打开。\nThe address is not whole: look at it again, then open it.\n');
}

/** Counts from when the request is here as a whole, so that nobody holds a place by sending slowly. */
function count(request, response) {
  let counted = false;
  const enter = () => {
    if (counted || response.writableEnded) return;
    counted = true;
    underWay += 1;
    const [beganAt, among] = [performance.now(), underWay];
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      underWay -= 1;
      learn(performance.now() - beganAt, among);
    };
    response.once('finish', leave).once('close', leave);
  };
  if (request.method === 'GET' || request.method === 'HEAD') enter();
  else request.once('end', enter);
}

const { emit } = http.Server.prototype;
http.Server.prototype.emit = function emitUnlessBusy(name, ...rest) {
  if (name !== 'request') return emit.call(this, name, ...rest);
  const [request, response] = rest;
  const url = request.url ?? '/';
  if (isFree(url)) return emit.call(this, name, ...rest);
  if (!isReadable(url)) {
    refuseUnreadable(response);
    return true;
  }
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (underWay >= (isReading ? limit : 2 * limit)) {
    refuse(request, response);
    return true;
  }
  if (!isTransfer(url)) count(request, response);
  return emit.call(this, name, ...rest);
};
