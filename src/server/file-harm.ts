import 'server-only';
import { unzip } from './unzip';

// Enough for the longest office file; what is more is no document but a bomb.
export const ZIP_LIMITS = { entries: 5_000, bytes: 256 * 1024 * 1024 };
/** A phone's largest picture has 200 megapixels; it is shown to people on machines that must hold every one of them. */
const MAX_PIXELS = 220_000_000;
const MAX_EDGE = 30_000;

export type Harm = 'BOMB' | 'ACTIVE' | 'OTHER';

/** What would harm whoever opens a file that is sent as one of the kinds a case may hold; nothing is unpacked for it. */
export async function findHarm(bytes: Uint8Array, mediaType: string): Promise<Harm | null> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'application/pdf') return harmOfPdf(buffer);
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') {
    const size = mediaType === 'image/png' ? sizeOfPng(buffer) : sizeOfJpeg(buffer);
    return size && (Math.max(...size) > MAX_EDGE || size[0] * size[1] > MAX_PIXELS) ? 'BOMB' : null;
  }
  return harmOfZip(buffer);
}

/** Office files and OFD are zips: what they declare is added up, and no name leads out of them or to a programme. */
async function harmOfZip(buffer: Buffer): Promise<Harm | null> {
  const zip = await unzip(buffer, () => false, ZIP_LIMITS);
  if (!zip.ok) return zip.code === 'FILE_BOMB' ? 'BOMB' : 'OTHER';
  if (zip.names.some((name) => name.startsWith('/') || name.split('/').includes('..'))) return 'OTHER';
  return zip.names.some((name) => /(^|\/)(vbaProject\.bin|activeX\/|embeddings\/oleObject)/i.test(name))
    ? 'ACTIVE'
    : null;
}

/** Packed three times over, kilobytes become gigabytes; and a form of ours starts no programme and sends nothing. */
function harmOfPdf(buffer: Buffer): Harm | null {
  const text = buffer.toString('latin1');
  if (/\/Filter\s*\[\s*(\/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b\s*){3}/.test(text)) return 'BOMB';
  return /\/(Launch|JavaScript|JS|EmbeddedFile)\b/.test(text) ? 'ACTIVE' : null;
}

type Size = [width: number, height: number];

function sizeOfPng(buffer: Buffer): Size | null {
  return buffer.length < 24 ? null : [buffer.readUInt32BE(16), buffer.readUInt32BE(20)];
}

/** The first frame header of a JPEG says its size; a file without one shows nothing. */
function sizeOfJpeg(buffer: Buffer): Size | null {
  for (let at = 2; at + 9 < buffer.length && buffer[at] === 0xff; at += 2 + buffer.readUInt16BE(at + 2)) {
    const marker = buffer[at + 1] as number;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [buffer.readUInt16BE(at + 7), buffer.readUInt16BE(at + 5)];
  }
  return null;
}
