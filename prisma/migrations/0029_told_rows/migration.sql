-- What the record tells of is not told otherwise afterwards by the portal's own role: who decided, asked, paid and signed,
-- how much and when, and which paper lay there. Not for the owner of the tables: whoever holds that password is found by
-- `npm run verify`, which holds these rows against the sealed record. Names, accounts and texts are left out: they are
-- erased by rule when their time is over.
CREATE FUNCTION keep_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'fuqiao_app' THEN
    RAISE EXCEPTION '%: what was recorded of it does not change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

-- after the constraints, so that a row that is wrong in itself is told so
CREATE TRIGGER approval_told AFTER UPDATE ON approval FOR EACH ROW WHEN (
  (OLD.case_id, OLD.round, OLD.organisation_id, OLD.approver_id, OLD.outcome, OLD.amount_fen, OLD.term_months, OLD.rate_bps,
    OLD.authority_limit_id, OLD.authority, OLD.session_item_id, OLD.decided_at)
  IS DISTINCT FROM
  (NEW.case_id, NEW.round, NEW.organisation_id, NEW.approver_id, NEW.outcome, NEW.amount_fen, NEW.term_months, NEW.rate_bps,
    NEW.authority_limit_id, NEW.authority, NEW.session_item_id, NEW.decided_at)
  OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)) EXECUTE FUNCTION keep_told();

CREATE TRIGGER payment_told AFTER UPDATE ON payment FOR EACH ROW WHEN (
  (OLD.case_id, OLD.tranche_id, OLD.amount_fen, OLD.request_hash, OLD.requested_by_id, OLD.requested_at)
  IS DISTINCT FROM
  (NEW.case_id, NEW.tranche_id, NEW.amount_fen, NEW.request_hash, NEW.requested_by_id, NEW.requested_at)
  OR (OLD.status <> 'REQUESTED' AND (OLD.released_by_id, OLD.released_at, OLD.released_on, OLD.voucher_number)
    IS DISTINCT FROM (NEW.released_by_id, NEW.released_at, NEW.released_on, NEW.voucher_number))
  OR (OLD.status = 'RELEASED' AND NEW.status NOT IN ('RELEASED', 'RETURNED'))
  OR (OLD.status IN ('REFUSED', 'RETURNED') AND NEW.status <> OLD.status)) EXECUTE FUNCTION keep_told();

CREATE TRIGGER contract_told AFTER UPDATE ON contract FOR EACH ROW WHEN (
  OLD.status IN ('SIGNED', 'VOID') AND (
    (OLD.case_id, OLD.number, OLD.amount_fen, OLD.term_months, OLD.rate_bps, OLD.repayment_method, OLD.signed_on,
      OLD.drafted_by_id, OLD.legal_checked_by_id)
    IS DISTINCT FROM
    (NEW.case_id, NEW.number, NEW.amount_fen, NEW.term_months, NEW.rate_bps, NEW.repayment_method, NEW.signed_on,
      NEW.drafted_by_id, NEW.legal_checked_by_id)
    OR NEW.status NOT IN (OLD.status, 'VOID'))) EXECUTE FUNCTION keep_told();

CREATE TRIGGER document_told AFTER UPDATE ON document FOR EACH ROW WHEN (
  (OLD.case_id, OLD.file_id, OLD.requirement_code, OLD.version, OLD.uploaded_by_id, OLD.uploaded_at)
  IS DISTINCT FROM
  (NEW.case_id, NEW.file_id, NEW.requirement_code, NEW.version, NEW.uploaded_by_id, NEW.uploaded_at)) EXECUTE FUNCTION keep_told();

CREATE TRIGGER stored_file_told AFTER UPDATE ON stored_file FOR EACH ROW WHEN (
  (OLD.key, OLD.sha256, OLD.uploaded_by_id, OLD.uploaded_at)
  IS DISTINCT FROM (NEW.key, NEW.sha256, NEW.uploaded_by_id, NEW.uploaded_at)) EXECUTE FUNCTION keep_told();

-- written once, and nothing of them is anybody's own
REVOKE UPDATE ON case_duty, repayment, session_vote FROM fuqiao_app;
-- what a member said is erased with the texts of the case
GRANT UPDATE (opinion) ON session_vote TO fuqiao_app;
