import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { Cell } from '@/domain/fund-table/grid';
import { findDelimiter } from './spreadsheet-csv';

/** A CSV that cannot be read on; the rows before it were given. */
export class UnreadableTable extends Error {
  constructor(readonly code: 'FILE_BROKEN' | 'CSV_ENCODING_UNKNOWN') {
    super(code);
  }
}

// The longest cell a spreadsheet program allows, times the columns a list may have.
const LONGEST_RECORD = 32_767 * 4;

/**
 * The rows of a CSV of any length, in order and empty ones included, so that a row's place is its number in the file;
 * never more of it in memory than a few chunks. UTF-8 and GB18030 are told apart by the first chunk. `onBytes` hears how
 * far the reading is. Throws UnreadableTable.
 */
export async function* readLongTable(
  source: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Cell[]> {
  const chunks = decode(source, onBytes);
  const { value: first = '' } = await chunks.next();
  const parser = parse({
    delimiter: findDelimiter(first) ?? ',',
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_RECORD,
  });
  async function* all() {
    yield first;
    yield* chunks;
  }
  const fed = pipeline(Readable.from(all()), parser);
  // the error comes out of the parser below; here it would be nobody's
  fed.catch(() => undefined);
  try {
    for await (const record of parser as AsyncIterable<string[]>)
      yield record.map((value) => (value === '' ? null : value));
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableTable('FILE_BROKEN');
    throw error;
  }
}

async function* decode(
  source: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string, void> {
  let decoder: TextDecoder | null = null;
  let bytes = 0;
  try {
    for await (const chunk of source) {
      decoder ??= new TextDecoder(isUtf8(chunk) ? 'utf-8' : 'gb18030', { fatal: true });
      bytes += chunk.byteLength;
      onBytes(bytes);
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes('\0')) throw new UnreadableTable('CSV_ENCODING_UNKNOWN');
      yield text;
    }
    yield decoder?.decode() ?? '';
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableTable('CSV_ENCODING_UNKNOWN');
    throw error;
  }
}

/** Whether the bytes are UTF-8 as far as they go; the last character may be cut off. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
