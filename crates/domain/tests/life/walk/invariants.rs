//! Section 2, invariants, on a report at one moment and on its whole history.

use std::collections::HashSet;

use lapor_domain::clock::{self, ClockKind as K};
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::clocks::{Clock, is_duty};
use lapor_domain::report::decide::must_be_open;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::report::permit::{Actor, standings};
use lapor_domain::report::state::{ReviewCause, State};
use lapor_domain::report::table::TABLE;
use lapor_domain::report::timers::{elapse, next_timer};
use lapor_domain::testkit::Life;
use lapor_domain::words::StateCode as S;

pub(crate) fn check(life: &Life) {
    let mut life = life.clone();
    life.elapse();
    let life = &life;
    let report = &life.report;
    let context = || {
        let last = life.events.iter().rev().take(4);
        let last: Vec<_> = last.map(|recorded| &recorded.event).collect();
        format!("{:?}\nlast: {last:#?}", report.state)
    };
    // (a)
    assert_eq!(
        report.figure().is_none(),
        matches!(report.state, State::Merged(_))
    );
    // (c)
    let here = report.import.as_ref().is_none_or(|i| i.handled_here);
    if here {
        for kind in must_be_open(report) {
            assert!(
                report.clock(*kind).is_some(),
                "{kind} is not open: {}",
                context()
            );
        }
        if report.state.is_open() {
            assert!(report.open_clocks().next().is_some(), "{}", context());
        }
    } else {
        assert!(report.clocks.is_empty(), "an import brings no clocks");
    }
    check_clocks(life);
    // (d)
    // What is merged goes on with its root; at the desk it only waits for where the root goes.
    let at_desk = life.directory.is_desk(report.holder);
    let needs_someone = match report.state {
        State::Transferred(_) => true,
        State::Merged(_) => !at_desk,
        _ => report.state.is_open(),
    };
    if needs_someone {
        assert!(an_officer_can_leave(life), "dead end: {}", context());
    }
    // Section 5: never released.
    assert!(!(report.released && (report.rahasia || report.supervisory)));
    // No handling without a verification.
    if report.import.is_none() {
        assert!(report.verified || report.state.handling().is_none());
        assert!(report.state.handling().is_none_or(|h| h.lead.is_some()));
    }
    // Assigned means: no answer yet.
    assert!(!(report.state.code() == S::Assigned && report.answered));
    assert!(report.state.code() != S::InProgress || report.answered);
    // Elapsing is idempotent.
    assert_eq!(elapse(report, &life.context()), Vec::new());
    assert!(next_timer(report, &life.context()).is_none_or(|at| at > life.now));
    let breaches = life
        .events
        .iter()
        .filter(|e| matches!(e.event.what, What::Breached { .. }))
        .count();
    let breached = report.clocks.iter().filter(|clock| clock.breached).count();
    assert_eq!(breaches, breached, "each breach once: {}", context());
}

fn check_clocks(life: &Life) {
    let report = &life.report;
    let mut kinds = HashSet::new();
    for open in report.open_clocks() {
        assert!(kinds.insert(open.kind), "two open clocks {}", open.kind);
        assert!(belongs(report, open), "{open:?} in {:?}", report.state);
        assert!(
            open.pauses
                .iter()
                .rev()
                .skip(1)
                .all(|pause| pause.to.is_some()),
            "only the last pause may be open: {open:?}"
        );
        if open.is_running() && !open.breached {
            let reckon = |length| clock::due(open.started_at, length, &open.pauses, &life.calendar);
            assert_eq!(Some(open.due), reckon(open.length), "{open:?}");
            if open.extended_by > 0 {
                assert_eq!(open.extended_due, reckon(open.extended_length(open.length)));
            }
        }
        if open.is_running() && is_duty(open.kind) {
            // A breach stays, even where the due instant moved behind it (row 20, a hold).
            assert!(
                open.breached || open.due > life.now,
                "{open:?} at {}",
                life.now
            );
        }
    }
}

/// Each clock is open only where its state wants it, and stands still only where that one pauses it.
fn belongs(report: &Report, open: &Clock) -> bool {
    let state = report.state.code();
    let running = open.is_running();
    match open.kind {
        K::Verification => {
            if running {
                state == S::Received
            } else {
                state == S::OnHold
            }
        }
        // With the PPID desk its clock stands for the resolution.
        K::Resolution if report.at_ppid() => !running,
        K::FirstFollowUp | K::Accept | K::Resolution | K::Ppid if running => match &report.state {
            State::Assigned(_) | State::InProgress(_) => true,
            State::AwaitingRedirect(_) => open.kind != K::Accept,
            State::Review(review) => {
                matches!(open.kind, K::Resolution | K::Ppid)
                    && review.cause == ReviewCause::Disputed
            }
            _ => false,
        },
        K::Resolution => matches!(state, S::OnHold | S::ClosureProposed | S::Received),
        K::FirstFollowUp | K::Accept => state == S::OnHold,
        K::AutoClose => {
            matches!(&report.state, State::ClosureProposed(p) if !p.awaits_check) && running
        }
        K::Check => matches!(&report.state, State::ClosureProposed(p) if p.awaits_check) && running,
        K::HoldExpiry => state == S::OnHold && running,
        K::Review => {
            running
                && (state == S::Review
                    || state == S::Archived && report.objection_open
                    || state == S::Merged && report.shared_dispute_open)
        }
        K::ReopenWindow => state == S::Closed,
        K::ObjectionWindow => state == S::Archived,
        K::HandoverAck => state == S::Transferred,
        K::Ppid => {
            report.clock(K::Resolution).is_some() && matches!(state, S::OnHold | S::ClosureProposed)
        }
    }
}

fn an_officer_can_leave(life: &Life) -> bool {
    let state = life.report.state.code();
    life.directory.officers.keys().any(|id| {
        let parties = standings(&life.report, Actor::Officer(*id), &life.directory);
        TABLE.iter().any(|row| {
            row.from.contains(&state)
                && row.to.iter().any(|to| *to != state)
                && parties
                    .iter()
                    .any(|standing| row.by.contains(&standing.party))
        })
    })
}

/// Whatever happened: the state moved only as an event of the table moves it.
pub(crate) fn check_transitions(id: ReportId, events: &[Recorded], imported: bool) {
    let Some((first, rest)) = events.split_first() else {
        return;
    };
    let Some(mut report) = Report::first(id, first) else {
        return;
    };
    let mut final_answer = imported;
    for recorded in rest {
        let before = report.state.code();
        report.apply(recorded);
        let after = report.state.code();
        let what = &recorded.event.what;
        final_answer |= matches!(what, What::ClosureProposed { .. });
        // (e)
        if after == S::Closed && before != S::Closed && !matches!(what, What::Observed(_)) {
            assert!(matches!(before, S::ClosureProposed | S::Review));
            assert!(final_answer, "closed without a final answer");
        }
        let by_itself = match what {
            What::Closed { .. } => after == S::Closed,
            What::Archived { .. } => after == S::Archived,
            What::Breached { .. }
            | What::Escalated { .. }
            | What::Reminded { .. }
            | What::CalendarMoved { .. } => after == before,
            _ => true,
        };
        assert!(by_itself, "{before} to {after} by {what:?}");
    }
}
