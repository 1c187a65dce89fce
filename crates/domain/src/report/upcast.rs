//! Reading events of every version, for ever.
//!
//! An event's payload is JSON with a `kind`; its row carries a `version`. A change of shape raises
//! [`VERSION`] and adds a step to [`upcast`]; `tests/samples` keeps one sample of each kind in each
//! version, and a test reads them.

use serde_json::Value;

use super::event::Event;

/// Version in which events are written today.
pub const VERSION: u16 = 1;

/// An event that cannot be read: a newer program wrote it, or the row is corrupt.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Written by a newer program.
    #[error("event version {0} is newer than this program ({VERSION})")]
    Newer(u16),
    /// Not what the version promises.
    #[error("event payload cannot be read: {0}")]
    Corrupt(#[from] serde_json::Error),
}

/// Reads a payload of any version.
///
/// # Errors
/// [`Unreadable`].
pub fn read(version: u16, payload: &str) -> Result<Event, Unreadable> {
    match version {
        VERSION => Ok(serde_json::from_str(payload)?),
        newer if newer > VERSION => Err(Unreadable::Newer(newer)),
        older => Ok(serde_json::from_value(upcast(
            older,
            serde_json::from_str(payload)?,
        ))?),
    }
}

/// Writes a payload in today's version.
///
/// # Errors
/// Only where an event holds what JSON cannot: never for the types of this crate.
pub fn write(event: &Event) -> Result<String, serde_json::Error> {
    serde_json::to_string(event)
}

/// Lifts a payload from an older version, step by step. There is only one version yet.
fn upcast(_from: u16, payload: Value) -> Value {
    payload
}
