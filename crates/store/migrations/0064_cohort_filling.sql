-- Cohort tables that are filled from nothing: up to which place, and up to which report that is done (see figures/tables/fill).
ALTER TABLE cohort_fold ADD COLUMN filling_to {int} NOT NULL DEFAULT 0;
ALTER TABLE cohort_fold ADD COLUMN filled {uuid};
