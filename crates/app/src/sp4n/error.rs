//! Why a file cannot be read at all, in words for the person who chose it.

/// A file as a whole was refused. A fault of one row is never an error: see [`super::Problem`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file could not be opened or read.
    #[error("berkas tidak dapat dibuka: {0}. Periksa nama dan hak bacanya")]
    Io(#[from] std::io::Error),
    /// Nothing in it.
    #[error("berkas kosong. Unduh ulang ekspor dari SP4N-LAPOR!")]
    Empty,
    /// Larger than [`super::Limits::file_bytes`].
    #[error(
        "berkas terlalu besar ({bytes} bita, batas {limit}). Ekspor per tahun atau per bulan, lalu impor satu per satu"
    )]
    TooLarge {
        /// Size found, bytes.
        bytes: u64,
        /// Limit, bytes.
        limit: u64,
    },
    /// Unpacks to more than [`super::Limits::unpacked_bytes`].
    #[error(
        "isi berkas setelah dibuka melebihi {limit} bita; berkas ini tidak wajar. Unduh ulang ekspornya atau ekspor per tahun"
    )]
    UnpacksTooLarge {
        /// Limit, bytes.
        limit: u64,
    },
    /// More rows than [`super::Limits::rows`].
    #[error("berkas memuat lebih dari {limit} baris. Ekspor per tahun, lalu impor satu per satu")]
    TooManyRows {
        /// Limit.
        limit: usize,
    },
    /// Protected by a password.
    #[error(
        "berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya (Berkas > Info > Proteksi), simpan, lalu impor lagi"
    )]
    Password,
    /// A spreadsheet, though not of a kind that is read.
    #[error(
        "berkas ini berformat {found}. Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu impor lagi"
    )]
    OtherFormat {
        /// What it is.
        found: &'static str,
    },
    /// No spreadsheet.
    #[error(
        "berkas ini bukan lembar kerja ({found}). Pilih ekspor SP4N-LAPOR! berformat .xlsx atau .csv"
    )]
    NotASpreadsheet {
        /// What it looks like.
        found: &'static str,
    },
    /// An `.xlsx` whose inside is broken.
    #[error(
        "berkas .xlsx rusak ({detail}). Unduh ulang, atau buka di Excel dan simpan ulang sebagai .xlsx"
    )]
    Damaged {
        /// What the reader said.
        detail: String,
    },
    /// No row that looks like the header.
    #[error(
        "baris judul kolom tidak ditemukan dalam {searched} baris pertama: tidak ada baris dengan kolom \"Tracking ID\". \
         Pastikan berkas ini ekspor \"Laporan Ringkas\" SP4N-LAPOR! dan judul kolomnya tidak dihapus"
    )]
    NoHeader {
        /// How many rows were looked at.
        searched: usize,
    },
    /// The header lacks a date.
    #[error(
        "kolom \"Tanggal Laporan Masuk\" tidak ada (judul kolom di baris {header_row}). Ekspor ulang dengan kolom itu"
    )]
    NoDateColumn {
        /// Row of the header, counted from 1.
        header_row: u32,
    },
}
