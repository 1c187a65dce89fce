//! A request for information at the PPID desk: 10 working days of its own, 7 more once, and no time won or lost by it.

use lapor_domain::clock::ClockKind as K;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::command::Command;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::permit::permitted;
use lapor_domain::testkit::commands::{
    archive, dispute, extend_ppid, hold, object, propose, redirect, refuse, reply, restore,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::{ArchiveReason, Outcome, StateCode};

use crate::lives::{C, S, U, asked_for, referred, words};

fn taken() -> Life {
    referred().as_support(Command::TakePpid)
}

fn open(life: &Life, kind: K) -> &Clock {
    life.report.clock(kind).unwrap()
}

fn last(life: &Life, kind: K) -> &Clock {
    let mut clocks = life.report.clocks.iter().rev();
    clocks.find(|clock| clock.kind == kind).unwrap()
}

/// Lives begin on Mon 2 Feb 2026; 16 and 17 Feb are free.
fn local(life: &Life, at: jiff::Timestamp) -> String {
    life.calendar.zone.local(at).to_string()
}

#[test]
fn ten_working_days_and_seven_more_once() {
    let life = taken();
    assert_eq!(life.report.lead(), Some(kit::WATER));
    let desk = open(&life, K::Ppid);
    assert_eq!(local(&life, desk.due), "2026-02-19T00:00:00");
    let life = life.wait_days(3).as_support(extend_ppid());
    let desk = open(&life, K::Ppid);
    assert_eq!(
        local(&life, desk.due),
        "2026-02-19T00:00:00",
        "on time is measured against both"
    );
    assert_eq!(local(&life, desk.effective_due()), "2026-02-28T00:00:00");
}

#[test]
fn the_answer_of_the_desk_meets_both_clocks() {
    let life = taken()
        .wait_days(10)
        .as_support(propose(Outcome::Answered))
        .as_reporter(Command::Confirm);
    assert_eq!(life.report.state.code(), StateCode::Closed);
    assert_eq!(last(&life, K::Ppid).met(), Some(true));
    // Five working days, of which none counted: it stood still from the referral on.
    assert_eq!(last(&life, K::Resolution).met(), Some(true));
}

#[test]
fn a_late_desk_is_late_and_the_resolution_is_not() {
    let life = taken()
        .wait_days(30)
        .as_support(propose(Outcome::Answered))
        .as_reporter(Command::Confirm);
    assert_eq!(last(&life, K::Ppid).met(), Some(false));
    assert_eq!(last(&life, K::Resolution).met(), Some(true));
}

#[test]
fn what_was_taken_back_counts_and_what_was_disputed_does_not() {
    let never = open(&taken(), K::Ppid).due;
    let proposed = taken().wait_days(1).as_support(propose(Outcome::Answered));
    let back = proposed
        .clone()
        .wait_days(3)
        .as_support(Command::TakeBack { reason: words() });
    assert_eq!(open(&back, K::Ppid).due, never);
    let disputed = proposed.wait_days(3).as_reporter(dispute());
    assert!(open(&disputed, K::Ppid).due > never);
    assert!(open(&disputed, K::Resolution).is_paused());
}

#[test]
fn a_referral_that_came_to_nothing_wins_no_time() {
    let never = open(&asked_for(), K::Resolution).due;
    let back = referred()
        .wait_days(1)
        .as_support(refuse())
        .wait_days(1)
        .as_coordinator(redirect(ROADS));
    assert!(!back.report.at_ppid());
    assert_eq!(open(&back, K::Resolution).due, never);
    assert!(open(&back, K::Resolution).is_running());
}

/// What the reporter was asked meanwhile still counts as a pause.
#[test]
fn a_hold_at_the_desk_stays_a_pause_when_the_referral_is_called_off() {
    let at_once = asked_for()
        .as_unit(hold())
        .wait_days(3)
        .as_reporter(reply());
    let by_desk = referred()
        .as_support(hold())
        .wait_days(3)
        .as_reporter(reply());
    assert!(open(&by_desk, K::Ppid).is_running());
    assert!(open(&by_desk, K::Resolution).is_paused());
    let back = by_desk.as_coordinator(redirect(ROADS));
    assert_eq!(
        open(&back, K::Resolution).due,
        open(&at_once, K::Resolution).due
    );
}

#[test]
fn an_overruled_desk_keeps_its_clock() {
    let life = referred().as_support(refuse());
    let due = open(&life, K::Ppid).due;
    let life = life.as_coordinator(redirect(kit::WATER));
    assert_eq!(open(&life, K::Ppid).due, due);
    assert!(open(&life, K::Resolution).is_paused());
}

#[test]
fn what_was_archived_comes_back_to_the_desk() {
    let life = taken()
        .as_coordinator(archive(ArchiveReason::AlreadyAnswered))
        .wait_days(2)
        .as_reporter(object())
        .as_officer(kit::COORDINATOR_TWO, restore());
    assert!(open(&life, K::Ppid).is_running());
    assert!(open(&life, K::Resolution).is_paused());
}

/// The page offers only what has a meaning now.
#[test]
fn what_may_be_done_is_offered_where_it_means_something() {
    let offered = |life: &Life, by| -> Vec<_> {
        let all = permitted(&life.report, by, &life.directory);
        let ppid = [
            CommandKind::ReferPpid,
            CommandKind::TakePpid,
            CommandKind::ExtendPpid,
        ];
        all.into_iter().filter(|kind| ppid.contains(kind)).collect()
    };
    assert_eq!(offered(&asked_for(), U), [CommandKind::ReferPpid]);
    assert_eq!(offered(&crate::lives::assigned(), C), []);
    assert_eq!(
        offered(&referred(), S),
        [CommandKind::TakePpid, CommandKind::ExtendPpid]
    );
    assert_eq!(offered(&referred(), U), [], "the desk has it");
}
