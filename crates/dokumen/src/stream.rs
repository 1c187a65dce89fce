//! Tables too long to be held: rows in one by one, a file out.

mod csv;
mod xlsx;

pub use self::csv::CsvRows;
pub use self::xlsx::{About, XlsxRows};
