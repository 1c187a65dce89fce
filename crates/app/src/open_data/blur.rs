//! As coarse as it must be: what could lead to somebody together (place, day, category) is told so that at least
//! [`FEWEST`] reports look the same.
//!
//! Rows are tried step by step, each step a little coarser than the one before. Those that share what they show with enough
//! others *of those still waiting* are done and wait no longer; so every group of rows that look the same has at least
//! [`FEWEST`], whatever comes after. The order of the steps is the order in which people miss what is lost: first the day,
//! then the kelurahan, the fine category, the kecamatan; what is too rare even so loses the month and keeps kecamatan and
//! category where it can.

use std::collections::HashMap;

use jiff::civil::Date;
use lapor_domain::ids::CategoryId;
use wilayah::{Level, RegionCode};

/// Fewest reports that look the same.
pub const FEWEST: usize = 5;

/// What is known of a report and could lead to somebody together with the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fine {
    /// Finest region.
    pub(super) place: Option<RegionCode>,
    /// Local day of arrival.
    pub(super) day: Date,
    /// Category.
    pub(super) category: Option<CategoryId>,
}

/// When, as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum When {
    /// On a day.
    Day(Date),
    /// In the month that begins on this day.
    Month(Date),
    /// Some time in the snapshot's period.
    Whole,
}

/// What is told instead of [`Fine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Seen {
    /// When.
    pub(super) when: When,
    /// Region: of the finest level that is told.
    pub(super) place: Option<RegionCode>,
    /// Category, or the one above it.
    pub(super) category: Option<CategoryId>,
}

/// How coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// As it is.
    Fine,
    /// The month instead of the day.
    Month,
    /// And the kecamatan at most.
    District,
    /// And the category above.
    Group,
    /// And no place.
    Anywhere,
    /// The whole period, the kecamatan at most, the category above.
    WholeGroup,
    /// The whole period and the kecamatan at most.
    WholeDistrict,
    /// The whole period.
    Whole,
}

/// Steps within one month.
const OF_MONTH: [Step; 5] = [
    Step::Fine,
    Step::Month,
    Step::District,
    Step::Group,
    Step::Anywhere,
];

/// Steps over the whole period, for what is too rare in its month: a month alone would say less than a place and a category.
const OF_WHOLE: [Step; 3] = [Step::WholeGroup, Step::WholeDistrict, Step::Whole];

/// The category above one; the same where there is none.
pub(super) type Above<'a> = &'a dyn Fn(CategoryId) -> CategoryId;

fn seen(fine: &Fine, step: Step, above: Above<'_>) -> Seen {
    let district = |code: RegionCode| code.at(Level::District).unwrap_or(code);
    Seen {
        when: match step {
            Step::Fine => When::Day(fine.day),
            Step::Month | Step::District | Step::Group | Step::Anywhere => {
                When::Month(fine.day.first_of_month())
            }
            Step::WholeGroup | Step::WholeDistrict | Step::Whole => When::Whole,
        },
        place: match step {
            Step::Fine | Step::Month => fine.place,
            Step::District | Step::Group | Step::WholeGroup | Step::WholeDistrict => {
                fine.place.map(district)
            }
            Step::Anywhere | Step::Whole => None,
        },
        category: match step {
            Step::Fine | Step::Month | Step::District => fine.category,
            Step::Group | Step::Anywhere | Step::WholeGroup => fine.category.map(above),
            Step::WholeDistrict | Step::Whole => None,
        },
    }
}

/// Rows and what is told of each.
pub(super) struct Told<T> {
    /// What may be written.
    pub(super) rows: Vec<(Seen, Fine, T)>,
    /// What is too rare still.
    pub(super) rare: Vec<(Fine, T)>,
}

/// The rows of one month.
pub(super) fn month<T>(rows: Vec<(Fine, T)>, above: Above<'_>) -> Told<T> {
    steps(rows, &OF_MONTH, above)
}

/// What was too rare in each month, together.
pub(super) fn whole<T>(rows: Vec<(Fine, T)>, above: Above<'_>) -> Told<T> {
    steps(rows, &OF_WHOLE, above)
}

