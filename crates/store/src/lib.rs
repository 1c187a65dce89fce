//! The record: event log, erasable content, read models, figures, jobs. One SQL text for SQLite and PostgreSQL.

pub mod seal;
