-- Sheets tell what is open too, by columns of another kind: they are made anew, a few each minute. Until then lives are looked at.
DELETE FROM cohort_sheet;
DELETE FROM cohort_apart;
DELETE FROM cohort_sheeted;
