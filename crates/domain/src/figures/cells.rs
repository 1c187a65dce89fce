//! Public breakdowns, cell by cell: no count inside a row singles reports out either.

use super::stand_together;

/// Row and column.
type Cell = (usize, usize);

/// Which cells of a table are not shown by themselves, but as one sum for each row. `unreleased[row][column]` is how
/// many reports of a cell are not public.
///
/// What the hidden cells of a row come to is known (it is what its received leave), and of a column (what the total
/// leaves). So a cell with one to four unreleased reports is hidden together with others of its row and its column,
/// until their hidden cells hold five at least, and until it does not follow from sums of others: in the graph of rows
/// and columns that are joined by hidden cells, it lies on a ring.
pub fn hidden_cells<const N: usize>(unreleased: &[[u64; N]]) -> Vec<[bool; N]> {
    let mut hidden: Vec<[bool; N]> = unreleased.iter().map(|row| row.map(is_few)).collect();
    // One row is the total itself, which anyone may see.
    if unreleased.len() < 2 {
        return vec![[false; N]; unreleased.len()];
    }
    loop {
        let table = Table {
            counts: unreleased,
            hidden: &hidden,
        };
        let Some((row, column)) = table.lacking() else {
            return hidden;
        };
        if let Some(cell) = hidden.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = true;
        }
    }
}

/// One to four.
const fn is_few(n: u64) -> bool {
    !stand_together(n)
}

struct Table<'a, const N: usize> {
    counts: &'a [[u64; N]],
    hidden: &'a [[bool; N]],
}

impl<const N: usize> Table<'_, N> {
    /// The next cell that must be hidden too.
    fn lacking(&self) -> Option<Cell> {
        self.too_few().or_else(|| self.following())
    }

    /// In a row or column whose hidden cells hold one to four: one more that holds some.
    fn too_few(&self) -> Option<Cell> {
        let rows = (0..self.counts.len()).map(|row| self.cells().filter(move |cell| cell.0 == row));
        let rows = rows.map(|line| line.collect::<Vec<Cell>>());
        let columns = (0..N).map(|column| self.cells().filter(move |cell| cell.1 == column));
        let columns = columns.map(|line| line.collect::<Vec<Cell>>());
        rows.chain(columns).find_map(|line| {
            let hidden = line.iter().filter(|cell| self.is_hidden(**cell));
            let together = hidden.map(|cell| self.count(*cell)).sum();
            let some = line.iter().copied().filter(|cell| self.count(*cell) > 0);
            self.best(some).filter(|_| is_few(together))
        })
    }

    /// Where a small hidden cell follows from sums of others: one more that closes a ring through it, else one that
    /// leads towards it.
    fn following(&self) -> Option<Cell> {
        let small = |cell: &Cell| self.is_hidden(*cell) && is_few(self.count(*cell));
        self.cells().filter(small).find_map(|cell| {
            let (row, column) = cell;
            let near = self.joined(row, cell);
            if near.columns.contains(&column) {
                return None;
            }
            let others = (0..self.counts.len()).filter(|other| *other != row);
            let far: Vec<usize> = others
                .filter(|other| self.is_hidden((*other, column)))
                .collect();
            let closes = |(at, other): &Cell| {
                (near.rows.contains(at) && *other == column)
                    || (far.contains(at) && near.columns.contains(other))
            };
            let towards = |(at, other): &Cell| *at == row || *other == column;
            self.best(self.cells().filter(closes))
                .or_else(|| self.best(self.cells().filter(towards)))
        })
    }

    /// The rows and columns that hang together with a row when one cell is taken away.
    fn joined(&self, row: usize, without: Cell) -> Joined {
        let mut joined = Joined::default();
        let mut waiting = vec![row];
        while let Some(row) = waiting.pop() {
            if joined.rows.contains(&row) {
                continue;
            }
            joined.rows.push(row);
            for column in 0..N {
                let leads = |row| (row, column) != without && self.is_hidden((row, column));
                if leads(row) && !joined.columns.contains(&column) {
                    joined.columns.push(column);
                    waiting.extend((0..self.counts.len()).filter(|other| leads(*other)));
                }
            }
        }
        joined
    }

    /// Of the cells that are shown, the one that hides best: with unreleased reports rather than without, few rather
    /// than many.
    fn best(&self, cells: impl Iterator<Item = Cell>) -> Option<Cell> {
        cells
            .filter(|cell| !self.is_hidden(*cell))
            .min_by_key(|cell| (self.count(*cell) == 0, self.count(*cell)))
    }

    fn cells(&self) -> impl Iterator<Item = Cell> + use<N> {
        (0..self.counts.len()).flat_map(|row| (0..N).map(move |column| (row, column)))
    }

    fn count(&self, (row, column): Cell) -> u64 {
        let cell = self.counts.get(row).and_then(|row| row.get(column));
        cell.copied().unwrap_or(0)
    }

    fn is_hidden(&self, (row, column): Cell) -> bool {
        let cell = self.hidden.get(row).and_then(|row| row.get(column));
        cell.copied().unwrap_or(false)
    }
}

