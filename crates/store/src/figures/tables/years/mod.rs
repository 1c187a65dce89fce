//! Sums of years: of a year of receipt that is long over, the sums of all periods of its twelve months in one.
//!
//! What took how long is counted by tenths of hours, and a year has hardly more of these than a month: a question over years adds
//! up a row for each instead of twelve. A sum is not written anew when something of its months changes later: the fold adds that
//! to a small row beside it, and a reader adds both. Where that row has grown, the sum is made anew.

mod make;
mod since;
mod verify;

use std::collections::BTreeMap;

use uuid::Uuid;

pub use self::make::{Summed, Summing, make};
pub(crate) use self::since::{YearRow, since};
pub(crate) use self::verify::wrong;
use super::cell::kind;
use super::packed;
use crate::{StoreError, Tx, params};

/// The last kind of cells that are kept by month.
const LAST: i64 = kind::OF_DAYS - 1;

/// Months of receipt, as they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Each by itself, from one to another.
    Months(i64, i64),
    /// By the sums of years, from one to another.
    Years(i64, i64),
}

/// Years that have sums, each with the last kind of cells of which it has them: of those up to it all holders have theirs, if
/// only of nothing.
pub(crate) async fn all(tx: &mut Tx<'_>) -> Result<BTreeMap<i64, i64>, StoreError> {
    const SQL: &str = "SELECT year, until_kind FROM cohort_summed";
    let found: Vec<(i64, i64)> = tx.rows(SQL, &[]).await?;
    Ok(found.into_iter().collect())
}

/// Months from one to another, as they are read: whole years that have sums of all these kinds by these.
pub(crate) async fn stretches(
    tx: &mut Tx<'_>,
    kinds: &[i64],
    (first, last): (i64, i64),
) -> Result<Vec<Stretch>, StoreError> {
    const SQL: &str = "SELECT year FROM cohort_summed WHERE year >= $1 AND year <= $2 AND until_kind >= $3 ORDER BY year";
    let (from, to) = ((first + 98) / 100, (last + 88) / 100 - 1);
    let mut years: Vec<i64> = Vec::new();
    if from <= to {
        let kind = kinds.iter().max().copied().unwrap_or(LAST);
        years = tx.rows(SQL, params![from, to, kind]).await?;
    }
    Ok(split((first, last), &years))
}

/// Months, and of these the years.
fn split((mut first, last): (i64, i64), years: &[i64]) -> Vec<Stretch> {
    let mut all = Vec::new();
    for some in years.chunk_by(|one, next| one + 1 == *next) {
        let (Some(from), Some(to)) = (some.first(), some.last()) else {
            continue;
        };
        let (begin, end) = (months(*from).0, months(*to).1);
        if first < begin {
            all.push(Stretch::Months(first, begin - 1));
        }
        all.push(Stretch::Years(*from, *to));
        first = end + 1;
    }
    if first <= last {
        all.push(Stretch::Months(first, last));
    }
    all
}

/// First and last month of a year.
pub(crate) const fn months(year: i64) -> (i64, i64) {
    (year * 100 + 1, year * 100 + 12)
}

/// The sum of all periods of a year's months; none where one of them is damaged.
async fn of_months(
    tx: &mut Tx<'_>,
    (kind, holder, year): (i64, Uuid, i64),
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
    fn years_are_taken_out_of_months() {
        use Stretch::{Months, Years};
        let of = |months, years: &[i64]| split(months, years);
        assert_eq!(of((202_206, 202_208), &[]), [Months(202_206, 202_208)]);
        assert_eq!(of((202_201, 202_312), &[2022, 2023]), [Years(2022, 2023)]);
        assert_eq!(
            of((202_112, 202_501), &[2022, 2024]),
            [
                Months(202_112, 202_200),
                Years(2022, 2022),
                Months(202_213, 202_400),
                Years(2024, 2024),
                Months(202_413, 202_501)
            ]
        );
        assert_eq!(of((202_301, 202_300), &[]), []);
    }
}
