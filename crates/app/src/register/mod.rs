//! Reading any city's old register (CSV or workbook) by a mapping, without writing anything yet.
//!
//! A [`Grid`] is the file as cells. A [`RegisterMapping`] says which column is what and what the city's words mean: it is
//! data, kept as TOML, proposed by [`propose`] from the header's words and the cells, changed by people, and used again.
//! [`convert`] makes of both the rows that the import of exports writes, and says what must be mended.

mod convert;
mod error;
mod field;
mod grid;
mod header;
mod mapping;
mod mend;
mod names;
mod propose;
mod reader;
mod separator;
mod state;

pub use convert::{Converted, RowKey, convert, with_words};
pub use error::RegisterError;
pub use field::Field;
pub use grid::{Grid, GridOptions, LIMITS, read_grid};
pub use header::Header;
pub use mapping::{MappingError, RegisterMapping, Words};
pub use mend::{remedy, write_rows_to_mend};
pub use names::Names;
pub use propose::propose;
pub use state::RegisterState;
