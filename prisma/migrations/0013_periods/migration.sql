-- Reports of a place, a programme and a month or quarter: figures as reported, locked by the signature.
-- CreateEnum
CREATE TYPE "PeriodStatus" AS ENUM ('REPORTED', 'REVIEWED', 'SIGNED', 'RETURNED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'PERIOD_DUE';
ALTER TYPE "NoticeKind" ADD VALUE 'PERIOD_MOVED';

-- CreateTable
CREATE TABLE "period_report" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "region_id" INTEGER NOT NULL,
    "province_id" INTEGER,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "township_id" INTEGER,
    "period" TEXT NOT NULL,
    "status" "PeriodStatus" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "without_region_ids" INTEGER[],
    "reported_by_id" UUID NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "signed_by_id" UUID,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "period_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "period_figure" (
    "report_id" UUID NOT NULL,
    "span" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "period_figure_pkey" PRIMARY KEY ("report_id","span","measure")
);

-- CreateIndex
CREATE UNIQUE INDEX "period_report_region_id_programme_id_period_key" ON "period_report"("region_id", "programme_id", "period");

-- AddForeignKey
ALTER TABLE "period_figure" ADD CONSTRAINT "period_figure_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "period_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE period_report ADD CONSTRAINT period_report_period CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$');
ALTER TABLE period_report ADD CONSTRAINT period_report_reviewed CHECK ((reviewed_by_id IS NULL) = (reviewed_at IS NULL)
  AND (status IN ('REVIEWED', 'SIGNED')) = (reviewed_at IS NOT NULL) AND reviewed_by_id <> reported_by_id);
ALTER TABLE period_report ADD CONSTRAINT period_report_signed CHECK ((signed_by_id IS NULL) = (signed_at IS NULL)
  AND (status = 'SIGNED') = (signed_at IS NOT NULL) AND signed_by_id NOT IN (reported_by_id, reviewed_by_id));
ALTER TABLE period_figure ADD CONSTRAINT period_figure_span CHECK (span IN ('FLOW', 'STOCK'));

-- What was signed is locked: a late change shows beside it and never in it.
CREATE FUNCTION refuse_signed_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'SIGNED' THEN RAISE EXCEPTION 'a signed period is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER period_report_stays BEFORE UPDATE OR DELETE ON period_report FOR EACH ROW EXECUTE FUNCTION refuse_signed_period();
CREATE FUNCTION refuse_signed_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM period_report WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END AND status = 'SIGNED')
  THEN RAISE EXCEPTION 'a signed period is never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER period_figure_stays BEFORE INSERT OR UPDATE OR DELETE ON period_figure FOR EACH ROW EXECUTE FUNCTION refuse_signed_figure();

-- The steps of a report, and what was recorded after its day: few rows, found without reading the others.
CREATE INDEX event_of_period ON event (subject_id) WHERE kind LIKE 'period.%';
CREATE INDEX event_recorded_late ON event (programme_id, recorded_at)
  WHERE occurred_on < (recorded_at AT TIME ZONE 'Asia/Shanghai')::date;

GRANT SELECT, INSERT, UPDATE ON period_report TO fuqiao_app;
GRANT SELECT, INSERT, DELETE ON period_figure TO fuqiao_app;
