import 'server-only';
import { db } from '@/server/db';
import { log } from '@/server/log';
import { startWorker } from './start-worker';

/** The process beside the server: background jobs and the folding of figures. SIGTERM lets it finish what it does. */
const worker = startWorker();
log.info('the worker runs');

let stopping = false;
async function end() {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  await db().$disconnect();
  log.info('the worker has stopped');
  process.exit(0);
}

process.on('SIGTERM', end);
process.on('SIGINT', end);
