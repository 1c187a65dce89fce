//! The life of a report, held against section 3 and 4 of the rule book.

mod lives;
mod rows;
mod walk;
mod who;
