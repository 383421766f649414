/** What must hold before anything is installed. Plain JavaScript for any Node that can load a module. */
import { createServer } from 'node:net';
import { Stop } from './say.mjs';

const OLDEST_NODE = [20, 19];

/** Refuses a Node that is too old and a platform whose binaries the lock file does not hold. */
export function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Stop(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
  const isGlibc = Boolean(process.report?.getReport().header.glibcVersionRuntime);
  if (process.platform !== 'linux' || process.arch !== 'x64' || !isGlibc) {
    const found = `${process.platform} ${process.arch}${process.platform === 'linux' && !isGlibc ? ' without glibc' : ''}`;
    throw new Stop(`Fuqiao runs on Linux x64 with glibc; this is ${found}.`);
  }
}

/** PORT and HOST from the environment. */
export function readAddress() {
  const host = process.env.HOST || '127.0.0.1';
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Stop(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  }
  return { host, port };
}

const PORT_PROBLEMS = {
  EADDRINUSE: (host, port) => `Port ${port} on ${host} is taken by another program: set PORT to a free one.`,
  EACCES: (_, port) => `Port ${port} may not be opened by this user: set PORT to one above 1024.`,
  EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine.`,
  ENOTFOUND: (host) => `HOST ${host} is no known name.`,
};

/** Refuses a port that cannot be listened on. */
export function checkPort({ host, port }) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const problem = PORT_PROBLEMS[error.code];
      reject(problem ? new Stop(problem(host, port)) : error);
    });
    server.listen({ host, port }, () => server.close(resolve));
  });
}
