//! Stems: what is left of words when endings and little words are gone, the same for texts and for questions.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lapor_domain::ids::BodyId;
use sastrawi::{Dictionary, Stemmer};

use crate::seal::Secret32;

/// Longest text that is looked at, in bytes; the rest is not found by.
const LONGEST_TEXT: usize = 64 * 1024;
/// Longest word, in characters. Stemming a word takes time that grows with its length, so it is bounded.
const LONGEST_WORD: usize = 32;
/// Most different stems of one text.
const MOST: usize = 2_000;

static ROOTS: LazyLock<Dictionary> = LazyLock::new(Dictionary::new);

/// The different stems of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stems(BTreeSet<String>);

impl Stems {
    /// Makes the stems of a text, or of what somebody looks for. Takes time in proportion to its length.
    pub fn of(text: &str) -> Self {
        let stemmer = Stemmer::new(&ROOTS);
        let mut stems = BTreeSet::new();
        let lower = head(text).to_lowercase();
        for word in lower.split(|letter: char| !letter.is_alphanumeric()) {
            let length = word.chars().take(LONGEST_WORD + 1).count();
            if !(1..=LONGEST_WORD).contains(&length) {
                continue;
            }
            // Numbers are kept as they are: house numbers, RT 05, years.
            if word.contains(|letter: char| letter.is_numeric()) {
                stems.insert(word.to_owned());
            } else if length > 1 && !stemmer.is_stopword(word) {
                stems.insert(stemmer.stem_word(word).into_owned());
            }
            if stems.len() >= MOST {
                break;
            }
        }
        Self(stems)
    }

    /// Nothing that says anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The stems as keyed hashes: found by who holds the key, read by nobody.
    pub fn sealed(&self, key: &Secret32, reading: Reading) -> SealedStems {
        let stems = self.0.iter();
        SealedStems(stems.map(|stem| sealed(stem, key, reading)).collect())
    }

    /// All of them, parted by spaces.
    pub(super) fn joined(&self) -> String {
        join(&self.0)
    }

    /// With the word that stands for the body.
    pub(super) fn with_holder(&self, holder: BodyId) -> String {
        format!("{} {}", self.joined(), facet(holder))
    }
}

/// Which version of a report's words somebody may read, and so be told of by a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As an officer masked them.
    Masked,
    /// As the reporter wrote them, and as masked.
    Original,
}

/// Stems as keyed hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedStems(BTreeSet<String>);

impl SealedStems {
    /// Nothing that says anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of other words too.
    pub(super) fn add(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// With the word that stands for the body.
    pub(super) fn with_holder(&self, holder: BodyId) -> String {
        format!("{} {}", join(&self.0), facet(holder))
    }
}

/// 64 bits of the hash as sixteen letters, a to p: with digits, an engine might read it as a number.
fn sealed(stem: &str, key: &Secret32, reading: Reading) -> String {
    let of: &[u8] = match reading {
        Reading::Masked => b"lapor/search/masked/v1",
        Reading::Original => b"lapor/search/stem/v1",
    };
    let hash = key.mac(&[of, stem.as_bytes()]);
    hash.iter()
        .take(8)
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(b'a' + half))
        .collect()
}

/// No stem is as long as this word.
fn facet(holder: BodyId) -> String {
    format!("b{}", holder.0.simple())
}

fn join(stems: &BTreeSet<String>) -> String {
    let mut joined = String::new();
    for stem in stems {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(stem);
    }
    joined
}

/// The beginning of the text, cut between characters.
fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_TEXT))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        Stems::of(text).joined()
    }

    #[test]
    fn endings_and_little_words_go() {
        assert_eq!(
            of("Perbaikan jalan yang BERLUBANG di RT 05!"),
            "05 baik jalan lubang rt"
        );
        assert_eq!(of("lampu-lampu jalanan"), of("LAMPU jalan"));
        assert_eq!(of("yang di dan ke"), "");
        assert_eq!(of(""), "");
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        assert_eq!(of(&"a".repeat(LONGEST_WORD + 1)), "");
        assert!(!of(&"b".repeat(LONGEST_WORD)).is_empty());
        let many: Vec<String> = (0..5_000).map(|n| format!("x{n}")).collect();
        assert_eq!(Stems::of(&many.join(" ")).0.len(), MOST);
        // Cut within a character of three bytes.
        assert_eq!(of(&"あ".repeat(LONGEST_TEXT)), "");
    }

    #[test]
    fn sealed_stems_are_letters_and_depend_on_the_key() {
        let keys =
            [1, 2].map(|n| crate::seal::KeyFile::from_root([n; 32]).installation_key("search"));
        let stems = Stems::of("lampu jalan");
        let [one, other] = keys.map(|key| {
            assert_ne!(
                stems.sealed(&key, Reading::Masked),
                stems.sealed(&key, Reading::Original)
            );
            stems.sealed(&key, Reading::Original)
        });
        assert_ne!(one, other);
        assert_eq!(one.0.len(), 2);
        for stem in &one.0 {
            assert_eq!(stem.len(), 16);
            assert!(stem.bytes().all(|letter| (b'a'..=b'p').contains(&letter)));
        }
    }
}
