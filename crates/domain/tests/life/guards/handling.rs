//! Rows 12 to 19.

use lapor_domain::content::ContentKind;
use lapor_domain::ids::OfficerId;
use lapor_domain::report::command::Command;
use lapor_domain::report::refusal::Guard as G;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::testkit::commands::{answer, redirect, refuse};
use lapor_domain::testkit::{self as kit, ROADS, attachment};

use super::{Bite, bites as all_of};
use crate::lives::{C, F, S, U, answered, assigned, content, refused, supported, words};

fn note() -> lapor_domain::content::ContentRef {
    content(ContentKind::InternalNote)
}

fn give_to(person: OfficerId) -> Command {
    Command::SubDispose {
        unit: ROADS,
        person: Some(person),
    }
}

fn extend(days: u16) -> Command {
    Command::Extend {
        days,
        reason: words(),
    }
}

fn support(unit: lapor_domain::ids::UnitId) -> Command {
    Command::AddSupport {
        unit,
        days: 2,
        task: None,
    }
}

#[rustfmt::skip]
pub(super) fn bites() -> Vec<Bite> {
    let bound = refused().as_coordinator(redirect(ROADS)).as_unit(refuse()).as_coordinator(redirect(ROADS));
    let finished = supported().as_support(Command::SupportNote { note: note(), end: Some(SupportEnd::Finished) });
    let given = assigned().as_unit(give_to(kit::FIELD_OFFICER));
    let mut left = assigned();
    if let Some(officer) = left.directory.officers.get_mut(&kit::FIELD_OFFICER) {
        officer.disabled = true;
    }
    let yesterday = assigned().day(-1);
    let today = assigned().day(0);
    [
        all_of(G::AlreadyAccepted, vec![("12", assigned().as_unit(Command::Accept), U, Command::Accept)]),
        all_of(G::Binding, vec![("13", bound, U, refuse())]),
        all_of(G::AcceptWindowOver, vec![
            ("13", assigned().wait_days(10), U, refuse()),
            ("13", assigned().as_unit(Command::Accept).wait_days(10), U, refuse()),
        ]),
        all_of(G::NothingToChange, vec![("14", assigned(), C, redirect(ROADS))]),
        all_of(G::NoSuchUnit, vec![
            ("14", refused(), C, redirect(kit::PROVINCE_ROADS)),
            ("15", assigned(), U, Command::SubDispose { unit: kit::PROVINCE_ROADS, person: None }),
            ("16", assigned(), C, support(kit::PROVINCE_ROADS)),
        ]),
        all_of(G::NotBelow, vec![("15", assigned(), U, Command::SubDispose { unit: kit::WATER, person: None })]),
        all_of(G::NoSuchOfficer, vec![
            ("15", assigned(), U, give_to(kit::PROVINCE_OFFICER)),
            ("15", left, U, give_to(kit::FIELD_OFFICER)),
        ]),
        all_of(G::LeadIsSupport, vec![("16", assigned(), C, support(ROADS))]),
        all_of(G::NotSupporting, vec![
            ("16", assigned(), U, Command::ReleaseSupport { unit: kit::WATER, note: note() }),
            ("16", finished, C, Command::ReleaseSupport { unit: kit::WATER, note: note() }),
            ("16", supported(), S, Command::SupportNote { note: note(), end: Some(SupportEnd::Released) }),
            ("16", given, F, Command::SupportNote { note: note(), end: Some(SupportEnd::Finished) }),
        ]),
        all_of(G::SupportWritesToLead, vec![("17", supported(), S, answer(today))]),
        all_of(G::PromiseInPast, vec![("17", assigned(), U, answer(yesterday))]),
        all_of(G::AlreadyExtended, vec![("19", answered().as_coordinator(extend(3)), C, extend(3))]),
        all_of(G::ExtensionLength, vec![
            ("19", answered(), C, extend(0)),
            ("19", answered(), C, extend(15)),
        ]),
        all_of(G::EvidenceMissing, vec![("21", assigned(), U, Command::ProposeClosure {
            answer: words(),
            outcome: lapor_domain::words::Outcome::Done,
            promise: None,
            files: vec![],
        })]),
        all_of(G::SupportsOpen, vec![("21", supported(), U, Command::ProposeClosure {
            answer: words(),
            outcome: lapor_domain::words::Outcome::Done,
            promise: None,
            files: vec![attachment()],
        })]),
    ].into_iter().flatten().collect()
}
