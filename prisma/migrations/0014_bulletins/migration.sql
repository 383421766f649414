-- CreateEnum
CREATE TYPE "BulletinStatus" AS ENUM ('DRAFT', 'IN_REVIEW', 'ISSUED');

-- CreateEnum
CREATE TYPE "BulletinPeriod" AS ENUM ('MONTH', 'QUARTER', 'CUSTOM');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'BULLETIN_SUBMITTED';
ALTER TYPE "NoticeKind" ADD VALUE 'BULLETIN_RETURNED';
ALTER TYPE "NoticeKind" ADD VALUE 'BULLETIN_ISSUED';
ALTER TYPE "NoticeKind" ADD VALUE 'BULLETIN_REPLIED';

-- CreateTable
CREATE TABLE "bulletin" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "unit_level" "RegionLevel" NOT NULL,
    "province_id" INTEGER,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "township_id" INTEGER,
    "organisation_id" UUID NOT NULL,
    "period" "BulletinPeriod" NOT NULL,
    "start_on" DATE NOT NULL,
    "end_on" DATE NOT NULL,
    "as_of" DATE NOT NULL,
    "status" "BulletinStatus" NOT NULL DEFAULT 'DRAFT',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "document_word" TEXT NOT NULL,
    "overview" JSONB NOT NULL,
    "demands" JSONB NOT NULL,
    "reply_due_on" DATE NOT NULL,
    "target_measure" TEXT,
    "tolerance_bps" INTEGER NOT NULL,
    "empty_units" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "drafted_by_id" UUID NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_by_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "return_remark" TEXT,
    "issued_by_id" UUID,
    "issued_at" TIMESTAMPTZ(3),
    "year" INTEGER,
    "sequence" INTEGER,

    CONSTRAINT "bulletin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulletin_unit" (
    "bulletin_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "outstanding" BIGINT NOT NULL,
    "outstanding_fen" BIGINT NOT NULL,
    "added" BIGINT NOT NULL,
    "added_fen" BIGINT NOT NULL,
    "period_added" BIGINT NOT NULL,
    "period_added_fen" BIGINT NOT NULL,
    "overdue" BIGINT NOT NULL,
    "overdue_fen" BIGINT NOT NULL,
    "target" BIGINT,
    "reached" BIGINT,
    "target_from" DATE,
    "target_until" DATE,
    "elapsed_bps" INTEGER,
    "praised" BOOLEAN NOT NULL,
    "pressed" TEXT[],

    CONSTRAINT "bulletin_unit_pkey" PRIMARY KEY ("bulletin_id","region_id")
);

-- CreateTable
CREATE TABLE "bulletin_case" (
    "bulletin_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "applicant_kind" "ApplicantKind" NOT NULL,
    "place" TEXT NOT NULL,
    "disbursed_fen" BIGINT NOT NULL,
    "outcome" "Outcome",

    CONSTRAINT "bulletin_case_pkey" PRIMARY KEY ("bulletin_id","case_id")
);

-- CreateTable
CREATE TABLE "bulletin_recipient" (
    "bulletin_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "must_reply" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "read_by_id" UUID,

    CONSTRAINT "bulletin_recipient_pkey" PRIMARY KEY ("bulletin_id","organisation_id")
);

-- CreateTable
CREATE TABLE "bulletin_reply" (
    "id" UUID NOT NULL,
    "bulletin_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "measures" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "written_by_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bulletin_reply_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bulletin_region_id_id_idx" ON "bulletin"("region_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bulletin_organisation_id_year_sequence_key" ON "bulletin"("organisation_id", "year", "sequence");

-- CreateIndex
CREATE INDEX "bulletin_recipient_organisation_id_idx" ON "bulletin_recipient"("organisation_id");

-- CreateIndex
CREATE INDEX "bulletin_reply_bulletin_id_id_idx" ON "bulletin_reply"("bulletin_id", "id");

-- AddForeignKey
ALTER TABLE "bulletin_unit" ADD CONSTRAINT "bulletin_unit_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin_case" ADD CONSTRAINT "bulletin_case_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin_recipient" ADD CONSTRAINT "bulletin_recipient_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletin_reply" ADD CONSTRAINT "bulletin_reply_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletin"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE bulletin ADD CONSTRAINT bulletin_days CHECK (end_on >= start_on AND as_of BETWEEN start_on AND end_on);
-- signed by one who neither drafted nor changed it, and numbered with that
ALTER TABLE bulletin ADD CONSTRAINT bulletin_issued CHECK ((status = 'ISSUED') = (issued_at IS NOT NULL)
  AND (issued_at IS NULL) = (issued_by_id IS NULL) AND (issued_at IS NULL) = (year IS NULL) AND (year IS NULL) = (sequence IS NULL));
ALTER TABLE bulletin ADD CONSTRAINT bulletin_second_person CHECK (issued_by_id <> drafted_by_id AND issued_by_id <> edited_by_id);
ALTER TABLE bulletin ADD CONSTRAINT bulletin_target_measure CHECK (target_measure IN ('FINANCING_FEN', 'LANDED_FEN', 'DISBURSED_FEN'));
ALTER TABLE bulletin_unit ADD CONSTRAINT bulletin_unit_target CHECK (num_nulls(target, reached, target_from, target_until, elapsed_bps) IN (0, 5));
ALTER TABLE bulletin_unit ADD CONSTRAINT bulletin_unit_one_list CHECK (NOT praised OR cardinality(pressed) = 0);

-- What was issued says for good what was known on its day.
CREATE FUNCTION refuse_issued_bulletin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'ISSUED' THEN RAISE EXCEPTION 'an issued bulletin is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER bulletin_issued_stays BEFORE UPDATE OR DELETE ON bulletin FOR EACH ROW EXECUTE FUNCTION refuse_issued_bulletin();
CREATE FUNCTION refuse_issued_bulletin_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM bulletin WHERE id = (CASE TG_OP WHEN 'INSERT' THEN NEW.bulletin_id ELSE OLD.bulletin_id END) AND status = 'ISSUED')
    THEN RAISE EXCEPTION 'an issued bulletin is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER bulletin_unit_issued_stays BEFORE INSERT OR UPDATE OR DELETE ON bulletin_unit FOR EACH ROW EXECUTE FUNCTION refuse_issued_bulletin_part();
CREATE TRIGGER bulletin_case_issued_stays BEFORE INSERT OR UPDATE OR DELETE ON bulletin_case FOR EACH ROW EXECUTE FUNCTION refuse_issued_bulletin_part();
CREATE TRIGGER bulletin_reply_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bulletin_reply FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON bulletin TO fuqiao_app;
GRANT SELECT, INSERT, DELETE ON bulletin_unit, bulletin_case TO fuqiao_app;
GRANT SELECT, INSERT ON bulletin_reply TO fuqiao_app;
GRANT SELECT, INSERT ON bulletin_recipient TO fuqiao_app;
-- the receipt is all that is ever written on an address
GRANT UPDATE (read_at, read_by_id) ON bulletin_recipient TO fuqiao_app;
