//! Why a register cannot be read at all, in words for the person who chose it.

use crate::sp4n::ReadError;

/// A file as a whole was refused. A fault of one row is never an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// Nothing in it.
    #[error("berkas kosong. Periksa apakah berkas yang dipilih sudah benar, lalu ulangi")]
    Empty,
    /// More rows than are taken at one time.
    #[error("berkas memuat lebih dari {limit} baris. Bagi per tahun, lalu impor satu per satu")]
    TooManyRows {
        /// Limit.
        limit: usize,
    },
    /// Larger than is taken.
    #[error(
        "berkas terlalu besar ({bytes} bita, batas {limit}). Bagi per tahun, lalu impor satu per satu"
    )]
    TooLarge {
        /// Size found, bytes.
        bytes: u64,
        /// Limit, bytes.
        limit: u64,
    },
    /// Unpacks to more than is taken.
    #[error(
        "isi berkas setelah dibuka melebihi {limit} bita; berkas ini tidak wajar. Simpan ulang lembarnya saja sebagai CSV, \
         lalu ulangi"
    )]
    UnpacksTooLarge {
        /// Limit, bytes.
        limit: u64,
    },
    /// No spreadsheet.
    #[error("berkas ini bukan lembar kerja ({found}). Pilih berkas .xlsx atau .csv")]
    NotASpreadsheet {
        /// What it looks like.
        found: &'static str,
    },
    /// A workbook has no such sheet.
    #[error("tidak ada lembar bernama \"{asked}\". Yang ada: {there}")]
    NoSheet {
        /// Asked for.
        asked: String,
        /// Names of the sheets.
        there: String,
    },
    /// No row looks like a header.
    #[error(
        "baris judul kolom tidak ditemukan dalam {searched} baris pertama. Pastikan lembar dan pemisah kolomnya benar, dan \
         baris judul tidak dihapus"
    )]
    NoHeader {
        /// How many rows were looked at.
        searched: usize,
    },
    /// One column only: the separator is probably another one.
    #[error(
        "hanya satu kolom yang terbaca; pemisah kolomnya mungkin bukan \"{separator}\". Simpan ulang sebagai CSV dengan titik \
         koma atau koma, atau sebutkan pemisahnya pada pemetaan (separator = \"…\")"
    )]
    OneColumn {
        /// The one that was tried.
        separator: char,
    },
    /// Columns that the mapping names are not there.
    #[error(
        "kolom {missing} tidak ada pada berkas ini; pemetaan ini untuk berkas lain. Yang ada: {there}"
    )]
    ColumnsMissing {
        /// Names in the mapping.
        missing: String,
        /// Names in the file.
        there: String,
    },
    /// The mapping says not enough.
    #[error(
        "pemetaan belum menunjuk kolom {0}. Pilih kolomnya: tanpa itu tidak satu baris pun dapat dibaca"
    )]
    NotMapped(&'static str),
    /// As any spreadsheet.
    #[error(transparent)]
    Read(ReadError),
}

impl From<ReadError> for RegisterError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Empty => Self::Empty,
            ReadError::TooManyRows { limit } => Self::TooManyRows { limit },
            ReadError::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            ReadError::UnpacksTooLarge { limit } => Self::UnpacksTooLarge { limit },
            ReadError::NotASpreadsheet { found } => Self::NotASpreadsheet { found },
            ReadError::NoHeader { searched } => Self::NoHeader { searched },
            other => Self::Read(other),
        }
    }
}
