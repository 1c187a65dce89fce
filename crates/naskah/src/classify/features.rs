//! What a report looks like to the classifier: hashed words, pairs of words, pieces of words, and where it came from.

use super::tokens::{LONGEST_WORD, Words};

/// Buckets of the feature space, as a power of two: ten times the features that 9,000 reports leave worth keeping.
pub(super) const BITS: u32 = 20;
/// Pieces of words are so long, in characters, the space before and after the word counted.
const SHORTEST_PIECE: usize = 2;
const LONGEST_PIECE: usize = 5;
/// Times more than this that a feature occurs count no further: who repeats a word does not say more.
const MOST_TIMES: usize = 4;
/// So many first words count double: a title, or the request itself, comes first.
const HEADLINE: usize = 8;

/// Seeds that keep the kinds of features apart in one space.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Word = 0x51,
    Pair = 0x1d7,
    Piece = 0x2a9,
    Region = 0x3c1,
    Channel = 0x4f3,
}

/// What is known beside the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facets<'a> {
    /// Code of the region the report is about.
    pub region: Option<&'a str>,
    /// The door it came in by.
    pub channel: Option<&'a str>,
}

/// A bucket and how strongly it occurs in one report.
pub(super) type Counted = (u32, f32);

/// One report as the classifier sees it. Made once, used for proposing, learning and explaining.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    pub(super) words: Vec<Counted>,
    pub(super) pieces: Vec<Counted>,
    pub(super) facets: Vec<u32>,
    pub(super) read: Words,
    /// The bucket of each word read, in order.
    pub(super) own: Vec<u32>,
}

impl Features {
    /// Looks at a text (at most its first 100,000 characters) and what is known beside it.
    pub fn of(text: &str, facets: Facets<'_>) -> Self {
        let read = Words::read(text);
        let mut words = Vec::with_capacity(read.len() * 2);
        let mut pieces = Vec::with_capacity(read.len() * 24);
        let mut own_buckets = Vec::with_capacity(read.len());
        let mut before = None;
        for (at, word) in read.iter().enumerate() {
            let own = word_hash(word);
            if at < HEADLINE {
                words.push(bucket(own));
            }
            own_buckets.push(bucket(own));
            words.push(bucket(own));
            if let Some(before) = before {
                words.push(pair_bucket(before, own));
            }
            before = Some(own);
            for_each_piece(word, |piece| pieces.push(piece));
        }
        let region = facets.region.map(|code| facet_bucket(Kind::Region, code));
        let channel = facets.channel.map(|name| facet_bucket(Kind::Channel, name));
        Self {
            words: counted(words),
            pieces: counted(pieces),
            facets: region.into_iter().chain(channel).collect(),
            read,
            own: own_buckets,
        }
    }

    /// What going over a decision again needs: hashes, and no word of the text.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self {
            words: self.words.clone(),
            pieces: self.pieces.clone(),
            facets: self.facets.clone(),
            read: Words::read(""),
            own: Vec::new(),
        }
    }

    /// Whether there is no word with a subject in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Every bucket once per kind.
    pub(super) fn buckets(&self) -> impl Iterator<Item = u32> {
        let text = self
            .words
            .iter()
            .chain(&self.pieces)
            .map(|&(bucket, _)| bucket);
        text.chain(self.facets.iter().copied())
    }
}

/// Hash of a word on its own.
pub(super) fn word_hash(word: &str) -> u64 {
    hash(Kind::Word, word)
}

/// Bucket of a pair of neighbours, by their hashes.
pub(super) fn pair_bucket(before: u64, after: u64) -> u32 {
    bucket(step(step(Kind::Pair as u64, before), after))
}

/// Calls with the bucket of every piece of a word.
pub(super) fn for_each_piece(word: &str, mut call: impl FnMut(u32)) {
    let mut letters = [' '; LONGEST_WORD + 2];
    let mut length = 2;
    for (place, letter) in letters
        .iter_mut()
        .skip(1)
        .zip(word.chars().take(LONGEST_WORD))
    {
        *place = letter;
        length += 1;
    }
    let letters = letters.get(..length).unwrap_or_default();
    for start in 0..letters.len() {
        let mut hash = Kind::Piece as u64;
        for (at, &letter) in letters.iter().skip(start).take(LONGEST_PIECE).enumerate() {
            hash = step(hash, u64::from(u32::from(letter)));
            if at + 1 >= SHORTEST_PIECE {
                call(bucket(hash));
            }
        }
    }
}

/// The place of a hash in the feature space.
pub(super) fn bucket(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> (64 - BITS)) as u32
}

fn facet_bucket(kind: Kind, value: &str) -> u32 {
    bucket(hash(kind, value))
}

fn hash(kind: Kind, text: &str) -> u64 {
    text.chars().fold(kind as u64, |hash, letter| {
        step(hash, u64::from(u32::from(letter)))
    })
}

const fn step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Each bucket once, in order, with the damped number of times it occurred.
fn counted(mut buckets: Vec<u32>) -> Vec<Counted> {
    const DAMPED: [f32; MOST_TIMES] = [1.0, 1.693_147_2, 2.098_612_3, 2.386_294_4];
    buckets.sort_unstable();
    buckets
        .chunk_by(|one, next| one == next)
        .filter_map(|run| {
            let times = run.len().min(MOST_TIMES);
            Some((*run.first()?, *DAMPED.get(times - 1)?))
        })
        .collect()
}
