-- The second wall: what a transaction may see and write, said by the database besides the where of every query. The
-- transaction names who is at work (src/server/row-scope.ts); where nothing is named, nothing is seen. Each condition
-- asks once for a statement what was named and compares it with the columns that queries filter by, so that the plan
-- stays what it was (docs/decisions/0023).

CREATE FUNCTION scope_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('fuqiao.scope', true) IN ('SYSTEM', 'NATION'), false) $$;
CREATE FUNCTION scope_is(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('fuqiao.scope', true) = kind, false) $$;
CREATE FUNCTION scope_region() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('fuqiao.region', true), '')::int $$;
-- a financier, its provincial or its county branch
CREATE FUNCTION scope_branch() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('fuqiao.branch', true), '')::uuid $$;
CREATE FUNCTION scope_financier() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('fuqiao.financier', true), '')::uuid $$;
-- where somebody works: their area, for a financier's person that of their branch; 0 everywhere
CREATE FUNCTION scope_reach() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('fuqiao.reach', true), '')::int $$;
CREATE FUNCTION scope_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('fuqiao.user_id', true), '')::uuid $$;
-- the county whose published lists are read in the towns and villages of it
CREATE FUNCTION scope_reach_county() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(county_id, region_id) FROM region_version WHERE region_id = scope_reach() AND valid_to IS NULL $$;

-- Puts a table under row security: one policy for everybody, and one for the owner, under which migrations, checks and
-- copies run. FORCE, so that the owner's sight is a policy that can be read in the catalogue and not an exemption.
CREATE FUNCTION protect(protected regclass, seen text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', protected);
  EXECUTE format('CREATE POLICY scope ON %s TO fuqiao_app USING (%s) WITH CHECK (%s)', protected, seen, seen);
  EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', protected);
END $$;

-- Rows that carry all eight columns of scope.
DO $$
DECLARE
  of_place constant text := '(SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])';
  of_branch constant text := '(SELECT scope_branch()) = ANY (ARRAY[financier_id, provincial_branch_id, county_branch_id])';
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_record', 'document', 'payment', 'back_entry'] LOOP
    PERFORM protect(name::regclass, format('(SELECT scope_all()) OR %s OR %s', of_place, of_branch));
  END LOOP;
  -- besides: what somebody did themselves, and what happened nowhere (definitions, calendars, accounts) unless it is
  -- another's refused attempt; the audit administrator reads all
  PERFORM protect('event', format('(SELECT scope_all()) OR %s OR %s', of_place, of_branch)
    || ' OR (SELECT scope_is(''AUDIT'')) OR actor_id = (SELECT scope_user())'
    || ' OR (case_id IS NULL AND province_id IS NULL AND financier_id IS NULL AND kind <> ''attempt.refused'')');
END $$;
-- an event of a case is written by whoever the case is in sight of, never because the writer is named in it
DROP POLICY scope ON event;
CREATE POLICY seen ON event FOR SELECT TO fuqiao_app USING (
  (SELECT scope_all())
  OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])
  OR (SELECT scope_branch()) = ANY (ARRAY[financier_id, provincial_branch_id, county_branch_id])
  OR (SELECT scope_is('AUDIT')) OR actor_id = (SELECT scope_user())
  OR (case_id IS NULL AND province_id IS NULL AND financier_id IS NULL AND kind <> 'attempt.refused'));
CREATE POLICY written ON event FOR INSERT TO fuqiao_app WITH CHECK (
  (SELECT scope_all())
  OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])
  OR (SELECT scope_branch()) = ANY (ARRAY[financier_id, provincial_branch_id, county_branch_id])
  OR (case_id IS NULL AND actor_id = (SELECT scope_user())));

-- What hangs on a case, found by the key of the case, which has the policy above.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'contract', 'tranche', 'repayment', 'repayment_plan_line', 'journal', 'leg', 'approval', 'condition',
    'due_diligence_report', 'site_visit', 'comment', 'conflict_declaration', 'correction', 'supplement_request',
    'finding', 'follow_up_report', 'linkage_agreement', 'purchase_line', 'completion_check', 'case_transfer',
    'opinion_request', 'fund_claim'] LOOP
    PERFORM protect(name::regclass,
      format('(SELECT scope_all()) OR EXISTS (SELECT FROM case_record c WHERE c.id = %I.case_id)', name));
  END LOOP;
  FOREACH name IN ARRAY ARRAY['remark', 'generated_document'] LOOP
    PERFORM protect(name::regclass,
      format('(SELECT scope_all()) OR case_id IS NULL OR EXISTS (SELECT FROM case_record c WHERE c.id = %I.case_id)', name));
  END LOOP;
