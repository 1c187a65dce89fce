-- What others copy by what changed since: released reports of a body.
CREATE INDEX report_public_updated ON report (holder_id, updated_at, received_at, id) WHERE is_public;
