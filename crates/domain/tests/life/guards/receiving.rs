//! Row 1.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::BodyId;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::context::Context;
use lapor_domain::report::decide::{Decision, receive};
use lapor_domain::report::event::{Receipt, What};
use lapor_domain::report::permit::{Actor, permit_receive};
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::testkit::{self as kit, START, calendar, content, directory, policy, receipt};

use crate::lives::{COUNTER, U};

pub(super) const GUARDS: [Guard; 3] = [Guard::TextEmpty, Guard::BodyTakesNone, Guard::ReceivedAt];

fn receive_at(
    by: Actor,
    receipt: Receipt,
    stamp: Timestamp,
    late_reason: bool,
) -> Result<Decision, Refusal> {
    let (directory, policy, calendar) = (directory(), policy(), calendar());
    let context = Context {
        now: START,
        directory: &directory,
        policy: &policy,
        versions: &[],
        before: &policy,
        calendar: &calendar,
        root: None,
        same_person: None,
    };
    let permit = permit_receive(by, receipt.holder, &directory)?;
    let reason = late_reason.then(|| content(ContentKind::OfficerMessage));
    receive(&permit, receipt, stamp, reason, &context)
}

fn days(days: i64) -> Timestamp {
    START + SignedDuration::from_hours(24 * days)
}

fn refused(guard: Guard) -> Result<Decision, Refusal> {
    let command = CommandKind::Receive;
    Err(Refusal::Guard { command, guard })
}

#[test]
fn a_report_without_a_text_is_none() {
    let mut empty = receipt(kit::CITY);
    empty
        .words
        .retain(|word| word.kind != ContentKind::TextOriginal);
    assert_eq!(
        receive_at(Actor::Reporter, empty, START, false),
        refused(Guard::TextEmpty)
    );
}

#[test]
fn a_body_that_is_not_here_takes_none() {
    let nowhere = receipt(BodyId(uuid::Uuid::nil()));
    assert_eq!(
        receive_at(Actor::Reporter, nowhere, START, false),
        refused(Guard::BodyTakesNone)
    );
}

#[test]
fn a_letter_counts_from_its_stamp_thirty_days_back_or_with_a_reason() {
    let letter = || receipt(kit::CITY);
    let decided = receive_at(COUNTER, letter(), days(-30), false).unwrap();
    assert_eq!(decided.occurred_at, days(-30));
    for (stamp, reason) in [(days(-31), false), (days(1), false), (days(1), true)] {
        assert_eq!(
            receive_at(COUNTER, letter(), stamp, reason),
            refused(Guard::ReceivedAt),
            "{stamp}"
        );
    }
    let late = receive_at(COUNTER, letter(), days(-31), true).unwrap();
    assert_eq!(late.occurred_at, days(-31));
    let What::Received(receipt) = late.event.what else {
        panic!("received")
    };
    let reason = |word: &ContentRef| word.kind == ContentKind::OfficerMessage;
    assert!(
        receipt.words.iter().any(reason),
        "the reason is recorded with it"
    );
}

#[test]
fn a_unit_receives_on_nobodys_behalf() {
    let refusal = receive_at(U, receipt(kit::CITY), START, false).unwrap_err();
    let command = CommandKind::Receive;
    assert_eq!(refusal, Refusal::NotYours { command });
    assert_eq!(refusal.rule(), "1");
}
