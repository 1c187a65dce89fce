//! Why a file could not be imported, in words for the operator.

use std::path::PathBuf;

use wilayah::BoundaryError;

use crate::register::{MappingError, RegisterError};
use crate::sp4n::ReadError;

/// Nothing was imported, unless the words say otherwise.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The export cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Nothing in the file says whose export it is.
    #[error(
        "berkas tidak menyebut instansinya: tidak ada \"Nama Instansi\" di atas judul kolom dan kolom \"Instansi Induk\" \
         kosong. Ulangi dengan --body SLUG"
    )]
    NoBody,
    /// A register's body is not there.
    #[error(
        "instansi {0:?} tidak ada; buat dahulu dengan `lapor admin body add {0}`, atau periksa ejaannya"
    )]
    UnknownBody(String),
    /// A mapping names units or categories that are not there.
    #[error(
        "pemetaan menyebut unit atau kategori yang tidak ada di sini: {0}. Betulkan slug-nya, atau kosongkan agar dibuat"
    )]
    UnknownNames(String),
    /// The register cannot be read.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The mapping cannot be read.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// `--body` is no slug.
    #[error(
        "--body {0:?} bukan slug; pakai huruf kecil, angka dan tanda hubung, misalnya kota-palangka-raya"
    )]
    BodySlug(String),
    /// Reports are in, the list of problems is not.
    #[error(
        "laporan sudah diimpor, tetapi daftar masalah tidak dapat ditulis ke {}: {error}. \
         Pilih tempat lain dengan --problem-file lalu impor ulang; laporan tidak menjadi ganda", path.display()
    )]
    ProblemFile {
        /// Where it was to go.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The disk ran full on the way.
    #[error(
        "penyimpanan penuh: {rows} baris sudah masuk, sisanya belum. Kosongkan ruang, lalu impor ulang berkas yang sama; \
         laporan tidak menjadi ganda"
    )]
    Full {
        /// Rows that are in.
        rows: usize,
    },
    /// The database went away on the way.
    #[error(
        "basis data tidak tersedia lagi: {rows} baris sudah masuk, sisanya belum pasti. Coba lagi sebentar lagi dengan \
         mengimpor ulang berkas yang sama; laporan tidak menjadi ganda"
    )]
    Away {
        /// Rows that are in.
        rows: usize,
    },
    /// The file of boundaries cannot be opened.
    #[error("berkas batas wilayah {} tidak dapat dibuka: {error}. Periksa nama dan hak bacanya", path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file of boundaries is larger than we are ready to take.
    #[error(
        "berkas batas wilayah melebihi {limit} bita; sederhanakan garisnya atau bagi per kabupaten/kota"
    )]
    TooLarge {
        /// Limit, bytes.
        limit: u64,
    },
    /// The boundaries cannot be understood, or those stored are damaged.
    #[error("batas wilayah: {0}")]
    Boundary(#[from] BoundaryError),
    /// As many registers are open as the server has room for.
    #[error(
        "server sedang membaca register lain; coba lagi sebentar lagi. Yang sudah diunggah dan dipetakan tetap tersimpan"
    )]
    Crowded,
    /// A task of the program was cut short.
    #[error("pembacaan berkas terhenti; impor ulang, yang sudah masuk tidak menjadi ganda")]
    Stopped,
}
