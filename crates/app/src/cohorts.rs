//! The job that keeps the cohort tables near the present.

use std::time::Duration;

use jiff::ToSpan as _;
use lapor_domain::zone::Zone;
use lapor_store::figures::tables::{
    BATCH, CATCHING_UP, HowFar, Made, Sheeting, Summed, Summing, fold, make_sheets, make_sums,
};

use crate::app::App;
use crate::error::AppError;

/// Fewer events than this are looked at one by one in no time: they wait for more, or for the minute.
pub const FEW: i64 = 200;

/// How often there is a round: within it, some hundred events are looked at one by one.
pub const PACE: Duration = Duration::from_secs(10);

/// Batches of one round: who stops the program does not wait for more than these, or for one filling of empty tables, which is as
/// long as eight.
const MOST: u32 = 4;

/// Events after which a round ends, likewise: one filling is more.
const MOST_EVENTS: u64 = MOST as u64 * CATCHING_UP as u64;

/// Folds events that have their place, if there are at least so many; tells how many were folded, about.
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
        if folded >= MOST_EVENTS {
            break;
        }
    }
    Ok(folded)
}

/// Days after which most reports of a day are over, so that a sheet of it stays true for long; and a sum of a year, after its
/// last day.
const SETTLED: i64 = 60;

/// Fewest reports of a day with a sheet: fewer are as quickly looked at one by one.
const WORTH: i64 = 50;

/// Days of one round: their sheets are written at once.
const DAYS: usize = 32;

/// Makes some of the sheets that are missing or stale, where the installation is large; tells what was done.
///
/// # Errors
/// Where the database fails.
pub async fn sheets(app: &App) -> Result<Made, AppError> {
    let today = Zone::Wib.local_date(app.now());
    let sheeting = Sheeting {
        until: today.saturating_sub(SETTLED.days()),
        least: WORTH,
        most: DAYS,
    };
    Ok(make_sheets(app.store(), &app.rules(), sheeting).await?)
}

/// Bytes of what changed in a year since it was summed that are read in no time, beside the sum.
const FEW_BYTES: i64 = 4_096;

/// Bytes of sums of one round: they are written at once.
const SUMS: usize = 16_000_000;

/// Makes some of the sums of years and quarters that are missing or stale, where the installation is large; tells what was done.
///
/// # Errors
/// Where the database fails.
pub async fn sums(app: &App) -> Result<Summed, AppError> {
    let today = Zone::Wib.local_date(app.now());
    let settled = today.saturating_sub(SETTLED.days());
    // The last month that is over for so long.
    let next = settled.saturating_add(1.day());
    let over = next.first_of_month().yesterday().unwrap_or(settled);
    let summing = Summing {
        until: i64::from(over.year()) * 100 + i64::from(over.month()),
        least: FEW_BYTES,
        most: SUMS,
    };
    Ok(make_sums(app.store(), summing).await?)
}
