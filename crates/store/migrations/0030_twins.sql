-- What suspected twins are found by. The job that keeps search up to date writes it; nothing of it is an event.
-- Keys are keyed hashes (verbatim text, kelurahan, map cell); the sketch and the exact point are sealed.
CREATE TABLE twin (
    report_id   {uuid}  PRIMARY KEY,
    received_at {int}   NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed      {bytes} NOT NULL
) {keyed};

CREATE TABLE twin_key (
    hash        {int}  NOT NULL,
    received_at {int}  NOT NULL,
    report_id   {uuid} NOT NULL,
    -- Of the whole text: copies are looked for in any year.
    is_text     {bool} NOT NULL,
    PRIMARY KEY (hash, received_at, report_id)
) {keyed};
CREATE INDEX twin_key_report ON twin_key (report_id);

-- "Dukung": a counter, never a report. One row for each browser that supports, by keyed hash.
CREATE TABLE endorsement (
    report_id {uuid}  NOT NULL,
    who       {bytes} NOT NULL,
    at        {int}   NOT NULL,
    PRIMARY KEY (report_id, who)
) {keyed};
