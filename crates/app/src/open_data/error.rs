//! Why there is no snapshot.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use lapor_store::StoreError;

use super::edition::Edition;
use super::gate::Hit;
use crate::error::AppError;
use crate::files::FileError;

/// Why a snapshot was not made. What is half-made is never offered.
#[derive(Debug, thiserror::Error)]
pub enum OpenDataError {
    /// The record.
    #[error(transparent)]
    App(#[from] AppError),
    /// The disk.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A year that has not begun.
    #[error("tahun {0} belum tiba; pilih tahun yang sudah lewat atau sedang berjalan")]
    Future(Edition),
    /// Another part stopped in the middle of it.
    #[error("penulisan berkas berhenti di tengah jalan; ulangi")]
    Stopped,
    /// The gate found something in the finished files.
    #[error("berkas ditahan dan tidak diterbitkan: {}", told(.0))]
    Refused(Vec<Hit>),
}

impl From<StoreError> for OpenDataError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<OpenDataError> for AppError {
    /// For doors: what is not offered does not exist there.
    fn from(error: OpenDataError) -> Self {
        match error {
            OpenDataError::App(error) => error,
            OpenDataError::Io { path, source } => Self::File(FileError::Io { path, source }),
            OpenDataError::Future(_) | OpenDataError::Stopped | OpenDataError::Refused(_) => {
                Self::NotFound
            }
        }
    }
}

fn told(hits: &[Hit]) -> String {
    const MOST: usize = 5;
    let mut text = String::new();
    for (n, hit) in hits.iter().take(MOST).enumerate() {
        let between = if n > 0 { "; " } else { "" };
        let _infallible = write!(text, "{between}{hit}");
    }
    if hits.len() > MOST {
        let _infallible = write!(text, "; dan {} temuan lain", hits.len() - MOST);
    }
    text
}
