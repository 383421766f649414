/**
 * Preloaded into the server (by shed-load.mjs): each request carries a note on which the portal writes who is asking
 * (src/server/turned-away.ts). The framework decides the status of an answer after our code has run, so only here it is known
 * that somebody was turned away, whichever page, file or route it was.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';

const TURNED_AWAY = [401, 403, 404];

const notes = new AsyncLocalStorage();
globalThis[Symbol.for('fuqiao.requestNotes')] = notes;

const { emit } = http.Server.prototype;
http.Server.prototype.emit = function emitWithNote(name, ...rest) {
  if (name !== 'request') return emit.call(this, name, ...rest);
  const [request, response] = rest;
  const { url } = request;
  const note = {};
  response.once('finish', () => {
    if (TURNED_AWAY.includes(response.statusCode)) note.turnedAway?.(response.statusCode, url);
  });
  return notes.run(note, () => emit.call(this, name, ...rest));
};
