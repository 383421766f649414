import pg from 'pg';
import { Stop } from '../../lib/say.mjs';
import { type SizedDatabase, withClient } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import { withScratch } from '../scratch';
import { median, quantile } from '../statistics';

const PER_SECOND = 500;
const WRITERS = 16;
const SECONDS = 30;
/** As the worker does it (jobs/start-worker.ts): one fold after the other, a pause between. */
const FOLD_EVERY_MS = 1_000;
const MOST_MS = 1_000;

const SCOPE =
  'province_id, city_id, county_id, township_id, village_id, financier_id, provincial_branch_id, county_branch_id, programme_id, applicant_kind';
const WRITE = `INSERT INTO event (id, kind, payload, case_id, ${SCOPE}, actor_id, occurred_on, recorded_at, request_id)
  SELECT gen_random_uuid(), 'case.submitted', '{"from": "CONSULTATION", "to": "ACCEPTANCE", "entered": "ACCEPTANCE", "reached": ["ACCEPTANCE"]}',
    id, ${SCOPE}, created_by_id, current_date, now(), gen_random_uuid() FROM case_record WHERE id = $1`;

/**
 * How long a write is pending at 500 writes a second over the whole country. A figure is right meanwhile, for what is
 * pending is read with it; the lag says how much that is.
 */
export async function measureFolding(databases: readonly SizedDatabase[]): Promise<void> {
  await withScratch(databases[0] as SizedDatabase, async (scratch) => {
    printHead(`Folding at ${PER_SECOND} writes/s for ${SECONDS} s (${scratch.name})`);
    const ids = await withClient(scratch.ownerUrl, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        'SELECT id FROM case_record ORDER BY md5(id::text) LIMIT 20000',
      );
      return rows.map((row) => row.id);
    });
    const pool = new pg.Pool({ connectionString: scratch.appUrl, max: WRITERS + 1 });
    const written: number[] = [];
    const folds: { began: number; ended: number }[] = [];
    const end = performance.now() + SECONDS * 1_000;
    const writer = async (index: number) => {
      const every = (1_000 * WRITERS) / PER_SECOND;
      let due = performance.now() + (every * index) / WRITERS;
      for (let turn = index; due < end; turn += WRITERS, due += every) {
        await pause(due - performance.now());
        await pool.query({ name: 'write', text: WRITE, values: [ids[turn % ids.length]] });
        written.push(performance.now());
      }
    };
    let isOver = false;
    const folder = async () => {
      for (;;) {
        const last = isOver;
        const began = performance.now();
        await pool.query('SELECT fold_figures()');
        folds.push({ began, ended: performance.now() });
        if (last) return;
        await pause(FOLD_EVERY_MS);
      }
    };
    const folding = folder();
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
    isOver = true;
    await folding;
    await pool.end();
    await checkEmpty(scratch);
    const lags = written.map((at) => (folds.find(({ began }) => began >= at)?.ended ?? Number.NaN) - at);
    const p99 = quantile(lags, 0.99);
    printTable(
      ['writes', 'writes/s', 'lag ms, median', 'lag ms, p99', 'a fold ms, median'],
      [
        [
          String(written.length),
          digits(written.length / SECONDS),
          digits(median(lags)),
          digits(p99),
          digits(median(folds.map(({ began, ended }) => ended - began))),
        ],
      ],
    );
    printVerdict(`folded within ${MOST_MS} ms, 99 of 100 (${digits(p99)})`, p99 <= MOST_MS);
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0)));

async function checkEmpty(scratch: SizedDatabase): Promise<void> {
  await withClient(scratch.ownerUrl, async (client) => {
    const { rows } = await client.query<{ pending: number }>('SELECT count(*)::int AS pending FROM figure_delta');
    if (rows[0]?.pending !== 0) throw new Stop(`${rows[0]?.pending} deltas are left over`);
  });
}
