//! What changed in the months of a year since it was summed, as a batch will leave it.

use uuid::Uuid;

use super::all;
use crate::figures::tables::changes::{Changed, Changes};
use crate::figures::tables::numbers::EVER;
use crate::figures::tables::rows::{Put, each_row, joined};
use crate::{StoreError, Tx, Value, params};

/// A row of `cohort_year`: what changed since.
pub(crate) struct YearRow {
    is_new: bool,
    of: (i64, Uuid, i64),
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

/// What changes in sums of months goes into the year too, where that has a sum.
pub(crate) async fn since(tx: &mut Tx<'_>, parts: &[Changes]) -> Result<Vec<YearRow>, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_year
        WHERE kind = $1 AND holder_id = $2 AND year = $3 AND part = 1";
    let summed = all(tx).await?;
    if summed.is_empty() {
        return Ok(Vec::new());
    }
    let of = |row: &Changed| (row.slice.kind, row.slice.holder, row.slice.received / 100);
    let has_sum = |row: &Changed| {
        let (kind, _, year) = of(row);
        row.at == EVER && summed.get(&year).is_some_and(|until| kind <= *until)
    };
    let each = |changes| each_row(changes, &changes.months);
    let each = parts.iter().flat_map(each);
    let mut changed: Vec<(&Changes, &Changed)> = each.filter(|(_, row)| has_sum(row)).collect();
    changed.sort_by_key(|(_, row)| of(row));
    let mut rows = Vec::new();
    for same in changed.chunk_by(|(_, one), (_, next)| of(one) == of(next)) {
        let Some((_, row)) = same.first() else {
            continue;
        };
        let (kind, holder, year) = of(row);
        let before: Option<Vec<u8>> = tx.row(SQL, params![kind, holder, year]).await?;
        let known = before.as_deref().unwrap_or_default();
        rows.push(YearRow {
            is_new: before.is_none(),
            of: (kind, holder, year),
            cells: joined(known, same, |changes| &changes.months)?,
        });
    }
    Ok(rows)
}
