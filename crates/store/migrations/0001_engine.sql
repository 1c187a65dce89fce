-- Which changes were committed, by the id they carry: settles a COMMIT whose answer was lost.
-- recorded_at is the time inside the id (microseconds UTC); old rows may be forgotten by it.
CREATE TABLE change_done (
    change_id {uuid} PRIMARY KEY NOT NULL,
    recorded_at {int} NOT NULL
) {keyed};
CREATE INDEX change_done_recorded_at ON change_done (recorded_at);
