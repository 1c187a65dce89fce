//! Why there is no document; the words are for who asked for it.

use lapor_store::figures::AskError;

use super::form::FormError;
use crate::error::AppError;
use crate::figures::{FiguresError, QuestionError};

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// The period has not begun.
    #[error("{0} belum tiba; pilih periode yang sudah lewat atau sedang berjalan")]
    Future(String),
    /// The period had not begun at the moment of the figures.
    #[error(
        "{period} belum mulai pada saat acuan ({as_of}); pilih saat acuan sesudah {first} mulai, atau periode yang sudah mulai \
         pada saat itu"
    )]
    NotBegun {
        /// The period.
        period: String,
        /// The moment.
        as_of: String,
        /// Its first day.
        first: String,
    },
    /// Anyone sees whole months only.
    #[error(
        "edisi umum hanya dibuat untuk bulan penuh (bulanan, triwulanan, tahunan); pakai edisi dalam untuk {0}"
    )]
    NotMonths(String),
    /// A recap has one table for each month.
    #[error(
        "rekap hanya dibuat untuk bulan penuh; pilih bulanan, triwulanan, atau tahunan, bukan {0}"
    )]
    NoRecap(String),
    /// Its figures are of a day before the end of its period, which is over.
    #[error(
        "angkanya baru sampai {day}, sedangkan {period} sudah berakhir sesudahnya; ganti tanggal keadaannya dengan hari terakhir \
         periode itu atau sesudahnya"
    )]
    TooEarly {
        /// The last day that they tell of.
        day: String,
        /// The period.
        period: String,
    },
    /// Neither a province nor the national desk.
    #[error(
        "rekap kabupaten/kota hanya untuk pemerintah provinsi dan meja nasional; pilih jenis dokumen lain, misalnya tabel \
         menurut perangkat daerah"
    )]
    NoProvince,
    /// It could not be written.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The figures.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// What is asked of them.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// The program.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<FiguresError> for OfficialError {
    fn from(error: FiguresError) -> Self {
        match error {
            FiguresError::Ask(error) => Self::Ask(error),
            FiguresError::Question(error) => Self::Question(error),
            FiguresError::App(error) => Self::App(error),
        }
    }
}

impl From<lapor_store::StoreError> for OfficialError {
    fn from(error: lapor_store::StoreError) -> Self {
        Self::App(error.into())
    }
}
