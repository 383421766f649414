-- The cube, so that no figure grows slower with the number of cases: one row per place, owner, programme and span of time
-- holds all its sums; a day is reached backwards from the total, over the months and days after it.
DROP VIEW figure_now;
DROP FUNCTION fold_figures();
DROP TABLE figure, figure_delta;

CREATE TYPE "FigureSpan" AS ENUM ('TOTAL', 'MONTH', 'DAY');

CREATE TABLE "figure_cell" (
    "id" SMALLINT NOT NULL,
    "measure" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "applicant_kind" TEXT NOT NULL,

    CONSTRAINT "figure_cell_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "figure_cell_measure_stage_applicant_kind_key" ON "figure_cell"("measure", "stage", "applicant_kind");

CREATE TABLE "figure_delta" (
    "id" BIGSERIAL NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER,
    "village_id" INTEGER,
    "financier_id" UUID NOT NULL,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "programme_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "recorded_on" DATE NOT NULL,
    "cells" SMALLINT[],
    "sums" BIGINT[],

    CONSTRAINT "figure_delta_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "figure" (
    "region_id" INTEGER NOT NULL,
    "owner_id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "late" BOOLEAN NOT NULL,
    "span" "FigureSpan" NOT NULL,
    "starts_on" DATE NOT NULL,
    "cells" SMALLINT[],
    "sums" BIGINT[],

    CONSTRAINT "figure_pkey" PRIMARY KEY ("region_id","programme_id","owner_id","late","span","starts_on")
);

-- What can be counted; a new measure is rows here and a line of figure_of.
INSERT INTO figure_cell (id, measure, stage, applicant_kind)
SELECT row_number() OVER (ORDER BY m.number, s.number, k.number), m.measure, s.stage, k.kind
FROM unnest(ARRAY['REACHED', 'STANDING', 'ACCEPTED', 'APPROVED', 'FINANCING_FEN', 'LANDED', 'LANDED_FEN', 'DISBURSED_FEN', 'OUTSTANDING_FEN'])
  WITH ORDINALITY AS m(measure, number)
JOIN unnest(ARRAY['-'] || enum_range(NULL::"Stage")::text[]) WITH ORDINALITY AS s(stage, number)
  ON (s.stage <> '-') = (m.measure IN ('REACHED', 'STANDING'))
CROSS JOIN unnest(enum_range(NULL::"ApplicantKind")::text[]) WITH ORDINALITY AS k(kind, number);

-- Emptied each second: dead rows must not make the next read slower.
ALTER TABLE figure_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE figure SET (fillfactor = 80);

-- What an event adds, where and when: one delta with all its cells. Amounts and numbers are those of figure_of.
CREATE FUNCTION figure_delta_of(e event) RETURNS SETOF figure_delta LANGUAGE sql STABLE AS $$
  SELECT 0::bigint, e.province_id, e.city_id, e.county_id, e.township_id, e.village_id, e.financier_id, e.provincial_branch_id,
    e.county_branch_id, e.programme_id, e.occurred_on, (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date,
    array_agg(f.cell ORDER BY f.cell), array_agg(f.sum ORDER BY f.cell)
  FROM (
    SELECT c.id AS cell, sum(f.value)::bigint AS sum
    FROM figure_of(e.kind, e.payload) f
    JOIN figure_cell c ON c.measure = f.measure AND c.stage = f.stage AND c.applicant_kind = e.applicant_kind::text
    GROUP BY c.id HAVING sum(f.value) <> 0
  ) f
  WHERE e.case_id IS NOT NULL
  HAVING count(*) > 0
$$;

-- In which rows of the cube a delta counts. Owner: everybody (nil); in the nation the financier, in province and city its
-- provincial branch, from the county down the branch that carries the case: whoever stands above reads their sum. Depth: by day, by month, or the total alone: the
-- finer the place, the coarser the time, or the rows would outnumber the events.
-- What was recorded after its day stands once more as late where days are kept: added on the day of recording, taken off
-- on its own, so that "as recorded then" is the figure and what is late together.
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
    ('TOTAL'::"FigureSpan", 'infinity'::date, 1), ('MONTH', date_trunc('month', w.day)::date, 2), ('DAY', w.day, 3)
  ) AS s(span, starts_on, depth)
  WHERE p.region_id IS NOT NULL AND p.owner_id IS NOT NULL AND s.depth <= p.depth
    AND (NOT w.late OR (p.depth = 3 AND d.day < d.recorded_on AND s.span <> 'TOTAL'))
$$;

CREATE OR REPLACE FUNCTION write_figure_deltas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_delta (province_id, city_id, county_id, township_id, village_id, financier_id, provincial_branch_id,
    county_branch_id, programme_id, day, recorded_on, cells, sums)
  SELECT d.province_id, d.city_id, d.county_id, d.township_id, d.village_id, d.financier_id, d.provincial_branch_id,
    d.county_branch_id, d.programme_id, d.day, d.recorded_on, d.cells, d.sums
  FROM new_event e CROSS JOIN LATERAL figure_delta_of(ROW(e.*)::event) d;
  RETURN NULL;
END $$;

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
  written AS (
    INSERT INTO figure (region_id, owner_id, programme_id, late, span, starts_on, cells, sums)
    SELECT region_id, owner_id, programme_id, late, span, starts_on, array_agg(cell ORDER BY cell), array_agg(sum ORDER BY cell)
    FROM summed GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 3, 2, 4, 5, 6
    ON CONFLICT (region_id, programme_id, owner_id, late, span, starts_on) DO UPDATE SET (cells, sums) = (
      SELECT coalesce(array_agg(m.cell ORDER BY m.cell), '{}'), coalesce(array_agg(m.sum ORDER BY m.cell), '{}')
      FROM (
        SELECT u.cell, sum(u.sum)::bigint AS sum
        FROM (SELECT * FROM unnest(figure.cells, figure.sums) UNION ALL SELECT * FROM unnest(EXCLUDED.cells, EXCLUDED.sums)) AS u(cell, sum)
        GROUP BY u.cell HAVING sum(u.sum) <> 0) m))
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

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

GRANT SELECT, INSERT, UPDATE, DELETE ON figure, figure_delta TO fuqiao_app;
GRANT USAGE ON SEQUENCE figure_delta_id_seq TO fuqiao_app;
GRANT SELECT ON figure_cell, figure_now TO fuqiao_app;

-- what has happened so far
INSERT INTO figure_delta (province_id, city_id, county_id, township_id, village_id, financier_id, provincial_branch_id,
  county_branch_id, programme_id, day, recorded_on, cells, sums)
SELECT d.province_id, d.city_id, d.county_id, d.township_id, d.village_id, d.financier_id, d.provincial_branch_id,
  d.county_branch_id, d.programme_id, d.day, d.recorded_on, d.cells, d.sums
FROM event e CROSS JOIN LATERAL figure_delta_of(e) d;
SELECT fold_figures();