fn steps<T>(rows: Vec<(Fine, T)>, steps: &[Step], above: Above<'_>) -> Told<T> {
    let mut told = Told {
        rows: Vec::with_capacity(rows.len()),
        rare: rows,
    };
    for step in steps {
        let mut counts: HashMap<Seen, usize> = HashMap::new();
        for (fine, _) in &told.rare {
            *counts.entry(seen(fine, *step, above)).or_default() += 1;
        }
        let waiting = std::mem::take(&mut told.rare);
        for (fine, row) in waiting {
            let shown = seen(&fine, *step, above);
            if counts.get(&shown).is_some_and(|count| *count >= FEWEST) {
                told.rows.push((shown, fine, row));
            } else {
                told.rare.push((fine, row));
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn category(n: u128) -> CategoryId {
        CategoryId(Uuid::from_u128(n))
    }

    /// Categories of ten belong together.
    fn above(id: CategoryId) -> CategoryId {
        category(id.0.as_u128() / 10)
    }

    fn fine(place: &str, day: i8, n: u128) -> Fine {
        Fine {
            place: Some(place.parse().unwrap()),
            day: date(2024, 3, day),
            category: Some(category(n)),
        }
    }

    #[test]
    fn five_on_one_day_stay_as_they_are_and_four_lose_the_day() {
        let many = std::iter::repeat_n(fine("62.71.01.1001", 4, 11), 5);
        let few = (1..=4).map(|day| fine("62.71.01.1001", day, 12));
        let rows = many.chain(few).map(|fine| (fine, ())).collect();
        let told = month(rows, &above);
        assert!(
            told.rows
                .iter()
                .take(5)
                .all(|(seen, ..)| seen.when == When::Day(date(2024, 3, 4)))
        );
        // Four of one category in one month are too few at every step, and nobody else is left to join them.
        assert_eq!(told.rare.len(), 4);
    }

    #[test]
    fn what_is_rare_joins_its_kecamatan_its_group_and_at_last_the_rest() {
        let rows = vec![
            fine("62.71.01.1001", 1, 11),
            fine("62.71.01.1002", 2, 12),
            fine("62.71.01.1003", 3, 13),
            fine("62.71.01.1003", 4, 14),
            fine("62.71.01.1001", 5, 15),
        ];
        let told = month(rows.into_iter().map(|fine| (fine, ())).collect(), &above);
        let shown = Seen {
            when: When::Month(date(2024, 3, 1)),
            place: Some("62.71.01".parse().unwrap()),
            category: Some(category(1)),
        };
        assert!(told.rare.is_empty() && told.rows.iter().all(|(seen, ..)| *seen == shown));
        let few = vec![(fine("62.71.01.1001", 1, 11), ()); 3];
        assert_eq!(whole(few, &above).rare.len(), 3, "three are withheld");
    }

    proptest! {
        #[test]
        fn whoever_is_told_looks_like_four_others_at_least(
            rows in proptest::collection::vec((1_u32..4, 1_u32..4, 1_i8..9, 10_u128..40, any::<bool>()), 0..300),
        ) {
            let rows: Vec<_> = rows
                .into_iter()
                .map(|(district, village, day, n, placed)| {
                    let place = format!("62.71.0{district}.100{village}");
                    let mut row = fine(&place, day, n);
                    row.place = row.place.filter(|_| placed);
                    (row, ())
                })
                .collect();
            let count = rows.len();
            let mut told = month(rows, &above);
            let rest = whole(std::mem::take(&mut told.rare), &above);
            prop_assert!(rest.rare.len() < FEWEST);
            prop_assert_eq!(told.rows.len() + rest.rows.len() + rest.rare.len(), count);
            let mut alike: HashMap<Seen, usize> = HashMap::new();
            for (seen, fine, ()) in told.rows.iter().chain(&rest.rows) {
                *alike.entry(*seen).or_default() += 1;
                if let (Some(shown), Some(place)) = (seen.place, fine.place) {
                    prop_assert!(place.is_within(shown));
                }
            }
            prop_assert!(alike.values().all(|count| *count >= FEWEST), "{alike:?}");
        }
    }
}
