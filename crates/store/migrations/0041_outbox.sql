-- Messages to reporters: composed from events, sent by a task of its own. A working table, not a read model.
-- `id` follows from what the message is about, so composing twice makes one; it is the key that gateways see.
CREATE TABLE message (
    id          {uuid} PRIMARY KEY,
    body_id     {uuid} NOT NULL,
    report_id   {uuid},
    about_id    {uuid},
    seq         {int},
    notice      {text} NOT NULL,
    channel     {text} NOT NULL,
    wrapped_key {bytes},
    sealed      {bytes},
    state       {text} NOT NULL,
    attempts    {int}  NOT NULL,
    run_at      {int}  NOT NULL,
    leased_till {int}  NOT NULL,
    created_at  {int}  NOT NULL,
    ended_at    {int},
    code        {text},
    error       {text}
) {table};
CREATE INDEX message_ready  ON message (channel, run_at, seq, id) WHERE state = 'queued';
CREATE INDEX message_dead   ON message (run_at, id) WHERE state = 'dead';
CREATE INDEX message_ended  ON message (ended_at) WHERE sealed IS NOT NULL AND ended_at IS NOT NULL;
CREATE INDEX message_report ON message (report_id) WHERE report_id IS NOT NULL;

-- Every try, and what the gateway said.
CREATE TABLE message_attempt (
    message_id {uuid} NOT NULL,
    n          {int}  NOT NULL,
    at_us      {int}  NOT NULL,
    outcome    {text} NOT NULL,
    code       {text},
    error      {text},
    PRIMARY KEY (message_id, n)
) {keyed};

-- Who asked not to be written to, by keyed hash of the address.
CREATE TABLE contact_stop (
    body_id {uuid}  NOT NULL,
    purpose {text}  NOT NULL,
    hash    {bytes} NOT NULL,
    at_us   {int}   NOT NULL,
    PRIMARY KEY (body_id, purpose, hash)
) {keyed};

-- The language a reporter is written to, where it is not Indonesian.
CREATE TABLE reporter_language (
    report_id {uuid} PRIMARY KEY,
    language  {text} NOT NULL
) {keyed};

-- What came in through a gateway, by keyed hash of its own id: a repeated delivery is answered and not done again.
CREATE TABLE inbound (
    key_hash   {bytes} PRIMARY KEY,
    at_us      {int}   NOT NULL,
    outcome    {text}  NOT NULL,
    report_id  {uuid}
) {keyed};
CREATE INDEX inbound_at ON inbound (at_us);

-- Parts of a long message, until all are there or the wait is over.
CREATE TABLE inbound_part (
    group_hash  {bytes} NOT NULL,
    part        {int}   NOT NULL,
    total       {int}   NOT NULL,
    key_hash    {bytes} NOT NULL,
    body_id     {uuid}  NOT NULL,
    gateway     {text}  NOT NULL,
    at_us       {int}   NOT NULL,
    done        {bool}  NOT NULL,
    seal_id     {uuid}  NOT NULL,
    wrapped_key {bytes},
    sealed      {bytes},
    PRIMARY KEY (group_hash, part)
) {keyed};
CREATE INDEX inbound_part_at ON inbound_part (at_us) WHERE NOT done;
