-- What Prisma cannot say: constraints, append-only tables, books that balance, figures, search indexes, grants.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ------------------------------------------------------------------ places
CREATE UNIQUE INDEX region_version_current ON region_version (region_id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX region_version_current_code ON region_version (code) WHERE valid_to IS NULL AND code IS NOT NULL;
ALTER TABLE region_version ADD CONSTRAINT region_version_dates CHECK (valid_to IS NULL OR valid_to > valid_from);
ALTER TABLE authority_limit ADD CONSTRAINT authority_limit_dates CHECK (valid_to IS NULL OR valid_to > valid_from);
ALTER TABLE authority_limit ADD CONSTRAINT authority_limit_sense CHECK (approvals >= 1 AND (up_to_fen IS NULL OR up_to_fen > 0));

-- ------------------------------------------------------------------ the case
-- Requested, recommended, approved, contracted, disbursed and outstanding stay in their order whatever the code does.
ALTER TABLE case_record
  ADD CONSTRAINT case_requested_positive CHECK (requested_amount_fen > 0),
  ADD CONSTRAINT case_approved_within_recommended CHECK (approved_amount_fen IS NULL OR approved_amount_fen <= recommended_amount_fen),
  ADD CONSTRAINT case_contracted_within_approved CHECK (contracted_amount_fen IS NULL OR contracted_amount_fen <= approved_amount_fen),
  ADD CONSTRAINT case_disbursed_within_contracted CHECK (disbursed_amount_fen >= 0 AND disbursed_amount_fen <= coalesce(contracted_amount_fen, 0)),
  ADD CONSTRAINT case_outstanding_within_disbursed CHECK (outstanding_amount_fen >= 0 AND outstanding_amount_fen <= disbursed_amount_fen),
  ADD CONSTRAINT case_one_applicant CHECK (
    (applicant_kind = 'HOUSEHOLD' AND person_id IS NOT NULL AND operating_entity_id IS NULL) OR
    (applicant_kind <> 'HOUSEHOLD' AND person_id IS NULL AND operating_entity_id IS NOT NULL)),
  ADD CONSTRAINT case_outcome_when_closed CHECK ((status = 'CLOSED') = (outcome IS NOT NULL));
ALTER TABLE case_record
  ADD CONSTRAINT case_person FOREIGN KEY (person_id) REFERENCES person (id),
  ADD CONSTRAINT case_entity FOREIGN KEY (operating_entity_id) REFERENCES operating_entity (id),
  ADD CONSTRAINT case_handling FOREIGN KEY (handling_organisation_id) REFERENCES organisation (id);
ALTER TABLE operating_entity ADD CONSTRAINT operating_entity_kind CHECK (kind <> 'HOUSEHOLD');

ALTER TABLE remark ADD CONSTRAINT remark_event FOREIGN KEY (event_id) REFERENCES event (id);
CREATE INDEX case_bigrams ON case_record USING gin (bigrams);
CREATE INDEX case_initials ON case_record (initials text_pattern_ops);
CREATE INDEX person_bigrams ON person USING gin (bigrams);
CREATE INDEX entity_bigrams ON operating_entity USING gin (bigrams);
CREATE INDEX project_bigrams ON project USING gin (bigrams);

CREATE UNIQUE INDEX case_assignment_current ON case_assignment (case_id, part) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX case_assignment_two_people ON case_assignment (case_id, user_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX stage_visit_current ON stage_visit (case_id) WHERE left_at IS NULL;
CREATE UNIQUE INDEX supplement_request_open ON supplement_request (case_id) WHERE answered_at IS NULL;
CREATE UNIQUE INDEX correction_open ON correction (case_id, field) WHERE status = 'REQUESTED';
ALTER TABLE correction ADD CONSTRAINT correction_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> requested_by_id);
CREATE UNIQUE INDEX report_current ON due_diligence_report (case_id) WHERE status <> 'VOID';
ALTER TABLE due_diligence_report ADD CONSTRAINT report_second_person CHECK (confirmed_by_id IS NULL OR confirmed_by_id <> author_id);
CREATE UNIQUE INDEX approval_once_a_round ON approval (case_id, round, approver_id) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX contract_current ON contract (case_id) WHERE status <> 'VOID';
ALTER TABLE contract ADD CONSTRAINT contract_amount CHECK (amount_fen > 0);
ALTER TABLE contract ADD CONSTRAINT contract_second_person CHECK (legal_checked_by_id IS NULL OR legal_checked_by_id <> drafted_by_id);
ALTER TABLE tranche ADD CONSTRAINT tranche_amount CHECK (amount_fen > 0);

-- ------------------------------------------------------------------ money
ALTER TABLE payment
  ADD CONSTRAINT payment_amount CHECK (amount_fen > 0),
  ADD CONSTRAINT payment_second_person CHECK (released_by_id IS NULL OR released_by_id <> requested_by_id),
  ADD CONSTRAINT payment_release_complete CHECK (status NOT IN ('RELEASED', 'RETURNED') OR (released_by_id IS NOT NULL AND released_on IS NOT NULL AND voucher_number IS NOT NULL));
-- One live payment per instalment, whatever key the command carried.
CREATE UNIQUE INDEX payment_live ON payment (tranche_id) WHERE status IN ('REQUESTED', 'RELEASED');
ALTER TABLE repayment ADD CONSTRAINT repayment_sum CHECK (amount_fen > 0 AND principal_fen >= 0 AND interest_fen >= 0 AND amount_fen = principal_fen + interest_fen);
ALTER TABLE repayment_plan_line ADD CONSTRAINT plan_line_paid CHECK (paid_principal_fen BETWEEN 0 AND principal_fen AND paid_interest_fen BETWEEN 0 AND interest_fen);
ALTER TABLE leg ADD CONSTRAINT leg_amount CHECK (amount_fen <> 0);

CREATE FUNCTION check_journal_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount_fen), 0) FROM leg WHERE journal_id = NEW.journal_id) <> 0 THEN
    RAISE EXCEPTION 'the legs of journal % do not sum to zero', NEW.journal_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leg_balance AFTER INSERT ON leg DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_journal_balance();

