-- What is open at a moment is looked for day by day of receipt: of each only what was open longer. By the instant alone, all that ended
-- later was walked through, most of it received later too.
DROP INDEX cohort_life_open;
CREATE INDEX cohort_life_open ON cohort_life (holder_id, day, open_until);
