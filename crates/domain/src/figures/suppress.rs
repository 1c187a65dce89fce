//! Public breakdowns: no row lets fewer than five unreleased reports stand alone.

/// So many reports that are not public must stand together in a public row, or none.
pub const UNRELEASED_TOGETHER: u64 = 5;

/// Whether so many unreleased reports may be told apart from others: none, or at least five.
pub const fn stand_together(unreleased: u64) -> bool {
    unreleased == 0 || unreleased >= UNRELEASED_TOGETHER
}

/// A row of a breakdown that can be joined with another.
pub trait Suppressible {
    /// How many of its reports are not public.
    fn unreleased(&self) -> u64;
    /// Takes the other row's reports in.
    fn absorb(&mut self, other: Self);
}

/// Joins rows until none isolates 1 to 4 unreleased reports; the joined row ("lainnya") comes apart.
///
/// The joined row itself must hold at least five, or what it hides would follow from the total: if it
/// does not, the row with the fewest unreleased reports joins it, in the end all of them.
pub fn suppress<R: Suppressible>(rows: Vec<R>) -> (Vec<R>, Option<R>) {
    let isolates = |row: &R| !stand_together(row.unreleased());
    let (hidden, mut shown): (Vec<R>, Vec<R>) = rows.into_iter().partition(isolates);
    let mut hidden = hidden.into_iter();
    let Some(mut others) = hidden.next() else {
        return (shown, None);
    };
    hidden.for_each(|row| others.absorb(row));
    while !stand_together(others.unreleased()) && !shown.is_empty() {
        // Rows without unreleased reports hide nothing: they come last, when nothing else is left.
        let fewest = shown
            .iter()
            .enumerate()
            .min_by_key(|(_, row)| (row.unreleased() == 0, row.unreleased()))
            .map_or(0, |(at, _)| at);
        others.absorb(shown.remove(fewest));
    }
    (shown, Some(others))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Row(u64, Vec<usize>);

    impl Suppressible for Row {
        fn unreleased(&self) -> u64 {
            self.0
        }
        fn absorb(&mut self, other: Self) {
            self.0 += other.0;
            self.1.extend(other.1);
        }
    }

    fn rows(unreleased: &[u64]) -> Vec<Row> {
        let row = |(at, n): (usize, &u64)| Row(*n, vec![at]);
        unreleased.iter().enumerate().map(row).collect()
    }

    #[test]
    fn one_small_row_takes_a_second_with_it() {
        let (shown, others) = suppress(rows(&[20, 3, 0, 7]));
        assert_eq!(shown, vec![Row(20, vec![0]), Row(0, vec![2])]);
        assert_eq!(others, Some(Row(10, vec![1, 3])));
    }

    #[test]
    fn rows_without_secrets_stay() {
        let (shown, others) = suppress(rows(&[0, 5, 0]));
        assert_eq!((shown.len(), others), (3, None));
        let (shown, others) = suppress(rows(&[4, 4, 0]));
        assert_eq!((shown.len(), others), (1, Some(Row(8, vec![0, 1]))));
    }

    proptest! {
        #[test]
        fn nothing_is_isolated_and_nothing_lost(unreleased in prop::collection::vec(0u64..12, 0..20)) {
            let total: u64 = unreleased.iter().sum();
            let (shown, others) = suppress(rows(&unreleased));
            let all = || shown.iter().chain(&others);
            prop_assert_eq!(all().map(Row::unreleased).sum::<u64>(), total);
            prop_assert_eq!(all().map(|row| row.1.len()).sum::<usize>(), unreleased.len());
            let isolated = all().any(|row| (1..UNRELEASED_TOGETHER).contains(&row.0));
            prop_assert!(!isolated || shown.is_empty());
        }
    }
}
