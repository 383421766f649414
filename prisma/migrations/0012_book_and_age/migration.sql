-- The cube learns how old what is owed is, who is paid, what comes back and how long stages take; and it is read faster:
-- years beside months and days, and the sums of a row's measures in one small array for whoever compares many places.
DROP VIEW figure_now;
DROP FUNCTION fold_figures(), figure_rows_of(figure_delta);
DROP TABLE figure;
DELETE FROM figure_delta;
DROP TYPE "FigureSpan";
CREATE TYPE "FigureSpan" AS ENUM ('TOTAL', 'YEAR', 'MONTH', 'DAY');

CREATE TABLE "figure" (
    "region_id" INTEGER NOT NULL,
    "owner_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "late" BOOLEAN NOT NULL,
    "span" "FigureSpan" NOT NULL,
    "starts_on" DATE NOT NULL,
    "parent_id" INTEGER,
    "heads" BIGINT[],
    "cells" SMALLINT[],
    "sums" BIGINT[],

    CONSTRAINT "figure_pkey" PRIMARY KEY ("region_id","programme_id","owner_id","late","span","starts_on")
);
CREATE INDEX "figure_parent_id_programme_id_owner_id_late_span_starts_on_idx" ON "figure"("parent_id", "programme_id", "owner_id", "late", "span", "starts_on");
ALTER TABLE figure SET (toast_tuple_target = 512);

-- what can be counted besides; the lengths of stays are of all kinds of applicant together
INSERT INTO figure_cell (id, measure, stage, applicant_kind)
SELECT (SELECT max(id) FROM figure_cell) + row_number() OVER (ORDER BY m.number, k.number), m.measure, '-', k.kind
FROM unnest(ARRAY['DISBURSED', 'PAID', 'RETURNED', 'OUTSTANDING', 'REPAID_FEN',
    'OVERDUE_1', 'OVERDUE_31', 'OVERDUE_91', 'OVERDUE_181', 'OVERDUE_271', 'OVERDUE_361',
    'OVERDUE_1_FEN', 'OVERDUE_31_FEN', 'OVERDUE_91_FEN', 'OVERDUE_181_FEN', 'OVERDUE_271_FEN', 'OVERDUE_361_FEN',
    'COMPLETED', 'CHECKED']) WITH ORDINALITY AS m(measure, number)
CROSS JOIN unnest(enum_range(NULL::"ApplicantKind")::text[]) WITH ORDINALITY AS k(kind, number);
INSERT INTO figure_cell (id, measure, stage, applicant_kind)
SELECT (SELECT max(id) FROM figure_cell) + row_number() OVER (ORDER BY s.number, b.days), 'STAYED_' || b.days, s.stage, '-'
FROM unnest(enum_range(NULL::"Stage")::text[]) WITH ORDINALITY AS s(stage, number)
CROSS JOIN unnest(ARRAY[0, 1, 2, 3, 5, 8, 13, 21, 34, 55]) AS b(days);

-- where a measure stands in heads; those by stage have no place there
ALTER TABLE figure_cell ADD COLUMN head SMALLINT;
UPDATE figure_cell c SET head = m.head
FROM unnest(ARRAY['ACCEPTED', 'APPROVED', 'FINANCING_FEN', 'LANDED', 'LANDED_FEN', 'DISBURSED', 'DISBURSED_FEN', 'PAID', 'RETURNED',
    'OUTSTANDING', 'OUTSTANDING_FEN', 'REPAID_FEN',
    'OVERDUE_1', 'OVERDUE_31', 'OVERDUE_91', 'OVERDUE_181', 'OVERDUE_271', 'OVERDUE_361',
    'OVERDUE_1_FEN', 'OVERDUE_31_FEN', 'OVERDUE_91_FEN', 'OVERDUE_181_FEN', 'OVERDUE_271_FEN', 'OVERDUE_361_FEN',
    'COMPLETED', 'CHECKED']) WITH ORDINALITY AS m(measure, head)
WHERE c.measure = m.measure;

