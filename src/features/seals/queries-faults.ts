import 'server-only';
import { Prisma } from '@/server/db';

/** What can be wrong with a sealed row; `number` is its place in the chain. */
export type FaultKind =
  | 'GAP'
  | 'LINK_BROKEN'
  | 'EVENT_GONE'
  | 'EVENT_CHANGED'
  | 'REMARK_CHANGED'
  | 'REMARK_GONE'
  | 'OTHER_CHAIN'
  | 'NOT_SEALED'
  | 'HEAD_WRONG'
  | 'CHECKPOINT_UNREADABLE'
  | 'CHECKPOINT_NOT_SIGNED'
  | 'CHECKPOINT_MISSING'
  | 'SIGNED_TAIL_GONE'
  | 'SIGNED_HEAD_DIFFERS';

export type Fault = {
  kind: FaultKind;
  chain: number | null;
  number: bigint | null;
  eventId: string | null;
  note?: string;
};

export type Reader = { $queryRaw<T>(query: Prisma.Sql): Promise<T> };
/** A chain, and of it the seals from one number to another. */
export type Part = { chain: number; from: bigint; to: bigint };

const inPart = (part: Part | undefined, chain: Prisma.Sql, number: Prisma.Sql) =>
  part ? Prisma.sql`${chain} = ${part.chain} AND ${number} BETWEEN ${part.from} AND ${part.to}` : Prisma.sql`true`;

/** Seals that do not follow from the one before them: taken out, put in, changed or put in another order. */
export function findBrokenLinks(tx: Reader, limit: number, part?: Part): Promise<Fault[]> {
  // the seal before the first one of a part is read too, for the first to be linked to
  const read = part && { ...part, from: part.from - 1n };
  return tx.$queryRaw<Fault[]>(Prisma.sql`
    WITH found AS MATERIALIZED (
    SELECT CASE WHEN number <> prior_number + 1 THEN 'GAP' ELSE 'LINK_BROKEN' END AS kind, chain, number, event_id AS "eventId"
    FROM (SELECT chain, number, event_id, hash, content_hash, lag(number, 1, 0::bigint) OVER in_order AS prior_number,
            coalesce(lag(hash) OVER in_order, chain_start(chain)) AS prior_hash
          FROM event_seal s WHERE ${inPart(read, Prisma.sql`s.chain`, Prisma.sql`s.number`)}
          WINDOW in_order AS (PARTITION BY chain ORDER BY number)) links
    WHERE (number <> prior_number + 1 OR hash <> sha256(prior_hash || content_hash))
      AND ${inPart(part, Prisma.sql`chain`, Prisma.sql`number`)})
    SELECT * FROM found ORDER BY chain, number LIMIT ${limit}`);
}

// what is wrong of a seal s with its event e and remark r; a remark that is gone is looked for by itself (findGoneRemarks)
const WRONG = Prisma.sql`(e.id IS NULL OR s.chain <> event_chain(e) OR s.content_hash <> event_content_hash(e, s.remark_hash)
  OR (r.event_id IS NOT NULL AND (s.remark_hash IS NULL OR s.remark_hash IS DISTINCT FROM remark_hash_of(r.salt, r.text))))`;
const KIND = Prisma.sql`CASE WHEN s.event_id IS NULL THEN 'NOT_SEALED' WHEN e.id IS NULL THEN 'EVENT_GONE'
  WHEN s.chain <> event_chain(e) THEN 'OTHER_CHAIN'
  WHEN s.content_hash <> event_content_hash(e, s.remark_hash) THEN 'EVENT_CHANGED' ELSE 'REMARK_CHANGED' END`;

/** Events of a part that are no longer what was sealed, or gone; remarks that were changed. */
export function findChangedEvents(tx: Reader, limit: number, part: Part): Promise<Fault[]> {
  return tx.$queryRaw<Fault[]>(Prisma.sql`
    SELECT ${KIND} AS kind, s.chain, s.number, s.event_id AS "eventId"
    FROM event_seal s LEFT JOIN event e ON e.id = s.event_id LEFT JOIN remark r ON r.event_id = s.event_id
    WHERE ${inPart(part, Prisma.sql`s.chain`, Prisma.sql`s.number`)} AND ${WRONG}
    ORDER BY s.chain, s.number LIMIT ${limit}`);
}

