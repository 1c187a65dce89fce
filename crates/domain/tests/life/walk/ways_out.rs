//! No dead end: from wherever a walk came to, officers alone can bring the report to its end.

use jiff::SignedDuration;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::state::State;
use lapor_domain::testkit::commands::{
    answer, archive, assign_anew, propose, redirect, resume, verification,
};
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{ArchiveReason, Outcome};

use crate::lives::words;

/// By answering: a proposed closure, and the silence after it. Where one person alone is left to
/// check, the body's policy has to give up the check; the state itself is left by taking back.
pub(crate) fn check_closing(life: &Life) {
    let life = life
        .clone()
        .with_policy(|policy| policy.closure_check = false);
    go(&life, closing_step);
}

/// By archiving, which every state before an answer allows, and those after it allow in two steps.
pub(crate) fn check_archiving(life: &Life) {
    go(life, archiving_step);
}

fn go(life: &Life, step: fn(&Life) -> Vec<Command>) {
    let mut life = life.clone();
    let mut way = Vec::new();
    for _ in 0..12 {
        life.elapse();
        if matches!(
            life.report.state,
            State::Closed(_) | State::Archived(_) | State::Merged(_)
        ) {
            return;
        }
        way.push(life.report.state.code());
        let given = step(&life)
            .into_iter()
            .any(|command| anyone_gives(&mut life, &command));
        if !given {
            // Nothing to do but to wait for the program.
            life.now += SignedDuration::from_hours(24 * 40);
        }
    }
    panic!("no way out: {way:?}\n{:?}", life.report);
}

fn anyone_gives(life: &mut Life, command: &Command) -> bool {
    let mut officers: Vec<_> = life.directory.officers.keys().copied().collect();
    officers.sort_unstable();
    officers
        .into_iter()
        .any(|officer| life.give(Actor::Officer(officer), command.clone()).is_ok())
}

fn archiving_step(life: &Life) -> Vec<Command> {
    let mut steps = vec![
        archive(ArchiveReason::Unlawful),
        Command::CheckReturn { reason: words() },
        Command::TakeBack { reason: words() },
    ];
    steps.extend(closing_step(life));
    steps
}

fn closing_step(life: &Life) -> Vec<Command> {
    let (lead, other) = if life.report.holder == kit::PROVINCE {
        (kit::PROVINCE_ROADS, kit::PROVINCE_ROADS)
    } else {
        (kit::ROADS, kit::WATER)
    };
    match &life.report.state {
        State::Received => {
            let to = |to| Command::Forward { to };
            vec![to(kit::CITY), to(kit::PROVINCE), verify(life, lead)]
        }
        State::OnHold(_) => vec![resume()],
        State::Assigned(_) | State::InProgress(_) => {
            let open = life.report.state.handling().into_iter();
            let open = open.flat_map(|handling| &handling.supports);
            let mut steps: Vec<_> = open
                .filter(|support| support.ended.is_none())
                .map(|support| Command::ReleaseSupport {
                    unit: support.unit,
                    note: words(),
                })
                .collect();
            steps.extend([propose(Outcome::Unfounded), answer(life.day(1))]);
            steps
        }
        State::AwaitingRedirect(_) => vec![redirect(lead)],
        State::ClosureProposed(proposal) if proposal.awaits_check => {
            vec![Command::CheckApprove, Command::TakeBack { reason: words() }]
        }
        State::ClosureProposed(_) => vec![],
        State::Review(_) => vec![assign_anew(other), assign_anew(lead), uphold()]
            .into_iter()
            .chain(other_persons(life))
            .collect(),
        State::Transferred(_) => vec![Command::HandBack { reason: words() }],
        State::Closed(_) | State::Archived(_) | State::Merged(_) => vec![],
    }
}

fn verify(life: &Life, lead: lapor_domain::ids::UnitId) -> Command {
    let category = if life.report.holder == kit::PROVINCE {
        kit::PROVINCE_SERVICE
    } else {
        kit::SERVICE
    };
    Command::Verify(Box::new(Verification {
        supervisory: life.report.supervisory,
        category,
        release: false,
        ..verification(lead)
    }))
}

fn uphold() -> Command {
    Command::Uphold {
        reasons: words(),
        second: Some(kit::LEADER),
    }
}

/// Where the body has one unit only, another person of it takes over.
fn other_persons(life: &Life) -> Vec<Command> {
    let Some(lead) = life.report.lead() else {
        return vec![];
    };
    let mut officers: Vec<_> = life.directory.officers.keys().copied().collect();
    officers.sort_unstable();
    officers
        .into_iter()
        .map(|person| Command::AssignAnew {
            lead,
            person: Some(person),
            note: None,
        })
        .collect()
}
