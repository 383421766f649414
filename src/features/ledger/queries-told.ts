import 'server-only';
import type { SqlReader } from '@/server/sql';
import { type BrokenSentence, firstOf } from './queries-books';
import { SETTLED_SENTENCES } from './queries-settled';

/**
 * Rows that the record tells of, held against the events that told it. The record is sealed and its seals are signed
 * outside, so that who alters such a row with the database's own password is found. What was entered from paper is told in
 * one event with the paper's days, and is compared by its books (queries-books.ts).
 */
const SENTENCES: Record<string, string> = {
  'a payment was asked for by whom, when and for how much the record says': `
    SELECT p.id::text AS row FROM payment p JOIN event e ON e.kind = 'payment.requested' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE e.actor_id <> p.requested_by_id OR e.recorded_at <> p.requested_at OR e.payload->>'amountFen' <> p.amount_fen::text
      OR e.payload->>'trancheId' <> p.tranche_id::text`,
  'a payment was released by whom, when and on which day the record says': `
    SELECT p.id::text AS row FROM payment p
    JOIN event q ON q.kind = 'payment.requested' AND q.case_id = p.case_id AND q.payload->>'paymentId' = p.id::text
    LEFT JOIN event e ON e.kind = 'payment.released' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE p.status IN ('RELEASED', 'RETURNED') AND (e.id IS NULL OR e.actor_id <> p.released_by_id OR e.recorded_at <> p.released_at
      OR e.occurred_on <> p.released_on OR e.payload->>'amountFen' <> p.amount_fen::text)
    OR p.status NOT IN ('RELEASED', 'RETURNED') AND e.id IS NOT NULL`,
  'a payment came back where and only where the record says so': `
    SELECT p.id::text AS row FROM payment p
    LEFT JOIN event e ON e.kind = 'payment.returned' AND e.case_id = p.case_id AND e.payload->>'paymentId' = p.id::text
    WHERE (p.status = 'RETURNED') <> (e.id IS NOT NULL) OR e.occurred_on <> p.returned_on`,
  'a payment stands in the books on its day': `
    SELECT p.id::text AS row FROM payment p JOIN journal j ON j.kind = 'DISBURSEMENT' AND j.source_id = p.id
    WHERE j.occurred_on <> p.released_on`,
  'a repayment is of the amount, the day and the person that the record says': `
    SELECT r.id::text AS row FROM repayment r
    JOIN event e ON e.kind = 'repayment.recorded' AND e.case_id = r.case_id AND e.payload->>'repaymentId' = r.id::text
    WHERE e.actor_id <> r.recorded_by_id OR e.occurred_on <> r.paid_on OR e.payload->>'amountFen' <> r.amount_fen::text
      OR e.payload->>'principalFen' <> r.principal_fen::text`,
  'a contract was signed for the amount and on the day that the record says': `
    SELECT c.id::text AS row FROM contract c
    JOIN event e ON e.kind = 'contract.signed' AND e.case_id = c.case_id AND e.payload->>'contractId' = c.id::text
    WHERE e.payload->>'amountFen' <> c.amount_fen::text OR e.occurred_on IS DISTINCT FROM c.signed_on`,
  'an approval is of whom the record says, at that moment': `
    SELECT a.id::text AS row FROM approval a JOIN case_record c ON c.id = a.case_id
    WHERE a.session_item_id IS NULL AND c.back_entry_id IS NULL AND NOT EXISTS (SELECT FROM event e WHERE e.case_id = a.case_id
      AND e.recorded_at = a.decided_at AND a.approver_id IN (e.actor_id, e.on_behalf_of_id))
    UNION ALL
    SELECT a.id::text FROM approval a WHERE a.session_item_id IS NOT NULL AND NOT EXISTS (SELECT FROM event e
      WHERE e.case_id = a.case_id AND e.kind = 'decision-session.voted' AND e.payload->>'itemId' = a.session_item_id::text
        AND a.approver_id IN (e.actor_id, e.on_behalf_of_id))`,
  'what is approved is what the last approval says, and no signature is for less': `
    SELECT c.reference AS row FROM case_record c CROSS JOIN LATERAL (SELECT e.payload FROM event e WHERE e.case_id = c.id
      AND e.kind = 'case.approved' AND e.payload ? 'amountFen' ORDER BY e.id DESC LIMIT 1) said
    WHERE c.approved_amount_fen IS NOT NULL AND (c.approved_amount_fen::text <> said.payload->>'amountFen'
      OR c.approved_term_months::text <> said.payload->>'termMonths' OR c.approved_rate_bps::text <> said.payload->>'rateBps'
      OR EXISTS (SELECT FROM approval a WHERE a.case_id = c.id AND a.round = c.decision_round AND a.outcome = 'APPROVED'
        AND a.voided_at IS NULL AND a.amount_fen < c.approved_amount_fen))`,
  'a case stands where its last step took it': `
    SELECT c.reference AS row FROM case_record c CROSS JOIN LATERAL (SELECT e.payload->>'to' AS stage FROM event e
      WHERE e.case_id = c.id AND e.payload ? 'to' ORDER BY e.id DESC LIMIT 1) said
    WHERE c.status <> 'CLOSED' AND said.stage <> c.stage::text`,
  'a vote is as it was cast': `
    SELECT v.item_id || ' ' || u.username AS row FROM session_vote v JOIN app_user u ON u.id = v.user_id
    WHERE NOT EXISTS (SELECT FROM session_item i JOIN event e ON e.case_id = i.case_id AND e.payload->>'itemId' = v.item_id::text
      WHERE i.id = v.item_id AND e.recorded_at = v.voted_at AND v.user_id IN (e.actor_id, e.on_behalf_of_id)
        AND CASE v.vote WHEN 'RECUSED' THEN e.kind = 'case.conflict-declared'
          ELSE e.kind = 'decision-session.voted' AND e.payload->>'vote' = v.vote::text END)`,
  'what the record tells of is there': `
    SELECT told.payload->>told.key AS row FROM (SELECT e.case_id, e.payload, CASE e.kind WHEN 'contract.signed' THEN 'contractId'
        WHEN 'repayment.recorded' THEN 'repaymentId' WHEN 'raise.requested' THEN 'raiseId' ELSE 'paymentId' END AS key
      FROM event e WHERE e.kind IN ('payment.requested', 'payment.released', 'payment.returned', 'repayment.recorded',
        'contract.signed', 'raise.requested')) told
    WHERE told.payload ? told.key AND NOT EXISTS (SELECT FROM (
      SELECT id, case_id, 'paymentId' AS key FROM payment UNION ALL SELECT id, case_id, 'repaymentId' FROM repayment
      UNION ALL SELECT id, case_id, 'contractId' FROM contract UNION ALL SELECT id, NULL, 'raiseId' FROM authority_raise) kept
      WHERE kept.id::text = told.payload->>told.key AND kept.key = told.key AND kept.case_id IS NOT DISTINCT FROM told.case_id)
    UNION ALL
    SELECT e.payload->>'itemId' FROM event e WHERE e.kind = 'decision-session.voted' AND NOT EXISTS (SELECT FROM session_vote v
      WHERE v.item_id::text = e.payload->>'itemId' AND v.voted_at = e.recorded_at AND v.user_id IN (e.actor_id, e.on_behalf_of_id))
    UNION ALL
    SELECT c.reference FROM event e JOIN case_record c ON c.id = e.case_id
    WHERE e.kind IN ('case.endorsed', 'case.approved') AND NOT e.payload ? 'sessionItemId' AND c.back_entry_id IS NULL
      AND NOT EXISTS (SELECT FROM approval a WHERE a.case_id = e.case_id AND a.decided_at = e.recorded_at
        AND a.outcome = 'APPROVED' AND a.approver_id IN (e.actor_id, e.on_behalf_of_id))
    UNION ALL
    SELECT e.subject_id::text FROM event e WHERE e.kind = 'user.opened' AND NOT EXISTS (SELECT FROM app_user u WHERE u.id = e.subject_id)`,
  'an approval fell when the record says that something made it fall': `
    SELECT a.id::text AS row FROM approval a WHERE a.voided_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM event e WHERE e.case_id = a.case_id AND e.recorded_at = a.voided_at)`,
  'an account is open, and has roles and organisation, as the record says': `
    WITH told AS (SELECT subject_id, id, kind, payload FROM event
      WHERE kind IN ('user.opened', 'user.changed', 'user.deactivated', 'user.reactivated')),
    roles AS (SELECT DISTINCT ON (subject_id) subject_id, CASE jsonb_typeof(payload->'roles')
        WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(payload->'roles'))
        ELSE string_to_array(payload->>'roles', ',') END AS said
      FROM told WHERE payload ? 'roles' ORDER BY subject_id, id DESC),
    places AS (SELECT DISTINCT ON (subject_id) subject_id, payload->>'organisationId' AS said
      FROM told WHERE payload ? 'organisationId' ORDER BY subject_id, id DESC),
    states AS (SELECT DISTINCT ON (subject_id) subject_id, CASE kind WHEN 'user.deactivated' THEN 'DEACTIVATED' ELSE 'ACTIVE' END AS said
      FROM told WHERE kind <> 'user.changed' ORDER BY subject_id, id DESC)
    SELECT u.username AS row FROM app_user u LEFT JOIN roles ON roles.subject_id = u.id
    LEFT JOIN places ON places.subject_id = u.id LEFT JOIN states ON states.subject_id = u.id
    WHERE NOT (u.roles::text[] @> roles.said AND u.roles::text[] <@ roles.said)
      OR u.organisation_id::text <> places.said OR u.status::text <> states.said`,
  // whoever works there sees the cases of that place and branch
  'an organisation is where the record put it, and in use as it says': `
    WITH told AS (SELECT DISTINCT ON (subject_id) *, coalesce(village_id, township_id, county_id, city_id, province_id) AS region_id
      FROM event WHERE kind LIKE 'organisation.%' ORDER BY subject_id, id DESC),
    used AS (SELECT DISTINCT ON (subject_id) subject_id, kind FROM event
      WHERE kind IN ('organisation.created', 'organisation.deactivated', 'organisation.reactivated') ORDER BY subject_id, id DESC)
    SELECT t.subject_id::text AS row FROM told t LEFT JOIN organisation o ON o.id = t.subject_id
    LEFT JOIN used ON used.subject_id = o.id
    WHERE o.id IS NULL OR (t.region_id IS NULL) <> (o.level = 'NATION') OR t.region_id <> o.region_id
      OR (t.financier_id, t.provincial_branch_id, t.county_branch_id)
        IS DISTINCT FROM (o.financier_id, o.provincial_branch_id, o.county_branch_id)
      OR o.active = (used.kind = 'organisation.deactivated')`,
  'authority reaches as far and as long as it was granted': `
    SELECT l.id::text AS row FROM event e JOIN authority_limit l ON l.id::text = e.payload->>'authorityLimitId' AND l.organisation_id = e.subject_id
    LEFT JOIN event ended ON ended.kind = 'authority.ended' AND ended.payload->>'authorityLimitId' = l.id::text
    WHERE e.kind = 'authority.granted' AND (e.payload->>'upToFen' IS DISTINCT FROM l.up_to_fen::text
      OR e.payload->>'approvals' <> l.approvals::text OR e.payload->>'applicantKind' IS DISTINCT FROM l.applicant_kind::text
      OR e.payload->>'validFrom' <> l.valid_from::text
      OR coalesce(ended.payload->>'validTo', e.payload->>'validTo') IS DISTINCT FROM l.valid_to::text)
    UNION ALL
    SELECT e.payload->>'authorityLimitId' FROM event e WHERE e.kind = 'authority.granted'
      AND NOT EXISTS (SELECT FROM authority_limit l WHERE l.id::text = e.payload->>'authorityLimitId' AND l.organisation_id = e.subject_id)`,
  'authority was raised by whom and as far as the record says': `
    SELECT r.id::text AS row FROM event e JOIN authority_raise r ON r.id::text = e.payload->>'raiseId'
    LEFT JOIN event s ON s.kind IN ('raise.approved', 'raise.refused') AND s.payload->>'raiseId' = r.id::text
    LEFT JOIN event b ON b.kind = 'raise.revoked' AND b.payload->>'raiseId' = r.id::text
    WHERE e.kind = 'raise.requested' AND (e.actor_id <> r.requested_by_id OR e.payload->>'upToFen' IS DISTINCT FROM r.up_to_fen::text
      OR e.payload->>'lastDay' <> (r.valid_to - 1)::text
      OR coalesce(b.actor_id, s.actor_id) IS DISTINCT FROM r.settled_by_id
      OR r.status::text <> CASE WHEN b.id IS NOT NULL THEN 'REVOKED' WHEN s.kind = 'raise.approved' THEN 'APPROVED'
        WHEN s.kind = 'raise.refused' THEN 'REFUSED' ELSE 'REQUESTED' END)`,
  'a quota is what was allotted, changed and moved': `
    WITH moved AS (
      SELECT payload->>'quotaId' AS id, (payload->>'amountFen')::numeric AS fen, true AS is_first FROM event WHERE kind = 'quota.allotted'
      UNION ALL SELECT payload->>'quotaId', (payload->>'toFen')::numeric - (payload->>'fromFen')::numeric, false
        FROM event WHERE kind = 'quota.changed'
      UNION ALL SELECT payload->>side.key, side.sign * (payload->>'amountFen')::numeric, false
        FROM event CROSS JOIN (VALUES ('toQuotaId', 1), ('fromQuotaId', -1)) AS side(key, sign) WHERE kind = 'quota-transfer.approved')
    SELECT m.id AS row FROM (SELECT id, sum(fen) AS fen FROM moved GROUP BY 1 HAVING bool_or(is_first)) m
    LEFT JOIN quota q ON q.id::text = m.id WHERE q.amount_fen IS DISTINCT FROM m.fen`,
  'a policy value is what was set, until the day it was set to': `
    SELECT e.subject_id::text AS row FROM event e LEFT JOIN policy_value v ON v.id = e.subject_id
    LEFT JOIN event ended ON ended.kind = 'policy.ended' AND ended.subject_id = e.subject_id
    WHERE e.kind = 'policy.added' AND (v.id IS NULL OR e.payload->>'value' <> v.value::text OR e.payload->>'policyKind' <> v.kind::text
      OR e.payload->>'regionId' <> v.region_id::text OR e.programme_id IS DISTINCT FROM v.programme_id
      OR e.payload->>'validFrom' <> v.valid_from::text
      OR coalesce(ended.payload->>'validTo', e.payload->>'validTo') IS DISTINCT FROM v.valid_to::text)`,
  'a rule of signing in is what was set last': `
    SELECT said.kind AS row FROM (SELECT DISTINCT ON (payload->>'kind') payload->>'kind' AS kind, payload->>'value' AS value
      FROM event WHERE kind = 'identity-rule.changed' ORDER BY payload->>'kind', id DESC) said
    LEFT JOIN identity_rule r ON r.kind = said.kind WHERE r.value::text IS DISTINCT FROM said.value`,
  'a subsidy is what was computed, and was paid by whom and when the record says': `
    WITH computed AS (SELECT DISTINCT ON (payload->>'subsidyId') payload->>'subsidyId' AS id, case_id, payload->>'amountFen' AS fen
      FROM event WHERE kind = 'subsidy.computed' ORDER BY payload->>'subsidyId', id DESC)
    SELECT computed.id AS row FROM computed LEFT JOIN subsidy s ON s.id::text = computed.id AND s.case_id = computed.case_id
    LEFT JOIN event paid ON paid.kind = 'subsidy.paid' AND paid.payload->>'subsidyId' = computed.id
    WHERE s.amount_fen::text IS DISTINCT FROM computed.fen OR (s.status = 'PAID') <> (paid.id IS NOT NULL)
      OR paid.actor_id <> s.paid_by_id OR paid.occurred_on <> s.paid_on`,
  'a visit was on the day, by the people and written by whom the record says': `
    SELECT coalesce(v.id::text, e.payload->>'siteVisitId') AS row
    FROM (SELECT * FROM event WHERE kind = 'site-visit.recorded') e
    FULL JOIN site_visit v ON v.id::text = e.payload->>'siteVisitId' AND v.case_id = e.case_id
    LEFT JOIN case_record c ON c.id = v.case_id
    WHERE v.id IS NULL OR (e.id IS NULL AND c.back_entry_id IS NULL) OR v.visited_on <> e.occurred_on
      OR v.recorded_by_id <> e.actor_id OR to_jsonb(v.visitor_ids) <> e.payload->'visitorIds'`,
  // the duty of the one keeps the same person from the other's
  'who investigated, signed, voted, asked for money or released it has that duty on the case, and took it then': `
    SELECT c.reference || ' ' || done.duty AS row FROM (
      SELECT case_id, approver_id AS user_id, 'APPROVAL' AS duty FROM approval
      UNION SELECT case_id, requested_by_id, 'PAYMENT_REQUEST' FROM payment
      UNION SELECT case_id, released_by_id, 'PAYMENT_RELEASE' FROM payment WHERE released_by_id IS NOT NULL
      UNION SELECT case_id, actor_id, CASE kind WHEN 'decision-session.voted' THEN 'APPROVAL' ELSE 'DUE_DILIGENCE' END FROM event
        WHERE kind IN ('report.saved', 'report.confirmed', 'decision-session.voted')
      UNION SELECT v.case_id, visitor, 'DUE_DILIGENCE' FROM site_visit v CROSS JOIN unnest(v.visitor_ids) visitor) done
    JOIN case_record c ON c.id = done.case_id
    WHERE c.back_entry_id IS NULL AND NOT EXISTS (SELECT FROM case_duty d
      WHERE d.case_id = done.case_id AND d.user_id = done.user_id AND d.duty::text = done.duty)
    UNION ALL
    SELECT c.reference || ' ' || d.duty FROM case_duty d JOIN case_record c ON c.id = d.case_id
    WHERE c.back_entry_id IS NULL AND NOT EXISTS (SELECT FROM event e WHERE e.case_id = d.case_id AND e.recorded_at = d.taken_at
      AND (d.user_id IN (e.actor_id, e.on_behalf_of_id) OR e.payload->'visitorIds' ? d.user_id::text
        OR e.payload->>'askedOfId' = d.user_id::text))`,
  ...SETTLED_SENTENCES,
};

/** The sentences about rows and record that do not hold, each with at most `limit` rows. For a command and tests. */
export async function findRowsUnlikeRecord(tx: SqlReader, limit = 100): Promise<BrokenSentence[]> {
  const broken: BrokenSentence[] = [];
  for (const [sentence, sql] of Object.entries(SENTENCES)) {
    const rows = await tx.$queryRaw<{ row: string }[]>(firstOf(sql, limit));
    if (rows.length > 0) broken.push({ sentence, rows: rows.map(({ row }) => row) });
  }
  return broken;
}
