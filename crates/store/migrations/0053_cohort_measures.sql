-- Cells of the cohort tables have new kinds, names and slots: they are folded anew from the order of events.
DELETE FROM cohort_slot;
DELETE FROM cohort_month;
UPDATE cohort_fold SET position = 0, generation = generation + 1 WHERE id = 1;
