import { execFileSync } from 'node:child_process';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseUser } from '../lib/database-user';
import { APP_ROLE } from '../lib/roles';
import { Stop } from '../lib/say.mjs';

/** Where a program of Debian's is; refuses with what to install. */
export function findProgram(name: string, debianPackage: string): string {
  const found = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'].map((place) => path.join(place, name));
  for (const file of found) {
    try {
      execFileSync(file, ['-v'], { stdio: 'ignore' });
      return file;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') return file;
    }
  }
  throw new Stop(`${name} is not installed: apt-get install ${debianPackage}`);
}

const portOf = (url: string) => new URL(url).port;

/**
 * Writes what PgBouncer needs: `fuqiao` leads to the database, `fuqiao_read` to the replica, a connection for the time of a
 * transaction. Returns the file and the two addresses for the application.
 */
export async function writePool(
  place: string,
  user: DatabaseUser,
  { port, appUrl, replicaPort }: { port: number; appUrl: string; replicaPort: number },
): Promise<{ file: string; appUrl: string; readUrl: string }> {
  const { password, pathname } = new URL(appUrl);
  const [file, users] = [path.join(place, 'pgbouncer.ini'), path.join(place, 'pgbouncer.users')];
  const database = pathname.slice(1);
  await writeFile(users, `"${APP_ROLE}" "${decodeURIComponent(password)}"\n`, { mode: 0o600 });
  await writeFile(
    file,
    `[databases]
fuqiao = host=127.0.0.1 port=${portOf(appUrl)} dbname=${database}
fuqiao_read = host=127.0.0.1 port=${replicaPort} dbname=${database}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
; a database that was away is tried again soon
server_login_retry = 1
server_connect_timeout = 3
query_wait_timeout = 10
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
`,
    { mode: 0o600 },
  );
  if (user) for (const made of [file, users]) await chown(made, user.uid, user.gid);
  const through = (name: string) => `postgresql://${APP_ROLE}:${password}@127.0.0.1:${port}/${name}`;
  return { file, appUrl: through('fuqiao'), readUrl: through('fuqiao_read') };
}

/** Writes what nginx needs to spread requests over the processes at these ports; returns the file. */
export async function writeFront(
  place: string,
  { host, port, servers }: { host: string; port: number; servers: readonly number[] },
): Promise<string> {
  await mkdir(place, { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = path.join(place, 'nginx.conf');
  await writeFile(
    file,
    `worker_processes 1;
pid ${place}/nginx.pid;
error_log ${place}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  # the portal itself refuses what is too large, in a sentence
  client_max_body_size 25m;
${temporary.map((name) => `  ${name}_temp_path ${place}/${name};`).join('\n')}
  upstream portal {
${servers.map((each) => `    server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`).join('\n')}
    keepalive 32;
  }
  server {
    listen ${host}:${port};
    location / {
      proxy_pass http://portal;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      # not appended to what the sender wrote: the portal counts tries by it
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 2s;
      # a read is asked of the next process; a write never, for nobody knows whether it was done
      proxy_next_upstream error timeout;
    }
  }
}
`,
  );
  return file;
}
