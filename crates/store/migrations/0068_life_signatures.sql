-- What is open of one category, door or unit is found in the index (see figures/tables/lives/signature.rs). Lives of before have all
-- bits: they are looked at as they were.
ALTER TABLE cohort_life ADD COLUMN signature {int} NOT NULL DEFAULT -1;
DROP INDEX cohort_life_open;
CREATE INDEX cohort_life_open ON cohort_life (holder_id, day, open_until, signature);
