-- Further than 0029: a row that the record tells of keeps its id and its case, for by them it is held against the record; what an
-- authority or a policy value says is never altered, only ended; and an account that once acted is shut, never deleted. For the
-- portal's own role; the owner of the tables is found by `npm run verify`.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['approval', 'payment', 'contract', 'tranche', 'subsidy', 'condition', 'due_diligence_report',
    'site_visit', 'fund_claim', 'follow_up_report', 'purchase_line', 'completion_check', 'linkage_agreement', 'correction'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE OF id, case_id ON %I FOR EACH ROW
      WHEN ((OLD.id, OLD.case_id) IS DISTINCT FROM (NEW.id, NEW.case_id)) EXECUTE FUNCTION keep_told()', name || '_keeps_its_case', name);
  END LOOP;
END $$;

REVOKE UPDATE, DELETE ON authority_limit, policy_value FROM fuqiao_app;
GRANT UPDATE (valid_to) ON authority_limit, policy_value TO fuqiao_app;
REVOKE DELETE ON app_user FROM fuqiao_app;
