-- Long lists of pool projects, taken in batches by a job; a project carries the key by which an import knows it again.
-- CreateEnum
CREATE TYPE "BulkImportStatus" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED');

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "bulk_import_id" UUID,
ADD COLUMN     "fingerprint" UUID;

-- CreateTable
CREATE TABLE "bulk_import" (
    "id" UUID NOT NULL,
    "province_id" INTEGER NOT NULL,
    "city_id" INTEGER,
    "county_id" INTEGER,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "status" "BulkImportStatus" NOT NULL DEFAULT 'QUEUED',
    "failure" TEXT,
    "size_bytes" INTEGER NOT NULL,
    "bytes_read" INTEGER NOT NULL DEFAULT 0,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_taken" INTEGER NOT NULL DEFAULT 0,
    "rows_duplicate" INTEGER NOT NULL DEFAULT 0,
    "rows_faulty" INTEGER NOT NULL DEFAULT 0,
    "taken_fen" BIGINT NOT NULL DEFAULT 0,
    "head" JSONB,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_import_fault" (
    "bulk_import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" TEXT[],
    "faults" JSONB NOT NULL,

    CONSTRAINT "bulk_import_fault_pkey" PRIMARY KEY ("bulk_import_id","row")
);

-- CreateIndex
CREATE INDEX "bulk_import_province_id_id_idx" ON "bulk_import"("province_id", "id");

-- CreateIndex
CREATE INDEX "bulk_import_county_id_id_idx" ON "bulk_import"("county_id", "id");

-- CreateIndex
CREATE INDEX "project_county_id_fingerprint_idx" ON "project"("county_id", "fingerprint");

-- AddForeignKey
ALTER TABLE "bulk_import" ADD CONSTRAINT "bulk_import_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_import_fault" ADD CONSTRAINT "bulk_import_fault_bulk_import_id_fkey" FOREIGN KEY ("bulk_import_id") REFERENCES "bulk_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE bulk_import ADD CONSTRAINT bulk_import_requester FOREIGN KEY (requested_by_id) REFERENCES app_user (id);
ALTER TABLE bulk_import ADD CONSTRAINT bulk_import_area CHECK (county_id IS NULL OR city_id IS NOT NULL);
ALTER TABLE bulk_import ADD CONSTRAINT bulk_import_marks CHECK (rows_taken >= 0 AND rows_duplicate >= 0 AND rows_faulty >= 0
  AND rows_taken + rows_duplicate + rows_faulty <= rows_read);
GRANT SELECT, INSERT ON bulk_import, bulk_import_fault TO fuqiao_app;
-- whose it is and which file stays as it was sent
GRANT UPDATE (status, failure, bytes_read, rows_read, rows_taken, rows_duplicate, rows_faulty, taken_fen, head, finished_at)
  ON bulk_import TO fuqiao_app;

-- Lists are read in the area of whoever sends them (see 0021_row_security).
ALTER TABLE bulk_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_import FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bulk_import TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON bulk_import TO fuqiao_app
  USING ((SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id]))
  WITH CHECK ((SELECT scope_all()) OR (SELECT scope_region()) = ANY (ARRAY[province_id, city_id, county_id]));
ALTER TABLE bulk_import_fault ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulk_import_fault FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bulk_import_fault TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY scope ON bulk_import_fault TO fuqiao_app
  USING ((SELECT scope_all()) OR EXISTS (SELECT FROM bulk_import b WHERE b.id = bulk_import_fault.bulk_import_id))
  WITH CHECK ((SELECT scope_all()) OR EXISTS (SELECT FROM bulk_import b WHERE b.id = bulk_import_fault.bulk_import_id));
