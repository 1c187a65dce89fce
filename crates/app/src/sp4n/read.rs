//! From bytes to the right reader. The content decides, never the file's name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::cell::{Cell, RawRow};
use super::error::ReadError;
use super::options::ReadOptions;
use super::sheet::{Builder, Sheet};
use super::{delimited, xlsx};

/// Reads an export from disk. See [`read()`].
///
/// # Errors
/// [`ReadError`], when the file as a whole cannot be used.
pub fn read_path(path: &Path, options: &ReadOptions) -> Result<Sheet, ReadError> {
    let limit = options.limits.file_bytes;
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    // A pipe has no size to ask for, so the reading itself is bounded.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    read(&bytes, &name, options)
}

/// Reads an export, `.xlsx` or CSV, from memory. `file_name` is only remembered.
///
/// # Errors
/// [`ReadError`], when the file as a whole cannot be used. Faults of single rows are in [`Sheet::problems`].
pub fn read(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Sheet, ReadError> {
    match container(bytes, options.limits.file_bytes)? {
        Container::Workbook => xlsx::read(bytes, file_name, options),
        Container::Text => delimited::read(bytes, file_name, options),
    }
}

/// Reads records that came over an interface, by the names of their fields, as if they were the rows of an export.
///
/// # Errors
/// [`ReadError`], where no field is the number, or none the date.
pub fn read_records(
    records: &[BTreeMap<String, String>],
    options: &ReadOptions,
) -> Result<Sheet, ReadError> {
    let names: BTreeSet<&String> = records.iter().flat_map(BTreeMap::keys).collect();
    let cell = |text: &str| {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text.to_owned())
        }
    };
    let mut builder = Builder::new(options);
    builder.push(&RawRow {
        number: 1,
        cells: names.iter().map(|name| cell(name)).collect(),
    })?;
    for (record, number) in records.iter().zip(2..) {
        let cells = names
            .iter()
            .map(|name| cell(record.get(*name).map_or("", String::as_str)));
        builder.push(&RawRow {
            number,
            cells: cells.collect(),
        })?;
    }
    builder.finish("")
}

/// A file that can be read, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// An `.xlsx`, as far as its beginning says.
    Workbook,
    /// Text.
    Text,
}

/// What a file is, or why it is none that is read.
pub(crate) fn container(bytes: &[u8], limit: u64) -> Result<Container, ReadError> {
    let size = bytes.len() as u64;
    if size > limit {
        return Err(ReadError::TooLarge { bytes: size, limit });
    }
    match sniff(bytes) {
        Kind::Empty => Err(ReadError::Empty),
        Kind::Zip => Ok(Container::Workbook),
        Kind::Compound => Err(compound(bytes)),
        Kind::Other(found) => Err(ReadError::NotASpreadsheet { found }),
        Kind::Html => Err(ReadError::OtherFormat {
            found: "halaman web (HTML) yang diberi nama lembar kerja",
        }),
        Kind::Text => Ok(Container::Text),
    }
}

enum Kind {
    Empty,
    Zip,
    /// The container of `.xls`, and of an `.xlsx` under a password.
    Compound,
    Html,
    Other(&'static str),
    Text,
}

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"7z\xbc\xaf\x27\x1c", "arsip 7z"),
    (b"Rar!", "arsip RAR"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
];

fn sniff(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::Compound;
    }
    if let Some((_, found)) = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
    {
        return Kind::Other(found);
    }
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if text.is_empty() {
        return Kind::Empty;
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    if text.starts_with(b"<") {
        return Kind::Html;
    }
    // A few NULs in a text are dirt that is cleaned away; many are a sign that it is no text. UTF-16 says so first.
    let nuls = head.split(|byte| *byte == 0).count() - 1;
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !utf16 && nuls * 20 > head.len() {
        Kind::Other("berkas biner")
    } else {
        Kind::Text
    }
}

fn compound(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        ReadError::Password
    } else {
        ReadError::OtherFormat {
            found: "Excel lama (.xls)",
        }
    }
}
