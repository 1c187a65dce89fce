//! What is easily got wrong: second rounds, second bodies, second archives.

use jiff::civil::date;
use lapor_domain::calendar::{FreeDay, FreeKind};
use lapor_domain::clock::ClockKind as K;
use lapor_domain::report::Report;
use lapor_domain::report::calendar_change::calendar_moved;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::state::Owner;
use lapor_domain::testkit::commands::{
    answer, archive, assign_anew, hold, object, propose, reclassify, redirect, refuse, reopen,
    restore, transfer_outside, transfer_within, verification, verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, PROVINCE_COORDINATOR, PROVINCE_OFFICER};
use lapor_domain::words::{ArchiveReason, Outcome, ReportType, StateCode as St};

use crate::lives::{
    C, C2, R, answered, assigned, merged_into, objected, refused, reopened, wib, with_follower,
    words,
};

/// Transferred to the province and verified there, as a type.
fn at_the_province(life: Life, report_type: ReportType) -> Life {
    let verified = Verification {
        report_type,
        category: kit::PROVINCE_SERVICE,
        release: false,
        ..verification(kit::PROVINCE_ROADS)
    };
    life.as_coordinator(transfer_within(kit::PROVINCE))
        .as_officer(PROVINCE_COORDINATOR, Command::Verify(Box::new(verified)))
}

fn open(report: &Report, kind: K) -> &Clock {
    report.clock(kind).unwrap()
}

fn in_round_two() -> Life {
    reopened().as_coordinator(assign_anew(kit::WATER))
}

fn extend() -> Command {
    Command::Extend {
        days: 5,
        reason: words(),
    }
}

/// The answer at the second body met its first follow-up; the one stopped at the first body is over.
#[test]
fn only_what_the_last_hand_over_stopped_comes_back() {
    let life = at_the_province(assigned(), ReportType::Complaint);
    let soon = life.day(2);
    let life = life
        .as_officer(PROVINCE_OFFICER, answer(soon))
        .wait_days(1)
        .as_officer(PROVINCE_COORDINATOR, transfer_outside())
        .wait_days(1)
        .as_officer(PROVINCE_COORDINATOR, Command::HandBack { reason: words() });
    assert!(life.report.clock(K::FirstFollowUp).is_none());
    assert_eq!(open(&life.report, K::Resolution).started_at, kit::START);
}

#[test]
fn the_second_body_finds_another_type() {
    let life = at_the_province(assigned().wait_days(1), ReportType::Information);
    let resolution = open(&life.report, K::Resolution);
    assert_eq!(resolution.started_at, kit::START, "it keeps its start");
    assert_eq!(resolution.length.days, 5);
}

#[test]
fn refusals_are_counted_anew_at_the_second_body() {
    let twice = refused()
        .as_coordinator(redirect(kit::ROADS))
        .as_unit(refuse());
    assert_eq!(twice.report.refusals, 2);
    let there = at_the_province(twice, ReportType::Complaint)
        .as_officer(PROVINCE_OFFICER, refuse())
        .as_officer(PROVINCE_COORDINATOR, redirect(kit::PROVINCE_ROADS));
    assert!(!there.report.state.handling().unwrap().binding);
}

/// Proposed 3 Feb, archived 4–11 Feb, taken back 12 Feb: 3=1 · 4P 5P 6P 9P 10P · 11=2 12=3 13=4 · 18=5
/// 19=6 20=7 · 23..27=8..12 · 2 Mar=13 **3=14**. The time of the proposal counts, the archive does not.
#[test]
fn taking_back_strikes_out_the_proposal_and_not_the_archive() {
    let life = assigned()
        .wait_days(1)
        .as_unit(propose(Outcome::Done))
        .wait_days(1)
        .as_reporter(Command::Withdraw { reason: None })
        .as_reporter(object())
        .at(wib("2026-02-11T09:00"))
        .as_coordinator(restore())
        .wait_days(1)
        .as_unit(Command::TakeBack { reason: words() });
    assert_eq!(life.report.state.code(), St::InProgress);
    assert_eq!(
        open(&life.report, K::Resolution).due,
        wib("2026-03-04T00:00")
    );
}

#[test]
fn who_leaves_a_root_of_the_second_round_is_in_its_own_first() {
    let life = merged_into(assigned(), &in_round_two());
    let life = life.as_coordinator(Command::Unmerge { reason: words() });
    assert_eq!(life.report.round(), 1);
    assert_eq!(open(&life.report, K::Resolution).round, 1);
}

/// "After a breach only C": of this round.
#[test]
fn a_breach_of_the_first_round_is_forgiven_in_the_second() {
    let late = assigned().wait_days(12);
    let soon = late.day(2);
    let again = late
        .as_unit(answer(soon))
        .as_unit(propose(Outcome::Done))
        .as_reporter(Command::Confirm)
        .as_reporter(reopen())
        .as_coordinator(assign_anew(kit::WATER));
    assert!(again.report.clocks.iter().any(|clock| clock.breached));
    assert_eq!(again.as_support(hold()).report.state.code(), St::OnHold);
}

