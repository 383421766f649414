-- The cases behind a figure are those of an area or a bank whose events happened until a day, of whatever kind: with the kind
-- between the two the day narrowed nothing, and every entry held the kind's name. Without it entries of a day share one key.
DROP INDEX event_county_id_kind_occurred_on_idx, event_province_id_kind_occurred_on_idx, event_financier_id_kind_occurred_on_idx;
CREATE INDEX "event_county_id_occurred_on_idx" ON "event"("county_id", "occurred_on");
CREATE INDEX "event_province_id_occurred_on_idx" ON "event"("province_id", "occurred_on");
CREATE INDEX "event_financier_id_occurred_on_idx" ON "event"("financier_id", "occurred_on");
