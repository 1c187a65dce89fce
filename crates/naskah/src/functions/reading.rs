//! Finds which lines of the lists a text speaks, and where.

use std::ops::Range;

use super::lexicon::{Lexicon, Table, Word};
use super::list::Speaks;
use super::tokens;

/// Words between two that are near each other.
const NEAR: usize = 7;

/// A line of the lists that the text speaks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spoken {
    /// Which line.
    pub(super) line: u32,
    /// How often it was spoken.
    pub(super) times: u32,
    /// Where it was spoken first: one span, or two for words near each other.
    pub(super) first: (Range<usize>, Option<Range<usize>>),
}

/// A known word of the text.
struct Known {
    word: Word,
    /// Its place among all words of the text.
    place: usize,
    span: Range<usize>,
    /// Part of a longer phrase, so no longer a word of its own.
    taken: bool,
}

/// Every line the text speaks, each once, in the order of the lists.
pub(super) fn spoken(lexicon: &Lexicon, text: &str) -> Vec<Spoken> {
    let mut words = known_words(lexicon, text);
    let mut found = Found::default();
    phrases(lexicon, &mut words, &mut found);
    pairs(lexicon, &words, &mut found);
    let mut spoken: Vec<Spoken> = found.0.into_values().collect();
    spoken.sort_unstable_by_key(|spoken| spoken.line);
    spoken
}

/// What was found, by line: never more than there are lines, however long the text.
#[derive(Default)]
struct Found(Table<u32, Spoken>);

impl Found {
    fn add(&mut self, line: u32, span: &Range<usize>, with: Option<&Range<usize>>) {
        self.0
            .entry(line)
            .and_modify(|spoken| spoken.times = spoken.times.saturating_add(1))
            .or_insert_with(|| Spoken {
                line,
                times: 1,
                first: (span.clone(), with.cloned()),
            });
    }
}

fn known_words(lexicon: &Lexicon, text: &str) -> Vec<Known> {
    let mut words = Vec::new();
    let mut place = 0;
    tokens::for_each_word(text, |written, span| {
        let word = lexicon.word(written);
        if let Some(word) = word {
            words.push(Known {
                word,
                place,
                span,
                taken: false,
            });
        }
        // One that comes again in parts is counted by its parts.
        place += usize::from(word.is_some() || !written.contains(char::is_numeric));
        word.is_some()
    });
    words
}

/// The longest phrase at each place; what it covers is not read again on its own, so that "rumah sakit" is no house.
fn phrases(lexicon: &Lexicon, words: &mut [Known], found: &mut Found) {
    let mut at = 0;
    while at < words.len() {
        let Some((length, node)) = longest(lexicon, words.get(at..).unwrap_or_default()) else {
            at += 1;
            continue;
        };
        let covered = words.get_mut(at..at + length).unwrap_or_default();
        if let (Some(first), Some(last)) = (covered.first(), covered.last()) {
            let span = first.span.start..last.span.end;
            let mut says = false;
            for &line in lexicon.ending_at(node) {
                says |= !matches!(lexicon.lines.get(line as usize), Some(Speaks::Nothing));
                found.add(line, &span, None);
            }
            for word in covered.iter_mut().filter(|_| says && length > 1) {
                word.taken = true;
            }
        }
        at += length;
    }
}

fn longest(lexicon: &Lexicon, words: &[Known]) -> Option<(usize, u32)> {
    let mut best = None;
    let mut node = 0;
    let start = words.first()?.place;
    for (length, word) in (1..).zip(words) {
        if word.place >= start + length {
            break;
        }
        let Some(next) = lexicon.step(node, word.word) else {
            break;
        };
        node = next;
        if !lexicon.ending_at(node).is_empty() {
            best = Some((length, node));
        }
    }
    best
}

fn pairs(lexicon: &Lexicon, words: &[Known], found: &mut Found) {
    let paired = |word: &&Known| !word.taken && lexicon.is_paired(word.word);
    for (at, word) in words.iter().enumerate().filter(|(_, word)| paired(word)) {
        let before = words.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        for earlier in before.iter().filter(paired) {
            if word.place - earlier.place > NEAR {
                continue;
            }
            for &line in lexicon.near(earlier.word, word.word) {
                found.add(line, &earlier.span, Some(&word.span));
            }
        }
    }
}
