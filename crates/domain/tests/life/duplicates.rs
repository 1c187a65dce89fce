//! Row 9, `duplicate`: "only of an earlier report by the same person; others are merged".

use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::context::Context;
use lapor_domain::report::decide::decide;
use lapor_domain::report::event::What;
use lapor_domain::report::permit::permit;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::testkit::Life;
use lapor_domain::words::{ArchiveReason, StateCode};

use crate::lives::{C, words};

/// A report and the command that archives it as repeating another one.
fn repeated() -> (Life, Command) {
    let other = Life::received();
    let command = Command::Archive {
        reason: ArchiveReason::Duplicate,
        explanation: words(),
        where_to: None,
        earlier: Some(other.report.id),
    };
    (Life::received().with_root(&other.report), command)
}

#[test]
fn a_duplicate_names_the_earlier_report() {
    let (life, command) = repeated();
    let life = life.by(C, command);
    assert_eq!(life.report.state.code(), StateCode::Archived);
    let last = &life.events.last().unwrap().event.what;
    let What::Archived {
        earlier: Some(earlier),
        ..
    } = last
    else {
        panic!("{last:?}");
    };
    assert_eq!(earlier.tracking, life.root.unwrap().tracking);
}

#[test]
fn another_persons_report_is_merged_instead() {
    let (life, command) = repeated();
    let context = Context {
        same_person: Some(false),
        ..life.context()
    };
    let permit = permit(&life.report, C, CommandKind::Archive, &life.directory).unwrap();
    let refused = decide(&life.report, &permit, command, &context);
    let (command, guard) = (CommandKind::Archive, Guard::OtherPerson);
    assert_eq!(refused, Err(Refusal::Guard { command, guard }));
}

#[test]
fn a_later_report_is_no_earlier_one() {
    let (mut life, command) = repeated();
    if let Some(other) = &mut life.root {
        other.received_at += jiff::SignedDuration::from_hours(1);
    }
    let guard = Guard::EarlierMissing;
    let refusal = Refusal::Guard {
        command: CommandKind::Archive,
        guard,
    };
    assert_eq!(life.give(C, command), Err(refusal));
}
