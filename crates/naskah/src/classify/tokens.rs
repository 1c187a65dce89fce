//! From raw text to the words the classifier looks at.

use super::words::{is_before_name, is_stop, meant};
use crate::text::LONGEST;

/// So many words are looked at: what a report is about stands on its first pages.
const MOST_WORDS: usize = 4_000;
/// So many characters of one word are looked at.
pub(super) const LONGEST_WORD: usize = 24;
/// Numbers of more digits may belong to a person.
const LONGEST_NUMBER: usize = 4;
/// So many words after "nama" or "bapak" may be a person's name.
const NAME_LENGTH: u8 = 3;

/// Lower-case words of a report without stop words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    ends: Vec<u32>,
    /// For each word whether it may be somebody's name.
    named: Vec<bool>,
}

impl Words {
    /// Reads the words of a text.
    pub(super) fn read(text: &str) -> Self {
        let mut words = Self::default();
        let mut word = Word::default();
        let mut names_left = 0;
        for letter in text.chars().take(LONGEST) {
            if letter.is_alphanumeric() {
                if word.ends_before(letter) {
                    words.take(&mut word, &mut names_left);
                }
                word.push(letter);
            } else if !word.text.is_empty() {
                words.take(&mut word, &mut names_left);
            }
            if words.ends.len() >= MOST_WORDS {
                return words;
            }
        }
        if !word.text.is_empty() {
            words.take(&mut word, &mut names_left);
        }
        words
    }

    /// The words in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .filter_map(|(start, &end)| self.text.get(start as usize..end as usize))
    }

    /// The words in order, each with whether it may be somebody's name.
    pub(super) fn iter_named(&self) -> impl Iterator<Item = (&str, bool)> {
        self.iter().zip(self.named.iter().copied())
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn take(&mut self, word: &mut Word, names_left: &mut u8) {
        let cue = is_before_name(&word.text);
        if word.has_subject() {
            let meant = meant(&word.text);
            if !is_stop(meant) {
                self.text.push_str(meant);
                self.ends.push(self.text.len() as u32);
                self.named.push(*names_left > 0 || word.digits > 0);
            }
        }
        *names_left = if cue {
            NAME_LENGTH
        } else {
            names_left.saturating_sub(1)
        };
        word.clear();
    }
}

/// One word while it is read.
#[derive(Debug, Default)]
struct Word {
    text: String,
    length: usize,
    digits: usize,
    /// The last letter in lower case, how often it stood in a row, and whether it was written small.
    last: char,
    run: usize,
    small: bool,
}

impl Word {
    /// "BandungMohon": forms glue the end of one line to the start of the next.
    fn ends_before(&self, letter: char) -> bool {
        self.small && self.length > 2 && letter.is_uppercase()
    }

    fn push(&mut self, written: char) {
        let letter = if written.is_ascii() {
            written.to_ascii_lowercase()
        } else {
            written.to_lowercase().next().unwrap_or(written)
        };
        self.small = written == letter && written.is_alphabetic();
        self.run = if letter == self.last { self.run + 1 } else { 1 };
        self.last = letter;
        self.length += 1;
        self.digits += usize::from(letter.is_numeric());
        if self.length > LONGEST_WORD {
            return;
        }
        if self.run > 2 && !letter.is_numeric() {
            // "tolonggg" is emphasis, not spelling: no word of Indonesian has one letter three times in a row.
            if self.run == 3 {
                self.text.pop();
            }
            return;
        }
        self.text.push(letter);
    }

    /// Long numbers say who and where, not what, and a model must not learn them. "p3k" and "2024" are words.
    fn has_subject(&self) -> bool {
        self.digits == 0 || self.digits <= LONGEST_NUMBER && self.length <= 2 * LONGEST_NUMBER
    }

    fn clear(&mut self) {
        self.text.clear();
        (self.length, self.digits, self.run) = (0, 0, 0);
        (self.last, self.small) = ('\0', false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        Words::read(text).iter().map(str::to_owned).collect()
    }

    #[test]
    fn stop_words_numbers_and_emphasis_are_left_out() {
        assert_eq!(
            read("Tolonggg pak, lampuuu jln yg mati di RT 03 no. 0812345678!"),
            ["lampu", "jalan", "mati", "rt", "03", "nomor"]
        );
    }

    #[test]
    fn glued_lines_come_apart_and_abbreviations_stay() {
        assert_eq!(
            read("BandungLaporkan PJU dan p3k"),
            ["bandung", "laporkan", "pju", "p3k"]
        );
    }

    #[test]
    fn names_are_marked() {
        let words = Words::read("nama Budi Karno Wijaya, sampah menumpuk");
        let named: Vec<_> = words.iter_named().collect();
        assert_eq!(
            named,
            [
                ("nama", false),
                ("budi", true),
                ("karno", true),
                ("wijaya", true),
                ("sampah", false),
                ("menumpuk", false)
            ]
        );
    }

    #[test]
    fn nothing_and_too_much() {
        assert_eq!(Words::read("").len(), 0);
        assert_eq!(Words::read("🚧🚧 … 123456").len(), 0);
        assert_eq!(Words::read(&"sampah ".repeat(50_000)).len(), MOST_WORDS);
    }
}
