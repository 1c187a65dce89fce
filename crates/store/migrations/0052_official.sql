-- Documents of an office: drafts, and editions that were published. What a published one says of figures and facts
-- stands in `gathered`, its letterhead and chapters in `papers`, for ever.
CREATE TABLE official (
    id          {uuid} PRIMARY KEY,
    body_id     {uuid} NOT NULL,
    unit_id     {uuid},
    layout      {text} NOT NULL,
    cadence     {text} NOT NULL,
    from_day    {text} NOT NULL,
    to_day      {text} NOT NULL,
    reader      {text} NOT NULL,
    state       {text} NOT NULL,
    version     {int}  NOT NULL,
    as_of_us    {int}  NOT NULL,
    masked      {bool} NOT NULL,
    advice      {text} NOT NULL,
    papers      {text},
    gathered    {text},
    position    {int},
    policy      {int},
    definitions {int},
    made_by     {uuid},
    made_at     {int}  NOT NULL,
    edited_by   {uuid},
    edited_at   {int},
    approved_by {uuid},
    approved_at {int}
) {table};
CREATE INDEX official_body ON official (body_id, made_at);
CREATE INDEX official_published ON official (body_id, reader, to_day) WHERE state = 'published';

-- The files of a published edition, sealed under its body's key: an edition for leaders holds more than everybody may
-- see. Where words in it were erased since, only the fingerprint stays.
CREATE TABLE official_file (
    official_id {uuid}  NOT NULL,
    form        {text}  NOT NULL,
    sha256      {text}  NOT NULL,
    length      {int}   NOT NULL,
    wrapped_key {bytes},
    sealed      {bytes},
    PRIMARY KEY (official_id, form)
) {keyed};