#[test]
fn holds_and_extension_are_counted_by_round() {
    let mut extended = answered().as_coordinator(extend());
    let again = extended.give(C, extend());
    assert!(matches!(
        again,
        Err(Refusal::Guard {
            guard: Guard::AlreadyExtended,
            ..
        })
    ));
    let next = extended
        .as_unit(hold())
        .as_reporter(kit::commands::reply())
        .as_unit(propose(Outcome::Done))
        .as_reporter(Command::Confirm)
        .as_reporter(reopen())
        .as_coordinator(assign_anew(kit::WATER));
    assert_eq!(next.report.holds, 0);
    let next = next.as_coordinator(extend());
    let resolution = open(&next.report, K::Resolution);
    assert_eq!((resolution.round, resolution.extended_by), (2, 5));
}

/// Row 16: its own due date, never after the lead's.
#[test]
fn a_support_unit_is_never_due_after_the_lead() {
    let due = |days| {
        let unit = kit::WATER;
        let life = assigned().as_coordinator(Command::AddSupport {
            unit,
            days,
            task: None,
        });
        life.report.state.handling().unwrap().supports[0].due
    };
    assert_eq!(due(2), Some(wib("2026-02-05T00:00")));
    assert_eq!(due(60), Some(open(&assigned().report, K::Resolution).due));
}

/// An objection that was heard is over; a later archive may be objected to again.
#[test]
fn each_archive_may_be_objected_to() {
    let again = objected()
        .by(C2, restore())
        .as_coordinator(archive(ArchiveReason::AlreadyAnswered))
        .by(R, object());
    assert!(again.report.objection_open);
}

/// Rule 6: breached clocks stay, even where reclassifying gave them more time.
#[test]
fn a_new_free_day_moves_no_breached_clock() {
    let mut life = answered()
        .wait_days(30)
        .tick()
        .as_coordinator(reclassify(true));
    assert!(open(&life.report, K::Resolution).due > life.now);
    life.calendar.add(FreeDay {
        date: date(2026, 4, 1),
        name: "Hari libur uji".to_owned(),
        kind: FreeKind::Local,
        instrument: "Keputusan uji".to_owned(),
    });
    assert_eq!(
        calendar_moved(&life.report, &life.context(), "Keputusan uji"),
        None
    );
}

/// What leads in the second round has no helpers of the first.
#[test]
fn a_new_round_begins_without_supports() {
    let supported = answered().as_coordinator(Command::AddSupport {
        unit: kit::HEALTH,
        days: 2,
        task: None,
    });
    let next = supported
        .as_unit(Command::ReleaseSupport {
            unit: kit::HEALTH,
            note: words(),
        })
        .as_unit(propose(Outcome::Done))
        .as_reporter(Command::Confirm)
        .as_reporter(reopen())
        .as_coordinator(assign_anew(kit::WATER));
    assert!(next.report.state.handling().unwrap().supports.is_empty());
}

#[test]
fn what_is_out_of_force_is_given_nothing() {
    let mut life = Life::received();
    let unit = life.directory.units.get_mut(&kit::ROADS).unwrap();
    unit.valid_to = Some(date(2026, 2, 2));
    let refusal = life.give(C, kit::commands::verify(kit::ROADS)).unwrap_err();
    assert!(matches!(
        refusal,
        Refusal::Guard {
            guard: Guard::NoSuchUnit,
            ..
        }
    ));
    let mut life = Life::received();
    let category = life.directory.categories.get_mut(&kit::POTHOLES).unwrap();
    category.retired = true;
    let refusal = life.give(C, kit::commands::verify(kit::ROADS)).unwrap_err();
    assert!(matches!(
        refusal,
        Refusal::Guard {
            guard: Guard::NoSuchCategory,
            ..
        }
    ));
}

/// Row 33: an objection also undoes a withdrawal.
#[test]
fn who_objects_is_back() {
    let life = with_follower(assigned())
        .as_reporter(Command::Withdraw { reason: None })
        .as_coordinator(archive(ArchiveReason::AlreadyAnswered))
        .as_reporter(object())
        .by(C2, restore())
        .as_reporter(kit::commands::reply());
    assert!(!life.report.withdrawn);
    assert!(life.report.last_word_reporter);
}

/// Returned twice, the desk's decision binds the body and not the desk.
#[test]
fn the_desk_may_take_back_what_it_decided() {
    let owner = || Owner::Body(kit::PROVINCE);
    let forward = || Command::Forward { to: kit::CITY };
    let back = || Command::ReturnToDesk {
        owner: owner(),
        reason: words(),
    };
    let life = Life::received_at_desk()
        .as_desk(forward())
        .as_coordinator(back())
        .as_desk(forward())
        .as_coordinator(back())
        .as_desk(forward())
        .as_coordinator(verify_unreleased(kit::ROADS))
        .as_desk(transfer_within(kit::DESK));
    assert_eq!(life.report.holder, kit::DESK);
    assert_eq!(life.report.state.code(), St::Received);
}
