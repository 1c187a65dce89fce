-- What everybody saw change, with the day of receipt: whether an edition of open data is to be made anew is asked of its own days.
-- What ceased to be public has an index of its own: without it every report that ever was public was looked at, every minute.
DROP INDEX report_seen;
CREATE INDEX report_seen ON report (holder_id, public_at, received_day) WHERE public_at IS NOT NULL;
CREATE INDEX report_withdrawn ON report (holder_id, public_at, received_day) WHERE public_at IS NOT NULL AND NOT is_public;
-- Public reports that left a body: its editions of open data hold them no longer.
CREATE INDEX state_interval_left ON state_interval (holder_id, from_us, received_day) WHERE has_left AND is_public;
