//! From cells and a mapping to rows as an export would have them, and what must be mended.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, Time};
use lapor_domain::agency::Directory;
use lapor_domain::contact::{Email, Nik, Phone};
use lapor_domain::ids::BodyId;
use lapor_domain::sp4n::{Classification, ImportedState, classification, flags};
use lapor_domain::words::Channel;

use super::error::RegisterError;
use super::field::Field;
use super::grid::Grid;
use super::header::Header;
use super::mapping::{NONE, RegisterMapping, word_key};
use super::propose;
use super::state::RegisterState;
use crate::sp4n::cell::{Cell, RawRow, clean, one_line};
use crate::sp4n::clock::read_time;
use crate::sp4n::column::fold;
use crate::sp4n::date::{DateFault, read_date};
use crate::sp4n::{Contacts, Problem, ProblemKind, Received, Row, SourceZone};

/// Longest number of a register, characters.
const LONGEST_KEY: usize = 60;

/// Names of a body's units and categories, by slug.
#[derive(Clone, Debug, Default)]
pub struct Names {
    units: Vec<Named>,
    categories: Vec<Named>,
}

#[derive(Clone, Debug)]
struct Named {
    slug: String,
    name: String,
    /// Of a unit: the name of the node above.
    above: Option<String>,
}

impl Names {
    /// Those of a body.
    pub fn of(directory: &Directory, body: BodyId) -> Self {
        let units = directory.units.values().filter(|unit| unit.body == body);
        let mut units: Vec<_> = units
            .map(|unit| Named {
                slug: unit.slug.clone(),
                name: unit.name.clone(),
                above: unit
                    .parent
                    .and_then(|parent| directory.units.get(&parent))
                    .map(|parent| parent.name.clone()),
            })
            .collect();
        units.sort_by(|one, other| one.slug.cmp(&other.slug));
        let categories = directory.categories.values();
        let mut categories: Vec<_> = categories
            .filter(|category| category.body == body && !category.retired)
            .map(|category| Named {
                slug: category.slug.clone(),
                name: category.name.clone(),
                above: None,
            })
            .collect();
        categories.sort_by(|one, other| one.slug.cmp(&other.slug));
        Self { units, categories }
    }

    /// Slugs in the tables of a mapping that the body does not have.
    pub fn unknown_in(&self, mapping: &RegisterMapping) -> Vec<String> {
        let lacks = |known: &[Named], target: &str| {
            !target.is_empty() && target != NONE && !known.iter().any(|one| one.slug == target)
        };
        let units = mapping
            .unit
            .0
            .values()
            .filter(|target| lacks(&self.units, target));
        let categories = mapping.category.0.values();
        let categories = categories.filter(|target| lacks(&self.categories, target));
        let mut unknown: Vec<_> = units.chain(categories).cloned().collect();
        unknown.sort();
        unknown.dedup();
        unknown
    }

    /// The slug of the unit that a word probably means; empty where none does.
    pub(super) fn unit_like(&self, word: &str) -> String {
        like(&self.units, word)
    }

    pub(super) fn category_like(&self, word: &str) -> String {
        like(&self.categories, word)
    }
}

/// By the whole name, by its initials ("PUPR"), or by the only name that contains the word.
fn like(known: &[Named], word: &str) -> String {
    let key = fold(word);
    let one = |mut found: Box<dyn Iterator<Item = &Named> + '_>| match (found.next(), found.next())
    {
        (Some(only), None) => Some(only.slug.clone()),
        _ => None,
    };
    let same = known
        .iter()
        .find(|one| fold(&one.name) == key || one.slug == key);
    if let Some(same) = same {
        return same.slug.clone();
    }
    let short = |name: &str| -> String {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("dan"))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let key_ref = key.as_str();
    let by_initials = one(Box::new(known.iter().filter(move |one| {
        let initials = short(&one.name);
        let without_first = initials.get(1..).unwrap_or_default();
        key_ref.len() >= 3 && (initials == key_ref || without_first == key_ref)
    })));
    let within = || {
        one(Box::new(known.iter().filter(move |one| {
            let name = fold(&one.name);
            key_ref.len() >= 6
                && (name.contains(key_ref) || (name.len() >= 6 && key_ref.contains(&name)))
        })))
    };
    by_initials.or_else(within).unwrap_or_default()
}

