-- Sums of the months of receipt of a year that is long over (see figures/tables/years): part 0 is the sum of the rows of
-- cohort_month with period 0, part 1 what changed in them since. Thrown away with them.
CREATE TABLE cohort_year (
    kind      {int}   NOT NULL,
    holder_id {uuid}  NOT NULL,
    year      {int}   NOT NULL,
    part      {int}   NOT NULL,
    cells     {bytes} NOT NULL,
    PRIMARY KEY (kind, holder_id, year, part)
) {table};
-- Which sums are to be made anew is looked for among these.
CREATE INDEX cohort_year_since ON cohort_year (kind, holder_id, year) WHERE part = 1;
-- Up to which kind of cells a year was summed.
CREATE TABLE cohort_summed (
    year       {int} PRIMARY KEY NOT NULL,
    until_kind {int} NOT NULL
) {keyed};
