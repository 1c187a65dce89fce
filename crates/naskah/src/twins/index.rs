//! Candidates and their scores in memory: what a database does with the keys, for tests, tools and small bodies.

use std::collections::{HashMap, HashSet};

use super::key::Key;
use super::keys::{Keys, WINDOW_DAYS, cells_around};
use super::report::{Place, Report};
use super::score::{Score, score};
use super::sketch::Sketch;
use super::weights::Weights;

/// Reports by their keys.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    /// Per kelurahan or map cell, in order of time.
    areas: HashMap<u64, Vec<Entry>>,
    copies: HashMap<u64, Vec<Entry>>,
    bands: HashMap<u64, Vec<Entry>>,
}

#[derive(Debug)]
struct Row {
    sketch: Sketch,
    place: Place,
    at: i64,
    verbatim: Option<u64>,
}

/// Time and number of a report.
type Entry = (i64, u32);

/// A possible twin.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The number that [`Index::add`] gave.
    pub report: u32,
    /// Whether the text is the same, save for case, punctuation and spacing.
    pub verbatim: bool,
    /// How likely it is one matter.
    pub score: Score,
}

/// Of one area the reports nearest in time, this many; a kelurahan with more in 60 days has a flood or a flood of spam.
const MAX_PER_AREA: usize = 2_000;
/// Of copies of one text, those nearest in time.
const MAX_COPIES: usize = 100;
/// Of one band.
const MAX_PER_BAND: usize = 20;

impl Index {
    /// Adds a report and returns its number.
    pub fn add(&mut self, sketch: Sketch, keys: &Keys, place: Place, at: i64) -> u32 {
        let number = self.rows.len() as u32;
        let entry = (at, number);
        for area in [keys.village, keys.cell].into_iter().flatten() {
            put(self.areas.entry(area).or_default(), entry);
        }
        if let Some(copy) = keys.verbatim {
            put(self.copies.entry(copy).or_default(), entry);
        }
        for &band in &keys.bands {
            put(self.bands.entry(band).or_default(), entry);
        }
        self.rows.push(Row {
            sketch,
            place,
            at,
            verbatim: keys.verbatim,
        });
        number
    }

    /// Numbers of the reports worth comparing with one: the same area within 60 days, near-copies anywhere within 60
    /// days, verbatim copies anywhere at any time.
    pub fn candidates(&self, key: &Key, keys: &Keys, place: Place, at: i64) -> Vec<u32> {
        let window = WINDOW_DAYS * 86_400;
        let mut found = HashSet::new();
        for area in keys.village.into_iter().chain(cells_around(key, place)) {
            found.extend(nearest(self.areas.get(&area), at, window, MAX_PER_AREA));
        }
        for band in &keys.bands {
            found.extend(nearest(self.bands.get(band), at, window, MAX_PER_BAND));
        }
        if let Some(copy) = &keys.verbatim {
            found.extend(nearest(self.copies.get(copy), at, i64::MAX, MAX_COPIES));
        }
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// The likeliest twins of a report, at least `least` likely, and every copy of it among the candidates; copies
    /// first, then the likeliest.
    pub fn twins(
        &self,
        key: &Key,
        keys: &Keys,
        report: &Report<'_>,
        weights: &Weights,
        (least, most): (f32, usize),
    ) -> Vec<Found> {
        let candidates = self.candidates(key, keys, report.place, report.at);
        let mut found: Vec<Found> = candidates
            .into_iter()
            .filter_map(|number| {
                let row = self.rows.get(number as usize)?;
                let other = Report {
                    sketch: &row.sketch,
                    place: row.place,
                    at: row.at,
                };
                let verbatim = row.verbatim.is_some() && row.verbatim == keys.verbatim;
                let likely =
                    verbatim || weights.probability(&super::Features::of(report, &other)) >= least;
                likely.then(|| Found {
                    report: number,
                    verbatim,
                    score: score(report, &other, weights),
                })
            })
            .collect();
        found.sort_by(|a, b| {
            (b.verbatim.cmp(&a.verbatim)).then(b.score.probability.total_cmp(&a.score.probability))
        });
        found.truncate(most);
        found
    }

    /// How many reports there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Keeps the order of time; reports mostly come in it.
fn put(list: &mut Vec<Entry>, entry: Entry) {
    let place = list.partition_point(|other| *other <= entry);
    list.insert(place, entry);
}

/// The entries nearest to a moment, at most `most`, none further than `window` seconds.
fn nearest(
    list: Option<&Vec<Entry>>,
    at: i64,
    window: i64,
    most: usize,
) -> impl Iterator<Item = u32> {
    let list = list.map_or(&[][..], Vec::as_slice);
    let (before, after) = list
        .split_at_checked(list.partition_point(|&(time, _)| time < at))
        .unwrap_or_default();
    let mut before = before.iter().rev().peekable();
    let mut after = after.iter().peekable();
    let distance = move |entry: Option<&&Entry>| entry.map(|&&(time, _)| time.abs_diff(at));
    std::iter::from_fn(move || {
        let (past, future) = (distance(before.peek()), distance(after.peek()));
        let entry = match (past, future) {
            (Some(past), Some(future)) if past <= future => before.next(),
            (Some(_), None) => before.next(),
            _ => after.next(),
        };
        entry
            .filter(|&&(time, _)| time.abs_diff(at) <= window as u64)
            .map(|&(_, number)| number)
    })
    .take(most)
}
