-- A case counts among those paid, and among those that owe, on each day on which its book says so (domain/loan-book.ts).
-- Paper cases entered afterwards were never counted, and of a case whose money was entered late the days between were
-- wrong: what is missing or too much is written as loan.counted, as the portal itself does from now on.
-- allowed: reads the record once and holds nothing that others wait for
INSERT INTO event (id, kind, payload, case_id, province_id, city_id, county_id, township_id, village_id, financier_id,
  provincial_branch_id, county_branch_id, programme_id, applicant_kind, occurred_on, recorded_at, request_id)
WITH moved AS (
  -- every event that changes the book on its day, and what it was counted
  SELECT e.case_id, e.occurred_on AS day, f.key,
    sum(f.value) FILTER (WHERE f.measure NOT LIKE '%_FEN') AS cases, sum(f.value) FILTER (WHERE f.measure LIKE '%_FEN') AS fen
  FROM event e
  CROSS JOIN LATERAL (
    SELECT measure, value, CASE WHEN measure LIKE 'DISBURSED%' THEN 'disbursed' ELSE 'owed' END AS key
    FROM figure_of(e.kind, e.payload) WHERE measure IN ('DISBURSED', 'DISBURSED_FEN', 'OUTSTANDING', 'OUTSTANDING_FEN')
  ) f
  WHERE e.kind IN ('payment.released', 'payment.returned', 'repayment.recorded', 'case.compensated', 'case.written-off', 'loan.counted')
    AND e.case_id IN (SELECT case_id FROM event
      WHERE kind IN ('payment.released', 'payment.returned', 'repayment.recorded', 'case.compensated', 'case.written-off')
        AND occurred_on < (recorded_at AT TIME ZONE 'Asia/Shanghai')::date)
  GROUP BY 1, 2, 3),
stood AS (
  SELECT case_id, day, key, coalesce(cases, 0) AS counted, (sum(coalesce(fen, 0)) OVER (PARTITION BY case_id, key ORDER BY day) > 0)::int AS stands
  FROM moved),
missing AS (
  SELECT case_id, day, key, stands - coalesce(lag(stands) OVER (PARTITION BY case_id, key ORDER BY day), 0) - counted AS cases
  FROM stood)
SELECT uuidv7(),
  'loan.counted', jsonb_build_object(m.key, jsonb_build_object('from', CASE WHEN m.cases > 0 THEN '0' ELSE '1' END, 'to', CASE WHEN m.cases > 0 THEN '1' ELSE '0' END)),
  c.id, c.province_id, c.city_id, c.county_id, c.township_id, c.village_id, c.financier_id,
  c.provincial_branch_id, c.county_branch_id, c.programme_id, c.applicant_kind, m.day, date_trunc('milliseconds', clock_timestamp()),
  gen_random_uuid()
FROM missing m
JOIN case_record c ON c.id = m.case_id
CROSS JOIN LATERAL generate_series(1, abs(m.cases)::int);
