//! Lives brought to a state by real commands.

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::testkit::commands::{
    answer, archive, dispute, hold, propose, refer_ppid, refuse, reopen, transfer_outside, verify,
    verify_information,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::{ArchiveReason, Outcome};

pub(crate) use lapor_domain::testkit::content;

/// Words of an officer.
pub(crate) fn words() -> lapor_domain::content::ContentRef {
    content(ContentKind::OfficerMessage)
}

pub(crate) const fn officer(id: lapor_domain::ids::OfficerId) -> Actor {
    Actor::Officer(id)
}

pub(crate) const C: Actor = officer(kit::COORDINATOR);
pub(crate) const C2: Actor = officer(kit::COORDINATOR_TWO);
pub(crate) const U: Actor = officer(kit::ROADS_OFFICER);
pub(crate) const U2: Actor = officer(kit::ROADS_OFFICER_TWO);
pub(crate) const S: Actor = officer(kit::WATER_OFFICER);
pub(crate) const F: Actor = officer(kit::FIELD_OFFICER);
pub(crate) const N: Actor = officer(kit::DESK_OFFICER);
pub(crate) const I: Actor = officer(kit::INSPECTOR);
pub(crate) const L: Actor = officer(kit::LEADER);
pub(crate) const COUNTER: Actor = officer(kit::COUNTER);
pub(crate) const R: Actor = Actor::Reporter;

pub(crate) fn assigned() -> Life {
    Life::received().as_coordinator(verify(ROADS))
}

pub(crate) fn answered() -> Life {
    let life = assigned();
    let soon = life.day(3);
    life.as_unit(answer(soon))
}

pub(crate) fn proposed() -> Life {
    answered().as_unit(propose(Outcome::Done))
}

/// Proposed where a second person checks first.
pub(crate) fn unchecked() -> Life {
    answered()
        .with_policy(|policy| policy.closure_check = true)
        .as_unit(propose(Outcome::Done))
}

pub(crate) fn closed() -> Life {
    proposed().as_reporter(Command::Confirm)
}

pub(crate) fn disputed() -> Life {
    proposed().as_reporter(dispute())
}

/// Disputed, assigned anew, proposed and disputed again.
pub(crate) fn disputed_twice() -> Life {
    disputed()
        .as_coordinator(lapor_domain::testkit::commands::assign_anew(kit::WATER))
        .as_support(propose(Outcome::Done))
        .as_reporter(dispute())
}

pub(crate) fn reopened() -> Life {
    closed().as_reporter(reopen())
}

pub(crate) fn held() -> Life {
    assigned().as_unit(hold())
}

pub(crate) fn refused() -> Life {
    assigned().as_unit(refuse())
}

pub(crate) fn archived() -> Life {
    assigned().as_coordinator(archive(ArchiveReason::AlreadyAnswered))
}

pub(crate) fn objected() -> Life {
    archived().as_reporter(lapor_domain::testkit::commands::object())
}

pub(crate) fn outside() -> Life {
    assigned().as_coordinator(transfer_outside())
}

/// A request for information.
pub(crate) fn asked_for() -> Life {
    Life::received().as_coordinator(verify_information(ROADS))
}

/// Referred to the PPID desk, which is [`S`] here.
pub(crate) fn referred() -> Life {
    asked_for().as_unit(refer_ppid(kit::WATER))
}

/// The desk has taken it.
pub(crate) fn taken_by_ppid() -> Life {
    referred().as_support(Command::TakePpid)
}

/// Its final answer waits.
pub(crate) fn answered_by_ppid() -> Life {
    taken_by_ppid().as_support(propose(Outcome::Answered))
}

pub(crate) fn supported() -> Life {
    assigned().as_coordinator(Command::AddSupport {
        unit: kit::WATER,
        days: 3,
        task: None,
    })
}

/// `life` merged into a root as `root` stands.
pub(crate) fn merged_into(life: Life, root: &Life) -> Life {
    life.with_root(&root.report).as_coordinator(Command::Merge {
        root: root.report.id,
    })
}

/// Joined to a root whose final answer waits.
pub(crate) fn joined() -> Life {
    beside(merged_into(assigned(), &answered()), proposed)
}

/// A joined life, and its root as it stands now.
pub(crate) fn beside(mut life: Life, root: fn() -> Life) -> Life {
    let mut now = root().report;
    if let Some(root) = &life.root {
        now.id = root.id;
    }
    life.root = Some(now);
    life
}

/// Its reporter says that the shared handling is not good.
pub(crate) fn joined_and_disputed() -> Life {
    joined().as_reporter(Command::DisputeShared { reason: words() })
}

/// A life that another one was merged into.
pub(crate) fn with_follower(mut life: Life) -> Life {
    let follower = Life::received().report.id;
    life.report.followers.push(follower);
    life
}

/// A local WIB time, `2025-08-08T20:15`.
pub(crate) fn wib(text: &str) -> Timestamp {
    match format!("{text}:00+07:00").parse() {
        Ok(at) => at,
        Err(error) => panic!("{text}: {error}"),
    }
}
