-- The queue's tables come with row security on and no policy, so that only their owner sees a row. The application adds
-- jobs in its own transactions and its worker takes them, both under a role that owns nothing: it gets a policy on each.
DO $$
DECLARE queue_table regclass;
BEGIN
  FOR queue_table IN
    SELECT oid FROM pg_class
    WHERE relnamespace = to_regnamespace('graphile_worker') AND relkind = 'r' AND relrowsecurity
  LOOP
    EXECUTE format('CREATE POLICY fuqiao_app ON %s TO fuqiao_app USING (true) WITH CHECK (true)', queue_table);
  END LOOP;
END $$;

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'graphile_worker') THEN
    GRANT USAGE ON SCHEMA graphile_worker TO fuqiao_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO fuqiao_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO fuqiao_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO fuqiao_app;
  END IF;
END $$;
