//! What changed in the months of a year or quarter since it was summed, as a batch will leave it.

use super::{Of, all, of_month};
use crate::figures::tables::changes::{Changed, Changes};
use crate::figures::tables::numbers::EVER;
use crate::figures::tables::rows::{Put, each_row, joined};
use crate::{StoreError, Tx, Value, params};

/// A row of `cohort_year`: what changed since.
pub(crate) struct YearRow {
    is_new: bool,
    of: Of,
    cells: Box<[u8]>,
}

impl Put for YearRow {
    fn sql(&self) -> &'static str {
        if self.is_new {
            "INSERT INTO cohort_year (kind, holder_id, year, part, cells) VALUES ($1, $2, $3, 1, $4)"
        } else {
            "UPDATE cohort_year SET cells = $4 WHERE kind = $1 AND holder_id = $2 AND year = $3 AND part = 1"
        }
    }

    fn values(&self) -> Vec<Value<'_>> {
        let (kind, holder, year) = self.of;
        params![kind, holder, year, &*self.cells].to_vec()
    }
}

/// What changes in sums of months goes into the year and the quarter too, where these have sums.
pub(crate) async fn since(tx: &mut Tx<'_>, parts: &[Changes]) -> Result<Vec<YearRow>, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_year
        WHERE kind = $1 AND holder_id = $2 AND year = $3 AND part = 1";
    let summed = all(tx).await?;
    if summed.is_empty() {
        return Ok(Vec::new());
    }
    // The sums in which a row of a month is.
    let sums = |row: &Changed| {
        let (kind, holder) = (row.slice.kind, row.slice.holder);
        let is_sum = row.at == EVER;
        let known = |of: &i64| is_sum && summed.get(of).is_some_and(|until| kind <= *until);
        let of = of_month(row.slice.received).into_iter().filter(known);
        of.map(|of| (kind, holder, of)).collect::<Vec<Of>>()
    };
    let each = |changes| each_row(changes, &changes.months);
    let each = parts.iter().flat_map(each);
    let each =
        each.flat_map(|(changes, row)| sums(row).into_iter().map(move |of| (of, (changes, row))));
    let mut changed: Vec<(Of, (&Changes, &Changed))> = each.collect();
    changed.sort_by_key(|(of, _)| *of);
    let mut rows = Vec::new();
    for same in changed.chunk_by(|(one, _), (next, _)| one == next) {
        let Some(((kind, holder, year), _)) = same.first().copied() else {
            continue;
        };
        let same: Vec<(&Changes, &Changed)> = same.iter().map(|(_, row)| *row).collect();
        let before: Option<Vec<u8>> = tx.row(SQL, params![kind, holder, year]).await?;
        let known = before.as_deref().unwrap_or_default();
        rows.push(YearRow {
            is_new: before.is_none(),
            of: (kind, holder, year),
            cells: joined(known, &same, |changes| &changes.months)?,
        });
    }
    Ok(rows)
}
