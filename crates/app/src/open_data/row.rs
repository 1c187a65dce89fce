//! One report as a row of open data. There is no field into which anything about a person would fit: ids of things that the
//! body named itself, codes, coarse numbers, and released words of which nothing personal is left.

use jiff::civil::Date;
use lapor_domain::agency::Directory;
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::words::{Channel, Outcome, ReportType, StateCode};
use wilayah::RegionCode;

use super::blur::{Fine, Seen};
use crate::report::case::CaseView;

/// What is told of a report besides when, where and what ([`Seen`]); nothing where it is too rare ([`super::alike`]). Ordered, so that the order of rows tells nothing that
/// the rows do not tell themselves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OpenRow {
    /// Type.
    pub(super) report_type: Option<ReportType>,
    /// Door.
    pub(super) channel: Option<Channel>,
    /// State.
    pub(super) state: Option<StateCode>,
    /// Outcome, where it has one.
    pub(super) outcome: Option<Outcome>,
    /// Body that holds it.
    pub(super) body: BodyId,
    /// Unit that leads it; see [`office`].
    pub(super) unit: Option<UnitId>,
    /// First day of the month in which it ended.
    pub(super) ended: Option<Date>,
    /// How long it took from arrival to end.
    pub(super) lasted: Option<Lasted>,
    /// Where, blurred.
    pub(super) point: Option<Blurred>,
    /// What was released of its words.
    pub(super) words: Option<Released>,
}

/// Calendar days, as coarse as the ages of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lasted {
    /// Up to five.
    Five,
    /// Six to fourteen.
    Fourteen,
    /// Fifteen to sixty.
    Sixty,
    /// More.
    Longer,
}

impl Lasted {
    /// Every one, in order.
    pub(super) const ALL: [Self; 4] = [Self::Five, Self::Fourteen, Self::Sixty, Self::Longer];

    /// That of so many days.
    pub(super) const fn of(days: i64) -> Self {
        match days {
            ..=5 => Self::Five,
            6..=14 => Self::Fourteen,
            15..=60 => Self::Sixty,
            _ => Self::Longer,
        }
    }

    /// Its code: nothing that a spreadsheet takes for a date.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Five => "0_to_5",
            Self::Fourteen => "6_to_14",
            Self::Sixty => "15_to_60",
            Self::Longer => "over_60",
        }
    }
}

/// A point of a public place in thousandths of a degree: some hundred metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blurred {
    /// Latitude.
    pub(super) latitude: i32,
    /// Longitude.
    pub(super) longitude: i32,
}

impl Blurred {
    fn of((latitude, longitude): (f64, f64)) -> Self {
        let blurred = |degrees: f64| (degrees * 1000.0).round() as i32;
        Self {
            latitude: blurred(latitude),
            longitude: blurred(longitude),
        }
    }
}

/// Released words in which nothing personal was found. Only [`Released::of`] makes them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Released(String);

impl Released {
    /// The words; `None` where anything in them may be personal: here nobody looks twice.
    fn of(words: &str) -> Option<Self> {
        let is_whole = words.chars().count() < naskah::text::LONGEST;
        let clean = is_whole && naskah::personal::find(words).is_empty();
        clean.then(|| Self(words.to_owned()))
    }

    /// The words.
    pub(super) fn words(&self) -> &str {
        &self.0
    }
}

/// What was left out of a row, for the dictionary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// Its words, because something personal may be in them.
    pub(super) words: bool,
}

/// A report that everybody may see, as a row. `with_words`: the body opened them.
pub(super) fn row(case: &CaseView, with_words: bool) -> (Fine, OpenRow, Kept) {
    let day = case.zone.local_date(case.received_at);
    let end = case.end().map(|end| case.zone.local_date(end.at));
    let lasted = end.map(|end| Lasted::of(i64::from((end - day).get_days())));
    let text = case.text_public.words().filter(|_| with_words);
    let words = text.and_then(Released::of);
    let kept = Kept {
        words: text.is_some() && words.is_none(),
    };
    let fine = Fine {
        place: case
            .region
            .as_deref()
            .and_then(|code| code.parse::<RegionCode>().ok()),
        day,
        category: case.category_id.filter(|_| case.category.is_some()),
    };
    let row = OpenRow {
        report_type: Some(case.report_type),
        channel: Some(case.channel),
        state: Some(case.state),
        outcome: case.outcome,
        body: case.holder,
        unit: case.lead_id.filter(|_| case.lead.is_some()),
        ended: end.map(Date::first_of_month),
        lasted,
        point: case.point.map(Blurred::of),
        words,
    };
    (fine, row, kept)
}

impl OpenRow {
    /// What would say more about the place than `seen` does is taken away: a point without its kelurahan, the office of a
    /// kelurahan where only the kecamatan is told.
    pub(super) fn under(mut self, seen: &Seen, directory: &Directory) -> Self {
        let is_village = seen
            .place
            .is_some_and(|place| place.level() == wilayah::Level::Village);
        self.point = self.point.filter(|_| is_village);
        self.unit = self
            .unit
            .and_then(|unit| office(unit, seen.place, directory));
        self
    }
}

/// The unit, or the nearest one above it whose territory says no more than `place`.
fn office(unit: UnitId, place: Option<RegionCode>, directory: &Directory) -> Option<UnitId> {
    let tells_more = |id: &UnitId| {
        let unit = directory.units.get(id);
        let region = unit.and_then(|unit| unit.region.as_deref());
        let region = region.and_then(|code| code.parse::<RegionCode>().ok());
        region.is_some_and(|region| match place {
            Some(place) => !place.is_within(region),
            None => region.level() > wilayah::Level::Regency,
        })
    };
    directory.ancestry(unit).find(|id| !tells_more(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_anything_personal_are_no_words() {
        assert!(Released::of("Lampu jalan padam di depan pasar.").is_some());
        assert!(Released::of("Hubungi saya di 0812 3456 7890.").is_none());
        assert!(Released::of("NIK saya 6271011203900004.").is_none());
    }

    #[test]
    fn a_point_is_some_hundred_metres_wide() {
        let blurred = Blurred::of((-2.208_712_3, 113.916_498_1));
        assert_eq!((blurred.latitude, blurred.longitude), (-2209, 113_916));
    }
}
