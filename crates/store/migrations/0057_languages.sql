-- Figures by language: the cohort tables get cells of it, so they are folded anew from the events. Until then intervals answer.
DELETE FROM cohort_slot;
DELETE FROM cohort_month;
UPDATE cohort_fold SET position = 0, generation = generation + 1;
