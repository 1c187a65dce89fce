//! One life of a sheet, and sheets made of such.

use std::collections::BTreeSet;
use std::hash::Hash;

use uuid::Uuid;

use super::columns::{put_count, put_numbers, put_room, put_words};
use super::part;
use crate::figures::Dimension;
use crate::figures::tables::cell::{self, kind};
use crate::figures::tables::handling::measure;
use crate::figures::tables::lives::pack::{Appearance, Found, Packed, VALUES};
use crate::figures::tables::quick::Quick;

/// Lives of a leaf, where they do not fill more than [`MOST`] of them: few enough for those of a category to have leaves of
/// their own in a large day, and many enough for what each leaf says for all of its lives.
const LEAF: usize = if cfg!(test) { 2 } else { 512 };
/// Leaves of a sheet: a question asks for them by a bit each.
const MOST: usize = 60;

/// What sheets hold of what was measured.
pub(super) const MEASURED: [i64; 4] = [kind::CLOCKS, kind::DEEDS, kind::STAYS, kind::OPEN];

/// A life as it stands in a sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) recorded: i64,
    pub(super) steps: Vec<i64>,
    /// From which instant on it looked how.
    pub(super) looks: Vec<(i64, Option<Appearance<'a>>)>,
    /// Of each of [`MEASURED`], in order.
    pub(super) entries: [Vec<Entry>; MEASURED.len()],
}

/// Something that was measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// From which step until which; 0 while it holds.
    pub(super) from: u8,
    pub(super) to: u8,
    /// See [`name_of`].
    pub(super) name: Vec<u8>,
    pub(super) value: u32,
    pub(super) n: i32,
}

impl<'a> Line<'a> {
    /// None where it does not fit, or cannot be read.
    pub(super) fn of(life: &Packed<'a>) -> Option<Self> {
        let steps = life.instants()?;
        u8::try_from(steps.len()).ok()?;
        let mut looks = Vec::with_capacity(8);
        let mut is_whole = true;
        life.looks(usize::MAX, |step, look| match steps.get(step) {
            Some(us) => looks.push((*us, look)),
            None => is_whole = false,
        })?;
        u8::try_from(looks.len()).ok()?;
        let mut entries: [Vec<Entry>; MEASURED.len()] = Default::default();
        life.all(|(from, to), found| {
            let what = measure::what(found.measure);
            let of = MEASURED.iter().position(|known| *known == what);
            let Some(entries) = of.and_then(|of| entries.get_mut(of)) else {
                return;
            };
            match (u8::try_from(from), u8::try_from(to), i32::try_from(found.n)) {
                (Ok(from), Ok(to), Ok(n)) if entries.len() < u8::MAX.into() => {
                    entries.push(Entry {
                        from,
                        to,
                        name: name_of(found),
                        value: found.value,
                        n,
                    });
                }
                _ => is_whole = false,
            }
        })?;
        for entries in &mut entries {
            entries.sort_unstable();
        }
        is_whole.then_some(Self {
            recorded: life.recorded,
            steps,
            looks,
            entries,
        })
    }

    /// Units that did something.
    fn units(&self) -> impl Iterator<Item = &[u8]> {
        let entries = self.entries.iter().flatten();
        let units = entries.filter_map(|entry| Some(found_of(&entry.name)?.unit));
        units.filter(|unit| !unit.is_empty())
    }

    /// Where it lies among the lives of its day: beside those of its category and lead as they were in the end, and, where others
    /// did something too, beside those of which the same did.
    fn place(&self) -> (Vec<Uuid>, Vec<u8>, Option<Uuid>) {
        let last = self.looks.iter().rev().find_map(|(_, look)| *look);
        let value = |by| last.map_or(&[][..], |look| look.value(by));
        let lead = cell::id_of(value(Dimension::Unit));
        let units: BTreeSet<Uuid> = self.units().flat_map(Uuid::from_slice).collect();
        let others = units.into_iter().filter(|unit| Some(*unit) != lead);
        let category = value(Dimension::Category).to_vec();
        (others.collect(), category, lead)
    }
}

