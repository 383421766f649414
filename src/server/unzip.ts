import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

export interface UnzipLimits {
  /** Entries in the directory. */
  entries: number;
  /** Bytes of all entries together once inflated, both as declared and as they come out. */
  bytes: number;
}

export type Unzipped =
  | { ok: true; names: string[]; files: Map<string, Buffer> }
  | { ok: false; code: 'FILE_BROKEN' | 'FILE_ENCRYPTED' | 'FILE_BOMB' };

interface Entry {
  name: string;
  flags: number;
  method: number;
  checksum: number;
  packedSize: number;
  size: number;
  offset: number;
}

/**
 * Unpacks the wanted entries of a zip held in memory, reading the central directory only.
 * Nothing is believed: what an entry declares is added up before anything is inflated, and inflating stops at the cap, because a header may lie.
 * Codes: FILE_BOMB (too many entries, or beyond the cap), FILE_ENCRYPTED, FILE_BROKEN.
 */
export async function unzip(bytes: Buffer, wanted: (name: string) => boolean, limits: UnzipLimits): Promise<Unzipped> {
  const entries = readDirectory(bytes, limits.entries);
  if (entries === 'TOO_MANY') return { ok: false, code: 'FILE_BOMB' };
  if (!entries) return { ok: false, code: 'FILE_BROKEN' };
  if (entries.some((entry) => entry.flags & 1)) return { ok: false, code: 'FILE_ENCRYPTED' };
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > limits.bytes) return { ok: false, code: 'FILE_BOMB' };

  const files = new Map<string, Buffer>();
  let left = limits.bytes;
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    // Two entries of one name are how two readers are made to see two different files.
    if (files.has(entry.name)) return { ok: false, code: 'FILE_BROKEN' };
    const content = await readEntry(bytes, entry, left);
    if (content === 'TOO_LARGE') return { ok: false, code: 'FILE_BOMB' };
    if (!content) return { ok: false, code: 'FILE_BROKEN' };
    left -= content.length;
    files.set(entry.name, content);
  }
  return { ok: true, names: entries.map((entry) => entry.name), files };
}

/** A zip of stored (not packed) entries. Gives a parser exactly the bytes that were checked, so that it cannot find others in the original. */
export function zipStored(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(uint32(LOCAL_HEADER), common, name, content);
    directory.push(uint32(CENTRAL_HEADER), Buffer.from([20, 0]), common, place, name);
    offset += 30 + name.length + content.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, uint32(END_OF_DIRECTORY), end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function readDirectory(bytes: Buffer, most: number): Entry[] | 'TOO_MANY' | null {
  const end = findEnd(bytes);
  if (end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count > most) return 'TOO_MANY';
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL_HEADER) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record stands in the last 64 KB, before a comment of unknown length. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return -1;
}

async function readEntry(bytes: Buffer, entry: Entry, most: number): Promise<Buffer | 'TOO_LARGE' | null> {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== LOCAL_HEADER) return null;
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  if (start + entry.packedSize > bytes.length) return null;
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (entry.method === STORED && packed.length > most) return 'TOO_LARGE';
  const content = entry.method === STORED ? packed : entry.method === DEFLATED ? await inflateUpTo(packed, most) : null;
  if (!content || content === 'TOO_LARGE') return content;
  return content.length === entry.size && crc32(content) === entry.checksum ? content : null;
}

async function inflateUpTo(packed: Buffer, most: number): Promise<Buffer | 'TOO_LARGE' | null> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'TOO_LARGE' : null;
  }
}
