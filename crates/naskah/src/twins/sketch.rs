//! What is kept of a report's text to compare it with others: hashed words with weights, hashed place words, numbers.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::corpus::Corpus;
use super::key::{Key, Role};
use super::lexicon;
use super::places::{Places, places};
use super::tokens::{Token, tokens};
use super::words::word;

/// A report's words, as they came.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// What the reporter wrote.
    pub text: &'a str,
    /// The address or description of the place, if there is one.
    pub address: &'a str,
    /// Names of the regions it lies in (kelurahan, kecamatan, city): words that say little about the exact place.
    pub areas: &'a [&'a str],
}

/// Comparable, compact and without words: every feature went through the caller's key. It still tells how many words
/// two texts share, so whoever erases a text has to erase its sketch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// Sorted by hash.
    pub(super) marks: Vec<Mark>,
    /// Sorted.
    pub(super) spots: Vec<HashedSpot>,
    /// Letter groups of the words that matter, thrown into a few signed buckets; empty if there are none.
    pub(super) grams: Vec<i8>,
}

/// One hashed word or pair of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) hash: u32,
    /// Weight in steps of 1/[`STEPS`].
    pub(super) weight: u8,
    /// A sum of the flags below.
    pub(super) flags: u8,
}

/// Stands in the text.
pub(super) const IN_TEXT: u8 = 1;
/// Stands in the address.
pub(super) const IN_ADDRESS: u8 = 2;
/// Names a place.
pub(super) const PLACE: u8 = 4;
/// Names a matter.
pub(super) const MATTER: u8 = 8;
/// Two neighbouring words of a place's name.
pub(super) const PAIR: u8 = 16;
/// A courtesy or joint, too common to prove anything.
pub(super) const FILLER: u8 = 32;

/// A number or direction that hangs on a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HashedSpot {
    pub(super) kind: u8,
    pub(super) anchor: u32,
    pub(super) value: u16,
}

/// Steps of a weight of one.
pub(super) const STEPS: f32 = 10.0;
/// The heaviest marks are kept: a sketch is never longer than 1.7 kB.
pub(super) const MAX_MARKS: usize = 192;
/// Buckets of letter groups.
pub(super) const BUCKETS: usize = 128;

impl Sketch {
    /// Reads a report's words in one pass.
    pub fn new(key: &Key, words: &Words<'_>, corpus: &Corpus) -> Self {
        let text = tokens(words.text);
        let address = tokens(words.address);
        let mut builder = Builder {
            key,
            corpus,
            areas: area_words(words.areas),
            found: HashMap::new(),
        };
        let text_places = places(&text, false);
        let address_places = places(&address, true);
        builder.take(&text, &text_places, IN_TEXT);
        builder.take(&address, &address_places, IN_ADDRESS);
        let mut spots: Vec<HashedSpot> = text_places
            .spots
            .iter()
            .chain(&address_places.spots)
            .map(|spot| HashedSpot {
                kind: spot.kind as u8,
                anchor: key.short(Role::Word, spot.anchor.as_bytes()),
                value: key.short(Role::Number, spot.value.as_bytes()) as u16,
            })
            .collect();
        spots.sort_unstable();
        spots.dedup();
        let grams = builder.grams();
        Self {
            marks: builder.marks(),
            spots,
            grams,
        }
    }

    /// The hashed words, for [`Corpus::add`].
    pub fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.marks
            .iter()
            .filter(|mark| mark.flags & PAIR == 0)
            .map(|mark| mark.hash)
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }
}

fn area_words(areas: &[&str]) -> HashSet<String> {
    areas
        .iter()
        .flat_map(|name| tokens(name))
        .map(|token| token.text)
        .collect()
}

struct Builder<'a> {
    key: &'a Key,
    corpus: &'a Corpus,
    areas: HashSet<String>,
    found: HashMap<u32, Found>,
}

struct Found {
    times: f32,
    share: f32,
    flags: u8,
    /// The word itself while the sketch is made, for its letter groups; empty for pairs.
    word: String,
}

impl Builder<'_> {
    fn take(&mut self, tokens: &[Token], places: &Places, flag: u8) {
        let mut before = "";
        for (i, token) in tokens.iter().enumerate() {
            let (means, entry) = word(&token.text);
            let place = places.names.contains(&i);
            let share = match entry {
                Some(entry) => entry.share,
                None if self.areas.contains(&token.text) => lexicon::AREA,
                None if token.is_number() && token.text.len() <= 4 => lexicon::NUMBER,
                None => lexicon::RARE,
            };
            let mut flags = flag;
            flags |= if place { PLACE } else { 0 };
            flags |= match entry {
                Some(entry) if entry.matter => MATTER,
                Some(entry) if entry.share > 0.15 => FILLER,
                _ => 0,
            };
            let hash = self.key.short(Role::Word, means.as_bytes());
            self.count(hash, share, flags, means);
            if places.joined.contains(&i) {
                let pair = self
                    .key
                    .short(Role::Pair, format!("{before} {}", token.text).as_bytes());
                self.count(pair, lexicon::RARE * 4.0, flag | PLACE | PAIR, "");
            }
            before = token.text.as_str();
        }
    }

    fn count(&mut self, hash: u32, share: f32, flags: u8, word: &str) {
        let found = self.found.entry(hash).or_insert_with(|| Found {
            times: 0.0,
            share,
            flags: 0,
            word: word.to_owned(),
        });
        found.times += 1.0;
        found.flags |= flags;
    }

    fn weight(&self, hash: u32, found: &Found) -> f32 {
        self.corpus.rarity(hash, found.share) * (1.0 + found.times.ln()).min(3.0)
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = self
            .found
            .iter()
            .map(|(&hash, found)| Mark {
                hash,
                weight: (self.weight(hash, found) * STEPS).round().clamp(1.0, 255.0) as u8,
                flags: found.flags,
            })
            .collect();
        marks.sort_unstable_by_key(|mark| (std::cmp::Reverse(mark.weight), mark.hash));
        marks.truncate(MAX_MARKS);
        marks.sort_unstable_by_key(|mark| mark.hash);
        marks
    }

    /// A random projection of the words' letter groups: its cosine is, to about a tenth, theirs.
    fn grams(&self) -> Vec<i8> {
        let mut sums = [0.0_f32; BUCKETS];
        // In hash order, so that rounding is the same on every run.
        let ordered: BTreeMap<u32, &Found> = self
            .found
            .iter()
            .map(|(&hash, found)| (hash, found))
            .collect();
        for (hash, found) in ordered {
            if found.word.is_empty() {
                continue;
            }
            let chars: Vec<char> = format!(" {} ", found.word).chars().collect();
            let weight = self.weight(hash, found) / (chars.len() as f32 - 2.0).sqrt();
            for gram in chars.windows(3) {
                let hash = self
                    .key
                    .hash(Role::Gram, gram.iter().collect::<String>().as_bytes());
                if let Some(sum) = sums.get_mut(hash as usize % BUCKETS) {
                    *sum += if hash >> 63 == 0 { weight } else { -weight };
                }
            }
        }
        let most = sums.iter().fold(0.0_f32, |most, sum| most.max(sum.abs()));
        if most == 0.0 {
            return Vec::new();
        }
        sums.iter()
            .map(|sum| (sum / most * 127.0).round() as i8)
            .collect()
    }
}
