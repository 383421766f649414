import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { Stop } from '../lib/say.mjs';

/** What the answer to BASE_BACKUP is written to; each is ended when its part is complete. */
type Sinks = { archive: PassThrough; manifest: PassThrough };
type Connection = { query(text: string): void; stream: { pause(): void; resume(): void } };

const ARCHIVE = 'n';
const MANIFEST = 'm';
const DATA = 'd';

/**
 * BASE_BACKUP as the driver runs a query: its answer is two small tables, then one stream of copy data that holds the
 * archive and the manifest one after the other (protocol of PostgreSQL 15 and newer).
 */
class BaseBackup {
  private into: PassThrough | null = null;
  private archives = 0;
  private paused: Connection | null = null;
  private failure: Error | null = null;
  private readonly positions: { lsn: string; timeline: number }[] = [];

  constructor(
    private readonly label: string,
    private readonly sinks: Sinks,
    private readonly finished: (error: Error | null, positions: { lsn: string; timeline: number }[]) => void,
  ) {
    const goOn = () => {
      this.paused?.stream.resume();
      this.paused = null;
    };
    // A stream that has been ended meanwhile no longer says that it has room.
    for (const sink of Object.values(sinks)) sink.on('drain', goOn).on('finish', goOn);
  }

  submit(connection: Connection) {
    // WAL: what makes the copy whole comes within it, so that it stands even where nothing is archived.
    connection.query(
      `BASE_BACKUP (LABEL '${this.label}', CHECKPOINT 'fast', WAL, WAIT, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
    );
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection) {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    if (kind === ARCHIVE) {
      this.archives += 1;
      this.into = this.sinks.archive;
      if (this.archives > 1) this.failure = new Stop('The database has tablespaces of its own: they are not copied.');
    } else if (kind === MANIFEST) {
      this.sinks.archive.end();
      this.into = this.sinks.manifest;
    } else if (kind === DATA && this.into && !this.failure) {
      // Copied: the driver uses the memory again for what comes next.
      const hasRoom = this.into.write(Buffer.from(chunk.subarray(1)));
      if (hasRoom) return;
      // The server waits for us rather than our memory for the disk.
      this.paused = connection;
      connection.stream.pause();
    }
  }

  handleRowDescription() {}
  handleDataRow({ fields }: { fields: string[] }) {
    // Begin and end stand in tables of the same two columns; the one between lists tablespaces, of three.
    if (fields.length === 2) this.positions.push({ lsn: fields[0] ?? '', timeline: Number(fields[1]) });
  }
  handleCommandComplete() {}
  handleEmptyQuery() {}
  handleError(error: Error) {
    this.failure ??= error;
    for (const sink of Object.values(this.sinks)) sink.destroy(this.failure);
    this.finished(this.failure, this.positions);
  }
  handleReadyForQuery() {
    this.sinks.manifest.end();
    this.finished(this.failure, this.positions);
  }
}

/**
 * Copies the whole server over the replication protocol: the gzipped archive into one file, PostgreSQL's own manifest of
 * it into another. The role of `url` needs REPLICATION. Resolves with the log positions at its begin and end.
 */
export async function copyServer(
  url: string,
  label: string,
  files: { archive: string; manifest: string },
): Promise<{ startLsn: string; endLsn: string; timeline: number }> {
  // `replication` is a parameter of the connection that the driver passes on and its types leave out.
  const client = new pg.Client({ connectionString: url, replication: 'true' } as pg.ClientConfig);
  await client.connect();
  const sinks: Sinks = { archive: new PassThrough(), manifest: new PassThrough() };
  try {
    const copied = new Promise<{ lsn: string; timeline: number }[]>((resolve, reject) => {
      const query = new BaseBackup(label, sinks, (error, found) => (error ? reject(error) : resolve(found)));
      client.query(query as unknown as pg.Submittable);
      client.once('error', (error) => {
        for (const sink of Object.values(sinks)) sink.destroy(error);
        reject(error);
      });
    });
    const [positions] = await Promise.all([
      copied,
      pipeline(sinks.archive, createGzip({ level: 1 }), createWriteStream(files.archive, { mode: 0o600, flush: true })),
      pipeline(sinks.manifest, createWriteStream(files.manifest, { mode: 0o600, flush: true })),
    ]);
    const [begin, end] = [positions[0], positions.at(-1)];
    if (!begin || !end) throw new Error('BASE_BACKUP told no position');
    return { startLsn: begin.lsn, endLsn: end.lsn, timeline: end.timeline };
  } finally {
    await client.end();
  }
}
