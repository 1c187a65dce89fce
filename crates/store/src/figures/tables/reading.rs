//! Which rows of the tables a question reads, and reading them: by several threads where there are many.

use uuid::Uuid;

use super::fold::{Mark, mark};
use super::numbers::{Apart, EVER, From, Numbers};
use super::period::Span;
use super::slot;
use super::years::{self, Stretch};
use crate::change::{Pieces, Shared};
use crate::figures::key::Key;
use crate::{StoreError, Tx, Value};

/// Months of receipt before a moment's whose changes are mostly still to come: they are summed forwards. The changes of
/// older ones are nearly all made: of them the later ones are taken off the sum of all. Days have no such sum.
const YOUNG: i64 = 2;
/// Fewer pieces than these are read as quickly by one thread.
const FEW: usize = 4;

/// Rows of a table.
#[derive(Clone, Copy)]
struct Rows {
    table: &'static str,
    /// Its column of when they were received, and that of their time.
    received: &'static str,
    at: &'static str,
    /// Of which times; begins with its first parameter, `$3`.
    condition: &'static str,
}

/// Sums of years and quarters, and what changed in them since.
const OF_YEARS: Rows = Rows {
    table: "cohort_year",
    received: "year",
    at: "part",
    condition: "part >= 0",
};

const fn of_periods(condition: &'static str) -> Rows {
    Rows {
        table: "cohort_month",
        received: "month",
        at: "period",
        condition,
    }
}

const fn of_slots(at: &'static str, condition: &'static str) -> Rows {
    Rows {
        table: "cohort_slot",
        received: "month",
        at,
        condition,
    }
}

/// How a row counts, by its time.
#[derive(Clone, Copy)]
enum Sign {
    /// It is added.
    Plus,
    /// It is added before a period, and taken off from it on. Sums are of period 0, and parts of years come before all periods.
    Until(i64),
    /// A slot is added that ended before the moment.
    Before(i64),
    /// A slot is taken off that began at the moment or later.
    From(i64),
}

impl Sign {
    /// None where a slot holds changes before and after the moment.
    fn of(self, at: i64) -> Option<i64> {
        match self {
            Self::Plus => Some(1),
            Self::Until(period) => Some(if at < period { 1 } else { -1 }),
            Self::Before(moment) => (at < moment).then_some(1),
            Self::From(moment) => (at >= moment).then_some(-1),
        }
    }
}

/// Rows that are read by one thread: received from when until when.
pub(super) struct Piece {
    span: Span,
    rows: Rows,
    ends: (i64, i64),
    params: Vec<i64>,
    sign: Sign,
}

/// The rows that tell what happened before the moment.
pub(super) async fn before(tx: &mut Tx<'_>, from: &From<'_>) -> Result<Vec<Piece>, StoreError> {
    const YOUNG_ROWS: Rows = of_periods("period > 0 AND period < $3");
    const OLD_ROWS: Rows = of_periods("(period = 0 OR period >= $3)");
    const LATER_ROWS: Rows = of_periods("period >= $3");
    const BEFORE: Rows = of_slots("last_us", "slot >= $3 AND slot <= $4 AND first_us < $5");
    const AFTER: Rows = of_slots("first_us", "slot >= $3 AND slot <= $4 AND last_us >= $5");
    let moment = from.moment;
    let slot = slot::slot(moment);
    let (begin, end_of_month) = slot::of_month(slot);
    // A month that is nearly over is taken as a whole, less what is still to come of it.
    let is_late = slot - begin > end_of_month - slot;
    let (of_slots, slots, sign) = if is_late {
        (AFTER, [slot, end_of_month, moment], Sign::From(moment))
    } else {
        (BEFORE, [begin, slot, moment], Sign::Before(moment))
    };
    let now = slot::month(slot);
    let next = now + i64::from(is_late);
    let mut pieces = Vec::new();
    for span in from.spans.iter().copied() {
        let (first, end) = span.ends();
        let mut put = |rows, ends, params: &[i64], sign| {
            let params = params.to_vec();
            pieces.push(Piece {
                span,
                rows,
                ends,
                params,
                sign,
            });
        };
        put(of_slots, (first, end), &slots, sign);
        let young = match span {
            Span::Months(..) => slot::months_before(now, YOUNG),
            Span::Days(..) => first,
        };
        let until = Sign::Until(next);
        put(YOUNG_ROWS, (first.max(young), end), &[next], until);
        for stretch in stretches(tx, from, span, (first, end.min(young - 1))).await? {
            match stretch {
                Stretch::Months(first, last) => {
                    for months in halves((first, last)) {
                        put(OLD_ROWS, months, &[next], until);
                    }
                }
                Stretch::Sums(sums) => {
                    for of in &sums {
                        put(OF_YEARS, (*of, *of), &[], until);
                    }
                    let first = sums.first().map(|of| years::months(*of).0);
                    let last = sums.last().map(|of| years::months(*of).1);
                    if let Some(months) = first.zip(last) {
                        put(LATER_ROWS, months, &[next], until);
                    }
                }
            }
        }
    }
    Ok(pieces)
}

