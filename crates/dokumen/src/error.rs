//! Why a document could not be written.

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A workbook could not be written.
    #[error("lembar kerja tidak dapat ditulis: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The parts of a file could not be put together.
    #[error("berkas tidak dapat disusun: {0}")]
    Package(#[from] zip::result::ZipError),
    /// Writing failed: no room, no right.
    #[error("berkas tidak dapat ditulis: {0}")]
    Io(#[from] std::io::Error),
    /// A line of CSV could not be written.
    #[error("baris CSV tidak dapat ditulis: {0}")]
    Csv(#[from] csv::Error),
    /// The PDF would not be one that everybody can read; the reasons as its writer names them.
    #[error("PDF tidak memenuhi aturan aksesibilitas: {0}")]
    Pdf(String),
    /// A row has another number of cells than its table has columns.
    #[error("baris {row} tabel “{table}” berisi {found} sel, seharusnya {expected}")]
    Ragged {
        /// The table's caption.
        table: String,
        /// Which row, from 1.
        row: usize,
        /// Cells it has.
        found: usize,
        /// Cells it should have.
        expected: usize,
    },
    /// More rows than a sheet holds.
    #[error("lembar kerja hanya memuat {most} baris; bagi menurut waktu, atau minta CSV")]
    TooManyRows {
        /// The most a sheet holds, its head included.
        most: u32,
    },
}
