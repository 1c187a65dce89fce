//! Who must act: column "Who must act" of section 2, and whom delays are told to.

use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{archive, dispute, object, propose, transfer_outside};
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{Addressee, ArchiveReason, Outcome};

use crate::lives::{C2, answered, assigned, closed, proposed, words};

fn archived() -> Life {
    Life::received().as_coordinator(archive(ArchiveReason::Unclear))
}

#[test]
fn objections_and_transfers_must_be_acted_on_though_they_are_not_open() {
    let must = |life: &Life| life.report.needs_action();
    assert!(must(&Life::received()) && must(&proposed()) && !must(&closed()));
    assert!(!must(&archived()));
    let objected = archived().as_reporter(object());
    assert!(must(&objected) && !objected.report.state.is_open());
    let reasons = words();
    assert!(!must(
        &objected.by(C2, Command::RejectObjection { reasons })
    ));
    let away = assigned().as_coordinator(transfer_outside());
    assert!(must(&away) && !away.report.state.is_open());
    assert!(!must(
        &away.as_coordinator(Command::Acknowledge { note: None })
    ));
}

#[test]
fn who_did_it_does_not_decide_about_it() {
    assert_eq!(archived().report.barred(), []);
    let objected = archived().as_reporter(object());
    assert_eq!(objected.report.barred(), [kit::COORDINATOR]);
    let disputed = answered()
        .as_coordinator(propose(Outcome::Done))
        .as_reporter(dispute());
    assert_eq!(disputed.report.barred(), [kit::COORDINATOR]);
    let about = Life::received_with(|receipt| receipt.excluded = vec![kit::LEADER]);
    assert_eq!(about.report.barred(), [kit::LEADER]);
}

#[test]
fn what_was_told_is_over_with_its_clock() {
    use Addressee::{Coordinator, Leader, Overseer, UnitHead, UnitOfficer};
    assert_eq!(answered().report.told(), []);
    let late = answered().wait_days(60).tick();
    let told = [UnitOfficer, UnitHead, Coordinator, Leader, Overseer];
    assert_eq!(late.report.told(), told);
    let ended = late
        .as_unit(propose(Outcome::Done))
        .as_reporter(Command::Confirm);
    assert_eq!(ended.report.told(), []);
}