/// A measure as sheets name it: itself, whether other bodies did it, of what, of which unit, since when.
fn name_of(found: &Found<'_>) -> Vec<u8> {
    let mut name = Vec::with_capacity(8);
    name.push(found.measure);
    name.push(u8::from(found.elsewhere));
    name.push(u8::from(found.of.is_some()));
    name.extend(found.of);
    name.push(u8::from(!found.unit.is_empty()));
    name.extend_from_slice(found.unit);
    name.extend_from_slice(found.since);
    name
}

/// Whether such a name is of a unit's own deeds: any other goes by the lead of each report.
fn has_unit(name: &[u8]) -> bool {
    found_of(name).is_some_and(|found| !found.unit.is_empty())
}

/// What such a name says, without a value.
pub(super) fn found_of(name: &[u8]) -> Option<Found<'_>> {
    let ([measure, elsewhere, has_of], rest) = name.split_first_chunk::<3>()?;
    let (of, rest) = rest.split_at_checked(usize::from(*has_of))?;
    let (has_unit, rest) = rest.split_first()?;
    let (unit, since) = rest.split_at_checked(16 * usize::from(*has_unit))?;
    Some(Found {
        measure: *measure,
        elsewhere: *elsewhere == 1,
        of: of.first().copied(),
        since,
        unit,
        value: 0,
        n: 0,
    })
}

/// Words by their places, each once.
struct Places<K> {
    places: Quick<K, u16>,
    words: Vec<K>,
}

impl<K: Clone + Eq + Hash> Places<K> {
    fn new() -> Self {
        Self {
            places: Quick::default(),
            words: Vec::new(),
        }
    }

    /// None where there are too many.
    fn of(&mut self, word: &K) -> Option<u16> {
        if let Some(place) = self.places.get(word) {
            return Some(*place);
        }
        let place = u16::try_from(self.words.len()).ok()?;
        self.places.insert(word.clone(), place);
        self.words.push(word.clone());
        Some(place)
    }
}

/// A sheet as it is kept.
pub(super) struct Sheet {
    /// How many lives are in it.
    pub(super) lives: usize,
    /// Those of the day that are not.
    pub(super) apart: Vec<Uuid>,
    /// The bytes of each part of each leaf.
    pub(super) parts: Vec<(i64, Vec<u8>)>,
}

