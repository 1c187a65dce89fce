-- The sheet of a large day has several leaves (see figures/tables/lives/sheets): sheets are made anew, a few each minute. Until then
-- lives are looked at.
DELETE FROM cohort_sheet;
DELETE FROM cohort_apart;
DELETE FROM cohort_sheeted;
