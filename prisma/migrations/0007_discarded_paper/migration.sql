-- An entry that was given up makes room for the next, like one that was refused. A file of its own, for PostgreSQL lets
-- nothing name the new status in the transaction that adds it.
DROP INDEX back_entry_paper;
CREATE UNIQUE INDEX back_entry_paper ON back_entry (county_id, paper_reference) WHERE status NOT IN ('REFUSED', 'DISCARDED');
