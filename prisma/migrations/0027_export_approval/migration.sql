-- Exports that are long or show numbers in full wait for another person; the rows of a day are counted.
-- AlterEnum
ALTER TYPE "PolicyKind" ADD VALUE 'EXPORT_ROWS_PER_DAY';

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'EXPORT_ASKED';
ALTER TYPE "NoticeKind" ADD VALUE 'EXPORT_SETTLED';

-- CreateEnum
CREATE TYPE "ExportDecision" AS ENUM ('APPROVED', 'REFUSED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "look_count" ADD COLUMN     "rows_exported" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "export" ADD COLUMN     "approval_id" UUID,
ADD COLUMN     "sha256" TEXT;

-- CreateTable
CREATE TABLE "export_approval" (
    "id" UUID NOT NULL,
    "province_id" INTEGER,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "township_id" INTEGER,
    "village_id" INTEGER,
    "financier_id" UUID,
    "provincial_branch_id" UUID,
    "county_branch_id" UUID,
    "list" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "columns" TEXT[],
    "locale" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "full" BOOLEAN NOT NULL,
    "scope" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" "ExportDecision",
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "remark" TEXT,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "export_approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "export_approval_asked_by_id_id_idx" ON "export_approval"("asked_by_id", "id");

ALTER TABLE look_count ADD CONSTRAINT look_count_rows CHECK (rows_exported >= 0);

ALTER TABLE export_approval ADD CONSTRAINT export_approval_asker FOREIGN KEY (asked_by_id) REFERENCES app_user (id);
ALTER TABLE export_approval ADD CONSTRAINT export_approval_decider FOREIGN KEY (decided_by_id) REFERENCES app_user (id);
ALTER TABLE export ADD CONSTRAINT export_approval FOREIGN KEY (approval_id) REFERENCES export_approval (id);
-- one approval, one file
CREATE UNIQUE INDEX export_of_approval ON export (approval_id) WHERE approval_id IS NOT NULL;
ALTER TABLE export_approval ADD CONSTRAINT export_approval_decided_whole
  CHECK (num_nonnulls(decision, decided_by_id, decided_at) IN (0, 3));
-- nobody approves or refuses what they asked for themselves, and only its asker takes it back
ALTER TABLE export_approval ADD CONSTRAINT export_approval_by_another
  CHECK (decision IS NULL OR (decision = 'WITHDRAWN') = (decided_by_id = asked_by_id));
ALTER TABLE export_approval ADD CONSTRAINT export_approval_taken_when_approved
  CHECK (taken = 0 OR (decision = 'APPROVED' AND "full"));
-- those that wait, for who looks for them by place
CREATE INDEX export_approval_open ON export_approval (asked_at) WHERE decision IS NULL;

CREATE FUNCTION refuse_redecided_export() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decision IS NOT NULL AND (NEW.decision, NEW.decided_by_id, NEW.decided_at, NEW.remark)
    IS DISTINCT FROM (OLD.decision, OLD.decided_by_id, OLD.decided_at, OLD.remark) THEN
    RAISE EXCEPTION 'an export that was decided stays decided';
  END IF;
  IF NEW.taken < OLD.taken THEN RAISE EXCEPTION 'a file that was taken stays taken'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER export_approval_once BEFORE UPDATE ON export_approval
  FOR EACH ROW EXECUTE FUNCTION refuse_redecided_export();

-- Nobody allows themselves more, and what was counted stays counted, rows in files too.
CREATE OR REPLACE FUNCTION refuse_own_looks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.looks < OLD.looks OR NEW.rows_exported < OLD.rows_exported THEN
    RAISE EXCEPTION 'looks that were counted stay counted';
  END IF;
  IF NEW.allowed <> OLD.allowed AND NEW.user_id::text = current_setting('fuqiao.user_id', true) THEN
    RAISE EXCEPTION 'nobody allows themselves further looks';
  END IF;
  RETURN NEW;
END $$;

GRANT SELECT, INSERT ON export_approval TO fuqiao_app;
-- what was asked for stays as it was asked
GRANT UPDATE (decision, decided_by_id, decided_at, remark, taken) ON export_approval TO fuqiao_app;

-- Seen by whoever asked and by those who see the asker's whole area (see 0021_row_security).
ALTER TABLE export_approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_approval FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON export_approval TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON export_approval TO fuqiao_app
  USING ((SELECT scope_all()) OR asked_by_id = (SELECT scope_user())
    OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])
    OR (SELECT scope_branch()) = ANY (ARRAY[financier_id, provincial_branch_id, county_branch_id]))
  WITH CHECK ((SELECT scope_all()) OR asked_by_id = (SELECT scope_user())
    OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id, township_id, village_id])
    OR (SELECT scope_branch()) = ANY (ARRAY[financier_id, provincial_branch_id, county_branch_id]));
