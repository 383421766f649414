-- Targets of places and of a financier's organisations: split downward, frozen by a document, revised by new rows.
-- CreateEnum
CREATE TYPE "TargetStatus" AS ENUM ('DRAFT', 'FROZEN');

-- CreateEnum
CREATE TYPE "TargetSplit" AS ENUM ('EQUAL', 'WEIGHT', 'FUNDS');

-- DropIndex
DROP INDEX "target_programme_id_region_id_measure_start_on_key";

-- AlterTable
ALTER TABLE "target" ADD COLUMN     "city_id" INTEGER,
ADD COLUMN     "county_branch_id" UUID,
ADD COLUMN     "county_id" INTEGER,
ADD COLUMN     "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "created_by_id" UUID,
ADD COLUMN     "document_number" TEXT,
ADD COLUMN     "financier_id" UUID,
ADD COLUMN     "frozen_at" TIMESTAMPTZ(6),
ADD COLUMN     "frozen_by_id" UUID,
ADD COLUMN     "line_id" UUID,
ADD COLUMN     "organisation_id" UUID,
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "province_id" INTEGER,
ADD COLUMN     "provincial_branch_id" UUID,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "split_by" "TargetSplit",
ADD COLUMN     "status" "TargetStatus" NOT NULL DEFAULT 'DRAFT',
ADD COLUMN     "township_id" INTEGER,
ADD COLUMN     "village_id" INTEGER,
ADD COLUMN     "weight" BIGINT;

-- AlterTable
ALTER TABLE "target_milestone" ADD COLUMN     "share_value" BIGINT;

-- CreateIndex
CREATE INDEX "target_parent_id_idx" ON "target"("parent_id");

-- CreateIndex
CREATE INDEX "target_region_id_programme_id_idx" ON "target"("region_id", "programme_id");

-- CreateIndex
CREATE UNIQUE INDEX "target_line_id_revision_key" ON "target"("line_id", "revision");

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What there was is in force: it is what the figures were held against.
UPDATE target t SET line_id = t.id, status = 'FROZEN', frozen_at = now(),
  province_id = v.province_id, city_id = v.city_id, county_id = v.county_id, township_id = v.township_id
FROM region_version v WHERE v.region_id = t.region_id AND v.valid_to IS NULL;
UPDATE target SET line_id = id WHERE line_id IS NULL;
ALTER TABLE target ALTER COLUMN line_id SET NOT NULL;

CREATE UNIQUE INDEX target_one ON target (programme_id, region_id, organisation_id, measure, start_on) NULLS NOT DISTINCT WHERE revision = 0;
ALTER TABLE target ADD CONSTRAINT target_line FOREIGN KEY (line_id) REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE target ADD CONSTRAINT target_measure CHECK (measure IN ('FINANCING_FEN', 'APPROVED', 'ACCEPTED', 'LANDED_FEN', 'DISBURSED_FEN'));
ALTER TABLE target ADD CONSTRAINT target_revision CHECK (revision >= 0 AND (revision = 0) = (line_id = id)
  AND (revision = 0 OR (reason IS NOT NULL AND document_number IS NOT NULL)));
ALTER TABLE target ADD CONSTRAINT target_frozen CHECK ((status = 'FROZEN') = (frozen_at IS NOT NULL)
  AND (status = 'DRAFT' OR created_by_id IS NULL OR (document_number IS NOT NULL AND frozen_by_id IS NOT NULL)));
ALTER TABLE target_milestone ADD CONSTRAINT target_milestone_value CHECK (value >= 0 AND (share_value IS NULL OR share_value BETWEEN 0 AND value));

-- A frozen target is what people are held to: only a revision, which is another row, says otherwise.
CREATE FUNCTION refuse_frozen_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'FROZEN' THEN RAISE EXCEPTION 'a frozen target is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER target_frozen_stays BEFORE UPDATE OR DELETE ON target FOR EACH ROW EXECUTE FUNCTION refuse_frozen_target();
CREATE FUNCTION refuse_frozen_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM target WHERE id = OLD.target_id AND status = 'FROZEN') THEN RAISE EXCEPTION 'a frozen target is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER target_milestone_frozen_stays BEFORE UPDATE OR DELETE ON target_milestone FOR EACH ROW EXECUTE FUNCTION refuse_frozen_milestone();

GRANT SELECT, INSERT, UPDATE, DELETE ON target, target_milestone TO fuqiao_app;
