import 'server-only';
import type { Actor, Label } from '@/domain/actor';
import { type Day, workingDaysBetween } from '@/domain/calendar';
import { isOfAnotherFinancier } from '@/domain/financier';
import type { Role } from '@/domain/permissions';
import type { ApplicantKind, CaseStatus, Outcome, Stage } from '@/domain/stage';
import { isTurnOf, type WaitingTask } from '@/domain/waiting';
import { toDay } from '@/server/dates';
import { Prisma } from '@/server/db';
import type { SqlReader } from '@/server/sql';
import { loadWorkCalendar } from '@/server/work-calendar';
import type { Clock } from './queries';

export type CaseRow = {
  id: string;
  reference: string;
  title: string;
  township: string;
  county: string;
  amountFen: bigint;
  requestedAmountFen: bigint;
  approvedAmountFen: bigint | null;
  disbursedAmountFen: bigint;
  outstandingAmountFen: bigint;
  applicantName: string;
  programme: Label;
  financier: Label | null;
  consultedOn: Date;
  lane: 'NORMAL' | 'GREEN';
  stage: Stage;
  stageName: Label;
  status: CaseStatus;
  outcome: Outcome | null;
  applicantKind: ApplicantKind;
  waiting: {
    task: string;
    mine: boolean;
    /** mine because I stand in for this colleague */
    inStead: Label | null;
    people: Label[];
    organisation: Label | null;
  } | null;
  handedOnBy: Label | null;
  handedOnAt: Date;
  waitingSince: Date;
  version: number;
  clock: Clock;
  /** what the case adds to the measure of a list behind a number */
  measured: bigint | null;
};

/** The amount that counts at this point: the last of requested, recommended, approved and contracted that is known. */
export const CURRENT_AMOUNT = Prisma.sql`coalesce(c.contracted_amount_fen, c.approved_amount_fen, c.recommended_amount_fen, c.requested_amount_fen)`;

type StoredRow = Omit<CaseRow, 'waiting' | 'clock' | 'township' | 'county' | 'programme' | 'stageName'> & {
  key: string;
  township: string | null;
  county: string | null;
  programme: Label;
  stageName: Label | null;
  financierId: string;
  dueOn: Date | null;
  dueProvisional: boolean;
  limit: number | null;
  pausedOn: Date | null;
  waitingTask: WaitingTask | null;
  waitingRoles: Role[];
  waitingUserIds: string[];
  waitingOrganisationId: string | null;
  waitingOrganisation: Label | null;
  waitingPeople: Record<string, Label> | null;
};

// Looked up one by one, by key: the planner, who cannot know how few rows a page has, would read whole tables to join them.
const regionName = (column: string) => Prisma.sql`
  (SELECT v.name FROM region_version v WHERE v.region_id = ${Prisma.raw(`c.${column}`)} AND v.valid_to IS NULL)`;
const nameIn = (table: string, column: string) => Prisma.sql`
  (SELECT n.name FROM ${Prisma.raw(table)} n WHERE n.id = ${Prisma.raw(`c.${column}`)})`;

/**
 * Cases as rows of a list, in the order of `page`: a select of `id`, `key` (text) and `measured` from the cases that the
 * actor sees, with its LIMIT. One statement, so that a row costs the same on a page, in an export and over HTTP.
 */
export async function loadRows(
  sql: SqlReader,
  actor: Actor,
  page: Prisma.Sql,
  today: Day,
): Promise<(CaseRow & { key: string })[]> {
  const [stored, calendar] = await Promise.all([
    sql.$queryRaw<StoredRow[]>`
    WITH page AS MATERIALIZED (SELECT k.*, row_number() OVER () AS place FROM (${page}) k),
    shown AS MATERIALIZED (SELECT page.key, page.measured, page.place, c.* FROM page JOIN case_record c ON c.id = page.id),
    -- a definition is large and shared by many rows: each is opened once
    stages AS MATERIALIZED (SELECT d.id, s.stage, s.name FROM programme_definition d
      CROSS JOIN LATERAL jsonb_to_recordset(d.body->'stages') AS s(stage text, name jsonb)
      WHERE d.id IN (SELECT programme_definition_id FROM shown))
    SELECT c.id, c.key, c.measured, c.reference, c.title, ${regionName('township_id')} AS township, ${regionName('county_id')} AS county, ${CURRENT_AMOUNT} AS "amountFen",
      c.requested_amount_fen AS "requestedAmountFen", c.approved_amount_fen AS "approvedAmountFen",
      c.disbursed_amount_fen AS "disbursedAmountFen", c.outstanding_amount_fen AS "outstandingAmountFen",
      c.applicant_name AS "applicantName", p.name AS programme, ${nameIn('organisation', 'financier_id')} AS financier, c.financier_id AS "financierId",
      c.consulted_on AS "consultedOn", c.lane::text, c.stage::text, s.name AS "stageName", c.status::text, c.outcome::text,
      c.applicant_kind::text AS "applicantKind", ${nameIn('app_user', 'handed_on_by_id')} AS "handedOnBy", c.handed_on_at AS "handedOnAt",
      c.waiting_since AS "waitingSince", c.version, c.due_on AS "dueOn", c.due_provisional AS "dueProvisional",
      v.limit_working_days AS limit, v.paused_on AS "pausedOn", c.waiting_task AS "waitingTask",
      c.waiting_roles::text[] AS "waitingRoles", c.waiting_user_ids::text[] AS "waitingUserIds",
      c.waiting_organisation_id AS "waitingOrganisationId", ${nameIn('organisation', 'waiting_organisation_id')} AS "waitingOrganisation",
      CASE WHEN c.waiting_user_ids <> '{}' THEN
        (SELECT json_object_agg(u.id, u.name) FROM app_user u WHERE u.id = ANY(c.waiting_user_ids)) END AS "waitingPeople"
    FROM shown c
    JOIN programme p ON p.id = c.programme_id
    LEFT JOIN stages s ON s.id = c.programme_definition_id AND s.stage = c.stage::text
    LEFT JOIN stage_visit v ON v.case_id = c.id AND v.left_at IS NULL
    ORDER BY c.place`,
    loadWorkCalendar(sql),
  ]);
  return stored.map((row) => ({
    ...row,
    township: row.township ?? '',
    county: row.county ?? '',
    stageName: row.stageName ?? { zh: row.stage, en: row.stage },
    waiting: waitingOf(row, actor),
    clock: {
      dueOn: toDay(row.dueOn),
      provisional: row.dueProvisional,
      remaining: row.dueOn === null ? null : workingDaysBetween(today, toDay(row.dueOn), calendar),
      overdue: row.dueOn !== null && toDay(row.dueOn) < today,
      limit: row.limit,
      paused: row.pausedOn !== null,
    },
  }));
}

function waitingOf(row: StoredRow, actor: Actor): CaseRow['waiting'] {
  if (!row.waitingTask) return null;
  const { waitingUserIds: userIds, waitingPeople: people } = row;
  const organisationId = row.waitingOrganisationId;
  const isTurn = isTurnOf({ task: row.waitingTask, roles: row.waitingRoles, userIds, organisationId }, actor);
  // the absent colleague for whom it is the reader's turn
  const absent = userIds.includes(actor.userId) ? undefined : actor.standsInFor.find((id) => userIds.includes(id));
  return {
    task: row.waitingTask,
    mine: isTurn && !isOfAnotherFinancier(row, actor),
    inStead: (absent && people?.[absent]) || null,
    people: userIds.flatMap((id) => people?.[id] ?? []),
    organisation: row.waitingOrganisation,
  };
}
