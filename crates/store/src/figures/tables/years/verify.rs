//! Whether the sums of years, with what changed since, are those of their months.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{LAST, all, of_months};
use crate::figures::tables::packed;
use crate::{StoreError, Tx, params};

/// Bodies of which some sum is not what it ought to be.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn wrong(tx: &mut Tx<'_>) -> Result<Vec<Uuid>, StoreError> {
    const BODIES: &str = "SELECT DISTINCT holder_id, kind FROM cohort_month WHERE kind <= $1
        UNION SELECT DISTINCT holder_id, kind FROM cohort_year ORDER BY holder_id, kind";
    const PARTS: &str = "SELECT year, cells FROM cohort_year WHERE kind = $1 AND holder_id = $2";
    let summed = all(tx).await?;
    let mut wrong: Vec<Uuid> = Vec::new();
    for (holder, kind) in tx.rows::<(Uuid, i64)>(BODIES, params![LAST]).await? {
        if wrong.last() == Some(&holder) {
            continue;
        }
        let parts: Vec<(i64, Vec<u8>)> = tx.rows(PARTS, params![kind, holder]).await?;
        let mut told: BTreeMap<i64, Vec<&[u8]>> = BTreeMap::new();
        for (year, cells) in &parts {
            told.entry(*year).or_default().push(cells);
        }
        let kept = summed.iter().filter(|(_, until)| kind <= **until);
        for (year, _) in kept {
            let sum = packed::sum(told.remove(year).unwrap_or_default().into_iter());
            let months = of_months(tx, (kind, holder, *year)).await?;
            if sum.is_none() || sum != months {
                wrong.push(holder);
            }
        }
        // Sums that nobody made.
        if !told.is_empty() {
            wrong.push(holder);
        }
    }
    wrong.dedup();
    Ok(wrong)
}
