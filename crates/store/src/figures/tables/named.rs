//! Numbers by name and code, as rows of the tables are added up.

use std::hash::{BuildHasher as _, BuildHasherDefault};

use lapor_domain::figures::Sums;

use super::quick::{Mix, Quick};

/// Numbers of one name, by code.
pub(crate) type Codes = Sums<u32, i64>;

/// Numbers by name and code.
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
}

struct One {
    begin: usize,
    end: usize,
    /// The next name of the same hash.
    next: Option<usize>,
    codes: Codes,
}

impl Names {
    /// The numbers of a name.
    pub(crate) fn of(&mut self, name: &[u8]) -> &mut Codes {
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
            });
        }
        let at = place.min(self.each.len() - 1);
        #[expect(clippy::indexing_slicing, reason = "the place of a name that is there")]
        &mut self.each[at].codes
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

    /// Each name with its numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &Codes)> {
        let each = self.each.iter();
        each.filter_map(|one| Some((self.bytes.get(one.begin..one.end)?, &one.codes)))
    }

    /// The numbers of all names.
    pub(crate) fn codes_mut(&mut self) -> impl Iterator<Item = &mut Codes> {
        self.each.iter_mut().map(|one| &mut one.codes)
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
            let found = names.iter().map(|(name, codes)| (name.to_vec(), codes.in_order()[0].1));
            let mut found: Vec<(Vec<u8>, i64)> = found.collect();
            found.sort_unstable();
            prop_assert_eq!(found, known.into_iter().collect::<Vec<_>>());
        }
    }
}
