//! Section 7 on the life of an imported report: what an export knows, and nothing invented.

mod later;

use lapor_domain::clock::ClockKind as K;
use lapor_domain::content::ContentKind;
use lapor_domain::report::clocks::is_duty;
use lapor_domain::report::command::Command;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::state::State;
use lapor_domain::report::timers::next_timer;
use lapor_domain::sp4n::ImportedState as I;
use lapor_domain::testkit::commands::{answer, hold, redirect, reopen, restore, verify};
use lapor_domain::testkit::{self as kit, Life, ROADS, START};
use lapor_domain::visibility::is_public;
use lapor_domain::words::{ArchiveReason, EndedBy, Figure, Outcome, StateCode as St};

use crate::lives::{C, R, content, words};

fn imported(state: I) -> Life {
    Life::imported(state, |_, _| {})
}

fn without_unit(state: I) -> Life {
    Life::imported(state, |_, observed| observed.unit = None)
}

fn all() -> Vec<(I, St, Figure)> {
    let closed = |by| (I::Closed { by }, St::Closed, Figure::Handled);
    let archived = |by, reason| (I::Archived { by, reason }, St::Archived, Figure::Archived);
    let held = |to| I::OnHold {
        return_to_assigned: to,
    };
    let unknown = I::Unknown {
        raw: "entah".to_owned(),
    };
    vec![
        (I::Received, St::Received, Figure::NotVerified),
        (I::Assigned, St::Assigned, Figure::NotFollowedUp),
        (I::InProgress, St::InProgress, Figure::InProcess),
        (held(true), St::OnHold, Figure::OnHold),
        (held(false), St::OnHold, Figure::OnHold),
        closed(EndedBy::Reporter),
        closed(EndedBy::Officer),
        closed(EndedBy::System),
        archived(EndedBy::Officer, ArchiveReason::Unclear),
        archived(EndedBy::System, ArchiveReason::ExpiredImport),
        archived(EndedBy::Reporter, ArchiveReason::Withdrawn),
        (I::TransferredToDesk, St::Transferred, Figure::Transferred),
        (unknown, St::Received, Figure::NotVerified),
    ]
}

#[test]
fn the_words_mean_what_the_table_says() {
    for (observed, state, figure) in all() {
        for life in [imported(observed.clone()), without_unit(observed.clone())] {
            let report = &life.report;
            assert_eq!(report.state.code(), state, "{observed:?}");
            assert_eq!(report.figure(), Some(figure), "{observed:?}");
            assert_eq!(observed.code(), state);
            assert_eq!(observed.figure(), figure);
            let unknown = matches!(observed, I::Unknown { .. });
            assert_eq!(
                report.import.as_ref().map(|import| import.status_unknown),
                Some(unknown)
            );
        }
    }
    let State::Closed(closure) = imported(I::Closed {
        by: EndedBy::Officer,
    })
    .report
    .state
    else {
        panic!("closed")
    };
    assert_eq!(closure.outcome, Outcome::Unknown);
    assert!(
        !closure.outcome.is_solved(),
        "nobody knows that it is solved"
    );
}

/// No clocks, no answers, no intervals; nothing comes due.
#[test]
fn an_import_invents_no_times() {
    for (observed, _, _) in all() {
        let life = imported(observed.clone());
        assert!(life.report.clocks.is_empty(), "{observed:?}");
        assert_eq!(life.events.len(), 1, "{observed:?}");
        assert_eq!(next_timer(&life.report, &life.context()), None);
        let later = life.clone().wait_days(400).tick();
        assert_eq!(later.events, life.events, "{observed:?}");
        assert!(!life.report.released && !is_public(&life.report));
    }
}