-- The one place that says what an event adds to which measure (see src/domain/measures.ts).
CREATE OR REPLACE FUNCTION figure_of(kind text, payload jsonb) RETURNS TABLE (measure text, stage text, value bigint)
LANGUAGE sql IMMUTABLE AS $$
  -- where cases stand: every event that moves, closes or reopens a case carries from/to
  SELECT 'STANDING', payload->>'from', -1::bigint WHERE payload->>'from' IS NOT NULL
  UNION ALL SELECT 'STANDING', payload->>'to', 1 WHERE payload->>'to' IS NOT NULL
  -- funnel: a case reaches a stage once
  UNION ALL SELECT 'REACHED', reached, 1 FROM jsonb_array_elements_text(coalesce(payload->'reached', '[]')) AS reached
  UNION ALL SELECT 'ACCEPTED', '-', 1 WHERE kind = 'case.accepted' AND jsonb_array_length(coalesce(payload->'reached', '[]')) > 0
  -- approved and financing: later voidings count negative on their day
  UNION ALL SELECT 'APPROVED', '-', 1 WHERE kind = 'case.approved'
  UNION ALL SELECT 'FINANCING_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'case.approved'
  UNION ALL SELECT 'APPROVED', '-', -1 WHERE payload->>'voidedApprovedFen' IS NOT NULL
  UNION ALL SELECT 'FINANCING_FEN', '-', -(payload->>'voidedApprovedFen')::bigint WHERE payload->>'voidedApprovedFen' IS NOT NULL
  -- landed: contracted
  UNION ALL SELECT 'LANDED', '-', 1 WHERE kind = 'contract.signed'
  UNION ALL SELECT 'LANDED_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'contract.signed'
  UNION ALL SELECT 'LANDED', '-', -1 WHERE payload->>'voidedContractedFen' IS NOT NULL
  UNION ALL SELECT 'LANDED_FEN', '-', -(payload->>'voidedContractedFen')::bigint WHERE payload->>'voidedContractedFen' IS NOT NULL
  -- money paid, and principal still owed; principalFen is there when it differs from the amount (0: given, not lent)
  UNION ALL SELECT 'PAID', '-', CASE kind WHEN 'payment.released' THEN 1 ELSE -1 END WHERE kind IN ('payment.released', 'payment.returned')
  UNION ALL SELECT 'DISBURSED_FEN', '-', (payload->>'amountFen')::bigint WHERE kind = 'payment.released'
  UNION ALL SELECT 'DISBURSED_FEN', '-', -(payload->>'amountFen')::bigint WHERE kind = 'payment.returned'
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', coalesce(payload->>'principalFen', payload->>'amountFen')::bigint
    WHERE kind = 'payment.released' AND coalesce(payload->>'principalFen', payload->>'amountFen')::bigint <> 0
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', -coalesce(payload->>'principalFen', payload->>'amountFen')::bigint
    WHERE kind = 'payment.returned' AND coalesce(payload->>'principalFen', payload->>'amountFen')::bigint <> 0
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', -(payload->>'principalFen')::bigint
    WHERE kind IN ('repayment.recorded', 'case.compensated', 'case.written-off') AND (payload->>'principalFen')::bigint <> 0
  UNION ALL SELECT 'REPAID_FEN', '-', (payload->>'principalFen')::bigint
    WHERE kind = 'repayment.recorded' AND (payload->>'principalFen')::bigint <> 0
  -- a case counts once among those paid and those that owe: when its first fen is paid or owed, until the last is not
  UNION ALL SELECT 'DISBURSED', '-', value FROM (SELECT ((payload->'disbursed'->>'to')::bigint > 0)::int::bigint
    - ((payload->'disbursed'->>'from')::bigint > 0)::int AS value) paid WHERE value <> 0
  UNION ALL SELECT 'OUTSTANDING', '-', value FROM (SELECT ((payload->'owed'->>'to')::bigint > 0)::int::bigint
    - ((payload->'owed'->>'from')::bigint > 0)::int AS value) owed WHERE value <> 0
  -- loans overdue by age: what time alone made of them, and what was paid, as settled that day
  UNION ALL SELECT 'OVERDUE_' || (late->>'fromDays'), '-', (late->>'cases')::bigint
    FROM jsonb_array_elements(payload->'late') AS late WHERE kind = 'loan.aged' AND (late->>'cases')::bigint <> 0
  UNION ALL SELECT 'OVERDUE_' || (late->>'fromDays') || '_FEN', '-', (late->>'fen')::bigint
    FROM jsonb_array_elements(payload->'late') AS late WHERE kind = 'loan.aged' AND (late->>'fen')::bigint <> 0
  -- what came back, works that a check found finished or no longer so, and how long a stage took
  UNION ALL SELECT 'RETURNED', '-', 1 WHERE kind = 'case.returned'
  UNION ALL SELECT CASE payload->>'kind' WHEN 'FIRST_CHECK' THEN 'COMPLETED' ELSE 'CHECKED' END, '-', (payload->>'counts')::bigint
    WHERE kind = 'completion.checked' AND (payload->>'counts')::bigint <> 0
  UNION ALL SELECT 'STAYED_' || (SELECT max(days) FROM unnest(ARRAY[0, 1, 2, 3, 5, 8, 13, 21, 34, 55]) AS days
    WHERE days <= (payload->>'stayed')::int), payload->>'from', 1 WHERE payload->>'stayed' IS NOT NULL
