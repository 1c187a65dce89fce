//! The job that keeps the cohort tables near the present.

use std::time::Duration;

use lapor_store::figures::tables::{BATCH, CATCHING_UP, HowFar, fold};

use crate::app::App;
use crate::error::AppError;

/// Fewer events than this are looked at one by one in no time: they wait for more, or for the minute.
pub const FEW: i64 = 200;

/// How often there is a round: within it, some hundred events are looked at one by one.
pub const PACE: Duration = Duration::from_secs(10);

/// Batches of one round: who stops the program does not wait for more than these.
const MOST: u32 = 4;

/// Folds events that have their place, if there are at least so many; tells how many were folded.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App, least: i64) -> Result<u64, AppError> {
    let mut folded = 0;
    for _ in 0..MOST {
        let behind = app.store().read(HowFar).await?.behind();
        if behind < least.max(1) {
            break;
        }
        let is_far = behind > 5 * i64::from(BATCH);
        let limit = if is_far { CATCHING_UP } else { BATCH };
        let events = fold(app.store(), &app.rules(), app.sequencer(), app.now(), limit).await?;
        if events == 0 {
            break;
        }
        folded += u64::from(events);
    }
    Ok(folded)
}
