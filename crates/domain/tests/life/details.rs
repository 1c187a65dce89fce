//! Single clauses of the rule book that no row shows by itself.

use lapor_domain::clock::ClockKind as K;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::What;
use lapor_domain::report::permit::{Actor, permitted};
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::testkit::commands::{
    assign_anew, dispute, propose, redirect, refuse, transfer_within, verification,
    verify_supervisory, verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, PROVINCE_COORDINATOR, ROADS};
use lapor_domain::words::{Addressee, EndedBy, Outcome, Priority, StateCode as St};

use crate::lives::{
    C, C2, F, L, answered, assigned, disputed, officer, proposed, refused, reopened, supported,
    wib, with_follower, words,
};

fn refused_by(life: &mut Life, by: Actor, command: Command) -> Option<Guard> {
    match life.give(by, command) {
        Err(Refusal::Guard { guard, .. }) => Some(guard),
        _ => None,
    }
}

fn keep(lead: lapor_domain::ids::UnitId) -> Command {
    let mut keep = verification(lead);
    keep.keep = true;
    if lead == kit::PROVINCE_ROADS {
        keep.category = kit::PROVINCE_SERVICE;
    }
    Command::Verify(Box::new(keep))
}

fn uphold(second: Option<lapor_domain::ids::OfficerId>) -> Command {
    Command::Uphold {
        reasons: words(),
        second,
    }
}

fn told(life: &Life) -> Vec<Addressee> {
    let told = life
        .events
        .iter()
        .filter_map(|event| match &event.event.what {
            What::Escalated { told, .. } => Some(told.clone()),
            _ => None,
        });
    let steps: Vec<_> = told.collect();
    assert!(steps.iter().all(|step| !step.is_empty()), "told to nobody");
    steps.into_iter().flatten().collect()
}

#[test]
fn a_reminder_never_comes_before_the_answer() {
    let short = assigned()
        .with_policy(|policy| policy.auto_close.days = 2)
        .as_unit(propose(Outcome::Done));
    let proposed_at = short.now;
    let life = short.wait_days(10).tick();
    let mut reminders = life.events.iter();
    let reminder = reminders.find(|e| matches!(e.event.what, What::Reminded { .. }));
    assert_eq!(reminder.unwrap().occurred_at, proposed_at);
    assert_eq!(
        life.events.last().unwrap().occurred_at,
        wib("2026-02-05T00:00")
    );
}

#[test]
fn who_withdrew_is_not_reminded() {
    let life = with_follower(answered())
        .as_reporter(Command::Withdraw { reason: None })
        .as_unit(propose(Outcome::Done))
        .wait_days(40)
        .tick();
    assert_eq!(life.report.state.code(), St::Closed);
    let reminded = |event: &What| matches!(event, What::Reminded { .. });
    assert!(!life.events.iter().any(|event| reminded(&event.event.what)));
}

#[test]
fn of_a_supervisory_report_the_inspector_is_told_in_the_units_place() {
    let life = Life::received().as_coordinator(verify_supervisory(ROADS));
    let told = told(&life.wait_days(200).tick());
    assert!(told.contains(&Addressee::Inspector));
    assert!(!told.contains(&Addressee::UnitOfficer) && !told.contains(&Addressee::Leader));
}

/// The time to accept is nobody's above the coordinator.
#[test]
fn leaders_do_not_hear_of_the_time_to_accept() {
    let life = assigned().wait_days(60).tick();
    told(&life);
    let steps = life
        .events
        .iter()
        .filter_map(|event| match &event.event.what {
            What::Escalated {
                clock: K::Accept,
                told,
                ..
            } => Some(told),
            _ => None,
        });
    assert!(
        steps
            .flatten()
            .all(|to| matches!(to, Addressee::UnitOfficer | Addressee::Coordinator))
    );
}

#[test]
fn the_second_officer_had_no_part_in_it() {
    let mut life = answered()
        .by(C2, propose(Outcome::NotGranted))
        .as_reporter(dispute())
        .as_coordinator(assign_anew(kit::WATER))
        .as_support(propose(Outcome::Done))
        .as_reporter(dispute());
    let guard = refused_by(&mut life, C, uphold(Some(kit::COORDINATOR_TWO)));
    assert_eq!(guard, Some(Guard::SecondOfficer));
    let upheld = life.as_coordinator(uphold(Some(kit::LEADER)));
    assert_eq!(upheld.report.state.code(), St::Closed);
}

/// "From the second dispute on": a reopening by the reporter is one.
#[test]
fn a_reopening_by_the_reporter_is_a_dispute_and_one_by_officers_is_none() {
    let again = |life: Life| {
        life.as_coordinator(assign_anew(kit::WATER))
            .as_support(propose(Outcome::Done))
            .as_reporter(dispute())
    };
    let by_reporter = reopened();
    assert!(by_reporter.report.reopened);
    assert_eq!(
        again(by_reporter).by(L, uphold(None)).report.state.code(),
        St::Closed
    );
    let reopen = Command::Reopen { reason: words() };
    let by_officer = proposed()
        .as_reporter(Command::Confirm)
        .as_coordinator(reopen);
    assert!(by_officer.report.reopened);
    let guard = refused_by(&mut again(by_officer), L, uphold(None));
    assert_eq!(guard, Some(Guard::FirstDispute));
}