$$;

-- What an event adds, where and when: one delta with all its cells. Amounts and numbers are those of figure_of.
CREATE OR REPLACE FUNCTION figure_delta_of(e event) RETURNS SETOF figure_delta LANGUAGE sql STABLE AS $$
  SELECT 0::bigint, e.province_id, e.city_id, e.county_id, e.township_id, e.village_id, e.financier_id, e.provincial_branch_id,
    e.county_branch_id, e.programme_id, e.occurred_on, (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date,
    array_agg(f.cell ORDER BY f.cell), array_agg(f.sum ORDER BY f.cell)
  FROM (
    SELECT c.id AS cell, sum(f.value)::bigint AS sum
    FROM figure_of(e.kind, e.payload) f
    JOIN figure_cell c ON c.measure = f.measure AND c.stage = f.stage AND c.applicant_kind IN (e.applicant_kind::text, '-')
    GROUP BY c.id HAVING sum(f.value) <> 0
  ) f
  WHERE e.case_id IS NOT NULL
  HAVING count(*) > 0
$$;

-- In which rows of the cube a delta counts. Owner: everybody (nil); in the nation the financier, in province and city its
-- provincial branch, from the county down the branch that carries the case: whoever stands above reads their sum. Depth:
-- by day, by month and year, or the total alone: the finer the place, the coarser the time, or the rows would outnumber
-- the events. What was recorded after its day stands once more as late where days are kept: added on the day of
-- recording, taken off on its own, so that "as recorded then" is the figure and what is late together.
CREATE FUNCTION figure_rows_of(d figure_delta) RETURNS TABLE (region_id int, owner_id uuid, programme_id uuid, late boolean, span "FigureSpan", starts_on date, sign int)
LANGUAGE sql IMMUTABLE AS $$
  SELECT p.region_id, p.owner_id, d.programme_id, w.late, s.span, s.starts_on, w.sign
  FROM (VALUES
    (1, '00000000-0000-0000-0000-000000000000'::uuid, 3), (1, d.financier_id, 3),
    (d.province_id, '00000000-0000-0000-0000-000000000000', 3), (d.province_id, coalesce(d.provincial_branch_id, d.financier_id), 3),
    (d.city_id, '00000000-0000-0000-0000-000000000000', 3), (d.city_id, coalesce(d.provincial_branch_id, d.financier_id), 3),
    (d.county_id, '00000000-0000-0000-0000-000000000000', 3),
    (d.county_id, coalesce(d.county_branch_id, d.provincial_branch_id, d.financier_id), 2),
    (d.township_id, '00000000-0000-0000-0000-000000000000', 2),
    (d.township_id, coalesce(d.county_branch_id, d.provincial_branch_id, d.financier_id), 1),
    (d.village_id, '00000000-0000-0000-0000-000000000000', 1),
    (d.village_id, coalesce(d.county_branch_id, d.provincial_branch_id, d.financier_id), 1)
  ) AS p(region_id, owner_id, depth)
  CROSS JOIN (VALUES (false, d.day, 1), (true, d.recorded_on, 1), (true, d.day, -1)) AS w(late, day, sign)
  CROSS JOIN LATERAL (VALUES
    ('TOTAL'::"FigureSpan", 'infinity'::date, 1), ('YEAR', date_trunc('year', w.day)::date, 2),
    ('MONTH', date_trunc('month', w.day)::date, 2), ('DAY', w.day, 3)
  ) AS s(span, starts_on, depth)
  WHERE p.region_id IS NOT NULL AND p.owner_id IS NOT NULL AND s.depth <= p.depth
    AND (NOT w.late OR (p.depth = 3 AND d.day < d.recorded_on AND s.span <> 'TOTAL'))
$$;

-- The measures of a row over all their kinds, each at its head; null where there is none, for most rows of a day hold few.
CREATE FUNCTION figure_heads(cells smallint[], sums bigint[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(s.sum ORDER BY n)
  FROM generate_series(1, (SELECT max(head) FROM figure_cell)) AS n
  LEFT JOIN (
    SELECT c.head, sum(u.sum)::bigint AS sum FROM unnest(cells, sums) AS u(cell, sum) JOIN figure_cell c ON c.id = u.cell GROUP BY 1
  ) s ON s.head = n
$$;

-- Moves what is pending into the cube; one folder at a time, rows in key order. Returns how many deltas were folded.
CREATE FUNCTION fold_figures() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('fold_figures')) THEN RETURN 0; END IF;
  WITH taken AS (DELETE FROM figure_delta RETURNING *),
  summed AS (
    SELECT r.region_id, r.owner_id, r.programme_id, r.late, r.span, r.starts_on, u.cell, sum(u.sum * r.sign)::bigint AS sum
    FROM taken d CROSS JOIN LATERAL figure_rows_of(ROW(d.*)::figure_delta) r CROSS JOIN LATERAL unnest(d.cells, d.sums) AS u(cell, sum)
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(u.sum * r.sign) <> 0),
  added AS (
    SELECT region_id, owner_id, programme_id, late, span, starts_on, array_agg(cell ORDER BY cell) AS cells, array_agg(sum ORDER BY cell) AS sums
    FROM summed GROUP BY 1, 2, 3, 4, 5, 6),
  merged AS (
    SELECT a.region_id, a.owner_id, a.programme_id, a.late, a.span, a.starts_on, m.cells, m.sums
    FROM added a LEFT JOIN figure f USING (region_id, programme_id, owner_id, late, span, starts_on)
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(b.cell ORDER BY b.cell), '{}') AS cells, coalesce(array_agg(b.sum ORDER BY b.cell), '{}') AS sums
      FROM (
        SELECT u.cell, sum(u.sum)::bigint AS sum
        FROM (SELECT * FROM unnest(f.cells, f.sums) UNION ALL SELECT * FROM unnest(a.cells, a.sums)) AS u(cell, sum)
        GROUP BY u.cell HAVING sum(u.sum) <> 0) b) m),
  written AS (
    INSERT INTO figure (region_id, owner_id, programme_id, late, span, starts_on, parent_id, heads, cells, sums)
    SELECT m.region_id, m.owner_id, m.programme_id, m.late, m.span, m.starts_on, v.parent_id, figure_heads(m.cells, m.sums), m.cells, m.sums
    FROM merged m JOIN region_version v ON v.region_id = m.region_id AND v.valid_to IS NULL
    ORDER BY 1, 3, 2, 4, 5, 6
    ON CONFLICT (region_id, programme_id, owner_id, late, span, starts_on)
    DO UPDATE SET heads = EXCLUDED.heads, cells = EXCLUDED.cells, sums = EXCLUDED.sums)
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

