//! The record: event log, erasable content, read models, figures, jobs. One SQL text for SQLite and PostgreSQL.

mod among;
#[cfg(any(test, feature = "testing"))]
pub mod bulk;
mod change;
mod dialect;
mod error;
pub mod figures;
pub mod follow;
mod lease;
pub mod list;
pub mod maintenance;
mod migrate;
mod migrations;
pub mod national;
pub mod official;
pub mod outbox;
pub mod outside;
pub mod outside_push;
mod postgres;
pub mod rebuild;
pub mod record;
pub mod register_import;
pub mod routing;
mod row;
pub mod seal;
pub mod search;
pub mod sequencer;
mod sqlite;
mod stats;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod twin;
mod tx;
mod url;
mod value;
pub mod webhook;

pub use change::{Change, Query};
pub use dialect::{Engine, SearchIndex};
pub use error::StoreError;
pub use row::{FromRow, Row};
pub use stats::CommitStats;
pub use store::{OpenOptions, Store};
pub use tx::Tx;
pub use value::{FromValue, Value};