impl Sheet {
    /// Of the lives of a day; none where a leaf has too many names.
    pub(super) fn of(rows: &[(Uuid, Vec<u8>)]) -> Option<Self> {
        let mut apart = Vec::new();
        let mut lines: Vec<(Uuid, Line<'_>)> = Vec::with_capacity(rows.len());
        for (report, steps) in rows {
            match Packed::of(steps).and_then(|life| Line::of(&life)) {
                Some(line) => lines.push((*report, line)),
                None => apart.push(*report),
            }
        }
        lines.sort_by_cached_key(|(_, line)| line.place());
        let lives = lines.len();
        let of_each = LEAF.max(lives.div_ceil(MOST));
        let mut parts = Vec::new();
        let mut rest = &mut lines[..];
        // The first leaf is there even if it is empty: the day has a sheet.
        for leaf in 0.. {
            let (lines, others) = rest.split_at_mut(of_each.min(rest.len()));
            // They are looked up in it.
            lines.sort_unstable_by_key(|(report, _)| *report);
            let of_leaf = leaf_of(lines)?.into_iter();
            parts.extend(of_leaf.map(|(part, cells)| (part::row(leaf, part), cells)));
            if others.is_empty() {
                break;
            }
            rest = others;
        }
        Some(Self {
            lives,
            apart,
            parts,
        })
    }
}

/// The bytes of each part of a leaf.
fn leaf_of(lines: &[(Uuid, Line<'_>)]) -> Option<Vec<(i64, Vec<u8>)>> {
    let mut parts = vec![
        (part::LOOKS, looks(lines)?),
        (part::REPORTS, reports(lines)),
        (part::STEPS, steps(lines)),
    ];
    for (at, what) in MEASURED.into_iter().enumerate() {
        parts.push((part::measured(what), measured(lines, at)?));
    }
    Some(parts)
}

fn looks(lines: &[(Uuid, Line<'_>)]) -> Option<Vec<u8>> {
    let mut codes = Places::new();
    let mut values: [Places<&[u8]>; VALUES] = std::array::from_fn(|_| Places::new());
    let (mut recorded, mut counts, mut from, mut code) = (vec![], vec![], vec![], vec![]);
    let mut keys: [Vec<i64>; VALUES] = Default::default();
    for (_, line) in lines {
        recorded.push(line.recorded);
        counts.push(u8::try_from(line.looks.len()).ok()?);
        for (us, look) in &line.looks {
            from.push(*us);
            let place = match look {
                Some(look) => codes.of(&look.code)?.checked_add(1)?,
                None => 0,
            };
            code.push(place.into());
            for (at, (column, values)) in keys.iter_mut().zip(&mut values).enumerate() {
                let value = look.as_ref().and_then(|look| look.keys.get(at));
                let place = values.of(value.unwrap_or(&&[][..]))?;
                column.push(place.into());
            }
        }
    }
    let mut bytes = Vec::new();
    put_count(&mut bytes, lines.len());
    put_count(&mut bytes, from.len());
    put_count(&mut bytes, codes.words.len());
    bytes.extend(codes.words.iter().flat_map(|code| code.to_le_bytes()));
    for values in values {
        put_words(&mut bytes, values.words.into_iter());
    }
    let units: BTreeSet<&[u8]> = lines.iter().flat_map(|(_, line)| line.units()).collect();
    put_words(&mut bytes, units.into_iter());
    bytes.extend(counts);
    for column in [recorded, from, code].iter().chain(&keys) {
        put_numbers(&mut bytes, column);
    }
    put_room(&mut bytes);
    Some(bytes)
}

fn reports(lines: &[(Uuid, Line<'_>)]) -> Vec<u8> {
    let each = lines.iter().map(|(report, _)| report.as_bytes());
    each.flatten().copied().collect()
}

/// How many each, and their instants.
fn steps(lines: &[(Uuid, Line<'_>)]) -> Vec<u8> {
    let counts = lines.iter().map(|(_, line)| line.steps.len() as u8);
    let instants = lines.iter().flat_map(|(_, line)| &line.steps);
    let instants: Vec<i64> = instants.copied().collect();
    let mut bytes: Vec<u8> = counts.collect();
    put_numbers(&mut bytes, &instants);
    put_room(&mut bytes);
    bytes
}

/// What goes by the lead of each report, life by life; then what single units did, name by name: of most of these names a
/// question reads nothing.
fn measured(lines: &[(Uuid, Line<'_>)], what: usize) -> Option<Vec<u8>> {
    let (mut names, mut units) = (Places::new(), Places::new());
    let mut own = Columns::default();
    let mut of_units: Vec<Vec<(usize, &Entry)>> = Vec::new();
    for (life, (_, line)) in lines.iter().enumerate() {
        let before = own.from.len();
        for entry in line.entries.get(what)? {
            if has_unit(&entry.name) {
                let place = usize::from(units.of(&entry.name)?);
                of_units.resize(units.words.len(), Vec::new());
                of_units.get_mut(place)?.push((life, entry));
            } else {
                own.push(names.of(&entry.name)?.into(), entry);
            }
        }
        own.counts.push((own.from.len() - before) as i64);
    }
    let mut by_unit = Columns::default();
    for entries in &of_units {
        by_unit.counts.push(entries.len() as i64);
        for (life, entry) in entries {
            by_unit.push(*life as i64, entry);
        }
    }
    let mut bytes = Vec::new();
    own.put(&mut bytes, &names.words);
    by_unit.put(&mut bytes, &units.words);
    put_room(&mut bytes);
    Some(bytes)
}

/// Columns of what was measured.
#[derive(Default)]
struct Columns {
    /// How many of each life, or of each name.
    counts: Vec<i64>,
    from: Vec<u8>,
    to: Vec<u8>,
    /// Name, or life.
    other: Vec<i64>,
    value: Vec<i64>,
    n: Vec<i64>,
}

impl Columns {
    fn push(&mut self, other: i64, entry: &Entry) {
        self.from.push(entry.from);
        self.to.push(entry.to);
        self.other.push(other);
        self.value.push(entry.value.into());
        self.n.push(entry.n.into());
    }

    fn put(self, bytes: &mut Vec<u8>, names: &[Vec<u8>]) {
        put_words(bytes, names.iter().map(Vec::as_slice));
        put_count(bytes, self.from.len());
        bytes.extend(self.from);
        bytes.extend(self.to);
        for column in [self.counts, self.other, self.value, self.n] {
            put_numbers(bytes, &column);
        }
    }
}