-- A place that comes under another takes its figures along for whoever reads the places below.
CREATE FUNCTION move_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE figure SET parent_id = NEW.parent_id WHERE region_id = NEW.region_id AND parent_id IS DISTINCT FROM NEW.parent_id;
  RETURN NULL;
END $$;
CREATE TRIGGER region_version_figures AFTER INSERT OR UPDATE OF parent_id ON region_version
  FOR EACH ROW WHEN (NEW.valid_to IS NULL) EXECUTE FUNCTION move_figures();

-- Exact and fresh, a line per cell: the cube and what is still pending. For checks; pages read their few rows directly.
CREATE VIEW figure_now AS
  SELECT f.region_id, f.owner_id, f.programme_id, f.late, f.span, f.starts_on, c.measure, c.stage, c.applicant_kind, f.value
  FROM (
    SELECT f.region_id, f.owner_id, f.programme_id, f.late, f.span, f.starts_on, u.cell, u.sum AS value
    FROM figure f CROSS JOIN LATERAL unnest(f.cells, f.sums) AS u(cell, sum)
    UNION ALL
    SELECT r.region_id, r.owner_id, r.programme_id, r.late, r.span, r.starts_on, u.cell, u.sum * r.sign
    FROM figure_delta d CROSS JOIN LATERAL figure_rows_of(d) r CROSS JOIN LATERAL unnest(d.cells, d.sums) AS u(cell, sum)
  ) f JOIN figure_cell c ON c.id = f.cell;

