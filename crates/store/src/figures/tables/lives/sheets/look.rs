//! The parts of a sheet as they are read.

use std::ops::Range;

use super::columns::{Column, Columns};
use crate::figures::tables::lives::pack::VALUES;

/// What each report looked like.
pub(super) struct Looks<'a> {
    /// When each was recorded.
    pub(super) recorded: Column<'a>,
    /// How many looks each has.
    pub(super) counts: &'a [u8],
    /// Of each look: from which instant on.
    pub(super) from: Column<'a>,
    /// The place of its code, from 1; 0 where it does not count.
    pub(super) code: Column<'a>,
    /// The place of its value of each dimension.
    keys: [Column<'a>; VALUES],
    /// Codes by place.
    pub(super) codes: Vec<u32>,
    /// Values by place.
    pub(super) values: [Vec<&'a [u8]>; VALUES],
}

impl<'a> Looks<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut columns = Columns(bytes);
        let (lives, looks) = (columns.count()?, columns.count()?);
        let codes = columns.count()?;
        let codes = columns.plain::<4>(codes)?.iter();
        let codes = codes.map(|code| u32::from_le_bytes(*code)).collect();
        let mut values: [Vec<&[u8]>; VALUES] = Default::default();
        for values in &mut values {
            *values = columns.words()?;
        }
        let counts = columns.bytes(lives)?;
        if begin(counts).last() != Some(&looks) {
            return None;
        }
        let mut read = Self {
            counts,
            recorded: columns.numbers(lives)?,
            from: columns.numbers(looks)?,
            code: columns.numbers(looks)?,
            keys: Default::default(),
            codes,
            values,
        };
        for keys in &mut read.keys {
            *keys = columns.numbers(looks)?;
        }
        Some(read)
    }

    /// A value of a look.
    pub(super) fn key(&self, dimension: usize, look: usize) -> Option<usize> {
        self.keys.get(dimension)?.place(look)
    }

    /// How many of a life's looks, which lie side by side, begin before a moment.
    pub(super) fn before(&self, looks: Range<usize>, moment: i64) -> Option<usize> {
        before(&self.from, looks, moment)
    }
}

/// The steps of each life.
pub(super) struct Steps<'a> {
    /// Where those of each begin, and where the last ones end.
    begin: Vec<usize>,
    instants: Column<'a>,
}

impl<'a> Steps<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8], lives: usize) -> Option<Self> {
        let mut columns = Columns(bytes);
        let begin = begin(columns.bytes(lives)?);
        let instants = columns.numbers(*begin.last()?)?;
        Some(Self { begin, instants })
    }

    /// The instants of a life's steps.
    pub(super) fn of_life(&self, life: usize) -> Option<Vec<i64>> {
        let steps = range(&self.begin, life)?;
        steps.map(|step| self.instants.get(step)).collect()
    }

    /// How many of them were before a moment.
    pub(super) fn before(&self, life: usize, moment: i64) -> Option<usize> {
        before(&self.instants, range(&self.begin, life)?, moment)
    }
}

/// What was measured of each life.
pub(super) struct Entries<'a> {
    /// Names by place.
    pub(super) names: Vec<&'a [u8]>,
    begin: Vec<usize>,
    from: &'a [u8],
    to: &'a [u8],
    name: Column<'a>,
    value: Column<'a>,
    n: Column<'a>,
}

/// One of these.
#[derive(Clone, Copy)]
pub(super) struct Measured {
    /// From which step on.
    pub(super) from: u8,
    /// Until which; 0 while it holds.
    pub(super) to: u8,
    at: usize,
}

impl Measured {
    /// Whether it was so after so many steps.
    pub(super) fn is_held(&self, after: usize) -> bool {
        let (from, to) = (usize::from(self.from), usize::from(self.to));
        from < after && (to == 0 || to >= after)
    }
}

impl<'a> Entries<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8], lives: usize) -> Option<Self> {
        let mut columns = Columns(bytes);
        let names = columns.words()?;
        let n = columns.count()?;
        let begin = begin(columns.bytes(lives)?);
        if begin.last() != Some(&n) {
            return None;
        }
        Some(Self {
            names,
            begin,
            from: columns.bytes(n)?,
            to: columns.bytes(n)?,
            name: columns.numbers(n)?,
            value: columns.numbers(n)?,
            n: columns.numbers(n)?,
        })
    }

    /// All of a life; none where there are not as many as there ought to be.
    pub(super) fn of_life(&self, life: usize) -> Option<impl Iterator<Item = Measured> + '_> {
        let range = range(&self.begin, life)?;
        let from = self.from.get(range.clone())?.iter();
        let times = from.zip(self.to.get(range.clone())?);
        let each = range.zip(times);
        Some(each.map(|(at, (from, to))| Measured {
            from: *from,
            to: *to,
            at,
        }))
    }

    /// The place of its name.
    pub(super) fn name(&self, one: Measured) -> Option<usize> {
        self.name.place(one.at)
    }

    /// How much it is, and how often.
    pub(super) fn number(&self, one: Measured) -> Option<(u32, i64)> {
        let value = u32::try_from(self.value.get(one.at)?).ok()?;
        Some((value, self.n.get(one.at)?))
    }
}

/// How many instants of some places, one after another, are before a moment.
fn before(instants: &Column<'_>, places: Range<usize>, moment: i64) -> Option<usize> {
    let first = places.start;
    // Most is mostly over.
    for place in places.rev() {
        if instants.get(place)? < moment {
            return Some(place + 1 - first);
        }
    }
    Some(0)
}

/// Where each begins of which there are so many.
fn begin(counts: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let each = counts.iter().map(|n| {
        at += usize::from(*n);
        at
    });
    std::iter::once(0).chain(each).collect()
}

fn range(begin: &[usize], one: usize) -> Option<Range<usize>> {
    Some(*begin.get(one)?..*begin.get(one + 1)?)
}
