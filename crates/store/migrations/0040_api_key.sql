-- Secrets of keys of programs, as keyed hashes, and when they were last used. What a key opens stands in its document.
CREATE TABLE api_key (
    id          {uuid}  PRIMARY KEY,
    secret_hash {bytes} NOT NULL,
    created_at  {int}   NOT NULL,
    used_at     {int},
    revoked_at  {int}
) {keyed};
