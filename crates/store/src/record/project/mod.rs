//! The one projection: read models as functions of events, written in the transaction of the event.

pub(crate) mod beside;
pub(crate) mod clocks;
pub(crate) mod intervals;
pub(crate) mod milestones;
pub(crate) mod model;
pub(crate) mod routing;
pub(crate) mod row;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::{Report, timers};
use lapor_domain::rules::Rules;

use super::{RecordError, micros};
use crate::{Tx, follow, outbox, params, search};

/// End of a stretch that still lasts.
pub const OPEN_END: i64 = i64::MAX;

/// Projects one event: what the report was before and is after.
pub(super) async fn event(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    row::write(tx, rules, before, after).await?;
    beside::write(tx, before, after).await?;
    intervals::write(tx, rules, before, after, recorded).await?;
    clocks::write(tx, rules, before, after, recorded).await?;
    milestones::write(tx, rules, after, recorded).await?;
    routing::write(tx, rules, after, recorded).await?;
    if search::is_touched(before, after) {
        search::ask(tx, after, recorded.recorded_at).await?;
    }
    outbox::ask(tx, before, after, recorded).await?;
    follow::ask(tx, before, after, recorded).await?;
    Ok(())
}

/// Notes when the program must look at the report again by itself.
///
/// # Errors
/// Where the database fails.
pub async fn timer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    now: Timestamp,
) -> Result<(), RecordError> {
    const SQL: &str = "UPDATE report SET next_timer = $2 WHERE id = $1";
    let next = next_timer(rules, report, now);
    tx.exec(SQL, params![report.id.0, next]).await?;
    Ok(())
}

/// When the program must look at the report again, by the rules in force `now`.
pub(crate) fn next_timer(rules: &Rules, report: &Report, now: Timestamp) -> Option<i64> {
    timers::next_timer(report, &rules.context(report.holder, now, None)).map(micros)
}

/// The local day of receipt in the home body's zone, as a number: 20250817.
pub fn received_day(report: &Report, rules: &Rules) -> i64 {
    day_number(rules.zone(report.home).local_date(report.received_at))
}

/// A day as a number that sorts: 17 August 2025 is 20250817.
pub fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// 20250817 as a day.
pub fn date(number: i64) -> Option<Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let day = i8::try_from(number % 100).ok()?;
    Date::new(year, month, day).ok()
}
