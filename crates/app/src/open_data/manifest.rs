//! What a published snapshot says of itself.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The way in which files are made: counted up whenever the same record gives other files, so that those of before are made anew.
pub(super) const MAKER: u32 = 2;

/// How many rows were told more coarsely than they are known, and what was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows in each file.
    pub rows: u64,
    /// The day is not told.
    pub day: u64,
    /// The region is coarser than known, or not told.
    pub place: u64,
    /// The category is coarser than known, or not told.
    pub category: u64,
    /// Values of other columns that are left empty because they are too rare.
    pub cells: u64,
    /// Left out altogether: fewer than five, with nobody to join.
    pub withheld: u64,
    /// Words that are released but left out, because something in them may be personal.
    pub words: u64,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name in the folder.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// A finished snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name of the edition.
    pub edition: String,
    /// Which way of making made it.
    pub maker: u32,
    /// First local day of arrival.
    pub from: Date,
    /// Last local day of arrival.
    pub to: Date,
    /// When anything that everybody sees of the body's reports had last changed.
    pub as_of: Timestamp,
    /// Released words are in it.
    pub with_words: bool,
    /// Rows, and what was coarsened.
    pub counts: Counts,
    /// Files, by name.
    pub files: Vec<FileEntry>,
    /// Folder beside the manifest: follows from the contents.
    pub folder: String,
}

/// Media type of a file of a snapshot.
pub(super) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => "text/csv",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "parquet" => "application/vnd.apache.parquet",
        "html" => "text/html",
        _ => "text/plain",
    }
}
