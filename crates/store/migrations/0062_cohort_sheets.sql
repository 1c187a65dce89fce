-- The lives of a day side by side (see figures/tables/lives/sheets): what cohort_life holds, by column. Thrown away with it.
CREATE TABLE cohort_sheet (
    holder_id {uuid}  NOT NULL,
    day       {int}   NOT NULL,
    part      {int}   NOT NULL,
    lives     {int}   NOT NULL,
    apart     {int}   NOT NULL,
    cells     {bytes} NOT NULL,
    PRIMARY KEY (holder_id, day, part)
) {table};
-- Lives of days that have a sheet, of which it does not tell: they changed since it was made, or do not fit.
CREATE TABLE cohort_apart (
    holder_id {uuid} NOT NULL,
    day       {int}  NOT NULL,
    report_id {uuid} NOT NULL,
    PRIMARY KEY (holder_id, day, report_id)
) {keyed};
-- Up to which day of receipt it was decided of a body's days whether they get a sheet.
CREATE TABLE cohort_sheeted (
    holder_id {uuid} PRIMARY KEY NOT NULL,
    until_day {int}  NOT NULL
) {keyed};
-- only: postgres
-- Read as they lie: looking for what repeats in them costs more than it saves.
ALTER TABLE cohort_sheet ALTER COLUMN cells SET STORAGE EXTERNAL;
-- end
