-- Durations are kept in tenths of hours and no longer in minutes: the cohort tables are filled anew. Until then intervals answer.
DELETE FROM cohort_slot;
DELETE FROM cohort_month;
DELETE FROM cohort_life;
DELETE FROM cohort_sheet;
DELETE FROM cohort_apart;
DELETE FROM cohort_sheeted;
UPDATE cohort_fold SET position = 0, filling_to = 0, filled = NULL, generation = generation + 1;
