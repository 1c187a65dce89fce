//! Row 1: receiving; and section 7: what an export of the national system says.

use jiff::{Span, Timestamp};

use super::Decision;
use crate::clock::{self, ClockKind};
use crate::content::{ContentKind, ContentRef};
use crate::report::Report;
use crate::report::clocks::ClockChange;
use crate::report::command::CommandKind;
use crate::report::context::Context;
use crate::report::event::{Event, Observation, Receipt, What};
use crate::report::permit::Permit;
use crate::report::refusal::{Guard, Refusal};
use crate::words::ReportType;

/// Receives a report that arrived at `received_at` (a letter: its stamp).
///
/// `late_reason` allows a stamp that lies further back than the policy's `backdate_days`.
///
/// # Errors
/// An empty text; a stamp in the future, or too far back without a reason; a body that is not there.
pub fn receive(
    permit: &Permit,
    receipt: Receipt,
    received_at: Timestamp,
    late_reason: Option<ContentRef>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let command = CommandKind::Receive;
    let refuse = |guard| Refusal::Guard { command, guard };
    if permit.command() != command {
        return Err(Refusal::NotYours { command });
    }
    if !receipt
        .words
        .iter()
        .any(|word| word.kind == ContentKind::TextOriginal)
    {
        return Err(refuse(Guard::TextEmpty));
    }
    if !context.directory.bodies.contains_key(&receipt.holder) {
        return Err(refuse(Guard::BodyTakesNone));
    }
    let earliest = context
        .now
        .checked_sub(Span::new().hours(24 * i64::from(context.policy.backdate_days)))
        .unwrap_or(context.now);
    let too_early = received_at < earliest && late_reason.is_none();
    if received_at > context.now || too_early {
        return Err(refuse(Guard::ReceivedAt));
    }
    let report_type = receipt.declared_type.unwrap_or(ReportType::Unknown);
    let length = context.policy.length(
        ClockKind::Verification,
        report_type,
        receipt.declared_supervisory,
    );
    let start =
        clock::due(received_at, length, &[], context.calendar).map(|due| ClockChange::Start {
            clock: ClockKind::Verification,
            round: 1,
            length,
            policy: context.policy.version,
            due,
        });
    let mut receipt = receipt;
    receipt.words.extend(late_reason);
    Ok(Decision {
        occurred_at: received_at,
        event: Event {
            what: What::Received(Box::new(receipt)),
            clocks: start.into_iter().collect(),
        },
    })
}

/// Imports a report as an export shows it: exactly what the export knows, no clocks, no invented times.
pub fn import(receipt: Receipt, observed: Observation, received_at: Timestamp) -> Decision {
    let what = What::Imported {
        receipt: Box::new(receipt),
        observed: Box::new(observed),
    };
    Decision {
        occurred_at: received_at,
        event: Event {
            what,
            clocks: Vec::new(),
        },
    }
}

/// A later export: `None` where it says nothing new, or where the report is handled here.
pub fn observe(
    report: &Report,
    observed: &Observation,
    observed_at: Timestamp,
) -> Option<Decision> {
    let import = report
        .import
        .as_ref()
        .filter(|import| !import.handled_here)?;
    let decision = Decision {
        occurred_at: observed_at,
        event: Event {
            what: What::Observed(Box::new(observed.clone())),
            clocks: Vec::new(),
        },
    };
    let mut after = report.clone();
    after.apply(&crate::report::timers::as_recorded(
        &after,
        &decision,
        observed_at,
    ));
    let same = after.state.code() == report.state.code()
        && after.figure() == report.figure()
        && after.report_type == report.report_type
        && after.supervisory == report.supervisory
        && after.category == report.category
        && after.lead() == report.lead()
        && after.region == report.region
        && after.rating == report.rating
        && import.raw_status == observed.raw_status;
    (!same).then_some(decision)
}