/** The same of all events, and those that neither have a seal nor wait for one. */
export function findChangedOrUnsealed(tx: Reader, limit: number): Promise<Fault[]> {
  // materialized: a limit beside it would have the planner look up row by row, for it expects to find faults
  return tx.$queryRaw<Fault[]>(Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT ${KIND} AS kind, coalesce(s.chain, event_chain(e)) AS chain, s.number, coalesce(s.event_id, e.id) AS "eventId"
      FROM event_seal s FULL JOIN event e ON e.id = s.event_id LEFT JOIN remark r ON r.event_id = e.id
      WHERE s.event_id IS NULL OR ${WRONG})
    SELECT f.* FROM found f LEFT JOIN event_unsealed u ON u.event_id = f."eventId"
    WHERE u.event_id IS NULL OR f.kind <> 'NOT_SEALED' ORDER BY f.chain, f.number LIMIT ${limit}`);
}

/**
 * Remarks that were sealed and are gone although no erasure that two people settled tells of it: neither one of the case,
 * nor one of the household or enterprise that the event is about.
 */
export function findGoneRemarks(tx: Reader, limit: number, part?: Part): Promise<Fault[]> {
  return tx.$queryRaw<Fault[]>(Prisma.sql`
    SELECT 'REMARK_GONE' AS kind, s.chain, s.number, s.event_id AS "eventId"
    FROM event_seal s JOIN event e ON e.id = s.event_id
    WHERE s.remark_hash IS NOT NULL AND ${inPart(part, Prisma.sql`s.chain`, Prisma.sql`s.number`)}
      AND NOT EXISTS (SELECT FROM remark r WHERE r.event_id = s.event_id)
      AND NOT EXISTS (SELECT FROM event told WHERE told.case_id = e.case_id AND told.kind = 'case.data-erased'
        AND told.payload->'kinds' ? 'TEXTS' AND told.recorded_at >= e.recorded_at)
      AND NOT EXISTS (SELECT FROM erasure x JOIN event told ON told.subject_id = x.id AND told.kind = 'erasure.done'
        WHERE told.payload->'kinds' ? 'TEXTS' AND told.recorded_at >= e.recorded_at
          AND (e.subject_id IN (x.household_id, x.operating_entity_id)
            OR x.household_id = (SELECT p.household_id FROM person p WHERE p.id = e.subject_id)))
    ORDER BY s.chain, s.number LIMIT ${limit}`);
}

/** Heads that are not the last seal of their chain, and waiting ids whose event is gone. */
export function findWrongHeads(tx: Reader, limit: number): Promise<Fault[]> {
  return tx.$queryRaw<Fault[]>(Prisma.sql`
    SELECT 'HEAD_WRONG' AS kind, h.chain, h.number, s.event_id AS "eventId" FROM seal_head h
    LEFT JOIN event_seal s ON s.chain = h.chain AND s.number = h.number
    LEFT JOIN event_seal n ON n.chain = h.chain AND n.number = h.number + 1
    WHERE s.hash IS DISTINCT FROM h.hash OR n.chain IS NOT NULL
    UNION ALL
    SELECT 'EVENT_GONE', NULL, NULL, u.event_id FROM event_unsealed u LEFT JOIN event e ON e.id = u.event_id WHERE e.id IS NULL
    LIMIT ${limit}`);
}

/** Heads that were signed and are not what stands in their place now. */
export async function findUnlikeSigned(
  tx: Reader,
  heads: readonly { chain: number; number: bigint; hash: string; at: Date }[],
  limit: number,
): Promise<Fault[]> {
  const rows = await tx.$queryRaw<(Fault & { at: Date; last: bigint | null })[]>(Prisma.sql`
    SELECT CASE WHEN s.hash IS NULL THEN 'SIGNED_TAIL_GONE' ELSE 'SIGNED_HEAD_DIFFERS' END AS kind, h.chain, h.number,
      s.event_id AS "eventId", h.at, (SELECT max(m.number) FROM event_seal m WHERE m.chain = h.chain) AS last
    FROM unnest(${heads.map(({ chain }) => chain)}::integer[], ${heads.map(({ number }) => number)}::bigint[],
      ${heads.map(({ hash }) => hash)}::text[], ${heads.map(({ at }) => at.toISOString())}::timestamptz[]) AS h(chain, number, hash, at)
    LEFT JOIN event_seal s ON s.chain = h.chain AND s.number = h.number
    WHERE s.hash IS DISTINCT FROM decode(h.hash, 'hex') ORDER BY h.chain, h.number LIMIT ${limit}`);
  return rows.map(({ at, last, ...fault }) => ({
    ...fault,
    note: `signed at ${at.toISOString()}; the chain ends at ${last ?? 0n}`,
  }));
}
