//! What reporters are told, and in which words: composed from events by what the visibility function leaves.

pub(crate) mod compose;
pub mod officers;
pub mod quiet;
pub mod wording;
pub mod words;
