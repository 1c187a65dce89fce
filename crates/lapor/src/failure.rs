//! Why a command did nothing, as one sentence for the operator that says what to do.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use dokumen::DocumentError;
use lapor_app::error::AppError;
use lapor_app::files::FileError;
use lapor_app::import::ImportError;
use lapor_app::password::PasswordError;
use lapor_store::StoreError;
use lapor_store::record::RecordError;
use lapor_store::seal::KeyFileError;

/// A refusal or failure. Its text is what the operator reads.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: String,
    code: u8,
}

impl Failure {
    /// Refused or failed: exit code 1.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            code: 1,
        }
    }

    /// The command was not written as it must be: exit code 2.
    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            code: 2,
        }
    }

    /// The same sentence with an exit code of its own.
    pub(crate) fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// A file or folder that could not be used.
    pub(crate) fn file(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{what} {}: {}", path.display(), system(error)))
    }

    /// Prints it and gives the exit code.
    pub(crate) fn tell(&self) -> ExitCode {
        // Nothing was said where the reader of our output went away: they know.
        if !self.sentence.is_empty() {
            let stop = if self.sentence.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            eprintln!("lapor: {}{stop}", self.sentence);
        }
        ExitCode::from(self.code)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// What the system said, in words where we have them.
pub(crate) fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "tidak ada".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "tidak boleh dibuka; periksa pemilik dan izinnya".to_owned()
        }
        io::ErrorKind::StorageFull => "cakram penuh; kosongkan ruang, lalu ulangi".to_owned(),
        io::ErrorKind::IsADirectory => "adalah folder, bukan berkas".to_owned(),
        io::ErrorKind::InvalidData => "isinya bukan teks UTF-8".to_owned(),
        io::ErrorKind::AddrInUse => "sudah dipakai program lain".to_owned(),
        io::ErrorKind::AddrNotAvailable => "bukan alamat mesin ini".to_owned(),
        _ => error.to_string(),
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::BadUrl(_) => Self::usage(error.to_string()),
            _ => Self::new(error.to_string()),
        }
    }
}

impl From<KeyFileError> for Failure {
    fn from(error: KeyFileError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<PasswordError> for Failure {
    fn from(error: PasswordError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<RecordError> for Failure {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Store(error) => error.into(),
            RecordError::Sealed => Self::new(
                "isi yang tersegel tidak dapat dibuka: berkas kunci bukan milik basis data ini, atau barisnya rusak. Jalankan `lapor doctor`",
            ),
            other => Self::new(format!(
                "catatan tidak dapat dibaca program versi ini ({other}). Jalankan versi yang sesuai, atau `lapor rebuild --check`"
            )),
        }
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Record(error) => error.into(),
            AppError::File(error) => error.into(),
            AppError::Password(error) => error.into(),
            AppError::Import(ImportError::ProblemFile { path, error }) => Self::new(format!(
                "laporan sudah diimpor, tetapi daftar masalah tidak dapat ditulis ke {}: {}. \
                 Pilih tempat lain dengan --problems lalu impor ulang; laporan tidak menjadi ganda",
                path.display(),
                system(&error)
            )),
            AppError::Import(ImportError::Open { path, error }) => Self::new(format!(
                "berkas batas wilayah {} tidak dapat dibuka: {}. Periksa nama dan hak bacanya",
                path.display(),
                system(&error)
            )),
            AppError::Import(error) => Self::new(error.to_string()),
            AppError::NotFound => Self::new("yang dicari tidak ada"),
            other => Self::new(format!("ditolak: {other}")),
        }
    }
}
