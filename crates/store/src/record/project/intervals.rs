//! `state_interval`: what a report was, over recorded time. Answers every figure as of any moment.

use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility;
use lapor_domain::words::{Figure, StateCode};
use uuid::Uuid;

use super::row::merge_root;
use super::{OPEN_END, received_day};
use crate::record::{RecordError, micros};
use crate::{Tx, params};

/// Everything that figures ask for. Two reports that look the same here share an interval.
#[derive(PartialEq, Eq)]
struct Look {
    holder: Uuid,
    merge_root: Option<Uuid>,
    state: StateCode,
    figure: Option<Figure>,
    ended_by: Option<&'static str>,
    outcome: Option<&'static str>,
    reason: Option<&'static str>,
    reopened: bool,
    status_unknown: bool,
    is_public: bool,
    lead: Option<Uuid>,
    category: Option<Uuid>,
    report_type: &'static str,
    supervisory: bool,
    region: Option<String>,
    rating: Option<u8>,
}

impl Look {
    fn of(report: &Report) -> Self {
        let (ended_by, outcome, reason) = match &report.state {
            State::Closed(closure) => (
                Some(closure.by.as_str()),
                Some(closure.outcome.as_str()),
                None,
            ),
            State::Archived(archival) => (
                Some(archival.by.as_str()),
                None,
                Some(archival.reason.as_str()),
            ),
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
        }
    }
}

/// Ends the present interval and begins the next, where the look changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    let look = Look::of(after);
    if let Some(before) = before {
        let was = Look::of(before);
        if was == look {
            return Ok(());
        }
        let day = received_day(after, rules);
        end(tx, was.holder, day, after, recorded).await?;
        if was.holder != look.holder {
            // The body that gets it (back) no longer counts it as gone; the one that gave it does.
            end(tx, look.holder, day, after, recorded).await?;
            begin(tx, rules, after, &left(before, was.holder), true, recorded).await?;
        }
    }
    begin(tx, rules, after, &look, false, recorded).await
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

async fn end(
    tx: &mut Tx<'_>,
    holder: Uuid,
    day: i64,
    report: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str = "UPDATE state_interval SET to_us = $4
        WHERE holder_id = $1 AND received_day = $2 AND report_id = $3 AND to_us = 9223372036854775807";
    tx.exec(
        SQL,
        params![holder, day, report.id.0, micros(recorded.recorded_at)],
    )
    .await?;
    Ok(())
}

async fn begin(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    look: &Look,
    has_left: bool,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str = "INSERT INTO state_interval (holder_id, received_day, report_id, from_seq, from_us, to_us,
        has_left, merge_root, state, figure, ended_by, outcome, reason, reopened, joined, status_unknown, imported,
        is_public, lead_id, category_id, report_type, supervisory, channel, region, rating, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26)";
    tx.exec(
        SQL,
        params![
            look.holder,
            received_day(report, rules),
            report.id.0,
            i64::from(recorded.seq),
            micros(recorded.recorded_at),
            OPEN_END,
            has_left,
            look.merge_root,
            look.state.as_str(),
            look.figure.map(Figure::as_str),
            look.ended_by,
            look.outcome,
            look.reason,
            look.reopened,
            joined_at_birth(report),
            look.status_unknown,
            report.import.is_some(),
            look.is_public,
            look.lead,
            look.category,
            look.report_type,
            look.supervisory,
            report.channel.as_str(),
            look.region.as_deref(),
            look.rating.map(i64::from),
            micros(report.recorded_at)
        ],
    )
    .await?;
    Ok(())
}

/// Joined while filing: merged by its second event. The door for that comes later.
fn joined_at_birth(report: &Report) -> bool {
    matches!(report.state, State::Merged(_)) && report.seq == 2
}
