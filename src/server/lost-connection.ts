/** What a broken connection, a killed backend and a server that starts again look like, through the driver and Prisma. */
const LOST = [
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['57P01', '57P02', '57P03', '25P02', '25P03', '08006', '08P01', '55P03', '57014'],
  ...['Connection terminated', 'Connection ended', 'connection is not queryable', 'not queryable', 'ConnectionClosed'],
  ...['SocketTimeout', 'DatabaseNotReachable', 'terminating connection', 'Server has closed the connection'],
  ...[
    'Transaction already closed',
    'Unable to start a transaction',
    'the database system is',
    'timeout exceeded',
    'timeout expired',
  ],
  ...[
    'Query read timeout',
    'socket hang up',
    'Client was closed',
    'Cannot use a pool',
    'was not cleaned up',
    'idle-in-transaction timeout',
  ],
];
const FULL = ['ENOSPC', '53100', 'No space left on device'];

/**
 * Whether what threw is the database having gone away or been too slow, rather than a bug: the outcome is unknown, and the
 * same may be tried again.
 */
export function isLostConnection(error: unknown): boolean {
  return says(error, LOST);
}

/**
 * Whether what threw is a disk without room, of the files or of the database: nothing was done, and the same may be tried
 * again when there is room.
 */
export function isOutOfSpace(error: unknown): boolean {
  return says(error, FULL);
}

function says(error: unknown, words: readonly string[]): boolean {
  const seen: string[] = [];
  for (let at = error as { message?: string; code?: string; cause?: unknown; meta?: unknown } | undefined; at; ) {
    seen.push(String(at.message), String(at.code), JSON.stringify(at.meta ?? {}), JSON.stringify(at.cause ?? {}));
    at = at.cause as typeof at;
  }
  const said = seen.join(' ');
  return words.some((part) => said.includes(part));
}
