//! The parts of a leaf as they are read.

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
    /// Units that did something, whoever led the report.
    pub(super) units: Vec<&'a [u8]>,
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
        let units = columns.words()?;
        let counts = columns.bytes(lives)?;
        if begin_of(counts)?.last() != Some(&looks) {
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
            units,
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
        let begin = begin_of(columns.bytes(lives)?)?;
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

/// What was measured.
pub(super) struct Measured<'a> {
    /// What goes by the lead of each report: of each life; the other is the place of its name.
    pub(super) own: Entries<'a>,
    /// What single units did: of each name; the other is the life.
    pub(super) of_units: Entries<'a>,
}

impl<'a> Measured<'a> {
    /// None where the bytes are damaged.
    pub(super) fn of(bytes: &'a [u8], lives: usize) -> Option<Self> {
        let mut columns = Columns(bytes);
        Some(Self {
            own: Entries::of(&mut columns, Some(lives))?,
            of_units: Entries::of(&mut columns, None)?,
        })
    }
}

/// Entries, those of a life or of a name side by side.
pub(super) struct Entries<'a> {
    /// Names by place.
    pub(super) names: Vec<&'a [u8]>,
    begin: Vec<usize>,
    from: &'a [u8],
    to: &'a [u8],
    other: Column<'a>,
    value: Column<'a>,
    n: Column<'a>,
}

/// One of these.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// From which step on.
    pub(super) from: u8,
    /// Until which; 0 while it holds.
    pub(super) to: u8,
    at: usize,
}

impl Entry {
    /// Whether it was so after so many steps.
    pub(super) fn is_held(self, after: usize) -> bool {
        let (from, to) = (usize::from(self.from), usize::from(self.to));
        from < after && (to == 0 || to >= after)
    }
}

impl<'a> Entries<'a> {
    /// Of so many lives, or else of each name; none where the bytes are damaged.
    fn of(columns: &mut Columns<'a>, lives: Option<usize>) -> Option<Self> {
        let names = columns.words()?;
        let n = columns.count()?;
        let (from, to) = (columns.bytes(n)?, columns.bytes(n)?);
        let of = lives.unwrap_or(names.len());
        let counts = columns.numbers(of)?;
        let begin = begin((0..of).map(|one| counts.place(one)))?;
        if begin.last() != Some(&n) {
            return None;
        }
        Some(Self {
            names,
            begin,
            from,
            to,
            other: columns.numbers(n)?,
            value: columns.numbers(n)?,
            n: columns.numbers(n)?,
        })
    }

    /// All of a life, or of a name; none where there are not as many as there ought to be.
    pub(super) fn each(&self, one: usize) -> Option<impl Iterator<Item = Entry> + '_> {
        let range = range(&self.begin, one)?;
        let from = self.from.get(range.clone())?.iter();
        let times = from.zip(self.to.get(range.clone())?);
        let each = range.zip(times);
        Some(each.map(|(at, (from, to))| Entry {
            from: *from,
            to: *to,
            at,
        }))
    }

    /// The place of its name, or its life.
    pub(super) fn other(&self, one: Entry) -> Option<usize> {
        self.other.place(one.at)
    }

    /// How much it is, and how often.
    pub(super) fn number(&self, one: Entry) -> Option<(u32, i64)> {
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

/// Where each begins of which there are so many; none where that is not known.
fn begin(counts: impl Iterator<Item = Option<usize>>) -> Option<Vec<usize>> {
    let mut at = 0_usize;
    let each = counts.map(|n| {
        at = at.checked_add(n?)?;
        Some(at)
    });
    std::iter::once(Some(0)).chain(each).collect()
}

/// The same of bytes.
fn begin_of(counts: &[u8]) -> Option<Vec<usize>> {
    begin(counts.iter().map(|n| Some(usize::from(*n))))
}

fn range(begin: &[usize], one: usize) -> Option<Range<usize>> {
    Some(*begin.get(one)?..*begin.get(one + 1)?)
}