-- ------------------------------------------------------------------ append-only
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER leg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON leg FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER idempotency_key_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON idempotency_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------------ figures
-- The one place that says what an event adds to which measure (COUNT unless the name ends in _FEN).
-- Lists behind a number, the trigger below and a recount all call it, so they cannot disagree.
CREATE FUNCTION figure_of(kind text, payload jsonb) RETURNS TABLE (measure text, stage text, value bigint)
LANGUAGE sql IMMUTABLE AS $$
  -- where cases stand: every event that moves, closes or reopens a case carries from/to
  SELECT 'STANDING', payload->>'from', -1::bigint WHERE payload->>'from' IS NOT NULL
  UNION ALL SELECT 'STANDING', payload->>'to', 1 WHERE payload->>'to' IS NOT NULL
  -- funnel: a case reaches a stage once
  UNION ALL SELECT 'REACHED', reached, 1 FROM jsonb_array_elements_text(coalesce(payload->'reached', '[]')) AS reached
  UNION ALL SELECT 'ACCEPTED', '-', 1 WHERE kind = 'case.accepted' AND payload->'reached' ? 'DUE_DILIGENCE'
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
  -- money paid, and principal still owed
  UNION ALL SELECT m, '-', (payload->>'amountFen')::bigint FROM unnest(ARRAY['DISBURSED_FEN', 'OUTSTANDING_FEN']) AS m WHERE kind = 'payment.released'
  UNION ALL SELECT m, '-', -(payload->>'amountFen')::bigint FROM unnest(ARRAY['DISBURSED_FEN', 'OUTSTANDING_FEN']) AS m WHERE kind = 'payment.returned'
  UNION ALL SELECT 'OUTSTANDING_FEN', '-', -(payload->>'principalFen')::bigint
    WHERE kind IN ('repayment.recorded', 'case.compensated', 'case.written-off') AND (payload->>'principalFen')::bigint <> 0
$$;

-- One row per region level, so that each level is one look-up.
CREATE FUNCTION write_figure_deltas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_delta (measure, region_id, financier_id, branch_id, programme_id, applicant_kind, stage, day, recorded_on, value)
  SELECT f.measure, r.region_id, e.financier_id, coalesce(e.county_branch_id, e.provincial_branch_id, e.financier_id), e.programme_id,
         e.applicant_kind::text, f.stage, e.occurred_on, (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date, sum(f.value)
  FROM new_event e
  CROSS JOIN LATERAL figure_of(e.kind, e.payload) f
  CROSS JOIN LATERAL (SELECT 1 AS region_id UNION ALL SELECT unnest(ARRAY[e.province_id, e.city_id, e.county_id, e.township_id, e.village_id])) r
  WHERE e.case_id IS NOT NULL AND r.region_id IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
  HAVING sum(f.value) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER event_figures AFTER INSERT ON event REFERENCING NEW TABLE AS new_event
  FOR EACH STATEMENT EXECUTE FUNCTION write_figure_deltas();

-- Moves what is pending into the cube; one folder at a time, rows in key order. Returns how many deltas were folded.
CREATE FUNCTION fold_figures() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('fold_figures')) THEN RETURN 0; END IF;
  WITH taken AS (DELETE FROM figure_delta RETURNING *),
  summed AS (
    SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, sum(value)::bigint AS value, count(*) AS deltas
    FROM taken GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9),
  written AS (
    INSERT INTO figure (region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, value)
    SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, value FROM summed
    ON CONFLICT (region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on)
    DO UPDATE SET value = figure.value + EXCLUDED.value)
  SELECT coalesce(sum(deltas), 0) INTO folded FROM summed;
  RETURN folded;
END $$;

-- Exact and fresh: the cube and what is still pending.
CREATE VIEW figure_now AS
  SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, value FROM figure
  UNION ALL
  SELECT region_id, measure, programme_id, financier_id, branch_id, applicant_kind, stage, day, recorded_on, value FROM figure_delta;

-- ------------------------------------------------------------------ grants: the app's role owns nothing
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fuqiao_app') THEN
    RAISE EXCEPTION 'the role fuqiao_app does not exist; create it before migrating';
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO fuqiao_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO fuqiao_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fuqiao_app;
REVOKE UPDATE, DELETE ON event, journal, leg, idempotency_key FROM fuqiao_app;
REVOKE INSERT, UPDATE, DELETE ON key_check FROM fuqiao_app;
-- cases, approvals and payments are ended, never erased
REVOKE DELETE ON case_record, approval, payment, repayment, contract, document, stored_file, stage_visit, case_duty, correction FROM fuqiao_app;
