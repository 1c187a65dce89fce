//! Cells of a row: words, marks, contacts, and what is wrong with them.

use std::collections::BTreeMap;

use lapor_domain::contact::{Email, Nik, Phone};
use lapor_domain::sp4n::flags;

use super::Reader;
use crate::register::convert::{Converted, shown};
use crate::register::field::Field;
use crate::sp4n::cell::{Cell, RawRow, clean, one_line};
use crate::sp4n::column::fold;
use crate::sp4n::{Contacts, Problem, ProblemKind};

impl Reader<'_> {
    /// Whoever asked for something to be hidden, in whatever word, has it hidden.
    pub(super) fn flags(
        &self,
        raw: &RawRow,
        name: Option<&str>,
        converted: &mut Converted,
    ) -> (bool, bool) {
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

    pub(super) fn contacts(&self, raw: &RawRow, converted: &mut Converted) -> Contacts {
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

    pub(super) fn rating(&self, raw: &RawRow, converted: &mut Converted) -> Option<u8> {
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
    pub(super) fn besides(&self, raw: &RawRow) -> BTreeMap<String, String> {
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

    pub(super) fn cell<'r>(&self, raw: &'r RawRow, field: Field) -> Option<&'r Cell> {
        let (_, at) = self.places.iter().find(|(known, _)| *known == field)?;
        raw.cells.get(*at)
    }

    /// A short cell as one line. A dash says as little as an empty cell.
    pub(super) fn word(&self, raw: &RawRow, field: Field) -> Option<String> {
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

    pub(super) fn text(
        &self,
        raw: &RawRow,
        field: Field,
        converted: &mut Converted,
    ) -> Option<String> {
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

    pub(in crate::register) fn says_nothing(&self, raw: &RawRow) -> bool {
        let cells = self.places.iter().filter_map(|(_, at)| raw.cells.get(*at));
        cells.into_iter().all(Cell::is_blank)
    }

    /// Registers that were printed repeat their header on each page.
    pub(in crate::register) fn is_header(&self, raw: &RawRow) -> bool {
        self.places.iter().all(|(_, at)| {
            let cell = raw.cells.get(*at).map(Cell::text).unwrap_or_default();
            let name = self.header.names.get(*at).map(String::as_str);
            name.is_some_and(|name| fold(name) == fold(&cell))
        })
    }

    pub(in crate::register) fn problem(
        &self,
        raw: &RawRow,
        field: Field,
        kind: ProblemKind,
    ) -> Problem {
        let column = self.mapping.column(field).unwrap_or(field.label());
        let content = match self.cell(raw, field) {
            Some(cell) if !field.is_personal() => one_line(&clean(&cell.text()).text),
            _ => String::new(),
        };
        Problem::of_cell(raw.number, column, &content, kind)
    }
}
