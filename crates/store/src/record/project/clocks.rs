//! `clock_interval`: what each clock was, over recorded time. Answers on-time shares and durations.

use lapor_domain::report::Report;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;

use super::model::{CLOCK_INTERVAL, RowValues};
use super::{OPEN_END, received_day};
use crate::record::{RecordError, micros};
use crate::{Tx, Value};

/// A clock that the event started or changed.
pub(crate) struct Step {
    /// It ran before, and that stretch ends.
    pub(crate) ends: bool,
    /// The stretch that begins.
    pub(crate) begins: RowValues<'static>,
}

/// Writes the clocks that the event started or changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    // A clock keeps its place, kind and round for ever, so the place is enough; the rest leads to the key.
    const END: &str = "UPDATE clock_interval SET to_us = $5
        WHERE report_id = $1 AND kind = $2 AND round = $3 AND n = $4 AND to_us = 9223372036854775807";
    for step in steps(rules, before, after, recorded)? {
        if step.ends
            && let [report, kind, round, n, ..] = step.begins.as_slice()
        {
            let at = Value::from(recorded.recorded_at);
            let key = [report.clone(), kind.clone(), round.clone(), n.clone(), at];
            tx.exec(END, &key).await?;
        }
        CLOCK_INTERVAL.insert(tx, &step.begins).await?;
    }
    Ok(())
}

/// The clocks that the event started or changed.
pub(crate) fn steps(
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<Vec<Step>, RecordError> {
    let mut steps = Vec::new();
    for (index, clock) in after.clocks.iter().enumerate() {
        let was = before.and_then(|before| before.clocks.get(index));
        if was == Some(clock) {
            continue;
        }
        let n = i64::try_from(index).unwrap_or(i64::MAX);
        steps.push(Step {
            ends: was.is_some(),
            begins: values(rules, after, n, clock, recorded)?,
        });
    }
    Ok(steps)
}

fn values(
    rules: &Rules,
    report: &Report,
    n: i64,
    clock: &Clock,
    recorded: &Recorded,
) -> Result<RowValues<'static>, RecordError> {
    let pauses: Vec<(i64, Option<i64>)> = clock
        .pauses
        .iter()
        .map(|pause| (micros(pause.from), pause.to.map(micros)))
        .collect();
    Ok(vec![
        Value::from(report.id.0),
        Value::from(clock.kind.as_str()),
        Value::from(clock.round),
        Value::from(n),
        Value::from(recorded.seq),
        Value::from(recorded.recorded_at),
        Value::from(OPEN_END),
        Value::from(report.holder.0),
        Value::from(received_day(report, rules)),
        Value::from(report.lead().map(|id| id.0)),
        Value::from(report.report_type.as_str()),
        Value::from(report.supervisory),
        Value::from(report.import.is_some()),
        Value::from(clock.started_at),
        Value::from(clock.due),
        Value::from(clock.extended_due),
        Value::from(clock.is_paused()),
        Value::from(serde_json::to_string(&pauses)?),
        Value::from(clock.stopped.map(|stop| stop.at)),
        Value::from(clock.stopped.map(|stop| stop.how.as_str())),
        Value::from(clock.breached),
    ])
}
