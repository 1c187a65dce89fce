//! Taking what is due for a while: what another worker holds is passed over, and comes back when its lease ends.

use jiff::Timestamp;
use uuid::Uuid;

use crate::record::micros;
use crate::{FromRow, StoreError, Tx, Value, params};

/// What a SELECT of our own finds, taken until a moment. `lease` notes that moment (`$2`) with the row of an id (`$1`).
///
/// # Errors
/// Where the database fails.
pub(crate) async fn take<T: FromRow>(
    tx: &mut Tx<'_>,
    select: &str,
    values: &[Value<'_>],
    lease: &'static str,
    till: Timestamp,
    id: fn(&T) -> Uuid,
) -> Result<Vec<T>, StoreError> {
    let select = format!("{select}{}", tx.engine().skip_locked());
    let taken = tx.rows_dyn::<T>(&select, values).await?;
    for one in &taken {
        tx.exec(lease, params![id(one), micros(till)]).await?;
    }
    Ok(taken)
}
