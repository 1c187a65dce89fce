//! Reports that other systems deliver over HTTP.

mod fields;
pub mod inbound;
mod pasted;

pub use fields::{Reading, read};
