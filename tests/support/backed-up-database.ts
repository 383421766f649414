import path from 'node:path';
import { migrateDatabase } from '../../scripts/lib/migrate';
import type { Cluster } from '../../scripts/lib/postgres';
import { createDatabase } from '../../scripts/lib/roles';
import { throwawayUrls } from '../../scripts/lib/throwaway-cluster';
import { seedBase } from './postgres';
import { pdf } from './sample-files';

/**
 * A database of its own server with the demo people, used by this process from now on: to be called before anything that
 * reads the environment is imported. Gives what commands it with one case of the first county.
 */
export async function makeBackedUpDatabase(cluster: Cluster, dataDirectory: string, backupDirectory: string) {
  await createDatabase(cluster.adminUrl(), 'fuqiao');
  const { ownerUrl, appUrl } = throwawayUrls(cluster.port, 'fuqiao');
  await migrateDatabase(ownerUrl);
  await seedBase({ ownerUrl, appUrl });
  Object.assign(process.env, {
    ...{ DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl, DATA_DIR: dataDirectory, BACKUP_DIR: backupDirectory },
  });
  const { registerConsultation } = await import('@/features/consultations/mutations');
  const { storeDocument } = await import('@/features/documents/mutations');
  const { db } = await import('@/server/db');
  const { householdConsultation } = await import('./consultation');
  const { at, must } = await import('./world');
  const station = await at('station', '2026-03-02');
  const { id: caseId } = must(await registerConsultation(station, await householdConsultation(41)));
  return {
    filesDirectory: path.join(dataDirectory, 'files'),
    disconnect: () => db().$disconnect(),
    /** Stores a document of the case; gives the key of its bytes. */
    async upload(text: string): Promise<string> {
      const file = { fileName: '申请书.pdf', bytes: pdf(text) };
      const { documentId } = must(
        await storeDocument(station, { caseId, requirementCode: 'APPLICATION_FORM', ...file }),
      );
      return (await db().document.findUniqueOrThrow({ where: { id: documentId }, include: { file: true } })).file.key;
    },
  };
}
