-- Reports that are handed to another system (`system` says which, such as `open311:pupr`), and what that one says of
-- them. A working table, not a read model. `id` follows from system and report: it is the key by which the other can
-- see a repeat. What the other says in words is sealed under the key of the report's home body.
CREATE TABLE outside_push (
    id          {uuid} PRIMARY KEY,
    system      {text} NOT NULL,
    report_id   {uuid} NOT NULL,
    body_id     {uuid} NOT NULL,
    unit_id     {uuid} NOT NULL,
    state       {text} NOT NULL,
    external_id {text},
    token       {text},
    status      {text},
    status_at   {int},
    words_id    {uuid},
    wrapped_key {bytes},
    sealed      {bytes},
    attempts    {int}  NOT NULL,
    run_at      {int}  NOT NULL,
    leased_till {int}  NOT NULL,
    since       {int}  NOT NULL,
    created_at  {int}  NOT NULL,
    sent_at     {int},
    code        {text},
    error       {text}
) {table};
CREATE UNIQUE INDEX outside_push_report ON outside_push (report_id, system);
-- What is to be handed over, and what is to be asked after: the same column says when.
CREATE INDEX outside_push_ready ON outside_push (system, state, run_at);

-- Every try, and what the other said.
CREATE TABLE outside_attempt (
    push_id {uuid} NOT NULL,
    n       {int}  NOT NULL,
    at_us   {int}  NOT NULL,
    outcome {text} NOT NULL,
    code    {text},
    error   {text},
    PRIMARY KEY (push_id, n)
) {keyed};
