//! The job that keeps the cohort tables near the present.

use lapor_store::figures::tables::{BATCH, CATCHING_UP, HowFar, fold};

use crate::app::App;
use crate::error::AppError;

/// Fewer events than this are looked at one by one in no time: they wait for more, or for the minute.
pub const FEW: i64 = 200;

/// Folds the events that have their place, if there are at least so many; tells how many were folded.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App, least: i64) -> Result<u64, AppError> {
    let mut folded = 0;
    loop {
        let behind = app.store().read(HowFar).await?.behind();
        if behind < least.max(1) {
            return Ok(folded);
        }
        let is_far = behind > i64::from(CATCHING_UP);
        let limit = if is_far { CATCHING_UP } else { BATCH };
        let events = fold(app.store(), &app.rules(), app.sequencer(), app.now(), limit).await?;
        if events == 0 {
            return Ok(folded);
        }
        folded += u64::from(events);
    }
}
