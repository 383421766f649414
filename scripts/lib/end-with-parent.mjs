/**
 * Preloaded into the server and the worker: when the supervisor was killed and could not stop them, they stop
 * themselves, so that neither a port nor a job stays held by nobody.
 */
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500).unref();
