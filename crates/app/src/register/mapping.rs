//! A mapping: which column is what, and what the words of a register mean. Data, kept as TOML.

use std::collections::{BTreeMap, HashMap};

use lapor_domain::words::Channel;
use serde::{Deserialize, Serialize};

use super::error::RegisterError;
use super::field::Field;
use super::state::RegisterState;
use crate::sp4n::SourceZone;

/// Longest text of a mapping, bytes.
const LONGEST: usize = 256 * 1024;
/// Most words of one table.
const MOST_WORDS: usize = 2_000;
/// What stands in a table for "none".
pub(super) const NONE: &str = "-";

/// How a register is to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RegisterMapping {
    /// Name of the register: with a number of its own a row is known again under it, whatever the file is called.
    pub name: String,
    /// Slug of the body, where none is named beside it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Sheet of a workbook; empty: the one that looks most like a register.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Sign between columns of a text; empty: guessed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub separator: String,
    /// Zone of clock times; empty: the body's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// State of rows without a status word; empty: not verified.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub empty_status: String,
    /// Columns besides, which are kept as an internal note.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Column of each field.
    pub columns: BTreeMap<String, String>,
    /// Status words: a state's name; empty: not mapped yet.
    pub status: Words,
    /// Words for units: a unit's slug; empty: made by that name; `-`: none.
    pub unit: Words,
    /// Words for categories: a category's slug; empty: made by that name; `-`: none.
    pub category: Words,
    /// Words for channels: a channel's code; empty: kept as it is.
    pub channel: Words,
}

/// What the words of one column mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// By folded words, to look many up.
    pub(super) fn index(&self) -> HashMap<String, &str> {
        let lines = self.0.iter();
        lines
            .map(|(word, target)| (word_key(word), target.as_str()))
            .collect()
    }
}

/// A word as it is compared: lower case, single spaces.
pub(super) fn word_key(word: &str) -> String {
    crate::sp4n::cell::one_line(&word.to_lowercase())
}

/// What must be mended in a mapping, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(pub String);

