//! One row of a register, read by its mapping.

mod cells;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, Time};
use lapor_domain::sp4n::{Classification, ImportedState, classification};
use lapor_domain::words::Channel;

use super::convert::{Converted, RowKey};
use super::field::Field;
use super::header::Header;
use super::mapping::{NONE, RegisterMapping, word_key};
use super::names::Names;
use super::state::RegisterState;
use crate::sp4n::cell::{Cell, RawRow, one_line};
use crate::sp4n::clock::read_time;
use crate::sp4n::date::{DateFault, read_date};
use crate::sp4n::{ProblemKind, Received, Row, SourceZone};

/// Longest number of a register, characters.
const LONGEST_KEY: usize = 60;

/// The row cannot be taken; why stands among the problems.
pub(super) struct HeldBack;

pub(super) struct Reader<'a> {
    pub(super) places: Vec<(Field, usize)>,
    pub(super) notes: Vec<(&'a str, usize)>,
    pub(super) names: &'a Names,
    pub(super) status: HashMap<String, &'a str>,
    pub(super) units: HashMap<String, &'a str>,
    pub(super) categories: HashMap<String, &'a str>,
    pub(super) channels: HashMap<String, &'a str>,
    pub(super) mapping: &'a RegisterMapping,
    pub(super) header: &'a Header,
    pub(super) zone: SourceZone,
    pub(super) today: Date,
    pub(super) key: &'a dyn Fn(RowKey<'_>) -> String,
}

