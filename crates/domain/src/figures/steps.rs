//! Public periods and as-of days: no step lets fewer than five unreleased reports stand alone.

use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::stand_together;

/// Neighbours joined until each group holds no report that is not public, or at least five. `unreleased` is how many
/// each step holds, in order of time.
///
/// The rest at the end that is still too small comes by itself: it waits for more. So what comes later changes no group.
pub fn groups(unreleased: &[u64]) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    let mut whole = Vec::new();
    let (mut from, mut together) = (0, 0);
    for (at, n) in unreleased.iter().enumerate() {
        together += n;
        if stand_together(together) {
            whole.push(from..at + 1);
            (from, together) = (at + 1, 0);
        }
    }
    let rest = from..unreleased.len();
    (whole, (!rest.is_empty()).then_some(rest))
}

/// The shortest public period around some days: whole calendar months.
pub fn whole_months(from: Date, to: Date) -> (Date, Date) {
    (from.first_of_month(), to.last_of_month())
}

/// First days of the months from one to another, both included.
pub fn months(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let next = |month: &Date| month.checked_add(1.month()).ok();
    std::iter::successors(Some(from.first_of_month()), next).take_while(move |month| *month <= to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_steps_wait_for_their_neighbours() {
        assert_eq!(groups(&[5, 0, 9]), (vec![0..1, 1..2, 2..3], None));
        assert_eq!(groups(&[3, 0, 2, 7]), (vec![0..3, 3..4], None));
        assert_eq!(groups(&[6, 0, 1, 0]), (vec![0..1, 1..2], Some(2..4)));
        assert_eq!(groups(&[]), (vec![], None));
    }

    #[test]
    fn a_period_is_whole_months() {
        let whole = whole_months(date(2024, 1, 20), date(2024, 2, 1));
        assert_eq!(whole, (date(2024, 1, 1), date(2024, 2, 29)));
        let listed: Vec<Date> = months(date(2023, 11, 5), date(2024, 1, 1)).collect();
        assert_eq!(
            listed,
            [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1)]
        );
    }

    proptest! {
        /// What two answers differ by is a run of groups: it holds none, or five at least.
        #[test]
        fn no_difference_singles_out(unreleased in prop::collection::vec(0u64..8, 0..40)) {
            let (whole, rest) = groups(&unreleased);
            let ends: Vec<usize> = std::iter::once(0).chain(whole.iter().map(|group| group.end)).collect();
            for (at, one) in ends.iter().enumerate() {
                for other in &ends[at..] {
                    let between: u64 = unreleased[*one..*other].iter().sum();
                    prop_assert!(stand_together(between));
                }
            }
            let counted = whole.iter().chain(&rest).map(Range::len).sum::<usize>();
            prop_assert_eq!(counted, unreleased.len());
        }
    }
}
