//! Numbers by name and code, as rows of the tables are added up.

use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::ops::Range;

use lapor_domain::figures::Sums;

use super::adder::Adder;
use super::packed;
use super::quick::{Mix, Quick};

/// Numbers of one name, by code.
pub(crate) type Codes = Sums<u32, i64>;

/// Packed rows that are added or taken off, by their sign.
pub(crate) type Packed = Vec<(Vec<u8>, i64)>;

/// Numbers by name and code.
///
/// What packed rows say is only found here, and added up name by name when it is asked for: so the numbers of one name, and not
/// of all of them, are in the processor's memory.
///
/// A row's names come in order, and nearly all of them are in other rows too: behind the name that was asked for last stands,
/// most of the time, the next. Names lie in one piece of memory: there are tens of thousands of them, few bytes each.
#[derive(Default)]
pub(crate) struct Names {
    bytes: Vec<u8>,
    each: Vec<One>,
    /// The place of the first name of a hash.
    places: Quick<u64, usize>,
    last: usize,
    runs: Vec<Run>,
}

struct One {
    begin: usize,
    end: usize,
    /// The next name of the same hash.
    next: Option<usize>,
    codes: Codes,
    /// The last run of packed codes.
    run: Option<u32>,
}

/// Where packed codes of a name are. There are as many as names in all rows, so each is small.
struct Run {
    row: u32,
    begin: u32,
    len: u32,
    /// The run before, of the same name.
    before: Option<u32>,
}

impl Run {
    fn codes<'a>(&self, rows: &'a Packed) -> Option<(&'a [u8], i64)> {
        let (row, sign) = rows.get(self.row as usize)?;
        let begin = self.begin as usize;
        Some((row.get(begin..begin + self.len as usize)?, *sign))
    }
}

impl Names {
    /// The numbers of a name, to add to.
    pub(crate) fn of(&mut self, name: &[u8]) -> &mut Codes {
        &mut self.one(name).codes
    }

    /// Adds what a packed row says of a name; none where it is longer than can be told.
    pub(crate) fn add_run(&mut self, name: &[u8], row: usize, place: Range<usize>) -> Option<()> {
        let at = u32::try_from(self.runs.len()).ok()?;
        let before = self.one(name).run.replace(at);
        self.runs.push(Run {
            row: u32::try_from(row).ok()?,
            begin: u32::try_from(place.start).ok()?,
            len: u32::try_from(place.len()).ok()?,
            before,
        });
        Some(())
    }

    /// Adds what was found in other rows, which come behind so many; none where there is more than can be told.
    pub(crate) fn join(&mut self, other: &Self, before: usize) -> Option<()> {
        for one in &other.each {
            let name = other.bytes.get(one.begin..one.end)?;
            self.of(name).extend(one.codes.in_order().iter().copied());
            for run in other.runs_of(one) {
                let begin = run.begin as usize;
                let place = begin..begin + run.len as usize;
                self.add_run(name, before + run.row as usize, place)?;
            }
        }
        Some(())
    }

    fn one(&mut self, name: &[u8]) -> &mut One {
        let place = if self.is_at(self.last + 1, name) {
            self.last + 1
        } else {
            self.place(name)
        };
        self.last = place;
        // There is one at each place that was found.
        if place >= self.each.len() {
            let begin = self.bytes.len();
            self.bytes.extend_from_slice(name);
            self.each.push(One {
                begin,
                end: self.bytes.len(),
                next: None,
                codes: Codes::default(),
                run: None,
            });
        }
        let at = place.min(self.each.len() - 1);
        #[expect(clippy::indexing_slicing, reason = "the place of a name that is there")]
        &mut self.each[at]
    }

    fn is_at(&self, place: usize, name: &[u8]) -> bool {
        let one = self.each.get(place);
        one.is_some_and(|one| self.bytes.get(one.begin..one.end) == Some(name))
    }

    /// Where a name is; behind all others where it is new.
    fn place(&mut self, name: &[u8]) -> usize {
        let new = self.each.len();
        let hash = BuildHasherDefault::<Mix>::default().hash_one(name);
        let mut place = *self.places.entry(hash).or_insert(new);
        while place != new && !self.is_at(place, name) {
            let Some(one) = self.each.get_mut(place) else {
                return new;
            };
            place = *one.next.get_or_insert(new);
        }
        place
    }

    /// Hands over each name of some places that has any with its codes, in order, and how many; none where a row is damaged, one
    /// is below nought, or `take` tells none.
    pub(crate) fn each(
        &self,
        places: Range<usize>,
        rows: &Packed,
        adder: &mut Adder,
        mut take: impl FnMut(&[u8], &[(u32, u64)]) -> Option<()>,
    ) -> Option<()> {
        for one in self.each.get(places)? {
            let codes = one.codes.in_order();
            adder.begin(codes.len() + self.packed(one));
            for (code, n) in &*codes {
                adder.add(*code, *n);
            }
            for run in self.runs_of(one) {
                let (codes, sign) = run.codes(rows)?;
                packed::codes(codes, |code, n| adder.add(code, sign * n))?;
            }
            let name = self.bytes.get(one.begin..one.end)?;
            match adder.take()? {
                [] => {}
                codes => take(name, codes)?,
            }
        }
        Some(())
    }

    /// How many names there are.
    pub(crate) const fn len(&self) -> usize {
        self.each.len()
    }

    /// Stretches of names with at least so many packed numbers each, but for the last.
    pub(crate) fn stretches(&self, least: usize) -> Vec<Range<usize>> {
        let mut stretches = Vec::new();
        let (mut first, mut many) = (0, 0);
        for (one, at) in self.each.iter().zip(1..) {
            many += self.packed(one);
            if many >= least || at == self.each.len() {
                stretches.push(first..at);
                (first, many) = (at, 0);
            }
        }
        stretches
    }

    /// About how many packed numbers a name has: a code and its number take two bytes or more.
    fn packed(&self, one: &One) -> usize {
        self.runs_of(one).map(|run| run.len as usize / 2).sum()
    }

    fn runs_of(&self, one: &One) -> impl Iterator<Item = &Run> {
        let run = |at: u32| self.runs.get(at as usize);
        std::iter::successors(one.run.and_then(run), move |last| last.before.and_then(run))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_found_again_in_whatever_order(asked in prop::collection::vec("[ab]{0,4}", 0..60)) {
            let (mut names, mut known) = (Names::default(), BTreeMap::new());
            for name in &asked {
                names.of(name.as_bytes()).add(1, 1);
                *known.entry(name.clone().into_bytes()).or_insert(0) += 1;
            }
            let mut found = Vec::new();
            let told = names.each(0..names.len(), &Packed::new(), &mut Adder::default(), |name, codes| {
                found.push((name.to_vec(), codes[0].1));
                Some(())
            });
            prop_assert!(told.is_some());
            found.sort_unstable();
            prop_assert_eq!(found, known.into_iter().collect::<Vec<_>>());
        }
    }
}
