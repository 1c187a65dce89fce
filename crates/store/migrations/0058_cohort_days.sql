-- Large installations keep the cells of the cohort tables by day of receipt too: rows of kinds from 1000 on, whose `month` is a day, 20230105.
-- The fold decides when; what was folded by months alone is then folded anew.
ALTER TABLE cohort_fold ADD COLUMN by_day {bool} NOT NULL DEFAULT FALSE;