impl Reader<'_> {
    pub(super) fn read(&self, raw: &RawRow, converted: &mut Converted) -> Option<Row> {
        // Both are looked at before the row is given up, so that one pass over the list mends it.
        let received = self.received(raw, converted);
        let title = self
            .text(raw, Field::Title, converted)
            .map(|title| one_line(&title));
        let text = self
            .text(raw, Field::Text, converted)
            .or_else(|| title.clone());
        if text.is_none() {
            converted
                .problems
                .push(self.problem(raw, Field::Text, ProblemKind::TextMissing));
        }
        let key = self.number(raw, converted);
        let (received, text, number) = (received?, text?, key.ok()?);
        let name = self.word(raw, Field::Name);
        let id = if let Some(number) = &number {
            (self.key)(RowKey::Number {
                register: &self.mapping.name,
                number,
            })
        } else {
            let day = received.written_on.to_string();
            let time = if received.time_known {
                received.at.to_string()
            } else {
                String::new()
            };
            let name = name.as_deref().unwrap_or_default();
            let title = title.as_deref().unwrap_or_default();
            (self.key)(RowKey::Content([
                &day,
                &time,
                name,
                title,
                &one_line(&text),
            ]))
        };
        let mut other = self.besides(raw);
        let (unit, parent_body) = self.unit(raw, &mut other);
        let category = self.category(raw, &mut other);
        let reason = self.word(raw, Field::Reason);
        let status_raw = self.word(raw, Field::Status);
        let state = self.state(
            raw,
            status_raw.as_deref(),
            unit.is_some(),
            reason.as_deref(),
            converted,
        );
        let (anonim, rahasia) = self.flags(raw, name.as_deref(), converted);
        let source = self.word(raw, Field::Channel);
        let channel = source.as_deref().and_then(|word| {
            let code = self.channels.get(&word_key(word))?;
            code.parse::<Channel>().ok()
        });
        let classification_raw = self.word(raw, Field::Type);
        let classification = classification(classification_raw.as_deref().unwrap_or(""))
            .unwrap_or_else(|| {
                let kind = ProblemKind::ClassificationUnknown;
                converted
                    .problems
                    .push(self.problem(raw, Field::Type, kind));
                Classification::UNKNOWN
            });
        Some(Row {
            number: raw.number,
            tracking_id: id,
            received,
            contacts: self.contacts(raw, converted),
            reporter_name: name,
            classification_raw,
            classification,
            category_id: None,
            category,
            title,
            text_initial: Some(text),
            text_final: None,
            anonim: Some(anonim),
            rahasia: Some(rahasia),
            source,
            parent_body,
            unit_id: None,
            unit,
            status_raw,
            state,
            hold_reason: reason,
            province: None,
            city: None,
            kecamatan: self.word(raw, Field::Kecamatan),
            kelurahan: self.word(raw, Field::Kelurahan),
            rating: self.rating(raw, converted),
            address: self.word(raw, Field::Address),
            channel,
            other,
        })
    }

    fn received(&self, raw: &RawRow, converted: &mut Converted) -> Option<Received> {
        let mut fault = |kind| {
            converted
                .problems
                .push(self.problem(raw, Field::Date, kind));
            None
        };
        let cell = self.cell(raw, Field::Date).unwrap_or(&Cell::Empty);
        let written = match read_date(cell) {
            Ok(written) if written.date > self.today => return fault(ProblemKind::DateInFuture),
            Ok(written) => written,
            Err(DateFault::Empty) => return fault(ProblemKind::DateMissing),
            Err(DateFault::Unreadable) => return fault(ProblemKind::DateUnreadable),
            Err(DateFault::MonthFirst) => return fault(ProblemKind::DateMonthFirst),
            Err(DateFault::OutOfRange) => return fault(ProblemKind::DateOutOfRange),
        };
        let read = self.cell(raw, Field::Time).map_or(Ok(None), read_time);
        if read.is_err() {
            let kind = ProblemKind::TimeUnreadable;
            converted
                .problems
                .push(self.problem(raw, Field::Time, kind));
        }
        let clock = read.unwrap_or_default().or(written.clock);
        let time = clock.map_or(Time::midnight(), |clock| clock.time);
        let zone = clock.and_then(|clock| clock.zone).unwrap_or(self.zone);
        Some(Received {
            at: zone.instant(written.date.to_datetime(time))?,
            time_known: clock.is_some(),
            written_on: written.date,
        })
    }

    /// The row's own number, if it has one.
    fn number(&self, raw: &RawRow, converted: &mut Converted) -> Result<Option<String>, HeldBack> {
        let Some(number) = self.word(raw, Field::Key) else {
            return Ok(None);
        };
        if number.chars().count() > LONGEST_KEY {
            let kind = ProblemKind::KeyTooLong;
            converted.problems.push(self.problem(raw, Field::Key, kind));
            return Err(HeldBack);
        }
        Ok(Some(number))
    }

    fn state(
        &self,
        raw: &RawRow,
        word: Option<&str>,
        has_unit: bool,
        reason: Option<&str>,
        converted: &mut Converted,
    ) -> ImportedState {
        let code = match word {
            None if self.mapping.empty_status.is_empty() => "belum_diverifikasi",
            None => self.mapping.empty_status.as_str(),
            Some(word) => self.status.get(&word_key(word)).copied().unwrap_or(""),
        };
        if let Some(state) = RegisterState::of_code(code) {
            return state.imported(has_unit, reason.unwrap_or_default());
        }
        let word = word.unwrap_or_default();
        *converted.unknown_status.entry(word.to_owned()).or_default() += 1;
        let kind = ProblemKind::StatusUnknown;
        converted
            .problems
            .push(self.problem(raw, Field::Status, kind));
        ImportedState::Unknown {
            raw: word.to_owned(),
        }
    }

    /// The unit's name here and that of the node above; the register's own word is kept where it is another one.
    fn unit(
        &self,
        raw: &RawRow,
        other: &mut BTreeMap<String, String>,
    ) -> (Option<String>, Option<String>) {
        let Some(word) = self.word(raw, Field::Unit) else {
            return (None, None);
        };
        match self.units.get(&word_key(&word)).copied().unwrap_or("") {
            "" => (Some(word), None),
            NONE => {
                other.insert(Field::Unit.label().to_owned(), word);
                (None, None)
            }
            slug => {
                let known = self.names.units.iter().find(|unit| unit.slug == slug);
                let Some(known) = known else {
                    return (Some(word), None);
                };
                if known.name != word {
                    other.insert(Field::Unit.label().to_owned(), word);
                }
                (Some(known.name.clone()), known.above.clone())
            }
        }
    }

    fn category(&self, raw: &RawRow, other: &mut BTreeMap<String, String>) -> Option<String> {
        let word = self.word(raw, Field::Category)?;
        let known = match self.categories.get(&word_key(&word)).copied().unwrap_or("") {
            "" => return Some(word),
            NONE => None,
            slug => self.names.categories.iter().find(|one| one.slug == slug),
        };
        if known.is_none_or(|known| known.name != word) {
            other.insert(Field::Category.label().to_owned(), word);
        }
        known.map(|known| known.name.clone())
    }
}
