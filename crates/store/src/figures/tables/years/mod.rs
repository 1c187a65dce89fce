//! Sums of years and quarters: of such a time of receipt that is long over, the sums of all periods of its months in one.
//!
//! What took how long is counted by tenths of hours, and a year has hardly more of these than a month: a question over years adds
//! up a row for each instead of twelve, and where it begins or ends within a year one for each quarter instead of three. A sum is not written anew when something of its months changes later: the fold adds that
//! to a small row beside it, and a reader adds both. Where that row has grown, the sum is made anew.

mod make;
mod since;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use self::make::{Summed, Summing, make};
pub(crate) use self::since::{YearRow, since};
pub(crate) use self::verify::wrong;
use super::cell::kind;
use super::packed;
use crate::{StoreError, Tx, params};

/// The last kind of cells that are kept by month.
const LAST: i64 = kind::OF_DAYS - 1;

/// Which sum: kind of cells, holder, year or quarter.
type Of = (i64, Uuid, i64);

/// Months of receipt, as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Each by itself, from one to another.
    Months(i64, i64),
    /// By sums of years and quarters, one behind the other.
    Sums(Vec<i64>),
}

/// Years and quarters that have sums, each with the last kind of cells of which it has them: of those up to it all holders have
/// theirs, if only of nothing.
pub(crate) async fn all(tx: &mut Tx<'_>) -> Result<BTreeMap<i64, i64>, StoreError> {
    const SQL: &str = "SELECT year, until_kind FROM cohort_summed";
    let found: Vec<(i64, i64)> = tx.rows(SQL, &[]).await?;
    Ok(found.into_iter().collect())
}

/// Months from one to another, as they are read: whole years that have sums of all these kinds by these, and of the others whole
/// quarters.
pub(crate) async fn stretches(
    tx: &mut Tx<'_>,
    kinds: &[i64],
    (first, last): (i64, i64),
) -> Result<Vec<Stretch>, StoreError> {
    const SQL: &str = "SELECT year FROM cohort_summed WHERE until_kind >= $1";
    let mut sums: Vec<i64> = Vec::new();
    // Two months hold no quarter.
    if first + 2 <= last {
        let kind = kinds.iter().max().copied().unwrap_or(LAST);
        sums = tx.rows(SQL, params![kind]).await?;
    }
    Ok(split((first, last), &sums))
}

/// Months, and of these the sums that are whole in them: a year where there is one, else its quarters.
fn split((mut first, last): (i64, i64), sums: &[i64]) -> Vec<Stretch> {
    let is_within = |of: &i64| {
        let (begin, end) = months(*of);
        first <= begin && end <= last
    };
    let within: BTreeSet<i64> = sums.iter().copied().filter(is_within).collect();
    let is_told = |of: &i64| year_of(*of).is_some_and(|year| within.contains(&year));
    let mut apart: Vec<i64> = within.iter().copied().filter(|of| !is_told(of)).collect();
    apart.sort_unstable_by_key(|of| months(*of));
    let mut all = Vec::new();
    for some in apart.chunk_by(|one, next| follows(months(*one).1, months(*next).0)) {
        let (Some(from), Some(to)) = (some.first(), some.last()) else {
            continue;
        };
        let (begin, end) = (months(*from).0, months(*to).1);
        if first < begin {
            all.push(Stretch::Months(first, begin - 1));
        }
        all.push(Stretch::Sums(some.to_vec()));
        first = end + 1;
    }
    if first <= last {
        all.push(Stretch::Months(first, last));
    }
    all
}

/// Whether a month is the one after another.
const fn follows(month: i64, next: i64) -> bool {
    next == month + 1 || (month % 100 == 12 && next == month + 89)
}

/// The year and the quarter of a month: 202207 is in 2022 and in 20223.
pub(crate) const fn of_month(month: i64) -> [i64; 2] {
    let year = month / 100;
    [of_year(year, 0), of_year(year, (month % 100 + 2) / 3)]
}

/// A year for 0, else its quarter of this number.
const fn of_year(year: i64, quarter: i64) -> i64 {
    if quarter == 0 {
        year
    } else {
        year * 10 + quarter
    }
}

/// The year of a quarter; none of a year.
const fn year_of(of: i64) -> Option<i64> {
    if of < QUARTERS { None } else { Some(of / 10) }
}

/// Quarters have a digit more than years.
const QUARTERS: i64 = 10_000;

/// First and last month of a year (2022) or of a quarter (20221 to 20224).
pub(crate) const fn months(of: i64) -> (i64, i64) {
    match year_of(of) {
        None => (of * 100 + 1, of * 100 + 12),
        Some(year) => {
            let last = year * 100 + 3 * (of % 10);
            (last - 2, last)
        }
    }
}

/// The sum of all periods of its months; none where one of them is damaged.
async fn of_months(
    tx: &mut Tx<'_>,
    (kind, holder, year): Of,
) -> Result<Option<Vec<u8>>, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_month
        WHERE kind = $1 AND holder_id = $2 AND month >= $3 AND month <= $4 AND period = 0";
    let (first, last) = months(year);
    let rows: Vec<Vec<u8>> = tx.rows(SQL, params![kind, holder, first, last]).await?;
    Ok(packed::sum(rows.iter().map(Vec::as_slice)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_taken_out_of_months() {
        use Stretch::{Months, Sums};
        let of = |months, sums: &[i64]| split(months, sums);
        assert_eq!(of((202_206, 202_208), &[]), [Months(202_206, 202_208)]);
        let years = [Sums(vec![2022, 2023])];
        assert_eq!(of((202_201, 202_312), &[2022, 2023, 20_221]), years);
        assert_eq!(
            of((202_112, 202_501), &[2022, 2024]),
            [
                Months(202_112, 202_200),
                Sums(vec![2022]),
                Months(202_213, 202_400),
                Sums(vec![2024]),
                Months(202_413, 202_501)
            ]
        );
        let quarters = [20_213, 20_214, 2022, 20_221, 20_222, 20_231, 20_232, 20_233];
        assert_eq!(
            of((202_108, 202_308), &quarters),
            [
                Months(202_108, 202_109),
                Sums(vec![20_214, 2022, 20_231, 20_232]),
                Months(202_307, 202_308)
            ]
        );
        assert_eq!(of((202_301, 202_300), &[]), []);
    }

    #[test]
    fn a_month_is_in_a_year_and_a_quarter() {
        for month in 202_201..=202_212 {
            for of in of_month(month) {
                let (first, last) = months(of);
                assert!((first..=last).contains(&month), "{month} {of}");
            }
        }
        assert_eq!(of_month(202_212), [2022, 20_224]);
    }
}
