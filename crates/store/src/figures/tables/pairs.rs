//! Cases that are counted for their followers alone.
//!
//! A root that is in a row itself is its case there; where only followers of it are, they count as one case together.
//! Which of them a question finds depends on its period, so cells hold pairs of value and root by what decides it.

use crate::figures::key::Key;

/// A follower of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tuple {
    /// Its day of receipt.
    pub(crate) day: i64,
    /// That of the root it names, where the holder has or had that one.
    pub(crate) here: Option<i64>,
    /// That of its last root, where there is one.
    pub(crate) root: Option<i64>,
    /// The last root is with the same holder.
    pub(crate) with_holder: bool,
    /// The last root has the same value of the dimension.
    pub(crate) same_key: bool,
    /// Only for those who may know of supervisory reports.
    pub(crate) supervisory: bool,
}

/// What a question tells pairs apart by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// First and last day of receipt.
    pub(crate) days: (i64, i64),
    /// Supervisory reports too.
    pub(crate) supervisory: bool,
    /// A root that left the holder is in its population.
    pub(crate) with_left: bool,
}

impl Wanted {
    fn has(&self, day: i64) -> bool {
        (self.days.0..=self.days.1).contains(&day)
    }
}

impl Tuple {
    /// Its root is counted wherever it is, in its own row: it never makes a case of its own.
    fn is_nothing(&self) -> bool {
        self.same_key && self.with_holder && self.root == Some(self.day)
    }

    fn is_wanted(&self, wanted: &Wanted) -> bool {
        wanted.has(self.day) && (wanted.supervisory || !self.supervisory)
    }

    /// Whether the root is in the population itself.
    fn has_root(&self, wanted: &Wanted) -> bool {
        let here = self.here.filter(|_| wanted.with_left);
        let root = self.root.filter(|_| self.with_holder);
        here.into_iter().chain(root).any(|day| wanted.has(day))
    }
}

/// The followers of a pair of value and root, told apart only as far as questions do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair(Vec<Tuple>);

impl Pair {
    /// Of all its followers; none where no question ever counts it.
    pub(crate) fn of(mut tuples: Vec<Tuple>) -> Option<Self> {
        tuples.retain(|tuple| !tuple.is_nothing());
        tuples.sort_unstable();
        tuples.dedup();
        (!tuples.is_empty()).then_some(Self(tuples))
    }

    /// Whether it is a case of its own: some follower counts whose root does not.
    pub(crate) fn is_case(&self, wanted: &Wanted) -> bool {
        let mut tuples = self.0.iter().filter(|tuple| tuple.is_wanted(wanted));
        tuples.any(|tuple| !tuple.has_root(wanted))
    }

    /// Whether it is one of a row: some follower counts in it whose root does not.
    pub(crate) fn is_case_of_row(&self, wanted: &Wanted) -> bool {
        let mut tuples = self.0.iter().filter(|tuple| tuple.is_wanted(wanted));
        tuples.any(|tuple| !(tuple.has_root(wanted) && tuple.same_key))
    }

    /// The stretches of time in whose rows it is one, each named by what `of` makes of a day of receipt.
    pub(crate) fn stretches(&self, wanted: &Wanted, of: impl Fn(i64) -> Key) -> Vec<Key> {
        let tuples = self.0.iter().filter(|tuple| tuple.is_wanted(wanted));
        let is_in_row = |tuple: &&Tuple| {
            let same = tuple.root.is_some_and(|root| of(root) == of(tuple.day));
            tuple.has_root(wanted) && same
        };
        let mut stretches: Vec<Key> = tuples
            .filter(|tuple| !is_in_row(tuple))
            .map(|tuple| of(tuple.day))
            .collect();
        stretches.sort_unstable();
        stretches.dedup();
        stretches
    }

    /// The same, told apart by months alone: each day is the first of its month. Enough for whole months; none where no
    /// such question ever counts it.
    pub(crate) fn by_month(&self) -> Option<Self> {
        let first = |day: i64| day / 100 * 100 + 1;
        let tuple = |tuple: &Tuple| Tuple {
            day: first(tuple.day),
            here: tuple.here.map(first),
            root: tuple.root.map(first),
            ..*tuple
        };
        Self::of(self.0.iter().map(tuple).collect())
    }

    /// Appends it to a name.
    pub(crate) fn put(&self, name: &mut Vec<u8>) {
        for tuple in &self.0 {
            let flags = [
                tuple.here.is_some(),
                tuple.root.is_some(),
                tuple.with_holder,
                tuple.same_key,
                tuple.supervisory,
            ];
            let flags = flags
                .iter()
                .fold(0_u8, |all, flag| all << 1 | u8::from(*flag));
            name.push(flags);
            for day in [Some(tuple.day), tuple.here, tuple.root]
                .into_iter()
                .flatten()
            {
                name.extend_from_slice(&u32::try_from(day).unwrap_or(u32::MAX).to_be_bytes());
            }
        }
    }

    /// Reads what was put, to the end; none where it is damaged.
    pub(crate) fn take(mut name: &[u8]) -> Option<Self> {
        let mut tuples = Vec::new();
        while let Some((flags, rest)) = name.split_first() {
            name = rest;
            let flag = |at: u8| flags >> at & 1 == 1;
            let mut day = |is_there: bool| {
                is_there.then(|| {
                    let (day, rest) = name.split_first_chunk::<4>()?;
                    name = rest;
                    Some(i64::from(u32::from_be_bytes(*day)))
                })
            };
            let (own, here, root) = (day(true), day(flag(4)), day(flag(3)));
            tuples.push(Tuple {
                day: own??,
                here: here.map_or(Some(None), |day| day.map(Some))?,
                root: root.map_or(Some(None), |day| day.map(Some))?,
                with_holder: flag(2),
                same_key: flag(1),
                supervisory: flag(0),
            });
        }
        Some(Self(tuples))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLLOWER: Tuple = Tuple {
        day: 20_240_205,
        here: Some(20_240_105),
        root: Some(20_240_105),
        with_holder: true,
        same_key: true,
        supervisory: false,
    };

    fn wanted(from: i64, to: i64) -> Wanted {
        Wanted {
            days: (from, to),
            supervisory: false,
            with_left: true,
        }
    }

    #[test]
    fn followers_are_a_case_where_their_root_is_not() {
        let pair = Pair::of(vec![FOLLOWER, FOLLOWER]).unwrap_or(Pair(vec![]));
        assert!(pair.is_case(&wanted(20_240_201, 20_240_229)));
        assert!(!pair.is_case(&wanted(20_240_101, 20_240_229)));
        assert!(!pair.is_case(&wanted(20_240_301, 20_240_331)));
        let february = vec![Key::Number(202_402)];
        let month = |day: i64| Key::Number(day / 100);
        let of_months = |pair: &Pair| pair.stretches(&wanted(20_240_101, 20_240_229), month);
        assert_eq!(of_months(&pair), february);
        let coarse = pair.by_month().unwrap_or(Pair(vec![]));
        assert_eq!(
            (coarse.0[0].day, of_months(&coarse)),
            (20_240_201, february)
        );
        let mut name = vec![];
        pair.put(&mut name);
        assert_eq!((name.len(), Pair::take(&name)), (13, Some(pair)));
        let same_day = Tuple {
            day: 20_240_105,
            ..FOLLOWER
        };
        assert_eq!(Pair::of(vec![same_day]), None);
        let secret = Pair(vec![Tuple {
            supervisory: true,
            ..FOLLOWER
        }]);
        assert!(!secret.is_case(&wanted(20_240_201, 20_240_229)));
    }
}
