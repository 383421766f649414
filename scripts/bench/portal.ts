import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import { Stop } from '../lib/say.mjs';
import { type SizedDatabase, withClient } from './databases';
import type { Cost } from './rounds';

export const SECRET = randomBytes(32).toString('base64');

export type Server = { port: number; pid: number; stop: () => Promise<void> };

/** Starts what `next build` made (`output: 'standalone'`) and waits until it answers. */
export async function startServer(
  script: string,
  port: number,
  env: Record<string, string>,
  alive: string,
): Promise<Server> {
  if (!existsSync(script))
    throw new Stop(`${script} is missing: npm run build, and npx next build scripts/bench/bare.`);
  // the standalone output leaves out what browsers load
  const [built, within] = script.split('/standalone/') as [string, string];
  cpSync(path.join(built, 'static'), path.join(built, 'standalone', path.dirname(within), '.next/static'), {
    recursive: true,
  });
  const child: ChildProcess = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...env,
      NODE_ENV: 'production',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      TZ: 'Asia/Shanghai',
    },
  });
  const { pid } = child;
  if (!pid) throw new Stop(`${script} did not start`);
  for (let tries = 0; ; tries++) {
    const status = await get(port, alive, {}).then(
      ({ status }) => status,
      () => 0,
    );
    if (status > 0) break;
    if (tries > 120 || child.exitCode !== null) throw new Stop(`${script} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return {
    port,
    pid,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** The portal of this build on a database, without its limit of requests. */
export function startPortal(database: SizedDatabase, port: number): Promise<Server> {
  const key = randomBytes(32).toString('base64');
  return startServer(
    '.next/standalone/server.js',
    port,
    {
      APP_DATABASE_URL: database.appUrl,
      DATA_DIR: mkdtempSync(path.join(tmpdir(), 'fuqiao-bench-')),
      // those that the database was filled with, where given: without them pages that show accounts do not open
      FUQIAO_DATA_KEY: process.env.FUQIAO_DATA_KEY ?? key,
      FUQIAO_INDEX_KEY: process.env.FUQIAO_INDEX_KEY ?? key,
      NEXTAUTH_SECRET: SECRET,
      NEXTAUTH_URL: `http://127.0.0.1:${port}`,
      API_REQUESTS_PER_MINUTE: '100000000',
    },
    '/api/health',
  );
}

/** The cookie of a session made for a person; `port` is in its name. */
export async function signIn(database: SizedDatabase, username: string, port: number): Promise<string> {
  const sid = randomUUID();
  await withClient(database.ownerUrl, (client) =>
    client.query(
      `INSERT INTO auth_session (id, user_id, created_at, last_seen_at, expires_at)
       SELECT $1, id, now(), now() + interval '10 minutes', now() + interval '11 hours' FROM app_user WHERE username = $2`,
      [sid, username],
    ),
  );
  return `fuqiao-${port}.session=${await encode({ token: { sid }, secret: SECRET })}`;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** One request; the body as it came. */
export function get(
  port: number,
  address: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: address, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
  });
}

const TICKS_PER_SECOND = 100;

/** Milliseconds of processor that a process has used, by itself and for the system (proc_pid_stat(5)). */
export function usedCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
}

/** Asks for one address by so many at once for a while: requests per second and the server's processor per request. */
export async function load(
  server: Server,
  address: string,
  headers: Record<string, string>,
  { seconds, clients }: { seconds: number; clients: number },
): Promise<Cost> {
  const [began, cpu] = [performance.now(), usedCpuMs(server.pid)];
  let done = 0;
  const client = async () => {
    while (performance.now() - began < seconds * 1_000) {
      const { status } = await get(server.port, address, headers);
      if (status !== 200) throw new Stop(`${address} answered ${status}`);
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - began) / 1_000;
  return { perSecond: done / took, cpuMs: (usedCpuMs(server.pid) - cpu) / done };
}
