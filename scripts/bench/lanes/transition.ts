import pg from 'pg';
import { Stop } from '../../lib/say.mjs';
import { type SizedDatabase, withClient } from '../databases';
import { digits, percent, printHead, printTable, printVerdict, ratioText } from '../output';
import { type Contender, isVoid, perSecond, ratioOf, runRounds } from '../rounds';
import { withScratch } from '../scratch';
import { median } from '../statistics';

const WRITERS = 16;
const TARGET = 0.6;

type Case = { id: string; county: number };

/** Who writes, as row security is told of it: somebody of the county. */
const actAs = (client: pg.Client, { county }: Case) =>
  client.query(
    `SELECT set_config('fuqiao.scope', 'REGION', false), set_config('fuqiao.region', $1, false), set_config('fuqiao.reach', $1, false)`,
    [String(county)],
  );

/** What of a case its events carry (server/events.ts). */
const SCOPE =
  'province_id, city_id, county_id, township_id, village_id, financier_id, provincial_branch_id, county_branch_id, programme_id, applicant_kind';

// One message for all statements of a transaction, in both, so that the way there and back weighs nothing.
const UPDATE = (id: string) =>
  `UPDATE case_record SET version = version + 1, waiting_since = now(), handed_on_at = now() WHERE id = '${id}'`;
const bare = ({ id }: Case) => `BEGIN; ${UPDATE(id)}; COMMIT`;
const written = ({ id }: Case) => `${UPDATE(id)};
  INSERT INTO event (id, kind, payload, case_id, ${SCOPE}, actor_id, occurred_on, recorded_at, request_id)
  SELECT gen_random_uuid(), 'case.submitted', '{"from": "CONSULTATION", "to": "ACCEPTANCE", "entered": "ACCEPTANCE", "reached": ["ACCEPTANCE"]}',
    id, ${SCOPE}, created_by_id, current_date, now(), gen_random_uuid() FROM case_record WHERE id = '${id}'`;
/** As the portal writes a transition: what follows from it waits in its event's row to be sealed. */
const ours = (one: Case) => `BEGIN; ${written(one)}; COMMIT`;
const whole = (one: Case) =>
  `BEGIN; ${written(one)}; SELECT graphile_worker.add_job('bench', json_build_object('caseId', '${one.id}')); COMMIT`;

/**
 * What the database does for the writes of a transition — the change, its event, the deltas that follow from it and a job
 * — against the change alone, by sixteen writers at once on cases of one county. What the portal reads to judge a
 * transition is no part of it.
 */
export async function measureTransition(
  databases: readonly SizedDatabase[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<void> {
  await withScratch(databases[0] as SizedDatabase, async (scratch) => {
    printHead(`A transition with event, delta and job against the bare update, ${WRITERS} writers (${scratch.name})`);
    const cases = await withClient(scratch.ownerUrl, async (client) => {
      const { rows } = await client.query<Case>(
        `SELECT id, county_id AS county FROM case_record WHERE county_id = (SELECT county_id FROM case_record GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)`,
      );
      return rows;
    });
    await checkWhole(scratch, cases[0] as Case);
    const writers = await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        const client = new pg.Client({ connectionString: scratch.appUrl });
        await client.connect();
        await actAs(client, cases[0] as Case);
        return client;
      }),
    );
    let failed = 0;
    const burst = (sql: (one: Case) => string) => async () => {
      const began = performance.now();
      let done = 0;
      const write = async (client: pg.Client) => {
        while (performance.now() - began < seconds * 1_000) {
          const one = cases[Math.floor(Math.random() * cases.length)] as Case;
          try {
            await client.query(sql(one));
            done++;
          } catch {
            failed++;
            await client.query('ROLLBACK');
          }
        }
      };
      await Promise.all(writers.map(write));
      return { perSecond: done / ((performance.now() - began) / 1_000) };
    };
    const deadlocks = () =>
      withClient(scratch.ownerUrl, async (client) => {
        const { rows } = await client.query<{ deadlocks: string }>(
          'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
        );
        return Number(rows[0]?.deadlocks);
      });
    const before = await deadlocks();
    const contenders: Contender[] = [
      { name: 'update', run: burst(bare) },
      { name: 'update again', run: burst(bare) },
      { name: 'transition without a job', run: burst(ours) },
      { name: 'transition', run: burst(whole) },
    ];
    await runRounds(contenders, 1);
    const measured = await runRounds(contenders, rounds);
    const met = (await deadlocks()) - before;
    await Promise.all(writers.map((client) => client.end()));
    printTable(
      ['', 'transactions/s'],
      contenders.map(({ name }) => [name, digits(median((measured.get(name) ?? []).map(perSecond)))]),
    );
    const same = ratioOf(measured, 'update again', 'update', perSecond);
    const ratio = ratioOf(measured, 'transition', 'update', perSecond);
    console.log(`A/A: ${ratioText(same)}${isVoid(same) ? ' — VOID, the machine is too restless' : ''}`);
    const without = ratioOf(measured, 'transition without a job', 'update', perSecond);
    console.log(`transition without a job/update: ${ratioText(without)}`);
    console.log(`transition/update: ${ratioText(ratio)}; deadlocks ${met}, failed ${failed}`);
    printVerdict(`at least ${percent(TARGET)} of the bare update`, ratio.ratio >= TARGET);
    printVerdict('no deadlock, nothing to try again', met === 0 && failed === 0);
  });
}

/** The transition leaves an event, deltas of it and a job; else it would be compared with less than it is. */
async function checkWhole(scratch: SizedDatabase, one: Case): Promise<void> {
  await withClient(scratch.ownerUrl, async (owner) => {
    const count = async () => {
      const { rows } = await owner.query<{ events: number; deltas: number; jobs: number }>(
        `SELECT (SELECT count(*)::int FROM event WHERE case_id = $1) AS events, (SELECT count(*)::int FROM figure_delta) AS deltas,
          (SELECT count(*)::int FROM graphile_worker.jobs) AS jobs`,
        [one.id],
      );
      return rows[0] as { events: number; deltas: number; jobs: number };
    };
    const before = await count();
    await withClient(scratch.appUrl, async (client) => {
      await actAs(client, one);
      await client.query(whole(one));
    });
    const after = await count();
    if (after.events !== before.events + 1 || after.deltas <= before.deltas || after.jobs !== before.jobs + 1)
      throw new Stop('the transition leaves no event, delta or job');
  });
}
