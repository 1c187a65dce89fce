//! `state_interval`: what a report was, over recorded time. Answers every figure as of any moment.

use lapor_domain::report::Report;
use lapor_domain::report::clocks::{Stop, StopHow};
use lapor_domain::report::event::Recorded;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility;
use lapor_domain::words::{ArchiveReason, EndedBy, Figure, Outcome, StateCode};
use uuid::Uuid;

use super::model::{RowValues, STATE_INTERVAL};
use super::row::merge_root;
use super::{OPEN_END, received_day};
use crate::figures::channel_code;
use crate::figures::tally::Tally;
use crate::record::RecordError;
use crate::{Tx, Value, params};

/// Everything that figures ask for. Two reports that look the same here share an interval.
#[derive(PartialEq, Eq)]
struct Look {
    holder: Uuid,
    merge_root: Option<Uuid>,
    state: StateCode,
    figure: Option<Figure>,
    ended_by: Option<EndedBy>,
    outcome: Option<Outcome>,
    reason: Option<ArchiveReason>,
    reopened: bool,
    status_unknown: bool,
    is_public: bool,
    lead: Option<Uuid>,
    category: Option<Uuid>,
    report_type: &'static str,
    supervisory: bool,
    region: Option<String>,
    rating: Option<u8>,
    unnamed: bool,
}

impl Look {
    fn of(report: &Report) -> Self {
        let (ended_by, outcome, reason) = match &report.state {
            State::Closed(closure) => (Some(closure.by), Some(closure.outcome), None),
            State::Archived(archival) => (Some(archival.by), None, Some(archival.reason)),
            _ => (None, None, None),
        };
        Self {
            holder: report.holder.0,
            merge_root: merge_root(report),
            state: report.state.code(),
            figure: report.figure(),
            ended_by,
            outcome,
            reason,
            reopened: report.reopened,
            status_unknown: report
                .import
                .as_ref()
                .is_some_and(|import| import.status_unknown),
            is_public: visibility::is_public(report),
            lead: report.lead().map(|id| id.0),
            category: report.category.map(|id| id.0),
            report_type: report.report_type.as_str(),
            supervisory: report.supervisory,
            region: report.region.clone(),
            rating: report.rating,
            unnamed: report.anonim || report.rahasia,
        }
    }
}

/// What an event does to the intervals of its report.
pub(crate) enum Step {
    /// The stretch of a holder that still lasts ends.
    End {
        /// The holder.
        holder: Uuid,
        /// Local day of receipt.
        day: i64,
    },
    /// A row begins.
    Begin(RowValues<'static>),
}

/// Ends the present interval and begins the next, where the look changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const END: &str = "UPDATE state_interval SET to_us = $4
        WHERE holder_id = $1 AND received_day = $2 AND report_id = $3 AND to_us = 9223372036854775807";
    for step in steps(rules, before, after, recorded) {
        match step {
            Step::End { holder, day } => {
                let at = recorded.recorded_at;
                tx.exec(END, params![holder, day, after.id.0, at]).await?;
            }
            Step::Begin(row) => STATE_INTERVAL.insert(tx, &row).await?,
        }
    }
    Ok(())
}

/// What an event does to the intervals of its report, in order.
pub(crate) fn steps(
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Vec<Step> {
    let look = Look::of(after);
    let day = received_day(after, rules);
    let mut steps = Vec::new();
    if let Some(before) = before {
        let was = Look::of(before);
        if was == look {
            return steps;
        }
        steps.push(Step::End {
            holder: was.holder,
            day,
        });
        if was.holder != look.holder {
            // The body that gets it (back) no longer counts it as gone; the one that gave it does.
            let holder = look.holder;
            steps.push(Step::End { holder, day });
            let left = left(before, was.holder);
            steps.push(Step::Begin(values(after, left, true, day, recorded)));
        }
    }
    steps.push(Step::Begin(values(after, look, false, day, recorded)));
    steps
}

/// What the body that gave a report away sees from then on.
fn left(before: &Report, holder: Uuid) -> Look {
    Look {
        holder,
        merge_root: None,
        state: StateCode::Transferred,
        figure: Some(Figure::Transferred),
        ended_by: None,
        outcome: None,
        reason: None,
        ..Look::of(before)
    }
}

fn values(
    report: &Report,
    look: Look,
    has_left: bool,
    day: i64,
    recorded: &Recorded,
) -> RowValues<'static> {
    let tally = Tally {
        figure: look.figure,
        ended_by: look.ended_by,
        outcome: look.outcome,
        reason: look.reason,
        reopened: look.reopened,
        joined: joined_at_birth(report),
        status_unknown: look.status_unknown,
        imported: report.import.is_some(),
        is_public: look.is_public,
        rating: look.rating,
        unnamed: look.unnamed,
        language: report.language,
    };
    vec![
        Value::from(look.holder),
        Value::from(day),
        Value::from(report.id.0),
        Value::from(recorded.seq),
        Value::from(recorded.recorded_at),
        Value::from(OPEN_END),
        Value::from(has_left),
        Value::from(look.merge_root),
        Value::from(look.state.as_str()),
        Value::from(look.figure.map(Figure::as_str)),
        Value::from(look.ended_by.map(EndedBy::as_str)),
        Value::from(look.outcome.map(Outcome::as_str)),
        Value::from(look.reason.map(ArchiveReason::as_str)),
        Value::from(look.reopened),
        Value::from(tally.joined),
        Value::from(look.status_unknown),
        Value::from(tally.imported),
        Value::from(look.is_public),
        Value::from(look.lead),
        Value::from(look.category),
        Value::from(look.report_type),
        Value::from(look.supervisory),
        Value::from(channel_code(report)),
        Value::from(look.region),
        Value::from(look.rating),
        Value::from(report.recorded_at),
        Value::from(tally.pack()),
    ]
}

/// Joined while filing: merged at the moment it was recorded, as its stopped clocks tell for as long as it stays so.
fn joined_at_birth(report: &Report) -> bool {
    let at_birth = |stop: Stop| stop.how == StopHow::Merged && stop.at <= report.recorded_at;
    matches!(report.state, State::Merged(_))
        && report
            .clocks
            .iter()
            .filter_map(|clock| clock.stopped)
            .any(at_birth)
}
