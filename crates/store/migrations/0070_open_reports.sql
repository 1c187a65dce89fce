-- PostgreSQL tells from the index alone which report is open, as SQLite, whose table lies in the order of its key, always did: under a
-- filter none but those that are asked for are read.
-- only: postgres
DROP INDEX cohort_life_open;
CREATE INDEX cohort_life_open ON cohort_life (holder_id, day, open_until, signature) INCLUDE (report_id);
-- end
