//! What the rows of one report ought to be, made by the projection's own code.

use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;

use crate::Value;
use crate::record::project::model::{ALL, CLOCK_INTERVAL, RowValues, STATE_INTERVAL};
use crate::record::project::{
    OPEN_END, beside, clocks, intervals, milestones, next_timer, routing, row,
};
use crate::record::{RecordError, micros};

/// Rows as they ought to be.
pub(crate) struct Expected {
    /// The report.
    pub(crate) id: ReportId,
    /// For each model of [`ALL`] its rows.
    pub(crate) rows: Vec<Vec<RowValues<'static>>>,
    /// By the rules in force now.
    pub(crate) next_timer: Option<i64>,
    /// When the last event was recorded.
    pub(crate) updated_at: i64,
}

/// Folds a report's events.
pub(crate) fn fold(
    id: ReportId,
    events: &[Recorded],
    rules: &Rules,
) -> Result<Expected, RecordError> {
    let mut states = Vec::new();
    let mut running = Vec::new();
    let mut counted = Vec::new();
    let mut routed = Vec::new();
    let mut before: Option<Report> = None;
    for recorded in events {
        let after = match &before {
            None => Report::first(id, recorded).ok_or(RecordError::NotAReceipt)?,
            Some(before) => {
                let mut after = before.clone();
                after.apply(recorded);
                after
            }
        };
        let end = Value::from(recorded.recorded_at);
        for step in intervals::steps(rules, before.as_ref(), &after, recorded) {
            match step {
                intervals::Step::End { holder, day } => {
                    let key = [Value::from(holder), Value::from(day)];
                    close(&mut states, &key, STATE_INTERVAL.at("to_us"), &end);
                }
                intervals::Step::Begin(row) => states.push(row),
            }
        }
        for step in clocks::steps(rules, before.as_ref(), &after, recorded)? {
            if let Some(key) = step.begins.get(..4).filter(|_| step.ends) {
                close(&mut running, key, CLOCK_INTERVAL.at("to_us"), &end);
            }
            running.push(step.begins);
        }
        counted.extend(milestones::values(rules, &after, recorded));
        routed.extend(routing::values(rules, &after, recorded));
        before = Some(after);
    }
    let report = before.ok_or(RecordError::NotAReceipt)?;
    let row = row::values(&report, rules);
    let row = row.into_iter().map(owned).collect();
    let rows = vec![
        vec![row],
        beside::excluded(&report),
        beside::barred(&report),
        beside::supports(&report),
        states,
        running,
        counted,
        routed,
    ];
    debug_assert_eq!(
        rows.len(),
        ALL.len(),
        "one list for each model, in their order"
    );
    Ok(Expected {
        id,
        rows,
        next_timer: next_timer(rules, &report, report.updated_at),
        updated_at: micros(report.updated_at),
    })
}

/// Ends the rows that begin with this key and still last.
fn close(
    rows: &mut [RowValues<'static>],
    key: &[Value<'static>],
    column: usize,
    end: &Value<'static>,
) {
    for row in rows.iter_mut().filter(|row| row.starts_with(key)) {
        if let Some(to) = row.get_mut(column)
            && *to == Value::I64(OPEN_END)
        {
            *to = end.clone();
        }
    }
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::from(text.into_owned()),
        Value::Bytes(bytes) => Value::from(bytes.into_owned()),
        Value::Null => Value::Null,
        Value::I64(v) => Value::I64(v),
        Value::F64(v) => Value::F64(v),
        Value::Bool(v) => Value::Bool(v),
        Value::Uuid(v) => Value::Uuid(v),
    }
}
