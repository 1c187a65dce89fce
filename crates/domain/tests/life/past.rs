//! Section 3: a report about those who would decide it is addressed past them, and decided by others.

use lapor_domain::report::command::{Command, CommandKind as K};
use lapor_domain::report::past::{concerned, desk_decides, desk_reads_all, someone_left};
use lapor_domain::report::permit::{Actor, permit_receive, permitted};
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::{Report, decide};
use lapor_domain::testkit::commands::{exclude, verify_supervisory};
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{Concern, StateCode as St};

use crate::lives::{C, C2, F, I, N, assigned};

/// As the form sends it: home is the city, the desk has it, everyone concerned is excluded.
fn past(concerns: &[Concern]) -> Life {
    let directory = kit::directory();
    let mut receipt = kit::receipt(kit::DESK);
    receipt.home = kit::CITY;
    receipt.declared_supervisory = true;
    receipt.excluded = concerns
        .iter()
        .flat_map(|concern| concerned(*concern, kit::CITY, &directory))
        .collect();
    Life::from_receipt(receipt)
}

fn may(life: &Life, actor: Actor, kind: K) -> bool {
    permitted(&life.report, actor, &life.directory).contains(&kind)
}

#[test]
fn a_concern_is_about_every_account_of_the_role_at_the_body() {
    let directory = kit::directory();
    let of = |concern| concerned(concern, kit::CITY, &directory);
    assert_eq!(
        of(Concern::Coordinator),
        [kit::COORDINATOR, kit::COORDINATOR_TWO]
    );
    assert_eq!(of(Concern::Inspectorate), [kit::INSPECTOR]);
}

#[test]
fn about_the_coordinators_it_goes_by_the_desk_to_the_inspector() {
    let life = past(&[Concern::Coordinator]);
    assert!(desk_reads_all(&life.report, &life.directory));
    assert!(may(&life, N, K::Forward));
    let life = life.by(N, Command::Forward { to: kit::CITY });
    assert_eq!(permitted(&life.report, C, &life.directory), []);
    assert!(!desk_reads_all(&life.report, &life.directory));
    let life = life.by(I, verify_supervisory(kit::INSPECTORATE));
    assert_eq!(life.report.state.code(), St::Assigned);
}

#[test]
fn about_the_inspectorate_too_it_goes_to_another_body() {
    let life = past(&[Concern::Coordinator, Concern::Inspectorate]);
    assert!(!someone_left(
        &life.report.excluded,
        kit::CITY,
        &life.directory
    ));
    assert!(someone_left(
        &life.report.excluded,
        kit::DESK,
        &life.directory
    ));
    let life = life.by(N, Command::Forward { to: kit::PROVINCE });
    let superior = Actor::Officer(kit::PROVINCE_INSPECTOR);
    assert!(may(&life, superior, K::Verify));
}

/// Accounts that end later leave nobody: then the desk decides in their place.
#[test]
fn where_nobody_is_left_the_desk_decides() {
    let mut life = Life::received_with(|receipt| {
        receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO];
    });
    assert!(!desk_decides(&life.report, &life.directory));
    assert!(!may(&life, N, K::Verify));
    if let Some(inspector) = life.directory.officers.get_mut(&kit::INSPECTOR) {
        inspector.disabled = true;
    }
    assert!(desk_decides(&life.report, &life.directory));
    assert!(may(&life, N, K::Verify));
}

#[test]
fn it_is_not_received_where_nobody_could_decide_it() {
    let life = Life::received();
    let mut receipt = kit::receipt(kit::CITY);
    receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO, kit::INSPECTOR];
    let permit = permit_receive(Actor::Reporter, kit::CITY, &life.directory).unwrap();
    let received = decide::receive(&permit, receipt, life.now, None, &life.context());
    let guard = Guard::NobodyLeft;
    let command = K::Receive;
    assert_eq!(received, Err(Refusal::Guard { command, guard }));
}

#[test]
fn who_is_excluded_later_has_nothing_more_to_do_with_it() {
    let given = assigned().as_unit(Command::SubDispose {
        unit: kit::ROADS,
        person: Some(kit::FIELD_OFFICER),
    });
    assert!(may(&given, F, K::SupportNote));
    let life = given.as_coordinator(exclude(kit::FIELD_OFFICER));
    assert_eq!(permitted(&life.report, F, &life.directory), []);
    assert_eq!(life.report.state.handling().and_then(|h| h.person), None);
    let life = life.by(I, exclude(kit::COORDINATOR));
    assert_eq!(permitted(&life.report, C, &life.directory), []);
    assert!(may(&life, C2, K::Redirect));
    let folded = Report::fold(life.report.id, &life.events);
    assert_eq!(folded, Some(life.report));
}
