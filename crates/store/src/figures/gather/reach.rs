//! How far a part of a period reaches in the record: a question may name two centuries, and the months without anything
//! in them are not walked through.

use crate::figures::sql::Part;
use crate::{StoreError, Tx, params};

/// First and last day of receipt in the days of a part: one seek each.
const RECEIVED: &str = "SELECT
    (SELECT min(received_day) FROM state_interval WHERE holder_id = $1 AND received_day >= $2),
    (SELECT max(received_day) FROM state_interval WHERE holder_id = $1 AND received_day <= $3)";

/// First and last day on which anything happened in the days of a part.
const HAPPENED: &str = "SELECT
    (SELECT min(occurred_day) FROM milestone WHERE holder_id = $1 AND occurred_day >= $2),
    (SELECT max(occurred_day) FROM milestone WHERE holder_id = $1 AND occurred_day <= $3)";

/// The months of a part in which reports may have been received.
pub(crate) async fn months_of_receipt(
    tx: &mut Tx<'_>,
    part: &Part,
) -> Result<Vec<Part>, StoreError> {
    months(tx, part, RECEIVED).await
}

/// The months of a part in which something may have happened.
pub(super) async fn months_of_deeds(tx: &mut Tx<'_>, part: &Part) -> Result<Vec<Part>, StoreError> {
    months(tx, part, HAPPENED).await
}

async fn months(tx: &mut Tx<'_>, part: &Part, sql: &'static str) -> Result<Vec<Part>, StoreError> {
    let (from, to) = part.days();
    let found: Option<(Option<i64>, Option<i64>)> =
        tx.row(sql, params![part.holder.0, from, to]).await?;
    Ok(match found {
        Some((Some(first), Some(last))) if first <= last => {
            part.between(from.max(first), to.min(last)).months()
        }
        _ => Vec::new(),
    })
}
