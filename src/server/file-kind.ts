import 'server-only';
import { fileTypeFromBuffer } from 'file-type';
import { findHarm, ZIP_LIMITS } from './file-harm';
import { unzip } from './unzip';

/** The kinds of file a case may hold, by their content, each with the ending its name gets. */
const ENDINGS = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  // GB/T 33190, the national format of fixed documents; its media type as registered with the standard
  'application/ofd': ['ofd'],
} as const satisfies Record<string, readonly string[]>;

export type MediaType = keyof typeof ENDINGS;
/**
 * HEIC is what a phone makes unless told otherwise, so it gets a sentence of its own; BOMB is what grows beyond all measure
 * when it is opened, ACTIVE what runs something then.
 */
export type FileKind = { kind: 'ALLOWED'; mediaType: MediaType } | { kind: 'HEIC' | 'BOMB' | 'ACTIVE' | 'OTHER' };

const PHOTOS: readonly string[] = ['image/jpeg', 'image/png'];
const HEIC = ['image/heic', 'image/heic-sequence', 'image/heif', 'image/heif-sequence', 'image/avif'];

export function isPhoto(mediaType: string): boolean {
  return PHOTOS.includes(mediaType);
}

/** A kind that browsers show by themselves. */
export function isViewable(mediaType: string): boolean {
  return isPhoto(mediaType) || mediaType === 'application/pdf';
}

/** What a file is by its bytes; its name and what the browser calls it are never asked. */
export async function sniff(bytes: Uint8Array): Promise<FileKind> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return { kind: 'OTHER' };
  if (HEIC.includes(found.mime)) return { kind: 'HEIC' };
  const mediaType = found.mime === 'application/zip' && (await isOfd(bytes)) ? 'application/ofd' : found.mime;
  if (!(mediaType in ENDINGS)) return { kind: 'OTHER' };
  const harm = await findHarm(bytes, mediaType);
  return harm ? { kind: harm } : { kind: 'ALLOWED', mediaType: mediaType as MediaType };
}

/** OFD is a zip with OFD.xml at its root, whose first element says so. */
async function isOfd(bytes: Uint8Array): Promise<boolean> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await unzip(buffer, (name) => name === 'OFD.xml', ZIP_LIMITS);
  return zip.ok && /<(\w+:)?OFD[\s>]/.test(zip.files.get('OFD.xml')?.toString('utf8') ?? '');
}

const MAX_NAME = 120;

/** The name a file is kept under: no path, no control or direction marks, not too long, and the ending of its content. */
export function cleanFileName(name: string, mediaType: MediaType): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  const [, stem = plain, ending = ''] = /^(.*)\.([^.]{1,8})$/.exec(plain) ?? [];
  const endings: readonly string[] = ENDINGS[mediaType];
  const rightful = endings.includes(ending.toLowerCase()) ? ending : endings[0];
  return `${Array.from(stem.trim() || 'file')
    .slice(0, MAX_NAME)
    .join('')}.${rightful}`;
}