/// The rows that tell what happened ever.
pub(super) async fn ever(tx: &mut Tx<'_>, from: &From<'_>) -> Result<Vec<Piece>, StoreError> {
    const SUMS: Rows = of_periods("period = $3");
    const PERIODS: Rows = of_periods("period > $3");
    let mut pieces = Vec::new();
    for span in from.spans.iter().copied() {
        let rows = match span {
            Span::Months(..) => SUMS,
            Span::Days(..) => PERIODS,
        };
        for stretch in stretches(tx, from, span, span.ends()).await? {
            let mut put = |rows, ends, params| {
                pieces.push(Piece {
                    span,
                    rows,
                    ends,
                    params,
                    sign: Sign::Plus,
                });
            };
            match stretch {
                Stretch::Months(first, last) => put(rows, (first, last), vec![EVER]),
                Stretch::Sums(sums) => {
                    for of in sums {
                        put(OF_YEARS, (of, of), Vec::new());
                    }
                }
            }
        }
    }
    Ok(pieces)
}

/// Months or days, as they are read: years and quarters by their sums, where nothing is told apart within them.
async fn stretches(
    tx: &mut Tx<'_>,
    from: &From<'_>,
    span: Span,
    ends: (i64, i64),
) -> Result<Vec<Stretch>, StoreError> {
    match (span, from.apart) {
        (Span::Months(..), Apart::Nothing | Apart::Holders) => {
            years::stretches(tx, from.kinds, ends).await
        }
        _ => Ok(vec![Stretch::Months(ends.0, ends.1)]),
    }
}

/// Months by half years; all at once where nobody could count them.
fn halves((first, last): (i64, i64)) -> Vec<(i64, i64)> {
    let half = |month: i64| month / 100 * 2 + i64::from(month % 100 > 6);
    let (from, to) = (half(first), half(last));
    if to - from > 200 {
        return vec![(first, last)];
    }
    let ends = |half: i64| {
        let begin = half / 2 * 100 + half % 2 * 6;
        // Cells of several months have a month that is none.
        let first = if half == from { first } else { begin + 1 };
        (first, if half == to { last } else { begin + 6 })
    };
    (from..=to).map(ends).collect()
}

/// Reads them; none where one is damaged, or a slot holds changes before and after the moment.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    from: &From<'_>,
    pieces: Vec<Piece>,
) -> Result<Option<Numbers>, StoreError> {
    let mut reading = Reading {
        from,
        mark: None,
        pieces: Pieces::new(pieces),
    };
    if reading.pieces.len() < FEW {
        return reading.run(tx).await;
    }
    reading.mark = Some(mark(tx).await?);
    let mut found = tx.share(&reading).await?.into_iter();
    let mut all = found.next().flatten();
    for other in found {
        let joined = |mut all: Numbers| all.join(other?).map(|()| all);
        all = all.and_then(joined);
    }
    Ok(all)
}

/// Rows that are read by several threads.
struct Reading<'a> {
    from: &'a From<'a>,
    /// Where the tables are; none where nobody else reads.
    mark: Option<Mark>,
    pieces: Pieces<Piece>,
}

impl Shared for Reading<'_> {
    type Found = Option<Numbers>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Numbers>, StoreError> {
        let mut numbers = Numbers::default();
        let mut is_whole = true;
        // Another snapshot may have other rows.
        if let Some(here) = &self.mark
            && !mark(tx).await?.is_at(here)
        {
            return Ok(Some(numbers));
        }
        while let Some(piece) = self.pieces.next() {
            piece
                .rows(tx, self.from, |of, at, cells| {
                    let sign = piece.sign.of(at);
                    is_whole &= sign.is_some_and(|sign| numbers.row(of, cells, sign));
                })
                .await?;
        }
        Ok(is_whole.then_some(numbers))
    }
}

impl Piece {
    /// Hands over each row, with its time.
    async fn rows(
        &self,
        tx: &mut Tx<'_>,
        from: &From<'_>,
        mut take: impl FnMut(Key, i64, Vec<u8>) + Send,
    ) -> Result<(), StoreError> {
        let (first, last) = self.ends;
        if first > last {
            return Ok(());
        }
        let Rows {
            table,
            received,
            at,
            condition,
        } = self.rows;
        let kinds = self.span.kinds(from.kinds);
        let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        let before = self.params.len() + 3;
        let holders = (0..from.holders.len()).map(|at| format!("${}", before + at));
        let holders: Vec<String> = holders.collect();
        let sql = format!(
            "SELECT holder_id, {received}, {at}, cells FROM {table}
            WHERE kind IN ({}) AND holder_id IN ({}) AND {received} >= $1 AND {received} <= $2 AND {condition}",
            kinds.join(", "),
            holders.join(", ")
        );
        let mut values = vec![Value::from(first), Value::from(last)];
        values.extend(self.params.iter().map(|n| Value::from(*n)));
        values.extend(from.holders.iter().map(Value::from));
        tx.each_dyn(&sql, &values, |row: (Uuid, i64, i64, Vec<u8>)| {
            let (holder, received, at, cells) = row;
            take(from.of(holder, self.span, received), at, cells);
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_come_by_half_years() {
        let all = [(202_303, 202_306), (202_307, 202_312), (202_401, 202_402)];
        assert_eq!(halves((202_303, 202_402)), all);
        assert_eq!(halves((202_306, 202_306)), [(202_306, 202_306)]);
        assert_eq!(halves((202_307, 202_312)), [(202_307, 202_312)]);
        assert_eq!(halves((0, 999_912)), [(0, 999_912)]);
        assert_eq!(halves(Span::SEVERAL.ends()), [(0, 0)]);
        assert_eq!(halves((202_301, 202_212)), []);
    }
}
