//! The order of everything, given and waited for.

use std::time::Duration;

use jiff::Timestamp;
use lapor_store::StoreError;
use lapor_store::sequencer::{BATCH, IsOrderedBefore, LEASE, Sequence, Turn};

use crate::app::App;
use crate::error::AppError;

/// Between two looks at what another process orders.
const PAUSE: Duration = Duration::from_millis(100);
/// Looks until another process that says nothing has lost its lease, twice over.
const LOOKS: u128 = 2 * LEASE.as_millis().unsigned_abs() / PAUSE.as_millis();

impl App {
    /// Gives every event that waits its place; says whether another process is doing it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn order(&self) -> Result<Turn, AppError> {
        let mut ordered = 0;
        loop {
            let turn = Sequence {
                me: self.sequencer(),
                now: self.now(),
                limit: BATCH,
            };
            match self.store().run(turn).await? {
                Turn::Ordered(n) if n < BATCH => return Ok(Turn::Ordered(ordered + n)),
                Turn::Ordered(n) => ordered += n,
                Turn::Elsewhere => return Ok(Turn::Elsewhere),
            }
        }
    }

    /// Waits until everything recorded before a moment has its place, so that what is read up to a place is whole.
    ///
    /// # Errors
    /// Where the database fails, or another process holds the order and does not get on with it.
    pub async fn ordered_before(&self, moment: Timestamp) -> Result<(), AppError> {
        for _ in 0..LOOKS {
            if self.store().read(IsOrderedBefore(moment)).await? {
                return Ok(());
            }
            if self.order().await? == Turn::Elsewhere {
                tokio::time::sleep(PAUSE).await;
            }
        }
        Err(StoreError::Busy.into())
    }
}
