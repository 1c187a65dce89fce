//! Personal data: recall and precision on generated texts, hostile input, and, where there is some, real data.
#![expect(clippy::unwrap_used, reason = "tests")]

mod figures;
mod generate;
mod hostile;
mod people;
mod real;