/// By what a row is known again.
#[derive(Clone, Copy, Debug)]
pub enum RowKey<'a> {
    /// Its number in a register of this name.
    Number {
        /// The register.
        register: &'a str,
        /// The number.
        number: &'a str,
    },
    /// What it says: day, time, name, title, text.
    Content([&'a str; 5]),
}

/// What a register says.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// Where the columns are.
    pub names: Vec<String>,
    /// Reports, each once, in the file's order.
    pub rows: Vec<Row>,
    /// What must be mended, and what was held back for it.
    pub problems: Vec<Problem>,
    /// Rows held back.
    pub held_back: usize,
    /// Rows that say the same as one above.
    pub repeated: usize,
    /// Status words that are not mapped, and how many rows have them.
    pub unknown_status: BTreeMap<String, usize>,
}

/// Converts every row below the header. `today` is the local day, `key` makes the id under which a row is known again.
///
/// # Errors
/// [`RegisterError`] where the file does not have the mapping's columns, or the mapping not enough of them.
pub fn convert(
    grid: &Grid,
    mapping: &RegisterMapping,
    names: &Names,
    zone: SourceZone,
    today: Date,
    key: &dyn Fn(RowKey<'_>) -> String,
) -> Result<Converted, RegisterError> {
    mapping.is_enough()?;
    let header = Header::of_mapping(grid, mapping)?;
    let places = Field::all().filter_map(|field| {
        let at = header.place(mapping.column(field)?)?;
        Some((field, at))
    });
    let notes = mapping
        .notes
        .iter()
        .filter_map(|name| Some((name.as_str(), header.place(name)?)));
    let reader = Reader {
        places: places.collect(),
        notes: notes.collect(),
        names,
        status: mapping.status.index(),
        units: mapping.unit.index(),
        categories: mapping.category.index(),
        channels: mapping.channel.index(),
        mapping,
        header: &header,
        zone: mapping.source_zone().unwrap_or(zone),
        today,
        key,
    };
    let mut converted = Converted {
        names: header.names.clone(),
        ..Converted::default()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for raw in grid.rows.iter().skip(header.at + 1) {
        if reader.says_nothing(raw) || reader.is_header(raw) {
            continue;
        }
        let Some(row) = reader.read(raw, &mut converted) else {
            converted.held_back += 1;
            continue;
        };
        let earlier = seen
            .get(&row.tracking_id)
            .and_then(|at| converted.rows.get(*at));
        match earlier {
            None => {
                seen.insert(row.tracking_id.clone(), converted.rows.len());
                converted.rows.push(row);
            }
            Some(earlier) => {
                let same = earlier.text_initial == row.text_initial
                    && earlier.received == row.received
                    && earlier.title == row.title;
                let kind = if same {
                    converted.repeated += 1;
                    ProblemKind::SameRow {
                        row: earlier.number,
                    }
                } else {
                    converted.held_back += 1;
                    ProblemKind::KeyTaken {
                        row: earlier.number,
                    }
                };
                converted
                    .problems
                    .push(reader.problem(raw, Field::Key, kind));
            }
        }
    }
    Ok(converted)
}

/// The mapping with the words that the file has and its tables lack.
///
/// # Errors
/// As [`convert`].
pub fn with_words(
    grid: &Grid,
    mapping: &RegisterMapping,
    names: &Names,
) -> Result<RegisterMapping, RegisterError> {
    let header = Header::of_mapping(grid, mapping)?;
    let mut mapping = mapping.clone();
    propose::complete(&mut mapping, grid, &header, names);
    Ok(mapping)
}

/// The row cannot be taken; why stands among the problems.
struct HeldBack;

struct Reader<'a> {
    places: Vec<(Field, usize)>,
    notes: Vec<(&'a str, usize)>,
    names: &'a Names,
    status: HashMap<String, &'a str>,
    units: HashMap<String, &'a str>,
    categories: HashMap<String, &'a str>,
    channels: HashMap<String, &'a str>,
    mapping: &'a RegisterMapping,
    header: &'a Header,
    zone: SourceZone,
    today: Date,
    key: &'a dyn Fn(RowKey<'_>) -> String,
}

impl Reader<'_> {
    fn read(&self, raw: &RawRow, converted: &mut Converted) -> Option<Row> {
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

    /// Whoever asked for something to be hidden, in whatever word, has it hidden.
    fn flags(&self, raw: &RawRow, name: Option<&str>, converted: &mut Converted) -> (bool, bool) {
        let nameless = name.map(fold).is_some_and(|name| {
            matches!(
                name.as_str(),
                "anonim" | "anonymous" | "rahasia" | "dirahasiakan"
            )
        });
        let Some(word) = self.word(raw, Field::Flags) else {
            return (nameless, false);
        };
        let column = fold(self.mapping.column(Field::Flags).unwrap_or_default());
        let (anonim, rahasia) = match fold(&word).as_str() {
            "tidak" | "t" | "n" | "no" | "0" | "false" | "biasa" | "umum" | "terbuka"
            | "publik" => (false, false),
            "ya" | "y" | "yes" | "1" | "true" | "v" => {
                let both = !column.contains("anonim") && !column.contains("rahasia");
                (
                    column.contains("anonim") || both,
                    column.contains("rahasia") || both,
                )
            }
            _ => match flags(&word) {
                Ok(flags) => (flags.anonim, flags.rahasia),
                Err(unknown) => {
                    let kind = ProblemKind::FlagUnknown;
                    converted
                        .problems
                        .push(self.problem(raw, Field::Flags, kind));
                    (unknown.understood.anonim, unknown.understood.rahasia)
                }
            },
        };
        (anonim || nameless, rahasia)
    }

    fn contacts(&self, raw: &RawRow, converted: &mut Converted) -> Contacts {
        let mut unreadable = |field| {
            let kind = ProblemKind::ContactUnreadable;
            converted.problems.push(self.problem(raw, field, kind));
        };
        let mut contacts = Contacts::default();
        if let Some(text) = self.word(raw, Field::Phone) {
            // "0812… / 0813…": the first that is one.
            let mut parts = text.split(['/', ';', ',']);
            contacts.phone = parts.find_map(|part| Phone::parse(part).ok());
            if contacts.phone.is_none() {
                unreadable(Field::Phone);
            }
        }
        if let Some(text) = self.word(raw, Field::Email) {
            let mut parts = text.split([';', ',', ' ']);
            contacts.email = parts.find_map(|part| Email::parse(part).ok());
            if contacts.email.is_none() {
                unreadable(Field::Email);
            }
        }
        if let Some(text) = self.word(raw, Field::Nik) {
            contacts.nik = Nik::parse(&text).ok();
            if contacts.nik.is_none() {
                unreadable(Field::Nik);
            }
        }
        contacts
    }

    fn rating(&self, raw: &RawRow, converted: &mut Converted) -> Option<u8> {
        let word = self.word(raw, Field::Rating)?;
        let first = word
            .split('/')
            .next()
            .unwrap_or_default()
            .trim()
            .replace(',', ".");
        match first.parse::<f64>() {
            Ok(number) if number.fract() == 0.0 && (1.0..=5.0).contains(&number) => {
                Some(number as u8)
            }
            Ok(0.0) => None,
            _ => {
                let kind = ProblemKind::RatingUnreadable;
                converted
                    .problems
                    .push(self.problem(raw, Field::Rating, kind));
                None
            }
        }
    }

    /// What has no field here and is kept as a note: never a date of ours, whatever a register says was done when.
    fn besides(&self, raw: &RawRow) -> BTreeMap<String, String> {
        let mut other = BTreeMap::new();
        for field in [Field::Answer, Field::ClosedOn] {
            if let Some(cell) = self.cell(raw, field) {
                let text = shown(cell);
                if !text.is_empty() {
                    other.insert(field.label().to_owned(), text);
                }
            }
        }
        for (name, at) in &self.notes {
            let text = raw.cells.get(*at).map(shown).unwrap_or_default();
            if !text.is_empty() {
                other.insert((*name).to_owned(), text);
            }
        }
        other
    }

    fn cell<'r>(&self, raw: &'r RawRow, field: Field) -> Option<&'r Cell> {
        let (_, at) = self.places.iter().find(|(known, _)| *known == field)?;
        raw.cells.get(*at)
    }

    /// A short cell as one line. A dash says as little as an empty cell.
    fn word(&self, raw: &RawRow, field: Field) -> Option<String> {
        let cell = self.cell(raw, field)?;
        if matches!(cell, Cell::Error(_)) {
            return None;
        }
        let line = one_line(&clean(&cell.text()).text);
        let absent = matches!(
            line.as_str(),
            "" | "-" | "–" | "—" | "null" | "NULL" | "n/a" | "N/A"
        );
        (!absent).then_some(line)
    }

    fn text(&self, raw: &RawRow, field: Field, converted: &mut Converted) -> Option<String> {
        let cell = self.cell(raw, field)?;
        let mut note = |kind| converted.problems.push(self.problem(raw, field, kind));
        if matches!(cell, Cell::Error(_)) {
            note(ProblemKind::CellError);
            return None;
        }
        let cleaned = clean(&cell.text());
        if cleaned.stripped {
            note(ProblemKind::ControlCharacters);
        }
        if cleaned.cut {
            note(ProblemKind::TextCut);
        }
        let text = cleaned.text;
        (!text.is_empty() && text != "-").then_some(text)
    }

    fn says_nothing(&self, raw: &RawRow) -> bool {
        let cells = self.places.iter().filter_map(|(_, at)| raw.cells.get(*at));
        cells.into_iter().all(Cell::is_blank)
    }

    /// Registers that were printed repeat their header on each page.
    fn is_header(&self, raw: &RawRow) -> bool {
        self.places.iter().all(|(_, at)| {
            let cell = raw.cells.get(*at).map(Cell::text).unwrap_or_default();
            let name = self.header.names.get(*at).map(String::as_str);
            name.is_some_and(|name| fold(name) == fold(&cell))
        })
    }

    fn problem(&self, raw: &RawRow, field: Field, kind: ProblemKind) -> Problem {
        let column = self.mapping.column(field).unwrap_or(field.label());
        let content = match self.cell(raw, field) {
            Some(cell) if !field.is_personal() => one_line(&clean(&cell.text()).text),
            _ => String::new(),
        };
        Problem::of_cell(raw.number, column, &content, kind)
    }
}

/// A cell as people write it: a day that is kept as a number is written as a day.
pub(super) fn shown(cell: &Cell) -> String {
    if let (Cell::Serial(days), Ok(written)) = (cell, read_date(cell))
        && *days >= 1.0
    {
        return match written.clock {
            None => written.date.to_string(),
            Some(clock) => format!("{} {}", written.date, clock.time.strftime("%H:%M")),
        };
    }
    if let (Cell::Serial(days), Ok(Some(clock))) = (cell, read_time(cell))
        && *days < 1.0
    {
        return clock.time.strftime("%H:%M").to_string();
    }
    clean(&cell.text()).text
}
