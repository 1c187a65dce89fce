//! `clock_interval`: what each clock was, over recorded time. Answers on-time shares and durations.

use lapor_domain::report::Report;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;

use super::{OPEN_END, received_day};
use crate::record::{RecordError, micros};
use crate::{Tx, params};

/// Writes the clocks that the event started or changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    for (index, clock) in after.clocks.iter().enumerate() {
        let was = before.and_then(|before| before.clocks.get(index));
        if was == Some(clock) {
            continue;
        }
        if was.is_some() {
            end(tx, after, index, clock, recorded).await?;
        }
        begin(tx, rules, after, index, clock, recorded).await?;
    }
    Ok(())
}

async fn end(
    tx: &mut Tx<'_>,
    report: &Report,
    index: usize,
    clock: &Clock,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str = "UPDATE clock_interval SET to_us = $5
        WHERE report_id = $1 AND kind = $2 AND round = $3 AND n = $4 AND to_us = 9223372036854775807";
    let n = i64::try_from(index).unwrap_or(i64::MAX);
    tx.exec(
        SQL,
        params![
            report.id.0,
            clock.kind.as_str(),
            i64::from(clock.round),
            n,
            micros(recorded.recorded_at)
        ],
    )
    .await?;
    Ok(())
}

async fn begin(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    index: usize,
    clock: &Clock,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str = "INSERT INTO clock_interval (report_id, kind, round, n, from_seq, from_us, to_us, holder_id,
        received_day, lead_id, report_type, supervisory, imported, started_at, due_at, extended_due, paused, pauses,
        stopped_at, stop_how, breached)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    let pauses: Vec<(i64, Option<i64>)> = clock
        .pauses
        .iter()
        .map(|pause| (micros(pause.from), pause.to.map(micros)))
        .collect();
    tx.exec(
        SQL,
        params![
            report.id.0,
            clock.kind.as_str(),
            i64::from(clock.round),
            i64::try_from(index).unwrap_or(i64::MAX),
            i64::from(recorded.seq),
            micros(recorded.recorded_at),
            OPEN_END,
            report.holder.0,
            received_day(report, rules),
            report.lead().map(|id| id.0),
            report.report_type.as_str(),
            report.supervisory,
            report.import.is_some(),
            micros(clock.started_at),
            micros(clock.due),
            clock.extended_due.map(micros),
            clock.is_paused(),
            serde_json::to_string(&pauses)?,
            clock.stopped.map(|stop| micros(stop.at)),
            clock.stopped.map(|stop| stop.how.as_str()),
            clock.breached
        ],
    )
    .await?;
    Ok(())
}
