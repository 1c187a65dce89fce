//! Events are read for ever: one sample of each kind as version 1 wrote it, never changed again.
//!
//! A new kind of event adds a line to the file (the failing test prints it); a line that is there
//! stays as it is, whatever the program writes today.

mod clocks;
mod handling;
mod intake;
mod ppid;
mod shared;

use std::collections::HashSet;

use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, CategoryId, ContentId, FileId, OfficerId, ReportId, UnitId};
use lapor_domain::report::clocks::ClockChange;
use lapor_domain::report::event::{Attachment, Event, What};
use lapor_domain::report::state::State;
use lapor_domain::report::upcast;
use lapor_domain::sp4n::ImportedState;
use uuid::Uuid;

const V1: &str = include_str!("../samples/events_v1.jsonl");

/// Names every variant of a type; a variant that is not named here does not compile.
macro_rules! variants {
    ($every:ident, $name:ident, $type:ident: $($variant:ident)+) => {
        const $every: &[&str] = &[$(stringify!($variant)),+];

        fn $name(it: &$type) -> &'static str {
            match it {
                $($type::$variant { .. } => stringify!($variant)),+
            }
        }
    };
}

variants! { WHATS, what_name, What:
    Received Imported Observed Forwarded ReturnedToDesk Verified Held Replied Resumed Archived
    TransferredOut TransferredWithin Merged FollowerAdded FollowerRemoved Accepted Refused
    Redirected SubDisposed SupportAdded SupportEnded SupportNoted Answered Asked Extended
    Reclassified ClosureProposed CheckReturned CheckApproved TakenBack Closed Disputed
    AssignedAnew Upheld Rated Reopened Objected Restored ObjectionRejected Acknowledged HandedBack
    Unmerged WithdrawnHandlingGoesOn FlagsSet Noted FileAdded Released Unreleased TextEdited
    PrioritySet ExtensionRequested Excluded ViewGranted Erased Breached Escalated Reminded CalendarMoved
    SharedConfirmed SharedDisputed SharedDisputeHeard FollowerDisputed KeptApart ReleaseAsked
    ReferredToPpid PpidTaken PpidExtended
}

variants! { CHANGES, change_name, ClockChange:
    Start Pause Resume Stop Revive Move Extend
}

variants! { STATES, state_name, State:
    Received OnHold Assigned AwaitingRedirect InProgress ClosureProposed Review Closed Archived
    Transferred Merged
}

variants! { IMPORTED, imported_name, ImportedState:
    Received Assigned InProgress OnHold Closed Archived TransferredToDesk Unknown
}

/// Every sample as the program means it today.
fn all() -> Vec<Event> {
    [
        intake::events(),
        handling::events(),
        handling::later_events(),
        clocks::events(),
        shared::events(),
        ppid::events(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn committed() -> Vec<Event> {
    V1.lines()
        .map(|line| upcast::read(1, line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

#[test]
fn every_sample_of_version_1_is_read_as_what_it_meant() {
    let committed = committed();
    let missing: Vec<_> = all()
        .into_iter()
        .filter(|event| !committed.contains(event))
        .map(|event| upcast::write(&event).unwrap())
        .collect();
    assert!(
        missing.is_empty(),
        "not in tests/samples/events_v1.jsonl, or no longer read as it was meant:\n{}",
        missing.join("\n")
    );
    assert_eq!(committed.len(), all().len(), "a line that nobody means");
}

#[test]
fn what_is_read_is_written_and_read_again_as_the_same() {
    for event in committed() {
        let written = upcast::write(&event).unwrap();
        let read = upcast::read(upcast::VERSION, &written);
        assert_eq!(read.unwrap(), event, "{written}");
    }
}

#[test]
fn every_kind_has_its_sample() {
    let events = committed();
    let have: HashSet<_> = events.iter().map(|event| what_name(&event.what)).collect();
    assert_eq!(missing(WHATS, &have), Vec::<&str>::new());
    let have = events.iter().flat_map(|event| &event.clocks);
    let have: HashSet<_> = have.map(change_name).collect();
    assert_eq!(missing(CHANGES, &have), Vec::<&str>::new());
    let states = events.iter().filter_map(|event| match &event.what {
        What::Unmerged { state, .. } => Some(state_name(state)),
        _ => None,
    });
    assert_eq!(missing(STATES, &states.collect()), Vec::<&str>::new());
    let observed = events.iter().filter_map(|event| match &event.what {
        What::Observed(observed) => Some(imported_name(&observed.state)),
        _ => None,
    });
    assert_eq!(missing(IMPORTED, &observed.collect()), Vec::<&str>::new());
}

fn missing<'a>(every: &[&'a str], have: &HashSet<&str>) -> Vec<&'a str> {
    let lacking = every.iter().filter(|name| !have.contains(*name));
    lacking.copied().collect()
}

#[test]
fn a_newer_version_is_refused_and_a_corrupt_row_named() {
    let line = V1.lines().next().unwrap();
    let newer = upcast::read(upcast::VERSION + 1, line).unwrap_err();
    assert!(newer.to_string().contains("newer"), "{newer}");
    let corrupt = upcast::read(1, r#"{"kind":"no_such_kind"}"#).unwrap_err();
    assert!(corrupt.to_string().contains("cannot be read"), "{corrupt}");
}

fn plain(what: What) -> Event {
    Event {
        what,
        clocks: Vec::new(),
    }
}

fn word(kind: ContentKind) -> ContentRef {
    ContentRef {
        id: ContentId(id(0xC0)),
        kind,
        commitment: "0".repeat(64),
    }
}

fn message() -> ContentRef {
    word(ContentKind::OfficerMessage)
}

fn file() -> Attachment {
    Attachment {
        file: FileId(id(0xF0)),
        content: word(ContentKind::File),
    }
}

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const fn body() -> BodyId {
    BodyId(id(0xB1))
}

const fn unit() -> UnitId {
    UnitId(id(0x11))
}

const fn category() -> CategoryId {
    CategoryId(id(0x101))
}

const fn officer() -> OfficerId {
    OfficerId(id(0x1001))
}

const fn report() -> ReportId {
    ReportId(id(0xA0))
}
