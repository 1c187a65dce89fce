//! Flat tables as Apache Parquet files.
//!
//! A [`Writer`] takes rows and writes row groups as they fill, so that a table of any length needs the memory of one group.
//! A [`Reader`] reads one group at a time what the writer wrote: whoever publishes a file can look at every value in it
//! before anybody else does.
//!
//! Of the format only what such tables need: columns of text, whole numbers, real numbers and days, every one of which may
//! be empty; text through a dictionary (`RLE_DICTIONARY`), numbers as they are (`PLAIN`), data pages of version 1, no
//! compression. The same rows give the same bytes. Layout: <https://parquet.apache.org/docs/file-format/>; the footer is
//! in the compact protocol of Thrift.

mod column;
mod hybrid;
mod read;
mod thrift;
mod write;

pub use column::{Column, Kind, Value};
pub use read::{ReadError, Reader};
pub use write::{WriteError, Writer};

/// What a file begins and ends with.
const MAGIC: &[u8; 4] = b"PAR1";
/// Values as they are.
const PLAIN: i64 = 0;
/// Runs and packed bits, here of definition levels.
const RLE: i64 = 3;
/// Places in a dictionary, as runs and packed bits.
const RLE_DICTIONARY: i64 = 8;
