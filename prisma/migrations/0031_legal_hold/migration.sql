-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "household_id" UUID,
    "operating_entity_id" UUID,
    "reason" TEXT NOT NULL,
    "document_number" TEXT NOT NULL,
    "document_on" DATE NOT NULL,
    "set_by_id" UUID NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "lift_reason" TEXT,
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "legal_hold_county_id_id_idx" ON "legal_hold"("county_id", "id");

-- CreateIndex
CREATE INDEX "legal_hold_household_id_idx" ON "legal_hold"("household_id");

-- CreateIndex
CREATE INDEX "legal_hold_operating_entity_id_idx" ON "legal_hold"("operating_entity_id");

ALTER TABLE legal_hold ADD CONSTRAINT legal_hold_one_subject CHECK (num_nonnulls(household_id, operating_entity_id) = 1),
  ADD CONSTRAINT legal_hold_household FOREIGN KEY (household_id) REFERENCES household (id),
  ADD CONSTRAINT legal_hold_entity FOREIGN KEY (operating_entity_id) REFERENCES operating_entity (id),
  ADD CONSTRAINT legal_hold_setter FOREIGN KEY (set_by_id) REFERENCES app_user (id),
  ADD CONSTRAINT legal_hold_lifter FOREIGN KEY (lifted_by_id) REFERENCES app_user (id),
  ADD CONSTRAINT legal_hold_second_person CHECK (lifted_by_id <> set_by_id),
  ADD CONSTRAINT legal_hold_lifted_whole CHECK (num_nonnulls(lift_reason, lifted_by_id, lifted_at) IN (0, 3));

CREATE FUNCTION keep_legal_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL THEN RAISE EXCEPTION 'a hold that was lifted stays as it was recorded' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER legal_hold_kept BEFORE UPDATE ON legal_hold FOR EACH ROW EXECUTE FUNCTION keep_legal_hold();

-- Whatever the code says: nothing is erased of whom a hold stands for.
CREATE FUNCTION refuse_held_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'DONE' AND EXISTS (SELECT FROM legal_hold h WHERE h.lifted_at IS NULL
    AND (h.household_id = NEW.household_id OR h.operating_entity_id = NEW.operating_entity_id))
  THEN RAISE EXCEPTION 'a hold stands against this erasure' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasure_not_held BEFORE INSERT OR UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_held_erasure();

GRANT SELECT, INSERT ON legal_hold TO fuqiao_app;
GRANT UPDATE (lift_reason, lifted_by_id, lifted_at) ON legal_hold TO fuqiao_app;

-- Seen in the area (see 0021_row_security).
ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON legal_hold TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON legal_hold TO fuqiao_app
  USING ((SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id]))
  WITH CHECK ((SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id]));
