//! Which values of a public breakdown are shown: none lets fewer than five unreleased reports stand alone.

use std::collections::BTreeSet;

use super::catalogue::{Apart, CATALOGUE, Measure};
use super::{Audience, Counted, hidden_cells, stand_together};
use crate::words::Figure;

/// For each row and measure, whether its value is shown. `hidden[row]` is what was counted of the row's reports that are
/// not public; the rows are all there are, so that what is not shown follows from the total as one sum.
///
/// Values that add up are hidden together ([`Apart`]), whichever of them are asked for: what one request hides, another
/// must not tell. A single row is the total, which anyone may see.
pub fn shield(hidden: &[&Counted], measures: &[&Measure]) -> Vec<Vec<bool>> {
    let figures: Vec<[u64; 7]> = hidden.iter().map(|counted| of_figures(counted)).collect();
    let cells = hidden_cells(&figures);
    let is_cell_hidden = |row: usize, figure: Figure| {
        let at = Figure::ALL.iter().position(|known| *known == figure);
        let row = cells.get(row);
        at.zip(row)
            .and_then(|(at, row)| row.get(at))
            .copied()
            .unwrap_or(false)
    };
    let columns = measures.iter().map(|measure| {
        if measure.audience != Audience::Public {
            return vec![false; hidden.len()];
        }
        let leans = |row| {
            let mut leans_on = measure.leans_on.iter();
            leans_on.any(|figure| is_cell_hidden(row, *figure))
        };
        if measure.apart == Apart::Figures {
            let own = Figure::ALL
                .iter()
                .find(|figure| figure.as_str() == measure.id);
            let is_own = |row| own.is_some_and(|figure| is_cell_hidden(row, *figure));
            return (0..hidden.len())
                .map(|row| !leans(row) && !is_own(row))
                .collect();
        }
        let group = group(measure);
        let leans_of_group = |row: usize| {
            let mut leans_on = group.iter().flat_map(|other| other.leans_on);
            leans_on.any(|figure| is_cell_hidden(row, *figure))
        };
        let parts: Vec<Vec<u64>> = hidden
            .iter()
            .map(|counted| {
                let each = group.iter().map(|other| other.tells_apart(counted));
                each.flatten().collect()
            })
            .collect();
        let forced = (0..hidden.len()).map(leans_of_group).collect();
        let rows = hidden_rows(&parts, forced);
        rows.into_iter().map(|hidden| !hidden).collect()
    });
    let columns: Vec<Vec<bool>> = columns.collect();
    (0..hidden.len())
        .map(|row| {
            let each = columns.iter().map(|column| column.get(row).copied());
            each.map(|shown| shown.unwrap_or(false)).collect()
        })
        .collect()
}

/// The measures that add up with one.
fn group(measure: &Measure) -> Vec<&'static Measure> {
    let together = |other: &&Measure| {
        let is_same = other.id == measure.id;
        is_same || (measure.apart != Apart::Alone && other.apart == measure.apart)
    };
    CATALOGUE.iter().filter(together).collect()
}

fn of_figures(counted: &Counted) -> [u64; 7] {
    let mut cells = [0; 7];
    for (cell, figure) in cells.iter_mut().zip(Figure::ALL) {
        *cell = counted.cohort.of(*figure);
    }
    cells
}

/// Rows of which some part is small, and as many more as it takes until each part of all hidden rows together is not
/// small either, or all are hidden that hold some of it; never one row alone.
fn hidden_rows(parts: &[Vec<u64>], mut hidden: Vec<bool>) -> Vec<bool> {
    if parts.len() < 2 {
        return vec![false; parts.len()];
    }
    for (hidden, row) in hidden.iter_mut().zip(parts) {
        *hidden |= row.iter().any(|n| !stand_together(*n));
    }
    let width = parts.iter().map(Vec::len).max().unwrap_or(0);
    let n = |row: usize, part: usize| {
        parts
            .get(row)
            .and_then(|row| row.get(part))
            .copied()
            .unwrap_or(0)
    };
    loop {
        let set: BTreeSet<usize> = (0..parts.len())
            .filter(|row| hidden.get(*row).copied().unwrap_or(false))
            .collect();
        if set.is_empty() {
            return hidden;
        }
        let shown = || (0..parts.len()).filter(|row| !set.contains(row));
        let lacking = (0..width).find_map(|part| {
            let together: u64 = set.iter().map(|row| n(*row, part)).sum();
            let some = shown().filter(|row| n(*row, part) > 0);
            let fewest = some.min_by_key(|row| n(*row, part));
            fewest.filter(|_| !stand_together(together))
        });
        let alone = || {
            let of = |row: &usize| (0..width).map(|part| n(*row, part)).sum::<u64>();
            shown().min_by_key(of).filter(|_| set.len() == 1)
        };
        match lacking.or_else(alone).and_then(|row| hidden.get_mut(row)) {
            Some(row) => *row = true,
            None => return hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figures::measure;

    fn counted(by_reporter: u64, by_system: u64, open: u64) -> Counted {
        let mut counted = Counted::default();
        counted.cohort.add(Figure::Handled, by_reporter + by_system);
        counted.cohort.add(Figure::InProcess, open);
        counted.subs.closed_by_reporter = by_reporter;
        counted.subs.closed_by_system = by_system;
        counted
    }

    fn shown(rows: &[Counted], ids: &[&str]) -> Vec<Vec<bool>> {
        let rows: Vec<&Counted> = rows.iter().collect();
        let measures: Vec<&Measure> = ids.iter().map(|id| measure(id).unwrap()).collect();
        shield(&rows, &measures)
    }

    #[test]
    fn what_adds_up_is_hidden_together() {
        let rows = [counted(20, 2, 9), counted(30, 40, 9), counted(0, 0, 9)];
        let ids = [
            "received",
            "handled",
            "closed_by_system",
            "closed_by_reporter",
            "confirmed_share",
        ];
        let shown = shown(&rows, &ids);
        // Two unreleased reports that were closed by silence: not told, nor what they would follow from.
        assert_eq!(shown[0], [true, true, false, false, false]);
        assert_eq!(shown[1], [true, true, false, false, false]);
        assert_eq!(shown[2], [true, true, true, true, true]);
    }

    #[test]
    fn what_leans_on_a_hidden_figure_is_hidden() {
        let rows = [counted(2, 0, 9), counted(20, 0, 9)];
        let shown = shown(&rows, &["handled", "completion", "confirmed_share"]);
        assert_eq!(shown, [[false; 3], [false; 3]]);
    }

    #[test]
    fn inside_measures_and_single_rows() {
        let rows = [counted(2, 1, 1)];
        let shown = shown(&rows, &["handled", "closed_by_system", "unreleased"]);
        assert_eq!(shown, [[true, true, false]]);
    }

    proptest! {
        #[test]
        fn no_sum_of_hidden_rows_is_small(
            parts in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0u64), 0..5u64, 0..40u64], 3), 2..8),
        ) {
            let hidden = hidden_rows(&parts, vec![false; parts.len()]);
            for (row, parts) in parts.iter().enumerate() {
                prop_assert!(hidden[row] || parts.iter().all(|n| stand_together(*n)));
            }
            prop_assert_ne!(hidden.iter().filter(|hidden| **hidden).count(), 1);
            for part in 0..3 {
                let sum = |is: bool| -> u64 {
                    let rows = parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden == is);
                    rows.map(|(row, _)| row[part]).sum()
                };
                prop_assert!(stand_together(sum(true)) || sum(false) == 0);
            }
        }
    }
}
