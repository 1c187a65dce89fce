//! Making sums of years and quarters that are long over, and anew where much changed since.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{LAST, Of, all, months, of_months, of_year};
use crate::figures::tables::cell::kind;
use crate::figures::tables::fold::{Mark, mark};
use crate::{Change, Query, Store, StoreError, Tx, params};

/// A sum is made anew where what changed since takes more than one in so many of its bytes.
const STALE: i64 = 8;

/// Sums that are made anew at once.
const ANEW: i64 = 200;

/// Which years and quarters get sums.
#[derive(Clone, Copy, Debug)]
pub struct Summing {
    /// Those that end with this month of receipt, or before: 202309.
    pub until: i64,
    /// Bytes of what changed since that are nothing to speak of.
    pub least: i64,
    /// Bytes of sums after which no more are made at once.
    pub most: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summed {
    /// Kinds of cells of a year or quarter that were looked at for the first time, and sums that were made anew. Where there are none,
    /// nothing is left to do.
    pub looked_at: usize,
    /// Sums that were made.
    pub sums: usize,
}

/// Makes some sums that are missing or stale, if there are any, and the installation is one that keeps days.
///
/// # Errors
/// Where the database fails.
pub async fn make(store: &Store, summing: Summing) -> Result<Summed, StoreError> {
    let Some(drawn) = store.read(Draw(summing)).await? else {
        return Ok(Summed::default());
    };
    let made = Summed {
        looked_at: drawn.looked_at,
        sums: drawn.sums.len(),
    };
    let written = made.looked_at > 0 && store.run(drawn).await?;
    Ok(if written { made } else { Summed::default() })
}

/// Draws them up.
struct Draw(Summing);

/// Sums as they will be, where the tables are still as they were read.
struct Drawn {
    mark: Mark,
    sums: Vec<(Of, Vec<u8>)>,
    /// Up to which kind of cells each year or quarter has sums with these.
    until: BTreeMap<i64, i64>,
    looked_at: usize,
    bytes: usize,
}

impl Drawn {
    async fn sum(&mut self, tx: &mut Tx<'_>, of: Of) -> Result<(), StoreError> {
        let damaged = StoreError::BadValue {
            column: 0,
            expected: "packed counts",
        };
        let cells = of_months(tx, of).await?.ok_or(damaged)?;
        self.bytes += cells.len();
        self.sums.push((of, cells));
        Ok(())
    }
}

impl Query for Draw {
    type Output = Option<Drawn>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const STALE_SUMS: &str = "SELECT s.kind, s.holder_id, s.year FROM cohort_year s
            LEFT JOIN cohort_year y ON y.kind = s.kind AND y.holder_id = s.holder_id AND y.year = s.year AND y.part = 0
            WHERE s.part = 1 AND (length(s.cells) - $1) * $2 > coalesce(length(y.cells), 0) LIMIT $3";
        let Self(summing) = self;
        let mark = mark(tx).await?;
        // Months are still to come where the tables are being filled.
        if !mark.by_day || mark.place.position == 0 {
            return Ok(None);
        }
        let mut drawn = Drawn {
            mark,
            sums: Vec::new(),
            until: BTreeMap::new(),
            looked_at: 0,
            bytes: 0,
        };
        let stale = params![summing.least, STALE, ANEW];
        for of in tx.rows::<Of>(STALE_SUMS, stale).await? {
            if drawn.bytes >= summing.most {
                return Ok(Some(drawn));
            }
            drawn.looked_at += 1;
            drawn.sum(tx, of).await?;
        }
        let Some(first) = first_year(tx).await? else {
            return Ok(Some(drawn));
        };
        let summed = all(tx).await?;
        let years = first..=summing.until / 100;
        let each = years.flat_map(|year| (0..=4).map(move |part| of_year(year, part)));
        for year in each.filter(|of| months(*of).1 <= summing.until) {
            let mut until = summed.get(&year).copied().unwrap_or(-1);
            while until < LAST {
                if drawn.bytes >= summing.most {
                    return Ok(Some(drawn));
                }
                drawn.looked_at += 1;
                until = match next_kind(tx, until).await? {
                    None => LAST,
                    Some(kind) => {
                        for holder in holders(tx, kind).await? {
                            drawn.sum(tx, (kind, holder, year)).await?;
                        }
                        kind
                    }
                };
                drawn.until.insert(year, until);
            }
        }
        Ok(Some(drawn))
    }
}

/// The first year in which anything was received.
async fn first_year(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    const FIRST: &str = "SELECT month FROM cohort_month WHERE kind = $1 AND holder_id = $2 AND month > 0 ORDER BY month LIMIT 1";
    let mut first: Option<i64> = None;
    for holder in holders(tx, kind::TOTAL).await? {
        let month: Option<i64> = tx.row(FIRST, params![kind::TOTAL, holder]).await?;
        let year = month.map(|month| month / 100);
        first = first.into_iter().chain(year).min();
    }
    Ok(first)
}

/// The kind of cells of months after one: from one seek to the next, as holders are.
async fn next_kind(tx: &mut Tx<'_>, after: i64) -> Result<Option<i64>, StoreError> {
    const NEXT: &str =
        "SELECT kind FROM cohort_month WHERE kind > $1 AND kind <= $2 ORDER BY kind LIMIT 1";
    tx.row(NEXT, params![after, LAST]).await
}

/// All that have cells of a kind.
async fn holders(tx: &mut Tx<'_>, kind: i64) -> Result<Vec<Uuid>, StoreError> {
    const FIRST: &str =
        "SELECT holder_id FROM cohort_month WHERE kind = $1 ORDER BY holder_id LIMIT 1";
    const NEXT: &str = "SELECT holder_id FROM cohort_month WHERE kind = $1 AND holder_id > $2 ORDER BY holder_id LIMIT 1";
    let mut next: Option<Uuid> = tx.row(FIRST, params![kind]).await?;
    let mut all = Vec::new();
    while let Some(holder) = next {
        all.push(holder);
        next = tx.row(NEXT, params![kind, holder]).await?;
    }
    Ok(all)
}

impl Change for Drawn {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "make_sums";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const THROW: &str =
            "DELETE FROM cohort_year WHERE kind = $1 AND holder_id = $2 AND year = $3";
        const PUT: &str = "INSERT INTO cohort_year (kind, holder_id, year, part, cells) VALUES ($1, $2, $3, 0, $4)";
        const UNTIL: &str = "INSERT INTO cohort_summed (year, until_kind) VALUES ($1, $2)
            ON CONFLICT (year) DO UPDATE SET until_kind = excluded.until_kind";
        // What is being folded knows nothing of these sums.
        if !self.mark.is_last(tx).await? {
            return Ok(false);
        }
        for ((kind, holder, year), cells) in &self.sums {
            tx.exec(THROW, params![*kind, *holder, *year]).await?;
            if !cells.is_empty() {
                tx.exec(PUT, params![*kind, *holder, *year, &cells[..]])
                    .await?;
            }
        }
        for (year, until) in &self.until {
            tx.exec(UNTIL, params![*year, *until]).await?;
        }
        Ok(true)
    }
}
