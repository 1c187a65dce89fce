//! Indonesian text of citizens' reports: normalise, stem, find personal data, classify, find near-duplicates.
//!
//! Each module is useful on its own, knows no database and no network, takes time in proportion to the length of
//! its text, and gives the same answer for the same input on every machine.

pub mod classify;
pub mod functions;
pub mod personal;
pub mod text;
pub mod twins;
