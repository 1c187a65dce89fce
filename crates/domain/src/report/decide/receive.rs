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
use crate::report::past::someone_left;
use crate::report::permit::Permit;
use crate::report::refusal::{Guard, Refusal};
use crate::report::state::State;
use crate::report::timers::as_recorded;
use crate::words::{ArchiveReason, ReportType};

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
    let is_past_someone = !receipt.excluded.is_empty();
    if is_past_someone && !someone_left(&receipt.excluded, receipt.holder, context.directory) {
        return Err(refuse(Guard::NobodyLeft));
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
    let policy = context.policy_at(received_at);
    let length = policy.length(
        ClockKind::Verification,
        report_type,
        receipt.declared_supervisory,
    );
    let start =
        clock::due(received_at, length, &[], context.calendar).map(|due| ClockChange::Start {
            clock: ClockKind::Verification,
            round: 1,
            length,
            policy: policy.version,
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

/// What a later export means for a report that is here already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observed {
    /// Nothing new.
    Same,
    /// The export was made before the one that was heeded last.
    Older,
    /// It says something else than the record, and the record stands: the report is handled here.
    HandledHere,
    /// Something changed.
    Changed(Decision),
}

/// Looks at a later export of a report that is here already.
pub fn observe(report: &Report, observed: &Observation, observed_at: Timestamp) -> Observed {
    let Some(import) = &report.import else {
        return Observed::HandledHere;
    };
    if import.observed_at.is_some() && observed.observed_at < import.observed_at {
        return Observed::Older;
    }
    let decision = Decision {
        occurred_at: observed_at,
        event: Event {
            what: What::Observed(Box::new(observed.clone())),
            clocks: Vec::new(),
        },
    };
    let mut after = report.clone();
    if let Some(import) = &mut after.import {
        import.handled_here = false;
    }
    let recorded = as_recorded(&after, &decision, observed_at);
    after.apply(&recorded);
    match (says_the_same(report, &after), import.handled_here) {
        (true, _) => Observed::Same,
        (false, true) => Observed::HandledHere,
        (false, false) => Observed::Changed(decision),
    }
}

fn says_the_same(before: &Report, after: &Report) -> bool {
    let (Some(was), Some(is)) = (&before.import, &after.import) else {
        return false;
    };
    // Once handled here, the word of the export is no longer the report's.
    let same_word = was.handled_here
        || (was.raw_status == is.raw_status && was.status_unknown == is.status_unknown);
    same_word
        && after.state.code() == before.state.code()
        && after.figure() == before.figure()
        && archive_reason(after) == archive_reason(before)
        && after.report_type == before.report_type
        && after.supervisory == before.supervisory
        && after.category == before.category
        && after.lead() == before.lead()
        && after.region == before.region
        && after.rating == before.rating
}

fn archive_reason(report: &Report) -> Option<ArchiveReason> {
    match &report.state {
        State::Archived(archival) => Some(archival.reason),
        _ => None,
    }
}

/// A later export protects more than the record does: its flags are taken, never lifted. `None` where
/// nothing is to be added, or where the report is handled here.
pub fn observe_flags(
    report: &Report,
    anonim: bool,
    rahasia: bool,
    observed_at: Timestamp,
) -> Option<Decision> {
    let (anonim, rahasia) = (report.anonim || anonim, report.rahasia || rahasia);
    let added = (anonim, rahasia) != (report.anonim, report.rahasia);
    (added && is_only_observed(report)).then(|| Decision {
        occurred_at: observed_at,
        event: Event {
            what: What::FlagsSet { anonim, rahasia },
            clocks: Vec::new(),
        },
    })
}

/// A later export carries other edited words. `None` where the report is handled here, and where it is
/// released: nothing becomes public that no officer here has seen.
pub fn observe_words(
    report: &Report,
    words: Vec<ContentRef>,
    observed_at: Timestamp,
) -> Option<Decision> {
    let may = !words.is_empty() && !report.released && is_only_observed(report);
    may.then(|| Decision {
        occurred_at: observed_at,
        event: Event {
            what: What::TextEdited {
                words,
                findings_kept: false,
                second_look: false,
            },
            clocks: Vec::new(),
        },
    })
}

fn is_only_observed(report: &Report) -> bool {
    report
        .import
        .as_ref()
        .is_some_and(|import| !import.handled_here)
}
