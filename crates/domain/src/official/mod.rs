//! Documents that an office owes: of which period, in which layout, for whom, under which letterhead.

mod emblem;
mod papers;
mod period;
mod rights;

pub use emblem::Emblem;
pub use papers::{MOST_LISTED, Papers, PapersError, Stationery};
pub use period::{Period, PeriodError, date_words};
pub use rights::{Approval, NoApproval, approval, may_approve, may_make};

codes! {
    /// How often a document is made; also how long its period is.
    pub enum Cadence {
        /// One day.
        Daily = "daily",
        /// Monday to Sunday.
        Weekly = "weekly",
        /// A month.
        Monthly = "monthly",
        /// Three months: triwulan.
        Quarterly = "quarterly",
        /// A year.
        Yearly = "yearly",
    }
}

codes! {
    /// What a document looks like.
    pub enum Layout {
        /// Laporan Pelaksanaan Kegiatan: chapters, charts, annexes, recommendations.
        Activity = "activity",
        /// Tables per unit.
        Units = "units",
        /// Rekap: one table for each month.
        Recap = "recap",
        /// A paragraph for the press, ready to read out.
        Press = "press",
        /// Recap by kabupaten and kota of what still waits.
        Province = "province",
    }
}

codes! {
    /// For whose eyes a document is made: it says what `visibility` leaves to that reader.
    pub enum Reader {
        /// Leaders of the body: exact figures, masked words.
        Inside = "inside",
        /// Anyone: totals of all reports exactly; in parts, reports that are not released in whole fives. Lines of released
        /// reports only.
        Public = "public",
    }
}

/// What people write into a document beside its figures, line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Recommendations, proposed from the figures.
    Recommendations,
    /// Sentences that follow the paragraph.
    Sentences,
}

impl Layout {
    /// What people write into it; nothing where it is made of figures alone.
    pub const fn written(self) -> Option<Written> {
        match self {
            Self::Activity => Some(Written::Recommendations),
            Self::Press => Some(Written::Sentences),
            Self::Units | Self::Recap | Self::Province => None,
        }
    }

    /// Whether reports are listed in it, with words that can be masked.
    pub const fn lists_reports(self) -> bool {
        matches!(self, Self::Activity | Self::Recap)
    }

    /// The document's title, as it stands on its first page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Activity => "LAPORAN PELAKSANAAN KEGIATAN",
            Self::Units => "LAPORAN PENGADUAN MENURUT PERANGKAT DAERAH",
            Self::Recap => "REKAPITULASI SP4N-LAPOR!",
            Self::Press => "SIARAN PERS PENGELOLAAN PENGADUAN",
            Self::Province => "REKAPITULASI TINDAK LANJUT KABUPATEN/KOTA",
        }
    }
}

impl Cadence {
    /// "bulanan".
    pub const fn adjective(self) -> &'static str {
        match self {
            Self::Daily => "harian",
            Self::Weekly => "mingguan",
            Self::Monthly => "bulanan",
            Self::Quarterly => "triwulanan",
            Self::Yearly => "tahunan",
        }
    }
}
