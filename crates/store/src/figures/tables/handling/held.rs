//! What was measured of one report for one holder, by all dimensions at once: cells are spelled out only of what
//! changed.

use std::cmp::Ordering;
use std::ops::AddAssign;

use uuid::Uuid;

use super::measure::{self, Marks};
use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::figures::tables::cell::{self, DIMENSIONS, Slice, kind};
use crate::figures::tables::contribute::Counted;

/// One thing that was measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Measured {
    /// [`kind::CLOCKS`] and its like.
    pub(crate) what: i64,
    /// Which measure, see [`measure`].
    pub(crate) measure: u8,
    /// Of what: the place of a clock, a state, a figure or a deed in its vocabulary.
    pub(crate) of: Option<u8>,
    /// Of a clock that runs: the body by whose calendar its days count. Of what happened: the officer who did it, where it was one.
    pub(crate) since: Vec<u8>,
    /// On which day it happened, where it is told by that and not by the day of receipt.
    pub(crate) day: Option<i64>,
    /// Of which unit, where it is told there and not at the lead.
    pub(crate) unit: Option<Uuid>,
    /// The value.
    pub(crate) value: u32,
}

impl Measured {
    /// Nothing but a measure, by the body that counts it.
    pub(crate) const fn own(measure: u8) -> Self {
        Self {
            what: measure::what(measure),
            measure,
            of: None,
            since: Vec::new(),
            day: None,
            unit: None,
            value: 0,
        }
    }

    /// Whether it is what happened, see [`kind::FLOW`].
    pub(crate) const fn is_flow(&self) -> bool {
        self.measure == measure::HAPPENED
    }
}

/// How often each, in order.
pub(crate) type Measures = Vec<(Measured, i64)>;

/// Each once, in order.
pub(crate) fn in_order<T: Ord, N: Ord + Copy + AddAssign>(mut counts: Vec<(T, N)>) -> Vec<(T, N)> {
    counts.sort_unstable();
    counts.dedup_by(|next, one| {
        let is_same = next.0 == one.0;
        if is_same {
            one.1 += next.1;
        }
        is_same
    });
    counts
}

/// What there is more of in the second than in the first.
pub(crate) fn differences(
    was: &[(Measured, i64)],
    is: &[(Measured, i64)],
    mut take: impl FnMut(&Measured, i64),
) {
    let (mut was, mut is) = (was.iter().peekable(), is.iter().peekable());
    loop {
        let (old, new) = (was.peek(), is.peek());
        let order = match (old, new) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let gone = was.next_if(|_| order != Ordering::Greater);
        let come = is.next_if(|_| order != Ordering::Less);
        let n = come.map_or(0, |(_, n)| *n) - gone.map_or(0, |(_, n)| *n);
        if let Some((measured, _)) = come.or(gone).filter(|_| n != 0) {
            take(measured, n);
        }
    }
}

/// A report as a holder has it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) report: Uuid,
    pub(crate) holder: Uuid,
    /// Day of receipt.
    pub(crate) day: i64,
    /// When it was recorded, in microseconds.
    pub(crate) recorded: i64,
    /// Its facts and marks as a code, see [`cell::of_facts`].
    pub(crate) code: u32,
    marks: Marks,
    /// Its value of each of [`DIMENSIONS`], as the beginning of a name.
    pub(crate) keys: Vec<Vec<u8>>,
    pub(crate) measures: Measures,
}

impl Held {
    /// Of a report as it is counted.
    pub(crate) fn of(report: Uuid, counted: &Counted<'_>) -> Self {
        let key = |by: &Dimension| {
            let mut name = Vec::new();
            cell::put_key(&mut name, &counted.key(*by));
            name
        };
        let code = cell::of_facts(&counted.facts) | counted.flags;
        Self {
            report,
            holder: counted.look.holder,
            day: counted.look.day,
            recorded: counted.look.recorded,
            code,
            marks: measure::marks(code),
            keys: DIMENSIONS.iter().map(key).collect(),
            measures: Measures::new(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.report, self.holder) == (other.report, other.holder)
    }

    /// Whether a measure counts in the same cells.
    fn is_told_alike(&self, other: &Self) -> bool {
        (self.day, self.marks, &self.keys) == (other.day, other.marks, &other.keys)
    }

    /// The cells of one measure, by no dimension and by each.
    fn spell(&self, measured: &Measured, mut take: impl FnMut(Slice, &[u8], u32)) {
        let code = measure::code(measured.value, self.marks);
        let slice = |by| Slice {
            kind: kind::handled(measured.what, by),
            holder: self.holder,
            received: measured.day.unwrap_or(self.day),
        };
        let is_flow = measured.is_flow();
        let mut name = Vec::with_capacity(64);
        let head = |name: &mut Vec<u8>| {
            name.push(measured.measure);
            name.extend(measured.of);
            // Who did what is told by no dimension beside; who did anything is.
            if !is_flow {
                name.extend_from_slice(&measured.since);
            }
        };
        head(&mut name);
        if is_flow {
            name.extend_from_slice(&measured.since);
        } else {
            name.extend(measured.unit.iter().flat_map(|unit| *unit.as_bytes()));
        }
        take(slice(None), &name, code);
        let mut own = Vec::new();
        if let Some(unit) = measured.unit {
            cell::put_key(&mut own, &Key::Id(unit));
        }
        let is_officers = is_flow && !measured.since.is_empty();
        for (by, key) in DIMENSIONS.iter().zip(&self.keys) {
            let is_at_unit = *by == Dimension::Unit && measured.unit.is_some();
            let key = if is_at_unit { &own } else { key };
            name.clear();
            name.extend_from_slice(key);
            head(&mut name);
            take(slice(Some(*by)), &name, code);
            if is_officers {
                name.truncate(key.len());
                name.push(measure::OFFICER);
                name.extend_from_slice(&measured.since);
                take(slice(Some(*by)), &name, measure::code(0, self.marks));
            }
        }
    }

    /// All of its cells.
    pub(crate) fn cells(&self, mut take: impl FnMut(Slice, &[u8], u32, i64)) {
        for (measured, n) in &self.measures {
            self.spell(measured, |slice, name, code| take(slice, name, code, *n));
        }
    }
}

/// What changed from one moment to the next.
pub(crate) fn changed(was: &[Held], is: &[Held], mut take: impl FnMut(Slice, &[u8], u32, i64)) {
    for held in is {
        match was.iter().find(|old| old.is_same(held)) {
            Some(old) if old.is_told_alike(held) => {
                differences(&old.measures, &held.measures, |measured, n| {
                    held.spell(measured, |slice, name, code| take(slice, name, code, n));
                });
            }
            Some(old) => {
                old.cells(|slice, name, code, n| take(slice, name, code, -n));
                held.cells(&mut take);
            }
            None => held.cells(&mut take),
        }
    }
    for old in was
        .iter()
        .filter(|old| !is.iter().any(|held| held.is_same(old)))
    {
        old.cells(|slice, name, code, n| take(slice, name, code, -n));
    }
}
