import { deflateSync } from 'node:zlib';
import { crc32 } from './crc32';

/** A one-page PDF that says what it stands for: a demo document that any viewer opens. */
export function samplePdf(title: string): Buffer {
  const stream = `BT /F1 20 Tf 60 760 Td (${title.replace(/[^\x20-\x7e]|[()\\]/g, ' ')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(
    `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

function pngChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])), 0);
  return Buffer.concat([head, body, tail]);
}

const PHOTOS = 8;
const drawn = new Map<number, Buffer>();

/** One of a few small pictures of fields under a sky, so that a demo photo shows something. */
export function samplePhoto(seed: number): Buffer {
  const which = seed % PHOTOS;
  const photo = drawn.get(which) ?? drawPhoto(which + 1);
  drawn.set(which, photo);
  return photo;
}

function drawPhoto(seed: number): Buffer {
  const [width, height] = [320, 240];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    const sky = y < height * 0.45 + 12 * Math.sin(seed + y / 9);
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const furrow = ((x + y * 2 + seed * 17) >> 4) % 2 === 0;
      const colour = sky ? [176, 200 + (y >> 3), 224] : furrow ? [92, 122 + (seed % 30), 70] : [122, 146, 88];
      rows.set(colour, at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
