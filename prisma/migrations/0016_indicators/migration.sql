-- Indicators: dated definitions of what is divided by what; their values are read from the cube.
-- CreateEnum
CREATE TYPE "IndicatorAggregation" AS ENUM ('SUM', 'RATIO', 'MEDIAN', 'P90');

-- CreateEnum
CREATE TYPE "IndicatorReading" AS ENUM ('STOCK', 'FLOW');

-- CreateEnum
CREATE TYPE "IndicatorUnit" AS ENUM ('CASES', 'FEN', 'PERCENT', 'WORKING_DAYS');

-- CreateEnum
CREATE TYPE "IndicatorSegment" AS ENUM ('LARGE', 'SMALL');

-- CreateTable
CREATE TABLE "indicator" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "description" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "numerator" TEXT NOT NULL,
    "denominator" TEXT,
    "factor" INTEGER NOT NULL DEFAULT 1,
    "aggregation" "IndicatorAggregation" NOT NULL,
    "reading" "IndicatorReading" NOT NULL,
    "unit" "IndicatorUnit" NOT NULL,
    "stage" "Stage",
    "segment" "IndicatorSegment",
    "kinds" "ApplicantKind"[],
    "more_is_better" BOOLEAN,
    "position" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "defined_by_id" UUID,
    "defined_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "indicator_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "indicator_code_valid_from_key" ON "indicator"("code", "valid_from");

ALTER TABLE indicator ADD CONSTRAINT indicator_days CHECK (valid_to > valid_from);
ALTER TABLE indicator ADD CONSTRAINT indicator_denominator CHECK ((aggregation = 'RATIO') = (denominator IS NOT NULL));
ALTER TABLE indicator ADD CONSTRAINT indicator_factor CHECK (factor IN (1, 100, 1000, 10000));
ALTER TABLE indicator ADD CONSTRAINT indicator_code CHECK (code ~ '^[A-Z][A-Z0-9_]{1,39}$');
-- one that holds, of each; that dated rows of a code do not overlap, the mutation sees to under its lock
CREATE UNIQUE INDEX indicator_one_open ON indicator (code) WHERE valid_to IS NULL;

-- What a number was counted by is never rewritten: of a row only its end is set, once.
CREATE FUNCTION refuse_changed_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.valid_to IS NOT NULL THEN RAISE EXCEPTION 'an ended indicator is never changed'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER indicator_ends_once BEFORE UPDATE ON indicator FOR EACH ROW EXECUTE FUNCTION refuse_changed_indicator();

GRANT SELECT, INSERT, UPDATE (valid_to) ON indicator TO fuqiao_app;
