//! Reports that other systems deliver over HTTP.

mod fields;
pub mod inbound;

pub use fields::{Reading, read};
