//! What is asked, and what cannot be asked.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

/// Whose reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole installation: each report once, in the body that has it.
    Installation,
    /// Every report a body ever held; what left it is `transferred`.
    Body(BodyId),
    /// A unit and what is below it, by lead at the moment asked for, within the unit's body.
    Unit(UnitId),
}

/// By what the reports are broken down; each takes the value at the moment asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Lead unit; a merged report counts at its root's.
    Unit,
    /// Category.
    Category,
    /// Door.
    Channel,
    /// Type; unknown is a value of its own.
    Type,
    /// Month of receipt.
    Month,
    /// Region, as exactly as it is known.
    Region,
}

/// What the asker may know of: existence includes counts (section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// Supervisory reports too.
    pub supervisory: bool,
    /// The asker, where reports may be about them: they are excluded from those.
    pub officer: Option<OfficerId>,
}

impl Sight {
    /// All reports: for totals that show everyone the same, and for who runs the program.
    pub const WHOLE: Self = Self {
        supervisory: true,
        officer: None,
    };
}

/// A question for figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whose reports.
    pub scope: Scope,
    /// What of them counts.
    pub sight: Sight,
    /// First local day of receipt, included.
    pub from: Date,
    /// Last local day of receipt, included.
    pub to: Date,
    /// Exclusive: state after everything recorded before this instant. `None` is `now`.
    pub as_of: Option<Timestamp>,
    /// Breakdown.
    pub by: Option<Dimension>,
    /// Now. Nothing later can be asked for.
    pub now: Timestamp,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The period ends before it begins.
    #[error("awal periode {from} sesudah akhirnya {to}; tukar kedua tanggal itu")]
    Reversed {
        /// As asked.
        from: Date,
        /// As asked.
        to: Date,
    },
    /// Nobody knows the future.
    #[error(
        "saat acuan {as_of} belum tiba (sekarang {now}); pilih saat yang sudah lewat, atau kosongkan untuk keadaan sekarang"
    )]
    Future {
        /// As asked.
        as_of: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// No report is so old, or so far ahead.
    #[error("tanggal {0} di luar jangkauan; pilih tanggal antara 1990-01-01 dan 2199-12-31")]
    OutOfRange(Date),
    /// No body has this id.
    #[error("instansi itu tidak ada di sini; lihat daftarnya dengan `lapor admin body list`")]
    NoSuchBody,
    /// No unit has this id.
    #[error("unit itu tidak ada di sini; lihat daftarnya dengan `lapor admin unit list`")]
    NoSuchUnit,
}

impl Ask {
    /// The exclusive moment of the answer.
    pub fn moment(&self) -> Timestamp {
        self.as_of.unwrap_or(self.now)
    }

    /// Whether it can be answered at all.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn check(&self, rules: &Rules) -> Result<(), AskError> {
        for day in [self.from, self.to] {
            if !(1990..2200).contains(&day.year()) {
                return Err(AskError::OutOfRange(day));
            }
        }
        if self.from > self.to {
            return Err(AskError::Reversed {
                from: self.from,
                to: self.to,
            });
        }
        if let Some(as_of) = self.as_of.filter(|as_of| *as_of > self.now) {
            return Err(AskError::Future {
                as_of,
                now: self.now,
            });
        }
        let directory = &rules.directory;
        match self.scope {
            Scope::Body(body) if !directory.bodies.contains_key(&body) => Err(AskError::NoSuchBody),
            Scope::Unit(unit) if !directory.units.contains_key(&unit) => Err(AskError::NoSuchUnit),
            _ => Ok(()),
        }
    }

    /// The zone in which the moment is shown: the body's; of the whole installation, the first body's that is no desk.
    pub(crate) fn zone(&self, rules: &Rules) -> Zone {
        let directory = &rules.directory;
        let body = match self.scope {
            Scope::Body(body) => Some(body),
            Scope::Unit(unit) => directory.units.get(&unit).map(|unit| unit.body),
            Scope::Installation => directory
                .bodies
                .keys()
                .copied()
                .min_by_key(|body| (directory.is_desk(*body), *body)),
        };
        body.map_or(rules.default_calendar.zone, |body| rules.zone(body))
    }
}
