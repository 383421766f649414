import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { env } from '@/server/env';
import { scanBytes } from '@/server/scanner';
import { zipStored } from '@/server/unzip';

const clamd = ['/usr/sbin/clamd', '/usr/local/sbin/clamd'].find((file) => existsSync(file));
// in two halves, so that no scanner takes this file away
const EICAR = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`);

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.skipIf(!clamd)('a real clamd (skipped where it is not installed: apt-get install clamav-daemon)', () => {
  let place = '';
  let daemon: ChildProcess | undefined;

  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'clamd-'));
    await chmod(place, 0o755);
    // a data base of one signature: that of the test file, 68 bytes by its MD5
    await writeFile(path.join(place, 'test.hdb'), '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n');
    const settings = [
      `DatabaseDirectory ${place}`,
      `LocalSocket ${path.join(place, 'clamd.sock')}`,
      'Foreground yes',
      'StreamMaxLength 2M',
      'OfficialDatabaseOnly no',
    ];
    await writeFile(path.join(place, 'clamd.conf'), `${settings.join('\n')}\n`);
    daemon = spawn(clamd as string, ['-c', path.join(place, 'clamd.conf')], { stdio: 'ignore' });
    const socket = path.join(place, 'clamd.sock');
    for (const end = Date.now() + 20_000; !existsSync(socket) && Date.now() < end; ) await sleep(100);
    env().CLAMD_ADDRESS = socket;
  }, 30_000);

  afterAll(async () => {
    const ended = new Promise((resolve) => daemon?.once('exit', resolve));
    daemon?.kill('SIGKILL');
    await ended;
    delete env().CLAMD_ADDRESS;
    await rm(place, { recursive: true, force: true });
  });

  it('calls what is harmless clean, also when it comes in small pieces', async () => {
    expect(await scanBytes(inPieces(Buffer.from('%PDF-1.4\n%%EOF\n'), 3))).toBe('CLEAN');
  });

  it('has the test virus locked away, bare and packed', async () => {
    expect(await scanBytes(inPieces(EICAR, 1000))).toBe('QUARANTINED');
    expect(await scanBytes(inPieces(zipStored(new Map([['a.com', EICAR]])), 1000))).toBe('QUARANTINED');
  });

  it('gives no verdict on what it does not take, and so nobody calls it clean', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 65);
    await expect(scanBytes(inPieces(large, 65_536))).rejects.toThrow();
  });
});

describe('without a scanner', () => {
  it('nothing is called clean, and one that is away is an error', async () => {
    expect(await scanBytes(inPieces(EICAR, 100))).toBe('NOT_SCANNED');
    env().CLAMD_ADDRESS = '/nowhere/clamd.sock';
    await expect(scanBytes(inPieces(EICAR, 100))).rejects.toThrow();
    delete env().CLAMD_ADDRESS;
  });
});
