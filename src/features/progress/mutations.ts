import 'server-only';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Label } from '@/domain/actor';
import { type Day, dayOf } from '@/domain/calendar';
import { PROGRESS_LIMITS, windowEnd } from '@/domain/progress';
import type { ApplicantKind, CaseStatus, Stage } from '@/domain/stage';
import { blindIndex, decrypt, encrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { isUsedUp, takeTry } from '@/server/rate-limit';
import { asSystem } from '@/server/row-scope';

export type ProgressAnswer =
  | { kind: 'FOUND'; stage: Label | null; since: Day }
  | { kind: 'UNMATCHED' }
  | { kind: 'LIMITED'; until: Date };

/**
 * How far the case behind a receipt number is, for whoever also knows how the applicant's telephone ends: the name of the
 * stage (null once it is closed) and the day since when. A number that does not exist and a wrong end of the telephone are
 * answered alike and cost alike. LIMITED after five tries an hour for one number or thirty from one address. Nobody is
 * signed in, so this goes past write(); the count of tries is committed whatever the answer. `reference` and `phoneEnd`
 * are normalised by the form.
 */
export async function askProgress(
  input: { reference: string; phoneEnd: string; address: string | null },
  now: Date,
): Promise<ProgressAnswer> {
  return asSystem('progress behind a receipt number', async (tx) => {
    const until = await countTry(tx, input, now);
    if (until) return { kind: 'LIMITED', until };
    const row = await findRow(tx, input.reference);
    const isTheirs = endsWith(row?.phone ?? null, input.phoneEnd);
    const found = row && isTheirs ? row : null;
    await recordEvent(
      tx,
      { actor: null, now, requestId: randomUUID() },
      {
        kind: 'progress.queried',
        payload: { outcome: found ? 'FOUND' : 'UNMATCHED' },
        ...(found ? { caseId: found.id, scope: found } : {}),
      },
    );
    return found ? { kind: 'FOUND', ...(await stageOf(tx, found)) } : { kind: 'UNMATCHED' };
  });
}

/**
 * Counts against every limit; the end of the window that is used up, else null. Whoever is over their own limit, or asks
 * for a number that is, takes no turn from the limit of all: one address cannot keep the others out.
 */
async function countTry(tx: Tx, input: { reference: string; address: string | null }, now: Date): Promise<Date | null> {
  const keyOf = (name: string, value: string) =>
    `progress:${name}:${Buffer.from(blindIndex('try', value)).toString('hex')}`;
  const all = { key: 'progress:all', rule: PROGRESS_LIMITS.all };
  const own = [
    { key: keyOf('address', input.address ?? ''), rule: PROGRESS_LIMITS.address },
    { key: keyOf('reference', input.reference), rule: PROGRESS_LIMITS.reference },
  ];
  for (const { key, rule } of own) if (await isUsedUp(tx, key, rule, now)) return windowEnd(rule.windowMs, now);
  // where the flood of all is stopped, nothing more is written
  for (const { key, rule } of [all, ...own])
    if (!(await takeTry(tx, key, rule, now))) return windowEnd(rule.windowMs, now);
  return null;
}

type Row = {
  id: string;
  stage: Stage;
  status: CaseStatus;
  definitionId: string;
  phone: Uint8Array | null;
  handedOnAt: Date;
  enteredAt: Date | null;
  provinceId: number;
  cityId: number;
  countyId: number;
  townshipId: number;
  villageId: number | null;
  financierId: string;
  provincialBranchId: string | null;
  countyBranchId: string | null;
  programmeId: string;
  applicantKind: ApplicantKind;
};

/** One statement whether there is such a case or not, so that the time it takes says nothing. */
async function findRow(tx: Tx, reference: string): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.stage, c.status, c.programme_definition_id AS "definitionId",
      coalesce(p.phone_cipher, e.contact_phone_cipher) AS phone, c.handed_on_at AS "handedOnAt",
      (SELECT v.entered_at FROM stage_visit v WHERE v.case_id = c.id ORDER BY v.sequence DESC LIMIT 1) AS "enteredAt",
      c.province_id AS "provinceId", c.city_id AS "cityId", c.county_id AS "countyId", c.township_id AS "townshipId",
      c.village_id AS "villageId", c.financier_id AS "financierId", c.provincial_branch_id AS "provincialBranchId",
      c.county_branch_id AS "countyBranchId", c.programme_id AS "programmeId", c.applicant_kind AS "applicantKind"
    FROM case_record c
    LEFT JOIN person p ON p.id = c.person_id
    LEFT JOIN operating_entity e ON e.id = c.operating_entity_id
    WHERE c.reference = ${reference}`;
  return row;
}

let decoy: Uint8Array | undefined;

/** Whether a telephone ends so. Without one a decoy is decrypted and compared, to no avail but in the same time. */
function endsWith(cipher: Uint8Array | null, end: string): boolean {
  decoy ??= encrypt('13800000000');
  const known = Buffer.from(
    decrypt(cipher ?? decoy)
      .slice(-4)
      .padStart(4),
  );
  const asked = Buffer.from(end.padEnd(4).slice(0, 4));
  const isEqual = known.length === asked.length && timingSafeEqual(known, asked);
  return isEqual && cipher !== null;
}

async function stageOf(tx: Tx, row: Row): Promise<{ stage: Label | null; since: Day }> {
  if (row.status === 'CLOSED') return { stage: null, since: dayOf(row.handedOnAt) };
  const definition = await tx.programmeDefinition.findUniqueOrThrow({
    where: { id: row.definitionId },
    select: { body: true },
  });
  const { stages } = definition.body as { stages: { stage: Stage; name: Label }[] };
  const name = stages.find((entry) => entry.stage === row.stage)?.name ?? null;
  return { stage: name, since: dayOf(row.enteredAt ?? row.handedOnAt) };
}
