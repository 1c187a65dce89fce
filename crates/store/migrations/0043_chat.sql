-- Guided dialogues at messengers, by keyed hash of door and sender: what was said so far, sealed. Forgotten a day after
-- the person's last word, which is also how long WhatsApp lets us write freely. Who leaves a report unsent is reminded once.
CREATE TABLE chat_talk (
    key_hash    {bytes} PRIMARY KEY,
    body_id     {uuid}  NOT NULL,
    heard_us    {int}   NOT NULL,
    version     {int}   NOT NULL,
    remind_us   {int},
    seal_id     {uuid}  NOT NULL,
    wrapped_key {bytes} NOT NULL,
    sealed      {bytes} NOT NULL
) {keyed};
CREATE INDEX chat_talk_heard ON chat_talk (heard_us);
CREATE INDEX chat_talk_remind ON chat_talk (remind_us) WHERE remind_us IS NOT NULL;
