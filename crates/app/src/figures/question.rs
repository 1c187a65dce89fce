//! What is asked of a table of measures, and what cannot be asked.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures::{Audience, Family, Measure, measure};
use lapor_domain::rules::Rules;
use lapor_store::figures::{Ask, Dimension, Filter};

/// More rows of days than this are no table.
const MOST_DAYS: i64 = 1_100;

/// By whose names and trees units and categories are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Organisation {
    /// As it was at the moment asked for: the same answer for ever.
    #[default]
    Then,
    /// As it is today: earlier years under today's names and branches, and ended units under those that took over.
    Today,
}

/// A question for a table of measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Whose reports, which period, as of which moment, by what.
    pub ask: Ask,
    /// Only these.
    pub filter: Filter,
    /// What is measured: all of one family.
    pub measures: Vec<&'static Measure>,
    /// The period before and the same period of the year before too.
    pub compare: bool,
    /// By whose names.
    pub organisation: Organisation,
}

/// Why a table cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// Nothing is measured.
    #[error("pilih paling sedikit satu ukuran; lihat daftarnya dengan `lapor stats --catalogue`")]
    NoMeasure,
    /// No measure has this id.
    #[error("ukuran \"{0}\" tidak dikenal; lihat daftarnya dengan `lapor stats --catalogue`")]
    UnknownMeasure(String),
    /// Families never stand in one table.
    #[error(
        "ukuran \"{one}\" ({}) dan \"{other}\" ({}) tidak dapat berada dalam satu tabel karena menghitung hal yang \
         berbeda; minta masing-masing dalam tabel sendiri",
        one_family.name(), other_family.name()
    )]
    Mixed {
        /// A measure.
        one: &'static str,
        /// Its family.
        one_family: Family,
        /// A measure of another family.
        other: &'static str,
        /// That family.
        other_family: Family,
    },
    /// What is open at one moment has no stretches of time.
    #[error(
        "yang masih terbuka adalah keadaan pada satu saat dan tidak dapat dirinci menurut {}; pilih rincian lain, atau \
         tanyakan tiap saat acuan tersendiri", .0.name()
    )]
    StockInTime(Dimension),
    /// Only deeds have a doer.
    #[error(
        "rincian menurut petugas hanya untuk kejadian dalam periode (ukuran flow_… dan officer_…)"
    )]
    OfficersOfFlow,
    /// A table of days that nobody reads.
    #[error(
        "rincian menurut hari paling banyak {MOST_DAYS} hari; pilih periode yang lebih pendek, atau rincian menurut minggu atau bulan"
    )]
    TooManyDays,
    /// The period has not begun.
    #[error("periode yang mulai {0} belum tiba; pilih periode yang sudah mulai")]
    NotBegun(Date),
    /// Nothing at all was known then.
    #[error(
        "pada saat acuan {0} belum ada satu laporan pun yang tercatat di lingkup ini; pilih saat acuan sesudah laporan pertama tercatat"
    )]
    BeforeFirst(Timestamp),
    /// For officers inside the scope.
    #[error("ukuran \"{0}\" hanya untuk petugas instansi itu sendiri; masuklah ke ruang kerja")]
    Inside(&'static str),
    /// For officers inside the scope.
    #[error("rincian menurut {} hanya untuk petugas instansi itu sendiri; masuklah ke ruang kerja", .0.name())]
    InsideDimension(Dimension),
    /// Public periods are whole months.
    #[error(
        "untuk umum angka dirinci paling pendek menurut bulan; pilih bulan, triwulan, atau tahun"
    )]
    TooFine,
    /// Cells of two dimensions would single reports out.
    #[error(
        "untuk umum pilih satu saringan tanpa rincian, atau satu rincian tanpa saringan: angka yang lebih rinci dapat \
         menyingkap laporan yang tidak dibuka"
    )]
    TooDeep,
    /// What it filters is no row of a breakdown.
    #[error(
        "untuk umum saringan itu tidak dapat ditanyakan karena bukan satu baris rincian; pilih unit atau kategori paling \
         atas atau paling bawah, kecamatan, atau kelurahan"
    )]
    NoRow,
}

/// Whether the period of a question has begun.
///
/// # Errors
/// [`QuestionError::NotBegun`].
pub(super) fn has_begun(ask: &Ask, rules: &Rules) -> Result<(), QuestionError> {
    let zone = rules.default_calendar.zone;
    // A day of grace for the zones of the east.
    let tomorrow = zone.local_date(ask.now).tomorrow();
    if tomorrow.is_ok_and(|day| ask.from > day) {
        return Err(QuestionError::NotBegun(ask.from));
    }
    Ok(())
}

impl Question {
    /// A question without filter and comparison.
    pub fn of(ask: Ask, measures: Vec<&'static Measure>) -> Self {
        Self {
            ask,
            filter: Filter::default(),
            measures,
            compare: false,
            organisation: Organisation::Then,
        }
    }

