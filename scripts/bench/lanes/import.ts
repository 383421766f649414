import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Stop } from '../../lib/say.mjs';
import { record, type SizedDatabase, withClient } from '../databases';
import { digits, printHead, printTable, printVerdict } from '../output';
import { withScratch } from '../scratch';
import { exponent, median } from '../statistics';

/** The longest list is taken once: it is long enough for the machine's moods to even out. */
const roundsOf = (rows: number, rounds: number) => (rows < 1_000_000 ? rounds : 1);
const MOST_TIMES = 8;
const MOST_MB = 400;
const MOST_EXPONENT = 1.05;

/** One row in a hundred stands twice, one in two hundred has an amount that cannot be read. */
const DUPLICATE_EVERY = 100;
const FAULTY_EVERY = 200;
const WORKS = ['灌溉水渠改造', '机耕道硬化', '茶叶加工车间', '肉牛养殖小区', '光伏提灌站', '冷链仓储'];

function* listOf(rows: number, run: string): Generator<string> {
  yield '村名,项目名称,建设内容,金额（万元）,备注\n';
  for (let row = 0; row < rows; row++) {
    const at = row % DUPLICATE_EVERY === DUPLICATE_EVERY - 1 ? row - 1 : row;
    const work = WORKS[at % WORKS.length];
    const amount = row % FAULTY_EVERY === 0 ? '约20' : `${(at % 500) + 1}.${at % 100}`;
    yield `,${run}批第${at}号${work}项目,新建${work}${(at % 40) + 1}处，配套管护设施和道路,${amount},${at % 3 === 0 ? '含自筹' : ''}\n`;
  }
}

const seconds = (ms: number) => digits(ms / 1_000);

type Run = { ms: number; cpuMs: number; memoryMb: number; importId: string; status: string } & Counts;
type Counts = { rowsTaken: number; rowsDuplicate: number; rowsFaulty: number };

async function runImport(scratch: SizedDatabase, username: string, file: string, dataDir: string): Promise<Run> {
  const key = randomBytes(32).toString('base64');
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'scripts/bench/import-run.ts', username, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        FUQIAO_DATA_KEY: key,
        FUQIAO_INDEX_KEY: key,
        NEXTAUTH_SECRET: key,
        NEXTAUTH_URL: 'http://127.0.0.1',
        ...process.env,
        ...{ DATABASE_URL: scratch.ownerUrl, APP_DATABASE_URL: scratch.appUrl, DATA_DIR: dataDir },
      },
    },
  );
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Stop(`import-run.ts ended with ${code}`);
  return JSON.parse(text);
}

/** The import took, left out and refused exactly what the list was made to hold, and the pool has it. */
async function checkRun(client: pg.Client, rows: number, run: Run): Promise<void> {
  const faulty = rows / FAULTY_EVERY;
  const twice = rows / DUPLICATE_EVERY;
  const { rows: found } = await client.query<{ pool: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM project WHERE bulk_import_id = $1) AS pool,
      (SELECT sum((payload->>'count')::int)::int FROM event WHERE subject_id = $1 AND kind = 'projects.entered') AS events`,
    [run.importId],
  );
  const wanted = { rowsTaken: rows - faulty - twice, rowsDuplicate: twice, rowsFaulty: faulty };
  const isRight = (Object.keys(wanted) as (keyof Counts)[]).every((name) => run[name] === wanted[name]);
  if (run.status !== 'DONE' || !isRight || found[0]?.pool !== run.rowsTaken || found[0]?.events !== run.rowsTaken)
    throw new Stop(`the import is not what it was made of: ${JSON.stringify({ run, wanted, found: found[0] })}`);
}

/** Milliseconds of a bare COPY of the rows an import entered, into a table of the same columns, with or without indexes. */
async function copyRows(client: pg.Client, file: string, withIndexes: boolean): Promise<number> {
  await client.query(`CREATE TABLE copied (LIKE project INCLUDING DEFAULTS ${withIndexes ? 'INCLUDING INDEXES' : ''})`);
  const began = performance.now();
  await pipeline(createReadStream(file), client.query(copyFrom('COPY copied FROM STDIN')));
  const ms = performance.now() - began;
  await client.query('DROP TABLE copied');
  return ms;
}

/**
 * Import of pool projects in bulk — reading, judging, duplicates, numbers, one event a batch — against COPY of the rows
 * that came of it, the two in turn: into a table with the indexes of the pool, and into one without any.
 */
export async function measureImport(
  databases: readonly SizedDatabase[],
  { rounds, rows: sizes }: { rounds: number; rows: readonly number[] },
): Promise<void> {
  const database = databases[0] as SizedDatabase;
  const { official } = await record(database, ['official']);
  const directory = mkdtempSync(path.join(tmpdir(), 'fuqiao-import-'));
  try {
    await withScratch(database, async (scratch) => {
      printHead(`Import of pool projects in bulk against COPY (${scratch.name})`);
      const sums: { rows: number; ms: number; cpuMs: number; memoryMb: number; copy: number; bare: number }[] = [];
      for (const rows of sizes) {
        const runs: (Run & { copy: number; bare: number })[] = [];
        for (let round = 0; round < roundsOf(rows, rounds); round++) {
          const [list, copied] = [path.join(directory, 'list.csv'), path.join(directory, 'copied')];
          await pipeline(Readable.from(listOf(rows, `${rows}-${round}`)), createWriteStream(list));
          const run = await runImport(scratch, official.answer as string, list, directory);
          await withClient(scratch.ownerUrl, async (client) => {
            await checkRun(client, rows, run);
            const query = `COPY (SELECT * FROM project WHERE bulk_import_id = '${run.importId}') TO STDOUT`;
            await pipeline(client.query(copyTo(query)), createWriteStream(copied));
            const copy = await copyRows(client, copied, true);
            const bare = await copyRows(client, copied, false);
            runs.push({ ...run, copy, bare });
            console.log(
              `${rows} rows: ${seconds(run.ms)} s against ${seconds(copy)} s and ${seconds(bare)} s, ${digits(run.memoryMb)} MB`,
            );
          });
        }
        const of = (name: 'ms' | 'cpuMs' | 'memoryMb' | 'copy' | 'bare') => median(runs.map((run) => run[name]));
        sums.push({
          rows,
          ms: of('ms'),
          cpuMs: of('cpuMs'),
          memoryMb: of('memoryMb'),
          copy: of('copy'),
          bare: of('bare'),
        });
      }
      printTable(
        ['rows', 'import s', 'rows/s', 'CPU s of the job', 'MB', 'COPY s', 'times', 'COPY without indexes s', 'times'],
        sums.map(({ rows, ms, cpuMs, memoryMb, copy, bare }) =>
          [
            ...[rows, ms / 1_000, rows / (ms / 1_000), cpuMs / 1_000, memoryMb],
            ...[copy / 1_000, ms / copy, bare / 1_000, ms / bare],
          ].map(digits),
        ),
      );
      const last = sums.at(-1) as (typeof sums)[number];
      const time = exponent(sums.map(({ rows, ms }) => ({ size: rows, cost: ms })));
      const processor = exponent(sums.map(({ rows, cpuMs }) => ({ size: rows, cost: cpuMs })));
      console.log(`exponent of time ${time.toFixed(3)}, of the job's processor ${processor.toFixed(3)}`);
      printVerdict(`at most ${MOST_TIMES} times COPY`, last.ms / last.copy <= MOST_TIMES);
      printVerdict(`at most ${MOST_MB} MB`, last.memoryMb <= MOST_MB);
      printVerdict(`exponent at most ${MOST_EXPONENT}`, time <= MOST_EXPONENT);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
