//! Keys under which a report is stored, so that a database finds its possible twins through an index.

use super::features::NEAR;
use super::key::{Key, Role};
use super::report::{METRES_PER_DEGREE, Place};
use super::tokens::fold;
use crate::text::LONGEST;

/// Reports further apart in time are offered only as copies.
pub const WINDOW_DAYS: i64 = 60;
/// Keys of nearly the same text: texts that share 80 % of their letter groups meet in one of them almost surely, those
/// that share half in every second case.
pub const BANDS: usize = 20;
const ROWS: usize = 5;
/// Letters in a group.
const SHINGLE: usize = 5;
/// Shorter texts say too little to be looked up anywhere but near by.
const MIN_SHINGLES: usize = 40;

/// Keys of one report. Store each in an indexed column or table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// Equal for copies that differ only in case, punctuation, spacing, accents and "forwarded" headings.
    pub verbatim: Option<u64>,
    /// The kelurahan; with the time, the index that finds most twins.
    pub village: Option<u64>,
    /// The map cell of its point.
    pub cell: Option<u64>,
    /// For near-copies anywhere: two reports that share one are worth comparing.
    pub bands: Vec<u64>,
}

impl Keys {
    /// The keys of a report.
    pub fn new(key: &Key, text: &str, place: Place) -> Self {
        let plain = plain(text);
        Self {
            verbatim: verbatim(key, text, &plain),
            village: place.village,
            cell: place
                .point
                .map(|(lat, lon)| cell(key, row(lat), column(lon))),
            bands: bands(key, &plain),
        }
    }
}

/// The cells in which everything within 300 m of a point lies: its own and the eight around.
pub fn cells_around(key: &Key, place: Place) -> Vec<u64> {
    let Some((lat, lon)) = place.point else {
        return Vec::new();
    };
    let (row, column) = (row(lat), column(lon));
    (row - 1..=row + 1)
        .flat_map(|row| (column - 1..=column + 1).map(move |column| cell(key, row, column)))
        .collect()
}

/// Cells are as high as 300 m, and as wide as that at the southernmost latitude of Indonesia; further north a little
/// wider. One grid for the whole country needs no zone.
fn row(lat: f64) -> i64 {
    (lat * METRES_PER_DEGREE / NEAR).floor() as i64
}

fn column(lon: f64) -> i64 {
    /// cos 11.5°.
    const SOUTHERNMOST: f64 = 0.979_9;
    (lon * METRES_PER_DEGREE * SOUTHERNMOST / NEAR).floor() as i64
}

fn cell(key: &Key, row: i64, column: i64) -> u64 {
    let [row, column] = [row, column].map(i64::to_le_bytes);
    key.hash(Role::Cell, &[row, column].concat())
}

fn verbatim(key: &Key, text: &str, plain: &[char]) -> Option<u64> {
    let letters: String = if plain.is_empty() {
        // Pictures only: then they are the text.
        text.chars()
            .take(LONGEST)
            .filter(|c| !c.is_whitespace())
            .collect()
    } else {
        plain.iter().collect()
    };
    (!letters.is_empty()).then(|| key.hash(Role::Verbatim, letters.as_bytes()))
}

/// Letters and digits in lower case, nothing between them, headings of forwarded messages taken off.
fn plain(text: &str) -> Vec<char> {
    let mut rest = text;
    while let Some(next) = without_heading(rest) {
        rest = next;
    }
    let letters = |text: &str| -> Vec<char> {
        text.chars()
            .take(LONGEST)
            .filter_map(fold)
            .flat_map(char::to_lowercase)
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    let plain = letters(rest);
    // A message that is nothing but its heading keeps it.
    if plain.is_empty() {
        letters(text)
    } else {
        plain
    }
}

/// Takes off one heading, if the text begins with one.
fn without_heading(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(|c: char| c != '[' && !c.is_alphanumeric());
    if let Some(stamp) = bare.strip_prefix('[') {
        return without_stamp(stamp).or_else(|| without_heading(stamp));
    }
    HEADINGS.iter().find_map(|heading| {
        let mut rest = bare.chars();
        let same = heading
            .chars()
            .all(|wanted| rest.next().is_some_and(|c| c.eq_ignore_ascii_case(&wanted)));
        let rest = rest.as_str();
        let ends = heading.ends_with(':') || !rest.starts_with(char::is_alphanumeric);
        (same && ends).then_some(rest)
    })
}

/// `[12/03/26 10.15] Name: ` as chat programs export it, after its first bracket.
fn without_stamp(text: &str) -> Option<&str> {
    let (stamp, rest) = text.split_once(']')?;
    let is_stamp = stamp.len() <= 40 && stamp.chars().filter(char::is_ascii_digit).count() >= 4;
    let (name, rest) = rest.split_once(':')?;
    (is_stamp && name.len() <= 60 && !name.contains('\n')).then_some(rest)
}

/// Longer ones first, where one begins with another.
const HEADINGS: &[&str] = &[
    "diteruskan berkali-kali",
    "diteruskan",
    "pesan terusan",
    "terusan:",
    "terusan dari grup sebelah",
    "dari grup sebelah",
    "copas dari grup sebelah",
    "copas",
    "copy paste",
    "forwarded many times",
    "forwarded message",
    "forwarded",
    "fwd:",
    "fw:",
    "fwd",
    "re:",
    "balas:",
    "teruskan:",
];

/// One-permutation min-hash: every letter group falls into one of the slots, which keeps its least hash; an empty slot
/// borrows from the next full one, so that short texts have all bands too.
fn bands(key: &Key, plain: &[char]) -> Vec<u64> {
    const SLOTS: usize = BANDS * ROWS;
    if plain.len() < MIN_SHINGLES + SHINGLE {
        return Vec::new();
    }
    let mut least = [u64::MAX; SLOTS];
    let mut group = String::new();
    for shingle in plain.windows(SHINGLE) {
        group.clear();
        group.extend(shingle);
        let hash = key.hash(Role::Shingle, group.as_bytes());
        if let Some(slot) = least.get_mut((hash % SLOTS as u64) as usize) {
            *slot = (*slot).min(hash / SLOTS as u64);
        }
    }
    let mut slots = [0_u64; SLOTS];
    let mut lent = (0, 0);
    // Twice round, backwards: the first round finds what the last slots borrow.
    for i in (0..SLOTS).rev().chain((0..SLOTS).rev()) {
        match least.get(i) {
            Some(&hash) if hash != u64::MAX => lent = (hash, 0),
            _ => lent.1 += 1,
        }
        if let Some(slot) = slots.get_mut(i) {
            *slot = lent.0.wrapping_add(lent.1 << 57);
        }
    }
    let band = |(i, rows): (usize, &[u64])| {
        let bytes: Vec<u8> = std::iter::once(i as u64)
            .chain(rows.iter().copied())
            .flat_map(u64::to_le_bytes)
            .collect();
        key.hash(Role::Band, &bytes)
    };
    slots.chunks(ROWS).enumerate().map(band).collect()
}
