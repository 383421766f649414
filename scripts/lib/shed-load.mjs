/**
 * Preloaded into the server: when more is asked at once than it can answer in time, what comes too much gets 503 with
 * Retry-After and a page in both languages at once, instead of everybody waiting until nobody is answered. Who sends a form is
 * let in before who opens a page; one session or key of a program gets a share, so that one account that asks for hundreds of
 * pages at once leaves places to the others; the answers about health, pictures and scripts never wait here. An address that
 * cannot be read gets 400 before anything else.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import './note-refusals.mjs';
import './refuse-malformed.mjs';

/**
 * So many pages may be under way as are answered in the time that somebody waits for one: who comes last waits for all
 * before. Of forms and files twice as many.
 */
const MOST = Number(process.env.MAX_REQUESTS_UNDER_WAY || 256);
// a browser asks for several things at once, and an office of some twenty people presses keys at one moment
const FEWEST = Math.min(32, MOST);
const WAIT_SECONDS = 3.5;
/** Of one session: more than a browser asks for at one moment, twenty tabs that open again too, and no more than half of all places. */
const FEWEST_OF_ONE = 16;
const PART_OF_ONE = 1 / 2;
// until it is known how fast this machine is
let limit = Math.min(64, MOST);

const LOOK_EVERY_MS = 1_000;
let perSecond = null;
let look = { since: performance.now(), answered: 0, wasIdle: true };

/** A second in which there was always somebody to answer says how many can be answered; any other only how many came. */
function learn() {
  look.answered += 1;
  look.wasIdle ||= underWay === 0;
  const took = performance.now() - look.since;
  if (took < LOOK_EVERY_MS) return;
  if (!look.wasIdle) {
    const now = (1_000 * look.answered) / took;
    perSecond = perSecond === null ? now : Math.max(now, 0.7 * perSecond + 0.3 * now);
    limit = Math.min(MOST, Math.max(FEWEST, WAIT_SECONDS * perSecond));
  }
  look = { since: performance.now(), answered: 0, wasIdle: false };
}

const SECONDS = 5;
const page = readFileSync(path.join(import.meta.dirname, 'busy-page.html'));

let underWay = 0;
let turn = 0;

/** By whom the places are held: a session, or the key of a program. Whoever has neither gets short answers, and counts among all. */
const held = new Map();
/** Every one that the request names: whoever adds an invented one is still counted under the one that is theirs. */
function holdersOf({ headers }) {
  const sessions = [...(headers.cookie ?? '').matchAll(/session=([^;]+)/g)].map(([, value]) => value);
  return [...new Set(headers.authorization ? [...sessions, headers.authorization] : sessions)];
}

function hold(holders, change) {
  for (const holder of holders) {
    const now = (held.get(holder) ?? 0) + change;
    if (now > 0) held.set(holder, now);
    else held.delete(holder);
  }
}

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
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Content-Type': wantsPage ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
  });
  response.end(wantsPage ? page : 'busy\n');
}

const placesBySocket = new WeakMap();
/**
 * The places that the requests of one connection hold. When it ends they are given back: an answer that waited for its turn
 * behind others on it (pipelining) ends without a word, and its place would be lost for good.
 */
function placesOn(socket) {
  const known = placesBySocket.get(socket);
  if (known) return known;
  const places = new Set();
  placesBySocket.set(socket, places);
  socket.once('close', () => {
    for (const leave of [...places]) leave();
  });
  return places;
}

/** Counts from when the request is here as a whole, so that nobody holds a place by sending slowly. */
function count(request, response, holders) {
  let counted = false;
  const enter = () => {
    if (counted || response.writableEnded || request.socket.destroyed) return;
    counted = true;
    underWay += 1;
    hold(holders, 1);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      underWay -= 1;
      hold(holders, -1);
      places.delete(leave);
      learn();
    };
    response.once('finish', leave).once('close', leave);
    const places = placesOn(request.socket);
    places.add(leave);
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
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const most = isReading ? limit : 2 * limit;
  const holders = holdersOf(request);
  const ofOne = Math.max(FEWEST_OF_ONE, PART_OF_ONE * most);
  if (underWay >= most || holders.some((holder) => (held.get(holder) ?? 0) >= ofOne)) {
    refuse(request, response);
    return true;
  }
  if (!isTransfer(url)) count(request, response, holders);
  return emit.call(this, name, ...rest);
};
