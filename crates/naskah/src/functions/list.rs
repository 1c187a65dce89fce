//! Reads the lists: sections of functions, weighted words and phrases, groups of words.
//!
//! ```text
//! [code] Name                         whose words follow
//! prior: 0.5                          how often such reports come, before a word was read
//! 2.5: pju, lampu jalan/taman         a weight, and phrases; a slash gives alternatives of one word
//! 2: lampu + mati/@padam              two words near each other, in either order
//! unit: dinas perhubungan, dishub     names of units, which count for little in a report
//! pass: depan pasar                   phrases that say nothing
//! @padam: padam mati                  a group of words
//! ```

use std::collections::BTreeMap;

/// A function as the list names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) prior: f32,
}

/// What a written line is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Speaks {
    /// For (or against) a function.
    For { function: u8, weight: f32 },
    /// Names a unit of the function.
    Unit { function: u8 },
    /// For nothing: what it covers is passed over.
    Nothing,
}

/// What the text must hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pattern {
    /// Words one after the other; each position gives its alternatives.
    Phrase(Vec<Vec<String>>),
    /// A word of the first group near a word of the second.
    Near(Vec<String>, Vec<String>),
}

/// Everything read from the lists.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) entries: Vec<Entry>,
    pub(super) lines: Vec<(Speaks, Pattern)>,
    groups: BTreeMap<String, Vec<String>>,
    /// What could not be read. A test holds this empty.
    pub(super) problems: Vec<String>,
}

impl List {
    /// Reads one file more. A section of an unknown code adds a function if `adds_functions`.
    pub(super) fn read(&mut self, text: &str, adds_functions: bool) {
        let mut section = None;
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('[') {
                section = self.section(head, adds_functions);
                continue;
            }
            let Some((head, body)) = line.split_once(':') else {
                self.problems.push(format!("no colon: {line}"));
                continue;
            };
            self.line(section, head.trim(), body.trim());
        }
    }

    fn section(&mut self, head: &str, adds_functions: bool) -> Option<u8> {
        let (code, name) = head.split_once(']').unwrap_or((head, ""));
        if code == "pass" {
            return None;
        }
        let found = self.entries.iter().position(|entry| entry.code == code);
        if found.is_none() && adds_functions {
            self.entries.push(Entry {
                code: code.to_owned(),
                name: name.trim().to_owned(),
                prior: 0.0,
            });
        } else if found.is_none() {
            self.problems.push(format!("unknown function: {head}"));
        }
        let index = found.or_else(|| self.entries.len().checked_sub(1));
        index.and_then(|index| u8::try_from(index).ok())
    }

    fn line(&mut self, section: Option<u8>, head: &str, body: &str) {
        if let Some(group) = head.strip_prefix('@') {
            let words = body.split_whitespace().map(str::to_owned).collect();
            self.groups.insert(group.to_owned(), words);
            return;
        }
        let speaks = match (head, section, head.parse::<f32>()) {
            ("pass", _, _) | (_, None, Ok(_)) => Speaks::Nothing,
            ("prior", Some(function), _) => {
                self.prior(function, body);
                return;
            }
            ("unit", Some(function), _) => Speaks::Unit { function },
            (_, Some(function), Ok(weight)) => Speaks::For { function, weight },
            _ => {
                self.problems
                    .push(format!("neither weight nor word: {head}: {body}"));
                return;
            }
        };
        for written in body.split(',') {
            self.pattern(speaks, written);
        }
    }

    fn prior(&mut self, function: u8, body: &str) {
        match (self.entries.get_mut(usize::from(function)), body.parse()) {
            (Some(entry), Ok(prior)) => entry.prior = prior,
            _ => self.problems.push(format!("not a number: {body}")),
        }
    }

    fn pattern(&mut self, speaks: Speaks, written: &str) {
        let pattern = match written.split_once('+') {
            Some((left, right)) => Pattern::Near(self.words(left.trim()), self.words(right.trim())),
            None => Pattern::Phrase(
                written
                    .split_whitespace()
                    .map(|position| self.words(position))
                    .collect(),
            ),
        };
        let empty = match &pattern {
            Pattern::Phrase(positions) => {
                positions.is_empty() || positions.iter().any(Vec::is_empty)
            }
            Pattern::Near(left, right) => left.is_empty() || right.is_empty(),
        };
        if empty {
            self.problems
                .push(format!("nothing to look for: {written}"));
        } else {
            self.lines.push((speaks, pattern));
        }
    }

    /// The alternatives of one position.
    fn words(&mut self, position: &str) -> Vec<String> {
        let mut words = Vec::new();
        for word in position.split('/') {
            match word.strip_prefix('@') {
                Some(group) => match self.groups.get(group) {
                    Some(members) => words.extend(members.iter().cloned()),
                    None => self.problems.push(format!("unknown group: {word}")),
                },
                None if !is_plain(word) => {
                    self.problems
                        .push(format!("not one plain word: {position}"));
                }
                None => words.push(word.to_owned()),
            }
        }
        words
    }
}

/// Digits alone are passed over in texts, so they would never be found.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}
