-- Reports handed to the national system (SP4N-LAPOR!): one row for each that was asked for. A working table, no read model.
-- waiting: to be handed over. sending: being handed over; left so, its answer is lost. unknown: answer lost, never sent
-- again unasked. sent. refused.
CREATE TABLE sp4n_link (
    report_id      {uuid} PRIMARY KEY,
    body_id        {uuid} NOT NULL,
    state          {text} NOT NULL,
    tracking_id    {text},
    transaction_id {text},
    attempts       {int}  NOT NULL,
    run_at         {int}  NOT NULL,
    leased_till    {int}  NOT NULL,
    created_at     {int}  NOT NULL,
    changed_at     {int}  NOT NULL,
    looked_at      {int},
    code           {text},
    error          {text}
) {table};
CREATE INDEX sp4n_link_ready ON sp4n_link (body_id, state, run_at, report_id);
CREATE UNIQUE INDEX sp4n_link_tracking ON sp4n_link (tracking_id) WHERE tracking_id IS NOT NULL;

CREATE TABLE sp4n_attempt (
    report_id {uuid} NOT NULL,
    n         {int}  NOT NULL,
    at_us     {int}  NOT NULL,
    outcome   {text} NOT NULL,
    code      {text},
    error     {text},
    PRIMARY KEY (report_id, n)
) {keyed};

-- What the national system last said of a report that is handled here. Never written over the report: only listed.
CREATE TABLE sp4n_word (
    report_id   {uuid} PRIMARY KEY,
    body_id     {uuid} NOT NULL,
    tracking_id {text} NOT NULL,
    word        {text} NOT NULL,
    seen_at     {int}  NOT NULL
) {keyed};
CREATE INDEX sp4n_word_body ON sp4n_word (body_id, seen_at, report_id);

-- A register that somebody is importing by page.
CREATE TABLE register_import (
    id          {uuid} PRIMARY KEY,
    body_id     {uuid} NOT NULL,
    officer_id  {uuid} NOT NULL,
    file_name   {text} NOT NULL,
    state       {text} NOT NULL,
    done        {int}  NOT NULL,
    total       {int}  NOT NULL,
    to_mend     {int}  NOT NULL,
    created_at  {int}  NOT NULL,
    beat_at     {int}  NOT NULL
) {table};
CREATE INDEX register_import_body ON register_import (body_id, created_at, id);
CREATE INDEX register_import_age ON register_import (created_at);

-- Its file, mapping, what was told of it, and the list of what to mend: sealed, and forgotten after a while but for the
-- mapping.
CREATE TABLE register_part (
    import_id   {uuid}  NOT NULL,
    part        {text}  NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed      {bytes} NOT NULL,
    PRIMARY KEY (import_id, part)
) {keyed};
