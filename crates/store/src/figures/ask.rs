//! What is asked, and what cannot be asked.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::rules::Rules;
use lapor_domain::words::{Channel, ReportType};
use lapor_domain::zone::Zone;

use super::key::UNMAPPED;

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
    /// Branch of the tree: a unit right below the scope with all that is below it.
    Branch,
    /// Topmost category with all that is below it.
    CategoryGroup,
    /// Kecamatan.
    District,
    /// Kelurahan or desa.
    Village,
    /// Body that has it.
    Body,
    /// Day; of flow the day on which it happened, else that of receipt. So with the next ones.
    Day,
    /// Week, Monday to Sunday, of ISO 8601.
    Week,
    /// Quarter.
    Quarter,
    /// Year.
    Year,
    /// Whether its reporter asked not to be named.
    Anonymity,
    /// Language in which it seems to be written, unknown as a value of its own: inside only, for it may say who somebody's
    /// people are.
    Language,
    /// Officer who did it: flow only, inside only.
    Officer,
}

impl Dimension {
    /// Every one, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Unit,
        Self::Branch,
        Self::Category,
        Self::CategoryGroup,
        Self::Channel,
        Self::Type,
        Self::Region,
        Self::District,
        Self::Village,
        Self::Body,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Anonymity,
        Self::Language,
        Self::Officer,
    ];

    /// Its code for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Branch => "branch",
            Self::Category => "category",
            Self::CategoryGroup => "category_group",
            Self::Channel => "channel",
            Self::Type => "type",
            Self::Region => "region",
            Self::District => "district",
            Self::Village => "village",
            Self::Body => "body",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Anonymity => "anonymity",
            Self::Language => "language",
            Self::Officer => "officer",
        }
    }

    /// By its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == code)
    }

    /// What people read above its values.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Branch => "unit dengan bawahannya",
            Self::Category => "kategori",
            Self::CategoryGroup => "kelompok kategori",
            Self::Channel => "kanal",
            Self::Type => "jenis",
            Self::Region => "wilayah",
            Self::District => "kecamatan",
            Self::Village => "kelurahan",
            Self::Body => "instansi",
            Self::Day => "hari",
            Self::Week => "minggu",
            Self::Month => "bulan",
            Self::Quarter => "triwulan",
            Self::Year => "tahun",
            Self::Anonymity => "kerahasiaan pelapor",
            Self::Language => "bahasa laporan",
            Self::Officer => "petugas",
        }
    }

    /// A stretch of time: its rows stand in order, those without reports too.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Day | Self::Week | Self::Month | Self::Quarter | Self::Year
        )
    }

    /// A unit or a branch of units.
    pub const fn is_unit(self) -> bool {
        matches!(self, Self::Unit | Self::Branch)
    }

    /// Values are regions.
    pub const fn is_region(self) -> bool {
        matches!(self, Self::Region | Self::District | Self::Village)
    }
}

/// Only reports with these values; each at the moment asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Led by this unit or one below it.
    pub unit: Option<UnitId>,
    /// Of this category or one below it.
    pub category: Option<CategoryId>,
    /// Of this type.
    pub report_type: Option<ReportType>,
    /// Through this door: a channel's code, or an export's word as breakdowns give it.
    pub channel: Option<String>,
    /// In this region or what is below it: `62.71`, `62.71.01`, `62.71.01.1001`.
    pub region: Option<String>,
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
    /// All but those berkadar pengawasan: for what every officer of a body may read.
    pub const ORDINARY: Self = Self {
        supervisory: false,
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
    /// No category has this id.
    #[error("kategori itu tidak ada di sini; lihat daftarnya dengan `lapor admin category list`")]
    NoSuchCategory,
    /// No door has this code.
    #[error("kanal \"{0}\" tidak dikenal; pilih salah satu kanal pada rincian menurut kanal")]
    NoSuchChannel(String),
    /// Not the code of a region that is known.
    #[error(
        "wilayah dengan kode \"{0}\" tidak dikenal; tulis seperti 62.71, 62.71.01, atau 62.71.01.1001"
    )]
    NoSuchRegion(String),
}

impl Filter {
    /// Whether it can be asked for.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn check(&self, rules: &Rules) -> Result<(), AskError> {
        let directory = &rules.directory;
        if self
            .unit
            .is_some_and(|unit| !directory.units.contains_key(&unit))
        {
            return Err(AskError::NoSuchUnit);
        }
        let category = self.category;
        if category.is_some_and(|category| !directory.categories.contains_key(&category)) {
            return Err(AskError::NoSuchCategory);
        }
        if let Some(channel) = &self.channel
            && !channel.starts_with(UNMAPPED)
            && channel.parse::<Channel>().is_err()
        {
            return Err(AskError::NoSuchChannel(channel.clone()));
        }
        if let Some(region) = &self.region {
            let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            if region.len() > 20 || !region.split('.').all(part) {
                return Err(AskError::NoSuchRegion(region.clone()));
            }
        }
        Ok(())
    }
}

/// A policy that was in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyInForce {
    /// Whose.
    pub body: BodyId,
    /// Version.
    pub version: u32,
    /// From when.
    pub valid_from: Date,
}

impl Ask {
    /// The policies in force from the first day of the period until the moment, in the bodies of the scope.
    pub fn policies(&self, rules: &Rules) -> Vec<PolicyInForce> {
        let directory = &rules.directory;
        let mut bodies: Vec<BodyId> = match self.scope {
            Scope::Body(body) => vec![body],
            Scope::Unit(unit) => directory
                .units
                .get(&unit)
                .map(|unit| unit.body)
                .into_iter()
                .collect(),
            Scope::Installation => directory.bodies.keys().copied().collect(),
        };
        bodies.sort_unstable();
        let last = self.zone(rules).local_date(self.moment());
        let of = |body: BodyId| {
            let found = rules.policies_between(body, self.from.min(last), last);
            found.into_iter().map(move |policy| PolicyInForce {
                body,
                version: policy.version,
                valid_from: policy.valid_from,
            })
        };
        bodies.into_iter().flat_map(of).collect()
    }

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
    pub fn zone(&self, rules: &Rules) -> Zone {
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