END $$;
SELECT protect('back_entry_scan', '(SELECT scope_all()) OR EXISTS (SELECT FROM back_entry b WHERE b.id = back_entry_scan.back_entry_id)');
SELECT protect('recovery', '(SELECT scope_all()) OR EXISTS (SELECT FROM fund_claim f WHERE f.id = recovery.claim_id)');
SELECT protect('subsidy', '(SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id])
  OR EXISTS (SELECT FROM case_record c WHERE c.id = subsidy.case_id)');
-- A fund is the county's and its lender's, who reads it where the branch works.
SELECT protect('risk_fund', '(SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id])
  OR (financier_id = (SELECT scope_financier()) AND (SELECT scope_reach()) = ANY (ARRAY[0, province_id, city_id, county_id]))');
SELECT protect('fund_entry', '(SELECT scope_all()) OR EXISTS (SELECT FROM risk_fund f WHERE f.id = fund_entry.risk_fund_id)');

-- Households and organisations: of the area, and those whose case is in sight. In a function, because a person's policy
-- asks for the household: two policies that ask for each other have no end. It is called for single rows outside the area.
CREATE FUNCTION case_in_sight(household uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (
    SELECT FROM person p JOIN case_record c ON c.person_id = p.id
    WHERE p.household_id = household
      AND (scope_region() = ANY (ARRAY[c.province_id, c.city_id, c.county_id, c.township_id, c.village_id])
        OR scope_branch() = ANY (ARRAY[c.financier_id, c.provincial_branch_id, c.county_branch_id])))
$$;
DO $$
DECLARE of_place constant text := '(SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])';
BEGIN
  PERFORM protect('household', of_place || ' OR case_in_sight(id)');
  PERFORM protect('operating_entity', of_place || ' OR EXISTS (SELECT FROM case_record c WHERE c.operating_entity_id = operating_entity.id)');
END $$;
SELECT protect('person', '(SELECT scope_all()) OR EXISTS (SELECT FROM household h WHERE h.id = person.household_id)');
SELECT protect('linked_household', '(SELECT scope_all()) OR EXISTS (SELECT FROM linkage_agreement a WHERE a.id = linked_household.agreement_id)');
SELECT protect('linkage_benefit', '(SELECT scope_all()) OR EXISTS (SELECT FROM linked_household l WHERE l.id = linkage_benefit.linked_household_id)');

-- Projects of the area or of where a branch works; lists of them are the county's.
SELECT protect('project', '(SELECT scope_all()) OR (SELECT scope_reach()) = ANY (ARRAY[0, province_id, city_id, county_id, township_id, village_id])');
SELECT protect('fund_plan', '(SELECT scope_all()) OR (SELECT scope_reach()) = ANY (ARRAY[0, province_id, city_id]) OR county_id = (SELECT scope_reach_county())');
SELECT protect('import_batch', '(SELECT scope_all()) OR (SELECT scope_reach()) = ANY (ARRAY[0, province_id, city_id]) OR county_id = (SELECT scope_reach_county())');
SELECT protect('fund_plan_line', '(SELECT scope_all()) OR EXISTS (SELECT FROM fund_plan p WHERE p.id = fund_plan_line.fund_plan_id)');

-- An instruction: of who issues and who answers it, of who sees its case or the area of its meeting.
SELECT protect('instruction', '(SELECT scope_all()) OR issued_by_id = (SELECT scope_user()) OR addressee_id = (SELECT scope_user())
  OR EXISTS (SELECT FROM case_record c WHERE c.id = instruction.case_id)
  OR EXISTS (SELECT FROM meeting m WHERE m.id = instruction.meeting_id AND (SELECT scope_region()) = ANY (ARRAY[m.province_id, m.city_id, m.county_id]))');
SELECT protect('instruction_reply', '(SELECT scope_all()) OR EXISTS (SELECT FROM instruction i WHERE i.id = instruction_reply.instruction_id)');

-- What is one person's alone.
SELECT protect('draft', '(SELECT scope_is(''SYSTEM'')) OR user_id = (SELECT scope_user())');
SELECT protect('export', '(SELECT scope_is(''SYSTEM'')) OR requested_by_id = (SELECT scope_user())');
SELECT protect('sheet_import', '(SELECT scope_is(''SYSTEM'')) OR created_by_id = (SELECT scope_user())');

DROP FUNCTION protect(regclass, text);