GRANT SELECT, INSERT, UPDATE, DELETE ON figure TO fuqiao_app;
GRANT SELECT ON figure_now TO fuqiao_app;

-- what is owed and overdue, for the night's settling and for the books behind a fund
CREATE INDEX repayment_plan_line_unpaid ON repayment_plan_line (due_on, case_id)
  WHERE principal_fen + interest_fen > paid_principal_fen + paid_interest_fen;

-- Events written before say what their payment made of the case's book, as those to come do.
ALTER TABLE event DISABLE TRIGGER event_append_only;
WITH booked AS (
  SELECT e.id, e.case_id, CASE e.kind WHEN 'payment.released' THEN 1 WHEN 'payment.returned' THEN -1 ELSE 0 END * (e.payload->>'amountFen')::bigint AS paid,
    CASE e.kind WHEN 'payment.released' THEN 1 ELSE -1 END * coalesce(e.payload->>'principalFen', e.payload->>'amountFen')::bigint AS owed
  FROM event e
  WHERE e.kind IN ('payment.released', 'payment.returned', 'repayment.recorded', 'case.compensated', 'case.written-off')),
running AS (
  SELECT id, paid, owed, coalesce(sum(paid) OVER before, 0) AS paid_from, coalesce(sum(owed) OVER before, 0) AS owed_from
  FROM booked WINDOW before AS (PARTITION BY case_id ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
UPDATE event e SET payload = e.payload || jsonb_build_object(
  'disbursed', jsonb_build_object('from', paid_from::text, 'to', (paid_from + coalesce(paid, 0))::text),
  'owed', jsonb_build_object('from', owed_from::text, 'to', (owed_from + owed)::text))
FROM running r WHERE r.id = e.id;
WITH checked AS (
  SELECT id, (payload->>'grade' <> 'FAILED')::int AS passed,
    coalesce(lag((payload->>'grade' <> 'FAILED')::int) OVER (PARTITION BY case_id, payload->>'kind' = 'FIRST_CHECK' ORDER BY id), 0) AS passed_before
  FROM event WHERE kind = 'completion.checked')
UPDATE event e SET payload = e.payload || jsonb_build_object('counts', passed - passed_before) FROM checked c WHERE c.id = e.id;
ALTER TABLE event ENABLE TRIGGER event_append_only;

INSERT INTO figure_delta (province_id, city_id, county_id, township_id, village_id, financier_id, provincial_branch_id,
  county_branch_id, programme_id, day, recorded_on, cells, sums)
SELECT d.province_id, d.city_id, d.county_id, d.township_id, d.village_id, d.financier_id, d.provincial_branch_id,
  d.county_branch_id, d.programme_id, d.day, d.recorded_on, d.cells, d.sums
FROM event e CROSS JOIN LATERAL figure_delta_of(e) d;
SELECT fold_figures();
