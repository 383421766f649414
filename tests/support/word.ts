import { unzip } from '@/server/unzip';

export type Word = { xml: string; footer: string; paragraphs: string[]; text: string };

/** A Word file opened: its body and footer as XML, and what it says paragraph by paragraph. */
export async function readWord(bytes: Uint8Array): Promise<Word> {
  const zip = await unzip(Buffer.from(bytes), (name) => /^word\/(document|footer\d+)\.xml$/.test(name), {
    entries: 100,
    bytes: 1e7,
  });
  if (!zip.ok) throw new Error('not a Word file');
  const part = (name: string) => zip.files.get(`word/${name}.xml`)?.toString('utf8') ?? '';
  const xml = part('document');
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join(''),
  );
  return { xml, footer: part('footer1'), paragraphs, text: paragraphs.join('\n') };
}

/** The bytes of a stream. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
