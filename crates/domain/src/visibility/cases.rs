//! The second table: what each case takes away. A case is a ceiling for each seat, never a gift.

use super::public::is_public;
use super::seat::Seat;
use super::view::{Cell, Existence, View};
use crate::ids::ReportId;
use crate::report::Report;
use crate::report::state::State;
use crate::words::Identity;

const STATE_AND_CLOCKS: View = View::only(Existence::StateAndClocks);

/// What a case leaves to a seat.
type Ceiling = fn(Seat, &Report) -> View;

/// The ceilings of all cases that apply. `case` is the root, for a merged report.
pub(super) fn ceilings(seat: Seat, report: &Report, case: &Report) -> Vec<View> {
    let applies: [(bool, Ceiling); 8] = [
        (report.anonim, anonim),
        (report.rahasia, rahasia),
        (report.supervisory || case.supervisory, supervisory),
        (report.identity == Identity::None, |_, _| no_identity()),
        (is_unverified(case), unverified),
        (!is_public(report), not_public),
        (is_archived_unreleased(report), archived_unreleased),
        (report.erased, erased),
    ];
    let seat = seat.under_limits_of();
    applies
        .into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, ceiling)| ceiling(seat, report))
        .collect()
}

/// Nobody decided yet. An import was verified by the national system, unless it waits there for its
/// reporter's answer. What is archived follows the archive's own row.
pub(super) fn is_unverified(report: &Report) -> bool {
    match &report.state {
        _ if report.verified => false,
        State::Archived(_) => false,
        State::OnHold(hold) if *hold.return_to == State::Received => true,
        _ => report.import.is_none(),
    }
}

/// Whether a report shares the handling of this root.
pub(super) fn is_merged_into(report: &Report, root: ReportId) -> bool {
    matches!(&report.state, State::Merged(merge) if merge.root == root)
}

fn is_archived_unreleased(report: &Report) -> bool {
    matches!(report.state, State::Archived(_)) && !report.ever_released
}

/// Hides who.
fn anonim(seat: Seat, _report: &Report) -> View {
    let identity = |cell| View {
        name: cell,
        contact: cell,
        source: cell,
        ..View::NO_LIMIT
    };
    match seat {
        Seat::Reporter => View::NO_LIMIT,
        Seat::Coordinator | Seat::Desk { .. } | Seat::Inspector => identity(Cell::Logged),
        Seat::Lead
        | Seat::Support { .. }
        | Seat::Guest
        | Seat::Field { .. }
        | Seat::Leader { .. } => View {
            original: Cell::Masked,
            attachments_original: Cell::No,
            ..identity(Cell::No)
        },
        Seat::Stranger
        | Seat::ByNumber
        | Seat::Joined
        | Seat::Counter
        | Seat::Overseer
        | Seat::Auditor
        | Seat::Former(_) => identity(Cell::No),
    }
}

/// Hides what.
fn rahasia(seat: Seat, _report: &Report) -> View {
    match seat {
        Seat::Reporter | Seat::Lead | Seat::Coordinator | Seat::Desk { .. } | Seat::Inspector => {
            View::NO_LIMIT
        }
        Seat::Support { shared: true } | Seat::Field { shared: true } | Seat::Guest => {
            View::NO_LIMIT
        }
        // Asked to help, they must be able to answer: the task and the notes shared with them.
        Seat::Support { shared: false } | Seat::Field { shared: false } => View {
            notes: Cell::Task,
            ..View::only(Existence::Task)
        },
        Seat::Leader { .. } => STATE_AND_CLOCKS,
        Seat::Overseer => masked_only(),
        Seat::Stranger
        | Seat::ByNumber
        | Seat::Joined
        | Seat::Counter
        | Seat::Auditor
        | Seat::Former(_) => View::NOTHING,
    }
}

/// Berkadar pengawasan, decided or only declared: the units that it may be about learn nothing.
fn supervisory(seat: Seat, report: &Report) -> View {
    match seat {
        Seat::Reporter | Seat::Coordinator => View::NO_LIMIT,
        Seat::Inspector => View {
            name: Cell::Logged,
            ..View::NO_LIMIT
        },
        Seat::Overseer if report.shared_overseer => View::NO_LIMIT,
        Seat::Overseer | Seat::Desk { .. } => STATE_AND_CLOCKS,
        Seat::Leader { whole_body: true } => View::only(Existence::CountsOnly),
        // The head of a unit is in the unit.
        Seat::Leader { whole_body: false }
        | Seat::Lead
        | Seat::Support { .. }
        | Seat::Guest
        | Seat::Field { .. }
        | Seat::Stranger
        | Seat::ByNumber
        | Seat::Joined
        | Seat::Counter
        | Seat::Auditor
        | Seat::Former(_) => View::NOTHING,
    }
}

/// Name and contact do not exist.
fn no_identity() -> View {
    View {
        name: Cell::No,
        contact: Cell::No,
        ..View::NO_LIMIT
    }
}

fn unverified(seat: Seat, report: &Report) -> View {
    match seat {
        Seat::Reporter | Seat::Coordinator | Seat::Desk { .. } => View::NO_LIMIT,
        Seat::Inspector if report.supervisory => View::NO_LIMIT,
        Seat::Leader { .. } | Seat::Overseer | Seat::ByNumber | Seat::Joined | Seat::Counter => {
            STATE_AND_CLOCKS
        }
        Seat::Inspector
        | Seat::Lead
        | Seat::Support { .. }
        | Seat::Guest
        | Seat::Field { .. }
        | Seat::Stranger
        | Seat::Auditor
        | Seat::Former(_) => View::NOTHING,
    }
}

/// Not released, or taken back, or shown through its root only.
fn not_public(seat: Seat, _report: &Report) -> View {
    match seat {
        Seat::Stranger | Seat::Auditor => View::NOTHING,
        Seat::ByNumber | Seat::Joined => STATE_AND_CLOCKS,
        _ => View::NO_LIMIT,
    }
}

fn archived_unreleased(seat: Seat, report: &Report) -> View {
    match seat {
        Seat::Reporter | Seat::Coordinator | Seat::Desk { .. } => View::NO_LIMIT,
        Seat::Inspector if report.supervisory => View::NO_LIMIT,
        // Units that had it keep the history of what they did.
        Seat::Lead | Seat::Support { .. } => View {
            history: Cell::Yes,
            proceedings: Cell::Yes,
            ..View::only(Existence::State)
        },
        Seat::Leader { .. } => View::only(Existence::State),
        Seat::Overseer if report.objection_open || report.objection_rejected => masked_only(),
        Seat::Overseer | Seat::ByNumber | Seat::Joined | Seat::Counter => STATE_AND_CLOCKS,
        Seat::Inspector
        | Seat::Guest
        | Seat::Field { .. }
        | Seat::Stranger
        | Seat::Auditor
        | Seat::Former(_) => View::NOTHING,
    }
}

/// A person's words are gone; what happened stays.
fn erased(seat: Seat, report: &Report) -> View {
    match seat {
        Seat::Reporter => View::NOTHING,
        _ => View {
            original: Cell::No,
            attachments_original: Cell::No,
            source: Cell::No,
            derivatives: if report.files.is_empty() {
                Cell::No
            } else {
                Cell::Yes
            },
            place: Cell::Coarse,
            ..no_identity()
        },
    }
}

/// "M": the public version, masked, and what the public would see with it.
fn masked_only() -> View {
    View {
        original: Cell::Masked,
        public_version: Cell::Yes,
        place: Cell::Coarse,
        history: Cell::Yes,
        ..View::only(Existence::Full)
    }
}
