import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipStored } from '@/server/unzip';

/** The smallest bytes of each kind of file; made here, except for the workbook, which is a published one. */
export const pdf = (text = 'a page'): Buffer => Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`);

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const jpeg = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
]);

export const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from('mif1heic'),
]);

export const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126), Buffer.from('PE\0\0'), Buffer.alloc(64)]);

export const ofd = zipStored(
  new Map([['OFD.xml', Buffer.from('<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')]]),
);

export const plainZip = zipStored(new Map([['readme.txt', Buffer.from('not a document')]]));

export const workbook = readFileSync(
  path.resolve(import.meta.dirname, '../fixtures/fund-tables/beita-2020-first-batch.xlsx'),
);
