-- CreateEnum
CREATE TYPE "DataKind" AS ENUM ('NUMBERS', 'FILES', 'TEXTS', 'NAMES');

-- CreateEnum
CREATE TYPE "ErasureStatus" AS ENUM ('ASKED', 'DONE', 'REFUSED');

-- CreateEnum
CREATE TYPE "RequestMatter" AS ENUM ('ERASURE', 'CORRECTION');

-- CreateEnum
CREATE TYPE "RequestOutcome" AS ENUM ('GRANTED', 'REFUSED');

-- AlterEnum
ALTER TYPE "PolicyKind" ADD VALUE 'RETAIN_NUMBERS';
ALTER TYPE "PolicyKind" ADD VALUE 'RETAIN_FILES';
ALTER TYPE "PolicyKind" ADD VALUE 'RETAIN_TEXTS';
ALTER TYPE "PolicyKind" ADD VALUE 'RETAIN_NAMES';

-- AlterTable
ALTER TABLE "generated_document" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "operating_entity" ALTER COLUMN "contact_phone_cipher" DROP NOT NULL,
ALTER COLUMN "contact_phone_index" DROP NOT NULL;

-- AlterTable
ALTER TABLE "payment" ALTER COLUMN "payee_account_cipher" DROP NOT NULL;

-- AlterTable
ALTER TABLE "person" ALTER COLUMN "identity_number_cipher" DROP NOT NULL,
ALTER COLUMN "identity_number_index" DROP NOT NULL;

-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "retention_due" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "household_id" UUID,
    "operating_entity_id" UUID,
    "kind" "DataKind" NOT NULL,
    "ended_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "policy_value_id" UUID NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retention_due_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "household_id" UUID,
    "operating_entity_id" UUID,
    "kinds" "DataKind"[],
    "rules" JSONB NOT NULL,
    "status" "ErasureStatus" NOT NULL DEFAULT 'ASKED',
    "reason" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_remark" TEXT,
    "values_erased" INTEGER,
    "files_erased" INTEGER,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "county_id" INTEGER NOT NULL,
    "township_id" INTEGER NOT NULL,
    "village_id" INTEGER,
    "household_id" UUID NOT NULL,
    "matter" "RequestMatter" NOT NULL,
    "text" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "RequestOutcome",
    "ground" TEXT,
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "retention_due_county_id_id_idx" ON "retention_due"("county_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "retention_due_household_id_kind_key" ON "retention_due"("household_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "retention_due_operating_entity_id_kind_key" ON "retention_due"("operating_entity_id", "kind");

-- CreateIndex
CREATE INDEX "erasure_county_id_id_idx" ON "erasure"("county_id", "id");

-- CreateIndex
CREATE INDEX "erasure_household_id_idx" ON "erasure"("household_id");

-- CreateIndex
CREATE INDEX "erasure_operating_entity_id_idx" ON "erasure"("operating_entity_id");

-- CreateIndex
CREATE INDEX "data_request_county_id_id_idx" ON "data_request"("county_id", "id");

-- CreateIndex
CREATE INDEX "data_request_household_id_idx" ON "data_request"("household_id");

-- A number and the index by which it is found come and go together.
ALTER TABLE person ADD CONSTRAINT person_number_and_index CHECK ((identity_number_cipher IS NULL) = (identity_number_index IS NULL)) NOT VALID;
ALTER TABLE operating_entity ADD CONSTRAINT entity_phone_and_index CHECK ((contact_phone_cipher IS NULL) = (contact_phone_index IS NULL)) NOT VALID;

ALTER TABLE retention_due ADD CONSTRAINT retention_due_one_subject CHECK (num_nonnulls(household_id, operating_entity_id) = 1),
  ADD CONSTRAINT retention_due_household FOREIGN KEY (household_id) REFERENCES household (id),
  ADD CONSTRAINT retention_due_entity FOREIGN KEY (operating_entity_id) REFERENCES operating_entity (id),
  ADD CONSTRAINT retention_due_rule FOREIGN KEY (policy_value_id) REFERENCES policy_value (id);
ALTER TABLE erasure ADD CONSTRAINT erasure_one_subject CHECK (num_nonnulls(household_id, operating_entity_id) = 1),
  ADD CONSTRAINT erasure_household FOREIGN KEY (household_id) REFERENCES household (id),
  ADD CONSTRAINT erasure_entity FOREIGN KEY (operating_entity_id) REFERENCES operating_entity (id),
  ADD CONSTRAINT erasure_asker FOREIGN KEY (asked_by_id) REFERENCES app_user (id),
  ADD CONSTRAINT erasure_settler FOREIGN KEY (settled_by_id) REFERENCES app_user (id),
  ADD CONSTRAINT erasure_second_person CHECK (settled_by_id IS NULL OR settled_by_id <> asked_by_id),
  ADD CONSTRAINT erasure_settled CHECK ((status = 'ASKED') = (settled_by_id IS NULL)),
  ADD CONSTRAINT erasure_kinds CHECK (cardinality(kinds) > 0);
-- one at a time of the same applicant
CREATE UNIQUE INDEX erasure_asked_once ON erasure (coalesce(household_id, operating_entity_id)) WHERE status = 'ASKED';
ALTER TABLE data_request ADD CONSTRAINT data_request_household FOREIGN KEY (household_id) REFERENCES household (id),
  ADD CONSTRAINT data_request_recorder FOREIGN KEY (recorded_by_id) REFERENCES app_user (id),
  ADD CONSTRAINT data_request_answered CHECK ((outcome IS NULL) = (answered_by_id IS NULL) AND (outcome IS NULL) = (answered_at IS NULL));

-- What was erased stays recorded as it was decided.
CREATE FUNCTION keep_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'ASKED' THEN RAISE EXCEPTION 'a settled erasure stays as it was recorded' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasure_kept BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION keep_erasure();

GRANT SELECT, INSERT, UPDATE, DELETE ON retention_due TO fuqiao_app;
GRANT SELECT, INSERT ON erasure, data_request TO fuqiao_app;
GRANT UPDATE (status, settled_by_id, settled_at, settled_remark, values_erased, files_erased) ON erasure TO fuqiao_app;
GRANT UPDATE (text, outcome, ground, answer, answered_by_id, answered_at) ON data_request TO fuqiao_app;
-- facts are added and never changed, but for the words and bytes that an erasure takes out of them
GRANT UPDATE (erased_at) ON generated_document TO fuqiao_app;
GRANT UPDATE (text) ON instruction_reply TO fuqiao_app;
GRANT UPDATE (note) ON linkage_benefit TO fuqiao_app;

-- Seen in the area; that something was erased, and by which rule, also by whoever sees a case of it (see 0021_row_security).
DO $$
DECLARE
  of_place constant text := '(SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])';
  of_case constant text := ' OR (household_id IS NOT NULL AND case_in_sight(household_id))
    OR (operating_entity_id IS NOT NULL AND EXISTS (SELECT FROM case_record c WHERE c.operating_entity_id = erasure.operating_entity_id))';
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['retention_due', 'erasure', 'data_request'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY scope ON %I TO fuqiao_app USING (%s) WITH CHECK (%s)', name,
      of_place || CASE WHEN name = 'erasure' THEN of_case ELSE '' END, of_place);
  END LOOP;
END $$;
