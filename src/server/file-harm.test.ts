import { expect, it } from 'vitest';
import { jpeg, ofd, pdf, png, workbook } from '../../tests/support/sample-files';
import { sniff } from './file-kind';
import { zipStored } from './unzip';

const kindOf = async (bytes: Uint8Array) => (await sniff(bytes)).kind;

function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const jpegOf = (width: number, height: number) => {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([jpeg.subarray(0, 20), frame, Buffer.alloc(8), jpeg.subarray(20)]);
};

const officeWith = (name: string) =>
  zipStored(
    new Map([
      [
        '[Content_Types].xml',
        Buffer.from(
          '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        ),
      ],
      ['word/document.xml', Buffer.from('<document/>')],
      [name, Buffer.from('x')],
    ]),
  );

/** The directory declares gigabytes that are not there. */
function declaring(bytes: Buffer, size: number): Buffer {
  const bomb = Buffer.from(bytes);
  bomb.writeUInt32LE(size, bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  return bomb;
}

it.each([
  ['a page', pdf()],
  ['a picture', png],
  ['a large photo', pngOf(16_320, 12_240)],
  ['a photo', jpegOf(9_000, 12_000)],
  ['a workbook', workbook],
  ['an OFD', ofd],
])('%s is taken', async (_what, bytes) => expect(await kindOf(bytes)).toBe('ALLOWED'));

it.each([
  ['a PNG of a thousand million pixels', pngOf(29_000, 29_000)],
  ['a PNG of one endless row', pngOf(2_000_000_000, 1)],
  ['a JPEG of 65,535 squared', jpegOf(65_535, 65_535)],
  ['an office file that declares four gigabytes', declaring(officeWith('word/a.xml'), 0xfffffffe)],
  ['a PDF packed three times over', pdf('<< /Filter [/FlateDecode /FlateDecode /FlateDecode] >>')],
])('%s is a bomb', async (_what, bytes) => expect(await kindOf(bytes)).toBe('BOMB'));

it.each([
  ['a macro', officeWith('word/vbaProject.bin')],
  ['an ActiveX part', officeWith('word/activeX/activeX1.bin')],
  ['a packed object', officeWith('word/embeddings/oleObject1.bin')],
  ['a PDF that starts a programme', pdf('<< /S /Launch /F (cmd.exe) >>')],
  ['a PDF with a script', pdf('<< /S /JavaScript /JS (app.alert(1)) >>')],
])('%s is refused as something that runs', async (_what, bytes) => expect(await kindOf(bytes)).toBe('ACTIVE'));

it('a name that leads out of the file is refused', async () => {
  expect(await kindOf(officeWith('../../etc/cron.d/x'))).toBe('OTHER');
});
