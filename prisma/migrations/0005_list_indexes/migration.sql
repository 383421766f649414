-- CreateIndex
CREATE INDEX "case_record_handed_on_at_id_idx" ON "case_record"("handed_on_at", "id");

-- A list of cases is sorted over whatever its reader sees. Of a county, a branch or a province the scope's own index finds
-- the rows and sorting them is quick; over the nation or a large bank it is not. One index per order serves those, whatever
-- the area: rows outside it are skipped. Expressions as list-queries.ts writes them; Prisma cannot say them.
CREATE INDEX case_record_by_reference ON case_record (reference COLLATE "C", id);
CREATE INDEX case_record_by_amount ON case_record
  (coalesce(contracted_amount_fen, approved_amount_fen, recommended_amount_fen, requested_amount_fen), id);
-- cases without a due day stand last in either direction, so each direction has its own key
CREATE INDEX case_record_by_due_day ON case_record (coalesce(due_on, 'infinity'::date), id);
CREATE INDEX case_record_by_due_day_down ON case_record (coalesce(due_on, '-infinity'::date), id);
