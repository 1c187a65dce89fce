//! Why nothing was done with a plan.

use lapor_domain::plan::PlanRefusal;
use lapor_store::StoreError;
use lapor_store::record::RecordError;
use naskah::personal::{self, Kind};

use crate::error::AppError;
use crate::figures::FiguresError;
use crate::report::filing::clean_text;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A rule stands against it.
    #[error(transparent)]
    Refused(#[from] PlanRefusal),
    /// Words name a person or carry a number of one.
    #[error("kata-kata rencana memuat {}; tulis tanpa data pribadi, karena rencana dapat dibaca umum", .0.placeholder())]
    Personal(Kind),
    /// No such measure, or none that can judge a promise.
    #[error(
        "ukuran itu tidak ada di katalog, atau tidak dapat menilai janji; lihat daftarnya dengan `lapor plan measures`"
    )]
    NoMeasure,
    /// How many reports come says nothing of all kinds of problems together.
    #[error(
        "jumlah laporan hanya dapat menilai satu jenis masalah; pilih kategorinya, atau pilih ukuran lain"
    )]
    NotOfOneKind,
    /// The target is no number that the measure can reach.
    #[error("sasaran bukan angka yang dapat dicapai ukuran itu, atau dipenuhi nilai mana pun")]
    BadTarget,
    /// Shorter or longer than anything is compared.
    #[error("masa pengukuran 7 sampai 366 hari, atau 1 sampai 12 bulan")]
    BadSpan,
    /// A unit, category, region or officer that this body does not have.
    #[error("unit, kategori, wilayah, atau petugas itu tidak ada di instansi ini")]
    Foreign,
    /// It adopts a proposal and is about something else.
    #[error(
        "rencana ini bukan tentang yang diusulkan: biarkan asal, unit, kategori, dan wilayahnya seperti dalam usulan, atau buat \
         rencana baru tanpa usulan"
    )]
    NotOfProposal,
    /// A number of a report that the officer may not see, or that does not exist.
    #[error("salah satu nomor laporan tidak ada, atau tidak boleh Anda lihat")]
    UnseenNumber,
    /// The program.
    #[error(transparent)]
    App(#[from] AppError),
    /// The figures.
    #[error(transparent)]
    Figures(#[from] FiguresError),
}

impl From<StoreError> for PlanError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<crate::figures::QuestionError> for PlanError {
    fn from(error: crate::figures::QuestionError) -> Self {
        Self::Figures(error.into())
    }
}

impl From<RecordError> for PlanError {
    fn from(error: RecordError) -> Self {
        Self::App(error.into())
    }
}

/// Words as they are kept: without characters that hide or turn others. Refuses those that would lead to a person: a plan is
/// the office's own paper.
pub(super) fn impersonal(words: &str) -> Result<String, PlanError> {
    let words = clean_text(words);
    match personal::find(&words).first() {
        Some(finding) => Err(PlanError::Personal(finding.kind)),
        None => Ok(words),
    }
}