/// Invariant (c): the first command here starts the clocks that the new state must have.
#[test]
fn the_first_command_here_starts_the_clocks() {
    let open =
        |life: &Life| -> Vec<K> { life.report.open_clocks().map(|clock| clock.kind).collect() };
    let assigned = imported(I::Assigned).as_coordinator(redirect(kit::WATER));
    assert_eq!(
        open(&assigned),
        [K::Accept, K::FirstFollowUp, K::Resolution]
    );
    let soon = assigned.day(2);
    let answered = imported(I::InProgress).as_unit(answer(soon));
    assert_eq!(open(&answered), [K::Resolution]);
    assert_eq!(
        answered.report.clock(K::Resolution).unwrap().started_at,
        START
    );
    let verified = imported(I::Received).as_coordinator(verify(ROADS));
    assert_eq!(
        open(&verified),
        [K::Resolution, K::FirstFollowUp, K::Accept]
    );
    let held = imported(I::Received).as_coordinator(hold());
    assert_eq!(open(&held), [K::HoldExpiry]);
    let reopened = imported(I::Closed {
        by: EndedBy::System,
    })
    .as_coordinator(reopen());
    assert_eq!(open(&reopened), [K::Review]);
    let restored = imported(I::Archived {
        by: EndedBy::Officer,
        reason: ArchiveReason::Unclear,
    })
    .as_coordinator(restore());
    assert_eq!(open(&restored), [K::FirstFollowUp, K::Resolution]);
    for life in [assigned, answered, verified, held, reopened, restored] {
        assert!(life.report.import.unwrap().handled_here);
        assert!(
            life.report
                .clocks
                .iter()
                .all(|clock| !clock.breached || is_duty(clock.kind))
        );
    }
}

/// A note or a release is no handling: the national system still has it.
#[test]
fn looking_at_it_starts_nothing() {
    let note = Command::Note {
        text: words(),
        shared_with: vec![],
    };
    let settled = Command::EditText {
        words: vec![content(ContentKind::TextFinal)],
        findings_kept: false,
    };
    let release = Command::Release {
        point: false,
        files: false,
        findings_kept: false,
    };
    let life = imported(I::Assigned)
        .as_coordinator(note)
        .as_coordinator(settled)
        .as_coordinator(release);
    assert!(life.report.clocks.is_empty());
    assert!(!life.report.import.as_ref().unwrap().handled_here);
    assert!(is_public(&life.report), "released, singly, by an officer");
}

#[test]
fn an_import_is_public_only_with_an_officers_text_and_decision() {
    let release = || Command::Release {
        point: false,
        files: false,
        findings_kept: false,
    };
    let refusal = |life: &mut Life| match life.give(C, release()) {
        Err(Refusal::Guard { guard, .. }) => Some(guard),
        _ => None,
    };
    // The export's own edited text (Isi Akhir) counts as settled; a row without one has none.
    let with_text = Life::imported(I::InProgress, |receipt, _| {
        receipt.words.push(content(ContentKind::TextFinal));
    });
    assert!(is_public(&with_text.as_coordinator(release()).report));
    assert_eq!(
        refusal(&mut imported(I::InProgress)),
        Some(Guard::TextNotMasked)
    );
    // Never verified anywhere: verification comes first.
    assert_eq!(
        refusal(&mut imported(I::Received)),
        Some(Guard::NotVerified)
    );
    let secret = Life::imported(I::InProgress, |receipt, _| receipt.rahasia = true);
    assert_eq!(refusal(&mut secret.clone()), Some(Guard::Rahasia));
    let supervisory = Life::imported(I::InProgress, |_, observed| observed.supervisory = true);
    assert_eq!(
        refusal(&mut supervisory.clone()),
        Some(Guard::SupervisoryNotReleased)
    );
}

/// What was closed elsewhere carries no window here; officers reopen it with a reason.
#[test]
fn what_was_closed_elsewhere_is_reopened_by_officers_only() {
    let mut closed = imported(I::Closed {
        by: EndedBy::System,
    });
    let refused = closed.give(R, reopen());
    assert!(matches!(
        refused,
        Err(Refusal::Guard {
            guard: Guard::WindowOver,
            ..
        })
    ));
    let reopened = closed.as_coordinator(reopen());
    assert_eq!(reopened.report.state.code(), St::Review);
    assert_eq!(reopened.report.figure(), Some(Figure::InProcess));
}

#[test]
fn what_an_export_did_not_bring_was_not_erased() {
    let life = Life::imported(I::InProgress, |receipt, _| {
        receipt
            .words
            .retain(|word| word.kind != ContentKind::TextOriginal);
        receipt.words.push(content(ContentKind::TextFinal));
    });
    assert!(!life.report.erased);
    let ground = "permintaan".to_owned();
    let after = life.as_coordinator(Command::Erase { ground });
    assert!(after.report.erased);
    assert!(
        after.report.word(ContentKind::TextFinal).is_none(),
        "nobody here looked whether it holds the person"
    );
}
