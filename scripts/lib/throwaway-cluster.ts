import path from 'node:path';
import type { DatabaseUser } from './database-user';
import { type Cluster, type ClusterOptions, databaseUrl, startCluster } from './postgres';
import { findPostgresBinaries } from './postgres-binaries';
import { APP_ROLE, OWNER_ROLE, setRole } from './roles';

/** Passwords of clusters that hold nothing worth keeping: tests and development. */
export const THROWAWAY = { superuser: 'dev', owner: 'owner', app: 'app' } as const;

/** The addresses of one database of such a cluster. */
export function throwawayUrls(port: number, database: string): { ownerUrl: string; appUrl: string } {
  return {
    ownerUrl: databaseUrl(port, OWNER_ROLE, THROWAWAY.owner, database),
    appUrl: databaseUrl(port, APP_ROLE, THROWAWAY.app, database),
  };
}

/** Starts a cluster below `place` (which `user` can enter) with both roles made; it waits for the disk only if `durable`. */
export async function startThrowawayCluster(
  place: string,
  user: DatabaseUser,
  options: Partial<Pick<ClusterOptions, 'port' | 'detached' | 'settings' | 'durable'>> = {},
): Promise<Cluster> {
  const cluster = await startCluster({
    durable: false,
    ...options,
    directory: path.join(place, 'pg'),
    binaries: await findPostgresBinaries(user, async () => place),
    user,
    superuserPassword: THROWAWAY.superuser,
    logFile: path.join(place, 'postgres.log'),
  });
  await setRole(cluster.adminUrl(), OWNER_ROLE, THROWAWAY.owner, 'CREATEDB');
  await setRole(cluster.adminUrl(), APP_ROLE, THROWAWAY.app);
  return cluster;
}
