//! Standard output: a reader that goes away early (`| head`) is no error.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, system};

/// Where the files of a folder lie until all are written.
const HALF: &str = ".baru";

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

/// Writes a file, whole or not at all.
///
/// # Errors
/// Where it cannot be written; what was begun is taken away.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = beside(path);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    put(
        path,
        &beside,
        written.map_err(|error| unwritten(path, &error)),
    )
}

/// Has a file written, whole or not at all: to its end beside its place first.
///
/// # Errors
/// What writing gives, or where it cannot be put in its place; what was begun is taken away.
pub(crate) async fn whole<T>(
    path: &Path,
    write: impl AsyncFnOnce(&Path) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let beside = beside(path);
    let written = write(&beside).await;
    put(path, &beside, written)
}

/// Has the files of a new or empty folder written, all or none: to their end in a folder within it first. What an interrupted
/// writing left there is no obstacle.
///
/// # Errors
/// Where the folder holds something, what writing gives, or where the files cannot be put in their places.
pub(crate) async fn folder<T>(
    path: &Path,
    write: impl AsyncFnOnce(&Path) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let failed = |error: io::Error| Failure::file("folder", path, &error);
    let is_new = !path.exists();
    fs::create_dir_all(path).map_err(failed)?;
    let inside = path.join(HALF);
    for entry in fs::read_dir(path).map_err(failed)? {
        if entry.map_err(failed)?.path() != inside {
            return Err(Failure::new(format!(
                "folder {} tidak kosong. Pilih folder baru supaya tidak ada berkas lama yang tercampur",
                path.display()
            )));
        }
    }
    if inside.exists() {
        fs::remove_dir_all(&inside).map_err(failed)?;
    }
    fs::create_dir(&inside).map_err(failed)?;
    let written = write(&inside).await;
    let placed = written.and_then(|done| up(&inside, path).map(|()| done).map_err(failed));
    if placed.is_err() {
        // As above: what is half-written is of no use.
        let _left = fs::remove_dir_all(&inside);
        if is_new {
            let _left = fs::remove_dir(path);
        }
    }
    placed
}

/// Moves everything in a folder to the one that holds it.
fn up(inside: &Path, path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(inside)? {
        let entry = entry?;
        fs::rename(entry.path(), path.join(entry.file_name()))?;
    }
    fs::remove_dir(inside)
}

/// That a file cannot be written.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!(
        "{} tidak dapat ditulis: {}",
        path.display(),
        system(error)
    ))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".baru");
    path.with_file_name(name)
}

fn put<T>(path: &Path, beside: &Path, written: Result<T, Failure>) -> Result<T, Failure> {
    let named = written.and_then(|done| {
        let renamed = fs::rename(beside, path);
        renamed
            .map(|()| done)
            .map_err(|error| unwritten(path, &error))
    });
    if named.is_err() {
        // What is half-written is of no use; that it cannot be removed is not the error to tell.
        let _left = fs::remove_file(beside);
    }
    named
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
