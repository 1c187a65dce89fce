-- Cohort tables: what the reports received in a month changed, folded from the order of events. Each row holds packed
-- counts (see figures/tables). They are functions of the events up to the fold's place, and can be thrown away.

-- Changes of one slot of time (a third of a day, cut at Indonesia's three midnights).
CREATE TABLE cohort_slot (
    kind      {int}   NOT NULL,
    holder_id {uuid}  NOT NULL,
    slot      {int}   NOT NULL,
    month     {int}   NOT NULL,
    first_us  {int}   NOT NULL,
    last_us   {int}   NOT NULL,
    cells     {bytes} NOT NULL,
    PRIMARY KEY (kind, holder_id, slot, month)
) {table};

-- The same changes by month of time.
CREATE TABLE cohort_month (
    kind      {int}   NOT NULL,
    holder_id {uuid}  NOT NULL,
    month     {int}   NOT NULL,
    period    {int}   NOT NULL,
    cells     {bytes} NOT NULL,
    PRIMARY KEY (kind, holder_id, month, period)
) {table};

-- How far they are. One row. `generation` rises whenever they are thrown away; `basis` are the
-- calendars and office hours up to a day by which durations were worked out.
CREATE TABLE cohort_fold (
    id          {int}  PRIMARY KEY,
    position    {int}  NOT NULL,
    generation  {int}  NOT NULL,
    holder      {uuid} NOT NULL,
    leased_till {int}  NOT NULL,
    basis       {text} NOT NULL,
    until_day   {int}  NOT NULL
) {table};

-- Followers of a root, and merged reports of a few days.
CREATE INDEX state_interval_root ON state_interval (merge_root) WHERE merge_root IS NOT NULL;
CREATE INDEX state_interval_merged_day ON state_interval (holder_id, received_day, to_us) WHERE merge_root IS NOT NULL;
-- What is not public by when it began: how the public's day is found.
CREATE INDEX state_interval_begun ON state_interval (holder_id, from_us) WHERE NOT is_public;
-- When each place was recorded, without reading the events: the place up to which an answer can be read again.
CREATE INDEX event_placed ON event (position, recorded_at) WHERE position IS NOT NULL;
