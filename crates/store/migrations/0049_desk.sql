-- What an officer recorded for others, newest first.
CREATE INDEX event_recorded_for ON event (actor_officer, recorded_at) WHERE seq = 1 AND actor_officer IS NOT NULL;

-- When and where an officer wants to hear of their work; the address is sealed.
CREATE TABLE officer_notice (
    officer_id  {uuid} PRIMARY KEY,
    wish        {text}  NOT NULL,
    language    {text}  NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed      {bytes} NOT NULL,
    at_us       {int}   NOT NULL
) {keyed};

-- Which digests went out, or had nothing to say: each day's and each week's once.
CREATE TABLE digest (
    officer_id {uuid} NOT NULL,
    kind       {text} NOT NULL,
    period     {text} NOT NULL,
    at_us      {int}  NOT NULL,
    PRIMARY KEY (officer_id, kind, period)
) {keyed};
CREATE INDEX digest_at ON digest (at_us);
