//! The parts of a sheet as they are read.

use super::columns::{Column, Columns};
use crate::figures::tables::lives::pack::VALUES;

/// What each report looked like.
pub(super) struct Looks<'a> {
    /// When each was recorded.
    pub(super) recorded: Column<'a, 8>,
    /// How many looks each has.
    pub(super) counts: &'a [u8],
    /// Of each look: from which instant on.
    pub(super) from: Column<'a, 8>,
    /// The place of its code, from 1; 0 where it does not count.
    pub(super) code: Column<'a, 2>,
    /// The place of its value of each dimension.
    pub(super) keys: [Column<'a, 2>; VALUES],
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
        let codes = columns.numbers::<4>(codes)?.iter();
        let codes = codes.map(|code| u32::from_le_bytes(*code)).collect();
        let mut values: [Vec<&[u8]>; VALUES] = Default::default();
        for values in &mut values {
            *values = columns.words()?;
        }
        let mut read = Self {
            recorded: columns.numbers(lives)?,
            counts: columns.numbers::<1>(lives)?.as_flattened(),
            from: columns.numbers(looks)?,
            code: columns.numbers(looks)?,
            keys: [&[]; VALUES],
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
        let place = self.keys.get(dimension)?.get(look)?;
        Some(u16::from_le_bytes(*place).into())
    }
}

/// The steps of each life.
pub(super) struct Steps<'a> {
    /// Where those of each begin, and where the last ones end.
    begin: Vec<usize>,
    instants: Column<'a, 8>,
}

impl<'a> Steps<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8], lives: usize) -> Option<Self> {
        let mut columns = Columns(bytes);
        let begin = begin(columns.numbers::<1>(lives)?.as_flattened());
        let instants = columns.numbers(*begin.last()?)?;
        Some(Self { begin, instants })
    }

    /// The instants of a life's steps.
    pub(super) fn of_life(&self, life: usize) -> Option<impl Iterator<Item = i64> + 'a> {
        let steps = self.instants.get(range(&self.begin, life)?)?;
        Some(steps.iter().map(|us| i64::from_le_bytes(*us)))
    }

    /// How many of them were before a moment.
    pub(super) fn before(&self, life: usize, moment: i64) -> Option<usize> {
        Some(self.of_life(life)?.take_while(|us| *us < moment).count())
    }
}

/// What was measured of each life.
pub(super) struct Entries<'a> {
    /// Names by place.
    pub(super) names: Vec<&'a [u8]>,
    begin: Vec<usize>,
    from: &'a [u8],
    to: &'a [u8],
    name: Column<'a, 2>,
    value: Column<'a, 4>,
    n: Column<'a, 4>,
}

/// One of these.
pub(super) struct Measured {
    /// From which step on.
    pub(super) from: u8,
    /// Until which; 0 while it holds.
    pub(super) to: u8,
    /// The place of its name.
    pub(super) name: usize,
    pub(super) value: u32,
    pub(super) n: i64,
}

impl<'a> Entries<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8], lives: usize) -> Option<Self> {
        let mut columns = Columns(bytes);
        let names = columns.words()?;
        let n = columns.count()?;
        let begin = begin(columns.numbers::<1>(lives)?.as_flattened());
        Some(Self {
            names,
            begin,
            from: columns.numbers::<1>(n)?.as_flattened(),
            to: columns.numbers::<1>(n)?.as_flattened(),
            name: columns.numbers(n)?,
            value: columns.numbers(n)?,
            n: columns.numbers(n)?,
        })
    }

    /// All of a life; none where there are not as many as there ought to be.
    pub(super) fn of_life(&self, life: usize) -> Option<impl Iterator<Item = Measured> + '_> {
        let range = range(&self.begin, life)?;
        let times = self
            .from
            .get(range.clone())?
            .iter()
            .zip(self.to.get(range.clone())?);
        let names = self.name.get(range.clone())?.iter();
        let numbers = self
            .value
            .get(range.clone())?
            .iter()
            .zip(self.n.get(range)?);
        let each = times.zip(names).zip(numbers);
        Some(each.map(|(((from, to), name), (value, n))| Measured {
            from: *from,
            to: *to,
            name: u16::from_le_bytes(*name).into(),
            value: u32::from_le_bytes(*value),
            n: i32::from_le_bytes(*n).into(),
        }))
    }
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

fn range(begin: &[usize], one: usize) -> Option<std::ops::Range<usize>> {
    Some(*begin.get(one)?..*begin.get(one + 1)?)
}