impl RegisterMapping {
    /// Reads the text of a mapping.
    ///
    /// # Errors
    /// [`MappingError`] says what to mend.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        if text.len() > LONGEST {
            return Err(MappingError(format!(
                "pemetaan lebih dari {LONGEST} bita; ini bukan berkas pemetaan"
            )));
        }
        let mapping: Self =
            toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
                MappingError(format!(
                    "pemetaan tidak terbaca sebagai TOML: {}",
                    error.to_string().trim()
                ))
            })?;
        mapping.check()?;
        Ok(mapping)
    }

    /// The mapping as text, to be kept and used again.
    pub fn to_toml(&self) -> String {
        let states: Vec<_> = RegisterState::ALL.iter().map(|state| state.code).collect();
        let channels: Vec<_> = Channel::ALL
            .iter()
            .map(|channel| channel.as_str())
            .collect();
        let fields: Vec<_> = Field::all().map(Field::code).collect();
        format!(
            "# Pemetaan register untuk `lapor import register` dan halaman impor.\n\
             # [columns]: kolom berkas untuk {}.\n\
             # [status]: {}; kosong = belum dipetakan.\n\
             # [unit], [category]: slug di sini; kosong = dibuat dengan nama itu; \"-\" = tidak ada.\n\
             # [channel]: {}; kosong = kata itu sendiri.\n\n{}",
            fields.join(", "),
            states.join(", "),
            channels.join(", "),
            toml::to_string_pretty(self).unwrap_or_default()
        )
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<&str> {
        self.columns.get(field.code()).map(String::as_str)
    }

    /// The sign between columns, where the mapping names one.
    pub fn separator(&self) -> Option<char> {
        match self.separator.as_str() {
            "\\t" | "tab" => Some('\t'),
            text => text.chars().next(),
        }
    }

    /// The zone of clock times, where the mapping names one.
    pub fn source_zone(&self) -> Option<SourceZone> {
        self.zone.parse().ok()
    }

    /// Whether it says enough to read a row.
    ///
    /// # Errors
    /// [`RegisterError::NotMapped`].
    pub fn is_enough(&self) -> Result<(), RegisterError> {
        for field in [Field::Date, Field::Text] {
            if self.column(field).is_none() {
                return Err(RegisterError::NotMapped(field.label()));
            }
        }
        Ok(())
    }

    /// Whether every code in it is one.
    ///
    /// # Errors
    /// [`MappingError`] names the first that is not.
    pub fn check(&self) -> Result<(), MappingError> {
        let wrong = |text: String| Err(MappingError(text));
        let is_name = |name: &str| {
            (1..=40).contains(&name.len())
                && name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !is_name(&self.name) {
            return wrong(
                "name pada pemetaan: huruf kecil, angka dan tanda hubung, paling banyak 40, seperti \"buku-2019\""
                    .to_owned(),
            );
        }
        if let Some(code) = self
            .columns
            .keys()
            .find(|code| Field::of_code(code).is_none())
        {
            let known: Vec<_> = Field::all().map(Field::code).collect();
            return wrong(format!(
                "[columns] \"{code}\" tidak dikenal; yang ada: {}",
                known.join(", ")
            ));
        }
        let states = self.status.0.values().chain([&self.empty_status]);
        for code in states.filter(|code| !code.is_empty()) {
            if RegisterState::of_code(code).is_none() {
                let known: Vec<_> = RegisterState::ALL.iter().map(|state| state.code).collect();
                return wrong(format!(
                    "status \"{code}\" tidak dikenal; yang ada: {}",
                    known.join(", ")
                ));
            }
        }
        for code in self.channel.0.values().filter(|code| !code.is_empty()) {
            if code.parse::<Channel>().is_err() {
                let known: Vec<_> = Channel::ALL
                    .iter()
                    .map(|channel| channel.as_str())
                    .collect();
                return wrong(format!(
                    "kanal \"{code}\" tidak dikenal; yang ada: {}",
                    known.join(", ")
                ));
            }
        }
        if !self.separator.is_empty()
            && self
                .separator()
                .is_none_or(|sign| !sign.is_ascii() || sign == '"')
        {
            return wrong("separator satu tanda, seperti \";\" atau \"tab\"".to_owned());
        }
        if !self.zone.is_empty() && self.source_zone().is_none() {
            return wrong("zone: UTC, WIB, WITA, WIT, atau selisih seperti +07:00".to_owned());
        }
        let tables = [&self.status, &self.unit, &self.category, &self.channel];
        if tables.iter().any(|words| words.0.len() > MOST_WORDS) || self.notes.len() > 600 {
            return wrong(format!(
                "lebih dari {MOST_WORDS} kata dalam satu tabel pemetaan; kolom itu bukan kolom kata"
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_comes_back_as_it_went() {
        let mut mapping = RegisterMapping {
            name: "buku-2019".to_owned(),
            separator: ";".to_owned(),
            ..RegisterMapping::default()
        };
        mapping
            .columns
            .insert("tanggal".to_owned(), "Tgl \"Masuk\"".to_owned());
        mapping
            .status
            .0
            .insert("Sudah = beres".to_owned(), "selesai".to_owned());
        mapping.unit.0.insert("PU".to_owned(), String::new());
        assert_eq!(
            RegisterMapping::from_toml(&mapping.to_toml()).unwrap(),
            mapping
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, word) in [
            ("name = \"Buku\"", "name"),
            ("name = \"a\"\n[columns]\ntangal = \"x\"", "tangal"),
            ("name = \"a\"\n[status]\nx = \"entah\"", "entah"),
            ("name = \"a\"\n[channel]\nx = \"merpati\"", "merpati"),
            ("name = \"a\"\nzone = \"Mars\"", "zone"),
            ("name = \"a\"\nseparator = \"é\"", "separator"),
            ("name = ", "TOML"),
            ("nama = \"a\"", "nama"),
        ] {
            let told = RegisterMapping::from_toml(text).unwrap_err().to_string();
            assert!(told.contains(word), "{text}: {told}");
        }
    }
}
