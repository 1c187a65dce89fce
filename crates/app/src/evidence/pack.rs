//! The pack as files, in a folder or in one archive.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use lapor_store::seal::hex;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::index;
use super::sheet::Sheet;

/// Evidence of a year.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Name of the body.
    pub body: String,
    /// The year.
    pub year: i16,
    /// Small figures stand alone.
    pub exact: bool,
    /// As of when, with offset.
    pub as_of: String,
    /// Place in the order of events of the last one that counts.
    pub position: i64,
    /// Reports of the year that were recorded later: in no figure.
    pub recorded_later: u64,
    pub(super) sheets: Vec<Sheet>,
}

/// A file of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Path within the pack, with strokes.
    pub path: String,
    /// Its contents.
    pub text: String,
}

impl Pack {
    /// All files, the index first, the checksums last.
    pub fn files(&self) -> Vec<PackFile> {
        let mut files = vec![PackFile {
            path: "index.html".to_owned(),
            text: index::page(self),
        }];
        files.extend(self.sheets.iter().map(|sheet| PackFile {
            path: sheet.path(),
            text: sheet.csv(&self.as_of, self.position),
        }));
        let mut sums = String::new();
        for file in &files {
            let sum = hex(&Sha256::digest(file.text.as_bytes()));
            let _infallible = writeln!(sums, "{sum}  {}", file.path);
        }
        files.push(PackFile {
            path: "SHA256SUMS".to_owned(),
            text: sums,
        });
        files
    }

    /// As one archive; the same files give the same bytes.
    ///
    /// # Errors
    /// Never for want of memory alone; what the archive's writer says.
    pub fn zip(&self) -> io::Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for file in self.files() {
            zip.start_file(file.path, options)?;
            zip.write_all(file.text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
