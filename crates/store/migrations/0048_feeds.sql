-- When what everybody sees of a report last changed: feeds are read by it. Of reports that were public before this step
-- it is their last event, until `lapor rebuild` reads it from their history.
ALTER TABLE report ADD COLUMN public_at {int};
UPDATE report SET public_at = updated_at WHERE is_public;
-- Both carry what feeds filter by, so that rare filters pass over index entries and not over rows.
CREATE INDEX report_news     ON report (holder_id, public_at, id, category_id, region, figure, lead_id, received_day)
    WHERE is_public;
CREATE INDEX report_news_all ON report (public_at, id, category_id, region, figure, lead_id, received_day)
    WHERE is_public;
-- The last change of all, also of what everybody saw and no longer sees.
CREATE INDEX report_seen     ON report (holder_id, public_at) WHERE public_at IS NOT NULL;
CREATE INDEX report_seen_all ON report (public_at) WHERE public_at IS NOT NULL;

-- Who follows a report or a list by e-mail. `hash` is the keyed hash of the address, which itself is sealed; `id` is a
-- keyed hash of address and subject, so that asking twice makes one and nobody guesses the link that ends it.
CREATE TABLE follow (
    id          {uuid}  PRIMARY KEY,
    body_id     {uuid}  NOT NULL,
    hash        {bytes} NOT NULL,
    report_id   {uuid},
    filter      {text}  NOT NULL,
    language    {text}  NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed      {bytes} NOT NULL,
    confirmed   {bool}  NOT NULL,
    created_at  {int}   NOT NULL,
    told        {int}   NOT NULL,
    next_at     {int}
) {table};
CREATE INDEX follow_due    ON follow (next_at, id) WHERE confirmed AND next_at IS NOT NULL;
CREATE INDEX follow_report ON follow (report_id) WHERE report_id IS NOT NULL;
CREATE INDEX follow_hash   ON follow (body_id, hash);
CREATE INDEX follow_asked  ON follow (created_at) WHERE NOT confirmed;

-- Which letters to followers speak of which reports, while they may still wait: what everybody no longer sees is taken
-- out of the outbox, and the rest told anew from `told`.
CREATE TABLE follow_letter (
    report_id  {uuid} NOT NULL,
    message_id {uuid} NOT NULL,
    follow_id  {uuid} NOT NULL,
    told       {int}  NOT NULL,
    PRIMARY KEY (report_id, message_id)
) {keyed};
CREATE INDEX follow_letter_message ON follow_letter (message_id);
CREATE INDEX follow_letter_follow  ON follow_letter (follow_id);

-- Whose a letter is, for as long as its words are kept: by this the link in it ends what it belongs to.
CREATE TABLE follow_message (
    message_id {uuid} PRIMARY KEY,
    follow_id  {uuid} NOT NULL
) {keyed};
CREATE INDEX follow_message_of ON follow_message (follow_id);
