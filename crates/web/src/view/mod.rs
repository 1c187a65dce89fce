//! What pages show: plain values that were decided elsewhere. Nothing here
//! asks a rule; it only says which words and which shape a decision gets.

pub mod about;
pub mod api;
pub mod asked;
pub mod charts;
pub mod data;
pub mod documents;
pub mod errors;
pub mod file;
pub mod follow;
pub mod forms;
pub mod home;
pub mod own;
pub mod parts;
pub mod promises;
pub mod receipt;
pub mod released;
pub mod similar;
pub mod stats;
pub mod stop;
pub mod track;
pub mod words;