#[derive(Default)]
struct Joined {
    rows: Vec<usize>,
    columns: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MODULUS: i64 = 1_000_003;

    fn inverse(n: i64) -> i64 {
        let (mut result, mut base, mut power) = (1, n.rem_euclid(MODULUS), MODULUS - 2);
        while power > 0 {
            if power & 1 == 1 {
                result = result * base % MODULUS;
            }
            base = base * base % MODULUS;
            power >>= 1;
        }
        result
    }

    /// Rank of equations, by elimination.
    fn rank(mut rows: Vec<Vec<i64>>) -> usize {
        let width = rows.first().map_or(0, Vec::len);
        let mut rank = 0;
        for column in 0..width {
            let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else {
                continue;
            };
            rows.swap(rank, pivot);
            let by = inverse(rows[rank][column]);
            let head: Vec<i64> = rows[rank].iter().map(|cell| cell * by % MODULUS).collect();
            for (at, row) in rows.iter_mut().enumerate() {
                let times = row[column];
                if at != rank && times != 0 {
                    for (cell, head) in row.iter_mut().zip(&head) {
                        *cell = (*cell - times * head).rem_euclid(MODULUS);
                    }
                }
            }
            rows[rank] = head;
            rank += 1;
        }
        rank
    }

    /// Whether a hidden cell can be computed from the sums of rows and columns, by linear algebra.
    fn follows(hidden: &[[bool; 4]], cell: Cell) -> bool {
        let unknown: Vec<Cell> = (0..hidden.len())
            .flat_map(|row| (0..4).map(move |column| (row, column)))
            .filter(|(row, column)| hidden[*row][*column])
            .collect();
        let equation =
            |is: &dyn Fn(&Cell) -> bool| unknown.iter().map(|cell| i64::from(is(cell))).collect();
        let mut equations: Vec<Vec<i64>> = (0..hidden.len())
            .map(|row| equation(&|cell| cell.0 == row))
            .chain((0..4).map(|column| equation(&|cell| cell.1 == column)))
            .collect();
        let known = rank(equations.clone());
        equations.push(equation(&|other| *other == cell));
        rank(equations) == known
    }

    #[test]
    fn small_cells_take_others_with_them() {
        let hidden = hidden_cells(&[[20, 2, 0, 9], [20, 30, 40, 8], [0, 0, 0, 0]]);
        // 2 and 9 of the first row; and as much of the second, or the columns' sums would tell.
        assert_eq!(hidden[0], [false, true, false, true]);
        assert_eq!(hidden[1], [false, true, false, true]);
        assert_eq!(hidden_cells(&[[9, 0, 5, 7], [0, 0, 0, 6]]), [[false; 4]; 2]);
        assert_eq!(
            hidden_cells(&[[1, 2, 3, 4]]),
            [[false; 4]],
            "the total is public"
        );
    }

    proptest! {
        #[test]
        fn nothing_small_can_be_computed(
            table in prop::collection::vec(prop::array::uniform4(prop_oneof![Just(0u64), 0..5u64, 0..40u64]), 2..7),
        ) {
            let hidden = hidden_cells(&table);
            // Only where all is hidden that could be is there nothing more to do.
            let all = hidden.iter().flatten().all(|hidden| *hidden);
            for (row, cells) in table.iter().enumerate() {
                for (column, n) in cells.iter().enumerate() {
                    prop_assert!(!is_few(*n) || hidden[row][column]);
                    prop_assert!(all || !is_few(*n) || !follows(&hidden, (row, column)), "{table:?} {hidden:?}");
                }
                let together: u64 = (0..4).filter(|at| hidden[row][*at]).map(|at| cells[at]).sum();
                prop_assert!(!is_few(together) || is_few(cells.iter().sum()));
            }
        }
    }
}
