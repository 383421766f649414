-- A name's pairs of characters are looked for inside a county: one index leads to both, so that what the rest of the
-- country is called costs nothing. Whoever sees more than a county is served by the same index, for it needs no first column.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX case_by_county_and_name ON case_record USING gin (county_id, bigrams);
DROP INDEX case_bigrams;
