/**
 * `npm start`: everything from a fresh clone to a running portal. Plain JavaScript up to the installation;
 * what follows is TypeScript, loaded into this same process, so that one Ctrl-C reaches one place.
 * `npm start -- --demo` puts the demo data into a given database too.
 */
let stop = async () => {};
let started = Promise.resolve();
let stopping = false;

async function main() {
  const { say, explain } = await import('./lib/say.mjs');
  const end = async (code) => {
    if (stopping) return;
    stopping = true;
    await stop();
    // A start under way notices at its next step and takes back what it had done meanwhile.
    await started.catch(() => {});
    process.exit(code);
  };
  // npm passes a terminal's Ctrl-C on a second time: whatever comes after the first is the same wish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return;
      say('stopping: the server first, then the jobs, then the database …');
      end(0).catch((error) => {
        console.error(explain(error));
        process.exit(1);
      });
    });
  }

  try {
    const { checkMachine, checkPort, readAddress } = await import('./lib/checks.mjs');
    checkMachine();
    const { existsSync } = await import('node:fs');
    if (existsSync('.env')) process.loadEnvFile('.env');
    const address = readAddress();
    const { install, needsInstall } = await import('./lib/install.mjs');
    // A clone that was never started cannot be the one holding the port: say so before the long part.
    if (needsInstall()) await checkPort(address);
    await install();

    const { register } = await import('tsx/esm/api');
    register();
    const { resolve } = await import('node:path');
    const { startPortal } = await import('./lib/portal.ts');
    const starting = startPortal(
      {
        address,
        dataDirectory: resolve(process.env.DATA_DIR || '.data'),
        backupDirectory: process.env.BACKUP_DIR ? resolve(process.env.BACKUP_DIR) : undefined,
        databaseUrl: process.env.DATABASE_URL || undefined,
        demo: process.argv.includes('--demo'),
        durable: true,
      },
      (undo) => {
        stop = undo;
      },
    );
    started = starting;
    const portal = await starting;
    if (stopping) return;
    if (portal.accounts) console.log(portal.accounts);
    if (portal.setup) console.log(portal.setup);
    console.log(`\nready: ${portal.url}`);
  } catch (error) {
    if (stopping) return;
    console.error(`\n${explain(error)}`);
    await end(1);
  }
}

process.chdir(new URL('..', import.meta.url).pathname);
main();
