import 'server-only';
import { connect } from 'node:net';
import { env } from './env';

export type ScanVerdict = 'CLEAN' | 'QUARANTINED' | 'NOT_SCANNED';

const TIMEOUT_MS = 60_000;
const CHUNK_BYTES = 64 * 1024;

/** Whether a scanner is configured; without one a file is shown as not scanned, never as clean. */
export function hasScanner(): boolean {
  return Boolean(env().CLAMD_ADDRESS);
}

/** host:port, or the path of a socket. */
function target(address: string) {
  const [, host, port] = /^(?:tcp:\/\/)?\[?([^\]/]+?)\]?:(\d+)$/.exec(address) ?? [];
  return host && port ? { host, port: Number(port) } : { path: address.replace(/^unix:(\/\/)?/, '') };
}

/**
 * Has a file looked at by clamd (its INSTREAM command). NOT_SCANNED where none is configured. Throws when a configured one
 * cannot be reached or gives no verdict: the job tries again later and the file stays pending.
 */
export async function scanBytes(bytes: AsyncIterable<Uint8Array>): Promise<ScanVerdict> {
  const address = env().CLAMD_ADDRESS;
  if (!address) return 'NOT_SCANNED';
  const answer = await sendToClamd(address, bytes);
  if (/^stream: OK$/.test(answer)) return 'CLEAN';
  if (/ FOUND$/.test(answer)) return 'QUARANTINED';
  throw new Error(`the scanner gave no verdict: ${answer.slice(0, 120)}`);
}

async function sendToClamd(address: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const socket = connect(target(address));
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('the scanner did not answer in time')));
  let answer = '';
  const answered = new Promise<string>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
    });
    socket.once('error', reject);
    // The null byte ends an answer to a command that began with z.
    socket.once('close', () => resolve(answer.replaceAll('\0', '').trim()));
  });
  const sent = (async () => {
    socket.write('zINSTREAM\0');
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.byteLength; at += CHUNK_BYTES)
        await sendChunk(socket, chunk.subarray(at, at + CHUNK_BYTES));
    }
    socket.write(Buffer.alloc(4));
  })();
  try {
    await Promise.race([sent, answered]);
    return await answered;
  } finally {
    socket.destroy();
    await sent.catch(() => undefined);
  }
}

function sendChunk(socket: ReturnType<typeof connect>, chunk: Uint8Array): Promise<void> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.byteLength);
  socket.write(length);
  return new Promise((resolve, reject) => {
    socket.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
