-- One row for each report and holder: what it counted as, and what had been measured of it, at any instant (see
-- figures/tables/lives). Like the cells of the cohort tables they are folded from the order of events, and can be thrown away.
CREATE TABLE cohort_life (
    holder_id  {uuid}  NOT NULL,
    day        {int}   NOT NULL,
    report_id  {uuid}  NOT NULL,
    open_until {int}   NOT NULL,
    steps      {bytes} NOT NULL,
    PRIMARY KEY (holder_id, day, report_id)
) {keyed};
-- What is open at a moment, whenever received.
CREATE INDEX cohort_life_open ON cohort_life (holder_id, open_until, day);
-- Lives are folded with the cells.
DELETE FROM cohort_slot;
DELETE FROM cohort_month;
UPDATE cohort_fold SET position = 0, generation = generation + 1 WHERE id = 1;