/// Row 23: a coordinator takes back another's final answer, also one who works for the lead unit.
#[test]
fn who_coordinates_and_works_for_the_unit_takes_back_as_coordinator() {
    let kept = Life::received()
        .as_coordinator(keep(kit::COMMUNICATION))
        .as_coordinator(propose(Outcome::Done));
    let mut life = kept;
    let back = Command::TakeBack { reason: words() };
    assert_eq!(life.give(C2, back), Ok(()));
    assert_eq!(life.report.state.code(), St::InProgress);
}

/// A kept report was never offered to anyone, here or at the body it comes from.
#[test]
fn what_is_kept_cannot_be_refused() {
    let mut kept = Life::received().as_coordinator(keep(kit::COMMUNICATION));
    assert_eq!(
        refused_by(&mut kept, C, refuse()),
        Some(Guard::AcceptWindowOver)
    );
    let mut elsewhere = assigned()
        .as_coordinator(transfer_within(kit::PROVINCE))
        .as_officer(PROVINCE_COORDINATOR, keep(kit::PROVINCE_ROADS));
    let there = officer(kit::PROVINCE_OFFICER);
    assert_eq!(
        refused_by(&mut elsewhere, there, refuse()),
        Some(Guard::AcceptWindowOver)
    );
}

#[test]
fn a_binding_decision_binds_until_the_report_is_assigned_anew() {
    let bound = refused()
        .as_coordinator(redirect(ROADS))
        .as_unit(refuse())
        .as_coordinator(redirect(ROADS));
    assert!(bound.report.state.handling().unwrap().binding);
    let anew = bound
        .as_unit(propose(Outcome::Done))
        .as_reporter(dispute())
        .as_coordinator(assign_anew(kit::WATER))
        .as_support(refuse());
    assert_eq!(anew.report.state.code(), St::AwaitingRedirect);
}

#[test]
fn who_leads_no_longer_supports() {
    let redirected = supported().as_coordinator(redirect(kit::WATER));
    assert!(
        redirected
            .report
            .state
            .handling()
            .unwrap()
            .supports
            .is_empty()
    );
}

#[test]
fn evidence_is_for_what_was_done() {
    let refusing = Command::ProposeClosure {
        answer: words(),
        outcome: Outcome::NotGranted,
        promise: None,
        files: vec![],
    };
    assert_eq!(
        assigned().as_unit(refusing).report.state.code(),
        St::ClosureProposed
    );
}

#[test]
fn only_a_public_place_shows_its_point() {
    let shown = |category| {
        let mut verified = verification(ROADS);
        verified.category = category;
        let release = Command::Release {
            point: true,
            files: true,
            findings_kept: false,
        };
        let life = Life::received()
            .as_coordinator(Command::Verify(Box::new(verified)))
            .as_coordinator(release);
        (life.report.point_released, life.report.files_released)
    };
    assert_eq!(shown(kit::POTHOLES), (true, true));
    assert_eq!(shown(kit::SERVICE), (false, true));
}

/// Row 39: what endangers life, and what is supervisory, is not over because its reporter leaves.
#[test]
fn a_withdrawal_does_not_end_what_is_not_the_reporters_alone() {
    let withdraw = || Command::Withdraw { reason: None };
    let danger = Command::SetPriority {
        priority: Priority::Danger,
    };
    let danger = assigned().as_unit(danger).as_reporter(withdraw());
    let supervisory = Life::received()
        .as_coordinator(verify_supervisory(ROADS))
        .as_reporter(withdraw());
    let declared = Life::received_with(|receipt| receipt.declared_supervisory = true);
    for life in [danger, supervisory, declared.as_reporter(withdraw())] {
        assert!(life.report.withdrawn && life.report.state.is_open());
    }
    let ordinary = Life::received()
        .as_coordinator(verify_unreleased(ROADS))
        .as_reporter(withdraw());
    assert!(matches!(
        ordinary.report.state,
        lapor_domain::report::state::State::Archived(archival) if archival.by == EndedBy::Reporter
    ));
}

/// A field officer has tasks: what was given to them in person, and nothing else.
#[test]
fn a_field_officer_acts_on_their_own_tasks_only() {
    let give = |person| Command::SubDispose {
        unit: ROADS,
        person,
    };
    let to_another = assigned().as_unit(give(Some(kit::ROADS_OFFICER_TWO)));
    assert_eq!(permitted(&to_another.report, F, &to_another.directory), []);
    let mine = assigned().as_unit(give(Some(kit::FIELD_OFFICER)));
    assert!(!permitted(&mine.report, F, &mine.directory).is_empty());
    assert_eq!(permitted(&disputed().report, F, &mine.directory), []);
}

#[test]
fn verified_twice_is_not_released_twice() {
    let life = assigned()
        .as_coordinator(transfer_within(kit::DESK))
        .as_desk(Command::Forward { to: kit::CITY });
    assert!(life.report.released, "what was public stays so on the way");
    let life = life.as_coordinator(verify_unreleased(ROADS));
    assert!(!life.report.released, "the last decision counts");
    assert!(
        life.as_coordinator(Command::Release {
            point: false,
            files: false,
            findings_kept: false,
        })
        .report
        .released
    );
}

#[test]
fn an_erasure_leaves_what_the_office_showed() {
    let life = proposed();
    assert!(life.report.files.len() > life.report.evidence.len());
    let ground = "permintaan".to_owned();
    let after = life.as_coordinator(Command::Erase { ground }).report;
    let left: Vec<_> = after.files.iter().map(|one| one.file).collect();
    assert!(!left.is_empty(), "evidence of the work");
    assert_eq!(left, after.evidence);
}
