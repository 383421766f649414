import { ensureTemplate, startCluster } from './postgres';

/** One real PostgreSQL for all integration tests of a run. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  try {
    await ensureTemplate();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster.stop;
}
