-- What became of a message after a gateway or a mail server took it.

-- The id under which a gateway knows a message: its delivery reports name that.
CREATE TABLE message_handed (
    gateway    {text} NOT NULL,
    their_id   {text} NOT NULL,
    message_id {uuid} NOT NULL,
    at_us      {int}  NOT NULL,
    PRIMARY KEY (gateway, their_id)
) {keyed};
CREATE INDEX message_handed_at ON message_handed (at_us);

-- Addresses that a server said do not exist, by keyed hash, and the message that came back.
CREATE TABLE contact_unreachable (
    body_id    {uuid}  NOT NULL,
    purpose    {text}  NOT NULL,
    hash       {bytes} NOT NULL,
    message_id {uuid}  NOT NULL,
    at_us      {int}   NOT NULL,
    PRIMARY KEY (body_id, purpose, hash)
) {keyed};
CREATE INDEX contact_unreachable_message ON contact_unreachable (message_id);
CREATE INDEX contact_unreachable_at ON contact_unreachable (at_us);
