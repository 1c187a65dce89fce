-- Subscriptions to events: how far in the order of events each was told, its secret sealed under its body's key (and
-- the one before it while that is still valid), and until when nobody is called there. What is subscribed to stands
-- in its document.
CREATE TABLE webhook (
    id              {uuid}  PRIMARY KEY,
    body_id         {uuid}  NOT NULL,
    position        {int}   NOT NULL,
    secret_id       {uuid}  NOT NULL,
    wrapped_key     {bytes} NOT NULL,
    sealed          {bytes} NOT NULL,
    old_secret_id   {uuid},
    old_wrapped_key {bytes},
    old_sealed      {bytes},
    old_until       {int}   NOT NULL,
    away            {int}   NOT NULL,
    away_till       {int}   NOT NULL
) {table};

-- What is to be told, and what was: no words, they are composed when it is sent. `id` follows from subscription, report
-- and event, so that telling twice shows. `report_id` is empty for a test.
CREATE TABLE webhook_delivery (
    id          {uuid} PRIMARY KEY,
    webhook_id  {uuid} NOT NULL,
    report_id   {uuid},
    seq         {int}  NOT NULL,
    position    {int}  NOT NULL,
    kind        {text} NOT NULL,
    told        {text} NOT NULL,
    occurred_at {int}  NOT NULL,
    state       {text} NOT NULL,
    attempts    {int}  NOT NULL,
    run_at      {int}  NOT NULL,
    leased_till {int}  NOT NULL,
    since       {int}  NOT NULL,
    created_at  {int}  NOT NULL,
    ended_at    {int},
    code        {text},
    error       {text}
) {table};
CREATE INDEX webhook_delivery_ready ON webhook_delivery (webhook_id, run_at, position) WHERE state = 'queued';
CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, report_id, position) WHERE state = 'queued';
CREATE INDEX webhook_delivery_log   ON webhook_delivery (webhook_id, created_at, position);
CREATE INDEX webhook_delivery_dead  ON webhook_delivery (webhook_id, id) WHERE state = 'dead';
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;

-- Every try, and what the receiver said.
CREATE TABLE webhook_attempt (
    delivery_id {uuid} NOT NULL,
    n           {int}  NOT NULL,
    at_us       {int}  NOT NULL,
    outcome     {text} NOT NULL,
    code        {text},
    error       {text},
    PRIMARY KEY (delivery_id, n)
) {keyed};