    /// Measures by their ids, in this order.
    ///
    /// # Errors
    /// [`QuestionError::UnknownMeasure`], or none at all.
    pub fn measures(ids: &[&str]) -> Result<Vec<&'static Measure>, QuestionError> {
        let found = ids.iter().map(|id| {
            let found = measure(id.trim());
            found.ok_or_else(|| QuestionError::UnknownMeasure((*id).to_owned()))
        });
        let mut found: Vec<&'static Measure> = found.collect::<Result<_, _>>()?;
        let mut seen = HashSet::new();
        found.retain(|measure| seen.insert(measure.id));
        if found.is_empty() {
            return Err(QuestionError::NoMeasure);
        }
        Ok(found)
    }

    /// Whether it asks what single officers did.
    pub fn tells_of_officers(&self) -> bool {
        let of_officers = |measure: &&Measure| measure.id.starts_with("officer");
        self.ask.by == Some(Dimension::Officer) || self.measures.iter().any(of_officers)
    }

    /// The family of its measures.
    ///
    /// # Errors
    /// Where there are none, or several.
    pub fn family(&self) -> Result<Family, QuestionError> {
        let first = self.measures.first().ok_or(QuestionError::NoMeasure)?;
        let mut others = self.measures.iter();
        match others.find(|other| other.family != first.family) {
            None => Ok(first.family),
            Some(other) => Err(QuestionError::Mixed {
                one: first.id,
                one_family: first.family,
                other: other.id,
                other_family: other.family,
            }),
        }
    }

    /// Whether it can be answered.
    ///
    /// # Errors
    /// [`QuestionError`], saying what to ask instead.
    pub(super) fn check(&self, rules: &Rules) -> Result<Family, QuestionError> {
        let family = self.family()?;
        if family != Family::Stock {
            has_begun(&self.ask, rules)?;
        }
        match self.ask.by {
            Some(by) if by.is_time() && family == Family::Stock => {
                Err(QuestionError::StockInTime(by))
            }
            Some(Dimension::Officer) if family != Family::Flow => {
                Err(QuestionError::OfficersOfFlow)
            }
            Some(Dimension::Day) if self.days() > MOST_DAYS => Err(QuestionError::TooManyDays),
            _ => Ok(family),
        }
    }

    /// Whether anyone may ask it.
    ///
    /// # Errors
    /// [`QuestionError`], saying what to ask instead.
    pub(super) fn check_public(&self) -> Result<(), QuestionError> {
        let inside = |measure: &&&Measure| measure.audience == Audience::Inside;
        if let Some(measure) = self.measures.iter().find(inside) {
            return Err(QuestionError::Inside(measure.id));
        }
        match self.ask.by {
            Some(by @ (Dimension::Officer | Dimension::Language)) => {
                return Err(QuestionError::InsideDimension(by));
            }
            Some(Dimension::Day | Dimension::Week) => return Err(QuestionError::TooFine),
            _ => {}
        }
        let filters = self.filters();
        if filters > 1 || (filters == 1 && self.ask.by.is_some()) {
            return Err(QuestionError::TooDeep);
        }
        Ok(())
    }

    fn filters(&self) -> usize {
        let filter = &self.filter;
        let set = [
            filter.unit.is_some(),
            filter.category.is_some(),
            filter.report_type.is_some(),
            filter.channel.is_some(),
            filter.region.is_some(),
        ];
        set.into_iter().filter(|is| *is).count()
    }

    fn days(&self) -> i64 {
        self.ask.from.duration_until(self.ask.to).as_hours() / 24 + 1
    }

    /// The breakdown in which its only filter is one row, and the row's key; none where its reports are several rows.
    pub(super) fn as_row(&self, rules: &Rules) -> Option<(Dimension, String)> {
        let filter = &self.filter;
        let directory = &rules.directory;
        if let Some(unit) = filter.unit {
            let is_leaf = !directory
                .units
                .values()
                .any(|other| other.parent == Some(unit));
            let is_top = directory.units.get(&unit)?.parent.is_none();
            let by = match (is_top, is_leaf) {
                (true, _) => Dimension::Branch,
                (false, true) => Dimension::Unit,
                (false, false) => return None,
            };
            return Some((by, unit.to_string()));
        }
        if let Some(category) = filter.category {
            let mut others = directory.categories.values();
            let is_leaf = !others.any(|other| other.parent == Some(category));
            let is_top = directory.categories.get(&category)?.parent.is_none();
            let by = match (is_top, is_leaf) {
                (true, _) => Dimension::CategoryGroup,
                (false, true) => Dimension::Category,
                (false, false) => return None,
            };
            return Some((by, category.to_string()));
        }
        if let Some(kind) = filter.report_type {
            return Some((Dimension::Type, kind.as_str().to_owned()));
        }
        if let Some(channel) = &filter.channel {
            return Some((Dimension::Channel, channel.clone()));
        }
        let region = filter.region.as_ref()?;
        match region.split('.').count() {
            3 => Some((Dimension::District, region.clone())),
            4 => Some((Dimension::Village, region.clone())),
            _ => None,
        }
    }
}
