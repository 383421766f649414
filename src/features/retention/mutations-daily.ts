import 'server-only';
import { dayOf } from '@/domain/calendar';
import { NATION } from '@/domain/case-facts';
import { type DataKind, dueKinds } from '@/domain/retention';
import { toDate, toDay } from '@/server/dates';
import { Prisma, type Tx } from '@/server/db';
import { asSystem } from '@/server/row-scope';
import { removeBytes } from '@/server/storage';
import { retentionRules } from './subject-queries';

const BATCH = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

type Candidate = {
  id: string;
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
  registeredOn: Date;
  /** the last end of its cases; null where it has none */
  endedOn: Date | null;
  /** a case that is worked on or owed */
  lives: boolean;
  erased: DataKind[];
};

/**
 * Writes down what of whose data may be erased, and forgets what no longer may: a case began, a rule became longer. Erases
 * nothing. Runs each night in batches, each of its own transaction; returns how many kinds of how many applicants are due.
 */
export async function findDueData(now: Date): Promise<number> {
  let due = 0;
  for (const column of ['household_id', 'operating_entity_id'] as const) {
    for (let after = FIRST; ; ) {
      const batch = await asSystem('a job', async (tx) => {
        const found = await candidates(tx, column, after);
        const last = found.at(-1);
        if (last) due += await noteDue(tx, column, found, { after, last: last.id }, now);
        return last?.id;
      });
      if (!batch) break;
      after = batch;
    }
  }
  return due;
}

const DAY_OF = (column: string) => Prisma.raw(`(${column} AT TIME ZONE 'Asia/Shanghai')::date`);

async function candidates(tx: Tx, column: Subject, after: string): Promise<Candidate[]> {
  const table = Prisma.raw(column === 'household_id' ? 'household' : 'operating_entity');
  const own = Prisma.sql`SELECT c.handed_on_at, c.status, c.outstanding_amount_fen FROM case_record c`;
  const cases =
    column === 'household_id'
      ? Prisma.sql`${own} JOIN person p ON p.id = c.person_id WHERE p.household_id = s.id
          UNION ALL ${own} JOIN linkage_agreement a ON a.case_id = c.id JOIN linked_household l ON l.agreement_id = a.id
          WHERE l.household_id = s.id`
      : Prisma.sql`${own} WHERE c.operating_entity_id = s.id`;
  return tx.$queryRaw<Candidate[]>`
    SELECT s.id, s.province_id AS "provinceId", s.city_id AS "cityId", s.county_id AS "countyId", s.township_id AS "townshipId",
      s.village_id AS "villageId", ${DAY_OF('s.created_at')} AS "registeredOn", k.ended_on AS "endedOn", k.lives,
      coalesce((SELECT array_agg(DISTINCT kind::text) FROM erasure e, unnest(e.kinds) AS kind
        WHERE e.${Prisma.raw(column)} = s.id AND e.status = 'DONE'), '{}') AS erased
    FROM ${table} s CROSS JOIN LATERAL (
      SELECT max(${DAY_OF('c.handed_on_at')}) AS ended_on,
        coalesce(bool_or(c.status <> 'CLOSED' OR c.outstanding_amount_fen > 0), false) AS lives FROM (${cases}) c) k
    WHERE s.id > ${after}::uuid ORDER BY s.id LIMIT ${BATCH}`;
}

type Subject = 'household_id' | 'operating_entity_id';

async function noteDue(
  tx: Tx,
  column: Subject,
  found: readonly Candidate[],
  span: { after: string; last: string },
  now: Date,
): Promise<number> {
  const rules = await retentionRules(tx);
  const today = dayOf(now);
  const rows = found.flatMap((row) => {
    const ended = toDay(row.endedOn ?? row.registeredOn);
    const path = [row.villageId, row.townshipId, row.countyId, row.cityId, row.provinceId, NATION];
    const facts = {
      cases: [
        {
          reference: '',
          status: row.lives ? ('OPEN' as const) : ('CLOSED' as const),
          outstandingFen: 0n,
          endedOn: ended,
        },
      ],
      registeredOn: toDay(row.registeredOn),
      erased: row.erased,
      path: path.filter((id) => id !== null),
      rules,
      // what is held is due all the same, and shown as held
      heldBy: [],
    };
    return dueKinds(facts, today).map((due) => ({ row, due }));
  });
  const subject = Prisma.raw(column);
  const kept = rows.map(({ row, due }) => Prisma.sql`(${row.id}::uuid, ${due.kind}::"DataKind")`);
  await tx.$executeRaw`
    DELETE FROM retention_due WHERE ${subject} > ${span.after}::uuid AND ${subject} <= ${span.last}::uuid
      ${kept.length > 0 ? Prisma.sql`AND (${subject}, kind) NOT IN (${Prisma.join(kept)})` : Prisma.empty}`;
  for (const { row, due } of rows) {
    const { provinceId, cityId, countyId, townshipId, villageId } = row;
    const said = {
      endedOn: toDate(due.endedOn),
      dueOn: toDate(due.dueOn),
      policyValueId: due.policyValueId,
      ...{ provinceId, cityId, countyId, townshipId, villageId },
    };
    const about = column === 'household_id' ? { householdId: row.id } : { operatingEntityId: row.id };
    const known = await tx.retentionDue.updateMany({ where: { ...about, kind: due.kind }, data: said });
    if (known.count === 0) await tx.retentionDue.create({ data: { ...said, ...about, kind: due.kind, foundAt: now } });
  }
  return rows.length;
}

/** Removes the bytes of erased files; done already is done. Copies go with the backups that hold them (docs/operations.md). */
export async function eraseBytes(keys: readonly string[]): Promise<void> {
  for (const key of keys) await removeBytes(key);
}
