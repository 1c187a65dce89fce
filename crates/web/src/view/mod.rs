//! What pages show: plain values that were decided elsewhere. Nothing here
//! asks a rule; it only says which words and which shape a decision gets.

pub mod errors;
pub mod forms;
pub mod parts;
pub mod words;
