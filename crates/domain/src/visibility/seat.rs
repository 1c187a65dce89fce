//! From which seat an officer looks: their grants against the report's handling.

use crate::agency::{Directory, Grant, Officer};
use crate::ids::UnitId;
use crate::report::Report;
use crate::report::past::desk_reads_all;
use crate::report::state::{Handling, SupportEnd};
use crate::words::Role;

/// A row of the base table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seat {
    /// The public, and officers without a part in it.
    Stranger,
    /// The public with the tracking number.
    ByNumber,
    /// The reporter.
    Reporter,
    /// A joined reporter, looking at the root's part.
    Joined,
    /// Officer of the lead unit.
    Lead,
    /// Officer of a support unit; a look may have been granted beyond that.
    Support { shared: bool },
    /// Officer of a unit that was only granted a look.
    Guest,
    /// The person it was given to.
    Field { shared: bool },
    /// Coordinator.
    Coordinator,
    /// Who records at the holding body for people: enough to note down what the reporter says.
    Counter,
    /// National desk, holding the report or not.
    Desk { holding: bool },
    /// Leader of the body, or the head of the lead unit.
    Leader { whole_body: bool },
    /// Inspector.
    Inspector,
    /// Overseer.
    Overseer,
    /// Auditor, data protection officer.
    Auditor,
    /// A body's coordinator, leader, inspector or overseer, after the report went to another body.
    Former(Office),
}

/// Offices of a whole body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    /// Coordinator.
    Coordinator,
    /// Leader.
    Leader,
    /// Inspector.
    Inspector,
    /// Overseer.
    Overseer,
}

impl Seat {
    /// The seat whose limits hold: a former office keeps those it had.
    pub(super) const fn under_limits_of(self) -> Self {
        match self {
            Self::Former(Office::Coordinator) => Self::Coordinator,
            Self::Former(Office::Leader) => Self::Leader { whole_body: true },
            Self::Former(Office::Inspector) => Self::Inspector,
            Self::Former(Office::Overseer) => Self::Overseer,
            seat => seat,
        }
    }
}

/// All seats of an officer, each with the grant it rests on. No seat at all means nothing at all.
///
/// `case` is the report whose handling counts: the root, for a merged report.
pub(super) fn seats<'a>(
    officer: &'a Officer,
    report: &Report,
    case: &Report,
    directory: &Directory,
) -> Vec<(&'a Grant, Seat)> {
    let excluded = [report, case]
        .iter()
        .any(|one| one.excluded.contains(&officer.id));
    if officer.disabled || excluded {
        return Vec::new();
    }
    officer
        .grants
        .iter()
        .flat_map(|grant| {
            of_grant(grant, officer, case, directory)
                .into_iter()
                .map(move |seat| (grant, seat))
        })
        .collect()
}

fn of_grant(grant: &Grant, officer: &Officer, case: &Report, directory: &Directory) -> Vec<Seat> {
    let here = grant.body == case.holder;
    let in_scope = directory.covers(grant, case.holder, case.lead());
    let one = |seat| vec![seat];
    match grant.role {
        Role::Coordinator if in_scope => one(Seat::Coordinator),
        Role::Leader if in_scope => one(Seat::Leader {
            whole_body: grant.node.is_none(),
        }),
        Role::Inspector if here => one(Seat::Inspector),
        // An overseer granted at the desk oversees every body of the installation.
        Role::Overseer if in_scope || directory.is_desk(grant.body) => one(Seat::Overseer),
        Role::Coordinator => former(grant, case, Office::Coordinator),
        Role::Leader => former(grant, case, Office::Leader),
        Role::Inspector => former(grant, case, Office::Inspector),
        Role::Overseer => former(grant, case, Office::Overseer),
        // Addressed past those whom it is about, it is read by whoever decides it in their place.
        Role::Desk if directory.is_desk(grant.body) && desk_reads_all(case, directory) => {
            one(Seat::Coordinator)
        }
        Role::Desk if directory.is_desk(grant.body) => one(Seat::Desk { holding: here }),
        Role::UnitOfficer => unit_seats(grant, case, directory),
        Role::FieldOfficer => field_seats(grant, officer, case, directory),
        Role::Auditor => one(Seat::Auditor),
        // "No report content by role": not even what is public.
        Role::Administrator => Vec::new(),
        // As everyone; and where the report is, for who comes to the counter with its number.
        Role::Counter if here => vec![Seat::Stranger, Seat::Counter],
        Role::Desk | Role::Counter | Role::Reporter | Role::System => one(Seat::Stranger),
    }
}

/// A body that had the report sees where it went; beyond that its officers are strangers.
fn former(grant: &Grant, case: &Report, office: Office) -> Vec<Seat> {
    // An inspector's node is where they sit, not what they inspect.
    let of_the_body = grant.node.is_none() || office == Office::Inspector;
    let had_it = grant.body != case.holder && case.held_by.contains(&grant.body);
    let mut seats = vec![Seat::Stranger];
    if of_the_body && had_it {
        seats.push(Seat::Former(office));
    }
    seats
}

fn unit_seats(grant: &Grant, case: &Report, directory: &Directory) -> Vec<Seat> {
    let covers = |unit: UnitId| covers_unit(grant, unit, directory);
    let shared = case.shared_units.iter().copied().any(covers);
    let handling = handling_at(grant, case);
    if handling
        .and_then(|handling| handling.lead)
        .is_some_and(covers)
    {
        return vec![Seat::Lead];
    }
    let supports = handling.is_some_and(|handling| {
        handling.supports.iter().any(|support| {
            let stayed = matches!(support.ended, None | Some(SupportEnd::Finished));
            stayed && covers(support.unit)
        })
    });
    vec![match (supports, shared) {
        (true, shared) => Seat::Support { shared },
        (false, true) => Seat::Guest,
        (false, false) => Seat::Stranger,
    }]
}

fn field_seats(
    grant: &Grant,
    officer: &Officer,
    case: &Report,
    directory: &Directory,
) -> Vec<Seat> {
    let mine = handling_at(grant, case).is_some_and(|handling| handling.person == Some(officer.id));
    let shared = case
        .shared_units
        .iter()
        .any(|unit| covers_unit(grant, *unit, directory));
    vec![if mine {
        Seat::Field { shared }
    } else {
        Seat::Stranger
    }]
}

/// The handling, where the grant's body has it now.
fn handling_at<'a>(grant: &Grant, case: &'a Report) -> Option<&'a Handling> {
    case.state.handling().filter(|_| grant.body == case.holder)
}

/// A grant covers a unit of its own body that lies at or below its node.
pub(super) fn covers_unit(grant: &Grant, unit: UnitId, directory: &Directory) -> bool {
    directory
        .units
        .get(&unit)
        .is_some_and(|found| directory.covers(grant, found.body, Some(unit)))
}
