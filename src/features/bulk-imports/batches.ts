import 'server-only';
import {
  BATCH_CHARACTERS,
  type BulkFailure,
  type BulkFault,
  type BulkHead,
  type BulkLimits,
  type BulkLine,
  countyNamed,
  HEAD_SEARCHED,
  isEmptyRow,
  judgeBulkRow,
  keptCells,
  readBulkHead,
} from '@/domain/bulk-import';
import type { Cell } from '@/domain/fund-table/grid';
import type { County, CountyRows } from './places';

export type KeptRow = BulkLine & { row: number; county: County; townshipId: number | null };
export type FaultyRow = { row: number; cells: string[]; faults: BulkFault[] };

/** Rows that are written together; `after` and `upTo` are row numbers of the file. */
export type Batch = {
  after: number;
  upTo: number;
  kept: KeptRow[];
  faulty: FaultyRow[];
  /** lines that stand twice in this batch, or in the pool under no key */
  duplicates: number;
};

/** The file as a whole cannot be taken, or not further. */
export class FileFailure extends Error {
  constructor(readonly failure: BulkFailure) {
    super(failure);
  }
}

export type Reading = {
  fileName: string;
  counties: ReadonlyMap<string, County>;
  rowsOf: (county: County) => Promise<CountyRows>;
  /** the row up to which an earlier try has written */
  after: number;
  limits: BulkLimits;
  onHead: (head: BulkHead) => void;
};

// A village name is text for which a spreadsheet has no limit.
const noVillage = () => null;

/** The rows of a file judged and cut into batches. Throws FileFailure before the first one, or behind the most rows. */
export async function* readBatches(rows: AsyncIterable<Cell[]>, reading: Reading): AsyncGenerator<Batch> {
  const [only] = new Set([...reading.counties.values()]);
  const ofOneCounty = new Set([...reading.counties.values()].map(({ countyId }) => countyId)).size === 1;
  let batch = emptyBatch(reading.after);
  let keys = new Set<string>();
  let taken = 0;
  let characters = 0;
  for await (const { head, row, cells } of withHead(rows, reading, ofOneCounty)) {
    if (++taken > reading.limits.rows) throw new FileFailure('TOO_MANY_ROWS');
    if (row <= reading.after) continue;
    const named = countyNamed(head, cells);
    const county = named === null ? only : reading.counties.get(named);
    const place = county ? await reading.rowsOf(county) : null;
    const judged = judgeBulkRow(head, cells, county ?? null, place?.findVillage ?? noVillage);
    batch.upTo = row;
    characters += cells.reduce<number>((sum, cell) => sum + String(cell ?? '').length, 0);
    if (!judged.ok) batch.faulty.push({ row, cells: keptCells(cells), faults: judged.faults });
    else if (place) {
      const { line } = judged;
      const key = `${place.county.countyId}|${line.key}`;
      if (keys.has(key) || place.keysWithout.has(line.key)) batch.duplicates++;
      else {
        keys.add(key);
        const townshipId = line.villageId === null ? null : place.townshipOf(line.villageId);
        batch.kept.push({ ...line, row, county: place.county, townshipId });
      }
    }
    const lines = batch.kept.length + batch.faulty.length + batch.duplicates;
    if (lines >= reading.limits.batch || characters >= BATCH_CHARACTERS) {
      yield batch;
      batch = emptyBatch(row);
      keys = new Set();
      characters = 0;
    }
  }
  if (batch.upTo > batch.after) yield batch;
  if (taken === 0) throw new FileFailure('NO_LINES');
}

const emptyBatch = (after: number): Batch => ({ after, upTo: after, kept: [], faulty: [], duplicates: 0 });

/** The rows below the head, with their numbers; empty ones left out. */
async function* withHead(
  rows: AsyncIterable<Cell[]>,
  { fileName, onHead }: Reading,
  ofOneCounty: boolean,
): AsyncGenerator<{ head: BulkHead; row: number; cells: Cell[] }> {
  let head: BulkHead | null = null;
  let first: Cell[][] = [];
  let row = 0;
  const find = () => {
    const read = readBulkHead(first, fileName, { ofOneCounty });
    if (!read.ok) throw new FileFailure(read.failure);
    onHead(read.head);
    return read.head;
  };
  const below = (found: BulkHead) =>
    first.flatMap((cells, index) =>
      index + 1 > found.headRow && !isEmptyRow(cells) ? [{ head: found, row: index + 1, cells }] : [],
    );
  for await (const cells of rows) {
    row++;
    if (head) {
      if (!isEmptyRow(cells)) yield { head, row, cells };
      continue;
    }
    first.push(cells);
    if (row < HEAD_SEARCHED) continue;
    head = find();
    yield* below(head);
    first = [];
  }
  if (!head) yield* below(find());
}
