import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { settleAge } from '@/domain/loan-age';
import { OVERDUE_FROM_DAYS } from '@/domain/measures';
import { findDifferentCells } from '@/features/figures/recount';
import { findCountsUnlikeRows } from '@/features/figures/rows-behind';
import { db } from '@/server/db';
import { figuresOf, type Payload } from '../../scripts/load/figures';
import { loadCases } from '../../scripts/load/run';
import { cloneDatabase } from '../support/postgres';

const WANTED = { cases: 300, seed: 11, counties: 3 };
const LAST_DAY = '2026-11-20';

const rows = async <Row extends pg.QueryResultRow>(sql: string, url = process.env.DATABASE_URL as string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  await loadCases(process.env.DATABASE_URL as string, WANTED);
});

describe('what a load writes', () => {
  test('its figures are those of its events', async () => {
    expect(await db().$transaction((tx) => findDifferentCells(tx, 5), { timeout: 60_000 })).toEqual([]);
  });

  test('what is counted of its cases is what their rows say', async () => {
    expect(await db().$transaction((tx) => findCountsUnlikeRows(tx, 5), { timeout: 60_000 })).toEqual([]);
  });

  test('what an event adds is what the database says of it', async () => {
    const events = await rows<{ kind: string; payload: Payload; figures: Record<string, string> | null }>(
      `SELECT e.kind, e.payload, (
         SELECT jsonb_object_agg(f.measure || ' ' || f.stage, f.value::text) FROM (
           SELECT measure, stage, sum(value) AS value FROM figure_of(e.kind, e.payload) GROUP BY 1, 2) f) AS figures
       FROM event e WHERE e.case_id IS NOT NULL`,
    );
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ['loan.aged', 'case.returned', 'completion.checked', 'repayment.recorded', 'case.lapsed'])
      expect(kinds).toContain(kind);
    for (const { kind, payload, figures } of events) {
      const counted: Record<string, string> = {};
      figuresOf(kind, payload, (measure, stage, value) => {
        counted[`${measure} ${stage}`] = String(value);
      });
      expect(counted, kind).toEqual(figures ?? {});
    }
  });

  test('the books balance, and what is owed is what they say', async () => {
    expect(await rows('SELECT journal_id FROM leg GROUP BY 1 HAVING sum(amount_fen) <> 0')).toEqual([]);
    const wrong = await rows(
      `SELECT c.reference FROM case_record c LEFT JOIN leg l ON l.case_id = c.id AND l.account = 'PRINCIPAL'
       GROUP BY c.id HAVING c.outstanding_amount_fen <> coalesce(sum(l.amount_fen), 0)`,
    );
    expect(wrong).toEqual([]);
  });

  test('loans are as old as the night would find them', async () => {
    const loans = await rows<{ owed: string; since: string | null; from: string; recorded: LateRow[] | null }>(
      `SELECT c.outstanding_amount_fen AS owed,
         (SELECT min(due_on)::text FROM repayment_plan_line WHERE case_id = c.id AND paid_principal_fen < principal_fen) AS since,
         (SELECT min(released_on)::text FROM payment WHERE case_id = c.id) AS from,
         (SELECT json_agg(json_build_object('on', e.occurred_on, 'late', e.payload->'late')) FROM event e
           WHERE e.case_id = c.id AND e.kind = 'loan.aged') AS recorded
       FROM case_record c WHERE EXISTS (SELECT FROM repayment_plan_line WHERE case_id = c.id)`,
    );
    const bands = new Set(
      loans.flatMap(({ recorded }) => recorded ?? []).flatMap(({ late }) => late.map((row) => row.fromDays)),
    );
    expect([...bands].filter((band) => OVERDUE_FROM_DAYS.includes(band as never)).length).toBeGreaterThan(2);
    for (const { owed, since, from, recorded } of loans) {
      const known = (recorded ?? []).map(({ on, late }) => ({
        on,
        late: late.map((row) => ({ ...row, fen: BigInt(row.fen) })),
      }));
      const isPaid = owed === '0';
      // of a loan that is paid, that nothing stands in any band; of another, every day since its money went out
      const missing = settleAge(
        { outstandingFen: BigInt(owed), overdueSinceOn: since },
        known as never,
        isPaid ? LAST_DAY : from,
        LAST_DAY,
      );
      expect(missing).toEqual([]);
    }
  });

  test('the same seed makes the same country, however many hands make it', async () => {
    const { ownerUrl } = await cloneDatabase('load_again');
    await loadCases(ownerUrl, { ...WANTED, hands: 1 });
    for (const table of ['event', 'figure', 'leg', 'payment', 'stage_visit']) {
      const sum = `SELECT count(*), md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${table} t`;
      expect(await rows(sum, ownerUrl), table).toEqual(await rows(sum));
    }
  });
});

type LateRow = { on: string; late: { fromDays: number; cases: number; fen: string }[] };
