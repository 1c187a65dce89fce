-- Stretches in which a report is not public, by the day of its receipt and when they began: the public state of a period that
-- is long over looks through what happened to its own reports, not through all that happened since.
DROP INDEX state_interval_begun;
CREATE INDEX state_interval_begun_day ON state_interval (holder_id, received_day, from_us) WHERE NOT is_public;
