//! Standard output: a reader that goes away early (`| head`) is no error.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use crate::failure::{Failure, system};

/// Writes text and flushes it.
///
/// # Errors
/// A silent failure where the reader went away, a spoken one for a full disk.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::new("")),
        Err(error) => Err(Failure::new(format!(
            "keluaran tidak dapat ditulis: {}",
            system(&error)
        ))),
    }
}

/// Writes a line.
///
/// # Errors
/// As [`print`].
pub(crate) fn line(text: impl AsRef<str>) -> Result<(), Failure> {
    print(&format!("{}\n", text.as_ref()))
}

/// Writes a file: to its end beside its place first, so that there is never half of one.
///
/// # Errors
/// Where it cannot be written; what was begun is taken away.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".baru");
    let beside = path.with_file_name(name);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What is half-written is of no use; that it cannot be removed is not the error to tell.
        let _left = std::fs::remove_file(&beside);
        Failure::new(format!(
            "{} tidak dapat ditulis: {}",
            path.display(),
            system(&error)
        ))
    })
}

/// Writes rows under each other, columns as wide as their widest cell.
///
/// # Errors
/// As [`print`].
pub(crate) fn columns(head: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    let mut widths: Vec<usize> = head.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = row_of(head.iter().copied(), &widths);
    for row in rows {
        text.push_str(&row_of(row.iter().map(String::as_str), &widths));
    }
    print(&text)
}

fn row_of<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let padded: Vec<String> = cells
        .zip(widths)
        .map(|(cell, width)| format!("{cell:<width$}"))
        .collect();
    format!("{}\n", padded.join("  ").trim_end())
}
