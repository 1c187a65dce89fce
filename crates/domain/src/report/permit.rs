//! Writes need a permit, and only this module hands one out.

use super::Report;
use super::command::CommandKind;
use super::event::ActorRef;
use super::past::{all_excluded, desk_decides};
use super::refusal::Refusal;
use super::table::{Party, row_of};
use crate::agency::{BodyKind, Directory, Grant};
use crate::ids::{BodyId, OfficerId, UnitId};
use crate::words::Role;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The holder of the report's secret phrase.
    Reporter,
    /// An officer's account.
    Officer(OfficerId),
    /// The program.
    System,
}

/// The right to give one command to one report. Cannot be made elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    command: CommandKind,
    party: Party,
    actor: ActorRef,
    node: Option<UnitId>,
}

impl Permit {
    /// The command it is for.
    pub const fn command(&self) -> CommandKind {
        self.command
    }

    /// As which party of the table.
    pub const fn party(&self) -> Party {
        self.party
    }

    /// Who, as the record keeps it.
    pub const fn actor(&self) -> ActorRef {
        self.actor
    }

    /// The node of the grant it rests on.
    pub const fn node(&self) -> Option<UnitId> {
        self.node
    }
}

/// A party someone is, with the grant it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Party of the table.
    pub party: Party,
    /// Role of the grant.
    pub role: Role,
    /// Node of the grant.
    pub node: Option<UnitId>,
}

/// Hands out the right to give `command`, or says why not.
pub fn permit(
    report: &Report,
    actor: Actor,
    command: CommandKind,
    directory: &Directory,
) -> Result<Permit, Refusal> {
    let row = row_of(command);
    let standing = standings(report, actor, directory)
        .into_iter()
        .filter_map(|standing| {
            let rank = row.by.iter().position(|party| *party == standing.party)?;
            Some((rank, standing))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, standing)| standing)
        .ok_or(Refusal::NotYours { command })?;
    if !row.from.contains(&report.state.code()) {
        return Err(Refusal::WrongState {
            command,
            state: report.state.code(),
        });
    }
    Ok(Permit {
        command,
        party: standing.party,
        actor: actor_ref(actor, standing),
        node: standing.node,
    })
}

/// Hands out the right to receive a report at a body (row 1): anyone for themselves, officers on behalf.
pub fn permit_receive(
    actor: Actor,
    body: BodyId,
    directory: &Directory,
) -> Result<Permit, Refusal> {
    let command = CommandKind::Receive;
    let refused = Refusal::NotYours { command };
    let (party, role, node) = match actor {
        Actor::Reporter => (Party::Reporter, Role::Reporter, None),
        Actor::System => (Party::System, Role::System, None),
        Actor::Officer(id) => directory
            .officers
            .get(&id)
            .filter(|officer| !officer.disabled)
            .and_then(|officer| {
                officer.grants.iter().find_map(|grant| {
                    let party = match grant.role {
                        Role::Coordinator => Party::Coordinator,
                        Role::Counter => Party::Counter,
                        Role::Desk => Party::Desk,
                        _ => return None,
                    };
                    (grant.body == body || grant.role == Role::Desk)
                        .then_some((party, grant.role, grant.node))
                })
            })
            .ok_or(refused)?,
    };
    Ok(Permit {
        command,
        party,
        actor: actor_ref(actor, Standing { party, role, node }),
        node,
    })
}

/// All commands an actor may give a report now, before the guards that need its data. That a
/// support unit answers the reporter itself is the policy's exception and not among them; nor is
/// keeping, for who has no unit of their own, nor what concerns the PPID desk where it has no part.
pub fn permitted(report: &Report, actor: Actor, directory: &Directory) -> Vec<CommandKind> {
    CommandKind::ALL
        .iter()
        .copied()
        .filter(|command| {
            permit(report, actor, *command, directory).is_ok_and(|permit| {
                let support = permit.party == Party::Support;
                match permit.command {
                    CommandKind::Answer => !support,
                    CommandKind::ReferPpid => super::decide::may_be_referred(report),
                    CommandKind::TakePpid | CommandKind::ExtendPpid => report.at_ppid(),
                    CommandKind::Keep => permit
                        .actor
                        .officer
                        .is_some_and(|id| own_unit(id, report.holder, directory).is_some()),
                    _ => true,
                }
            })
        })
        .collect()
}

/// Row 4b: the unit of an officer's own at a body, for which they keep reports: the node where their
/// scope begins, or the unit they work for. Who acts for the whole body needs a grant at a unit too.
pub fn own_unit(officer: OfficerId, body: BodyId, directory: &Directory) -> Option<UnitId> {
    let officer = directory.officers.get(&officer)?;
    [Role::Coordinator, Role::UnitOfficer, Role::Inspector]
        .into_iter()
        .find_map(|role| {
            let mut grants = officer.grants.iter();
            grants
                .find(|grant| grant.role == role && grant.body == body && grant.node.is_some())?
                .node
        })
}

/// Every party that someone is for a report. An excluded officer is none.
pub fn standings(report: &Report, actor: Actor, directory: &Directory) -> Vec<Standing> {
    match actor {
        Actor::Reporter => vec![Standing {
            party: Party::Reporter,
            role: Role::Reporter,
            node: None,
        }],
        Actor::System => vec![Standing {
            party: Party::System,
            role: Role::System,
            node: None,
        }],
        Actor::Officer(id) if report.excluded.contains(&id) => Vec::new(),
        Actor::Officer(id) => directory
            .officers
            .get(&id)
            .filter(|officer| !officer.disabled)
            .map(|officer| {
                officer
                    .grants
                    .iter()
                    .flat_map(|grant| {
                        parties(report, id, grant, directory)
                            .into_iter()
                            .map(|party| Standing {
                                party,
                                role: grant.role,
                                node: grant.node,
                            })
                    })
                    .collect()
            })
            .unwrap_or_default(),
    }
}

fn parties(
    report: &Report,
    officer: OfficerId,
    grant: &Grant,
    directory: &Directory,
) -> Vec<Party> {
    let here = grant.body == report.holder;
    let covers_lead = here && covers_lead(report, grant, directory);
    match grant.role {
        Role::Coordinator if covers_lead => vec![Party::Coordinator],
        Role::Counter if here => vec![Party::Counter],
        Role::Desk => desk_parties(report, grant, directory),
        Role::UnitOfficer if here && !report.supervisory => unit_parties(report, grant, directory),
        Role::FieldOfficer if here && !report.supervisory => report
            .state
            .handling()
            .filter(|handling| handling.person == Some(officer))
            .map(|_| vec![Party::Field])
            .unwrap_or_default(),
        // "For supervisory reports read I for U and 'I or C' for C."
        Role::Inspector if here && report.supervisory => {
            vec![Party::Unit, Party::Coordinator, Party::Inspector]
        }
        // A report about the coordinators is decided past them.
        Role::Inspector if here && all_excluded(report, Role::Coordinator, directory) => {
            vec![Party::Coordinator, Party::Inspector]
        }
        Role::Inspector if here => vec![Party::Inspector],
        Role::Leader if covers_lead && !report.supervisory => vec![Party::Leader],
        _ => Vec::new(),
    }
}

/// A coordinator's or leader's scope: the whole body, or a node that has the lead below it.
fn covers_lead(report: &Report, grant: &Grant, directory: &Directory) -> bool {
    match (grant.node, report.lead()) {
        (None, _) => true,
        (Some(node), Some(lead)) => directory.is_within(lead, node),
        (Some(_), None) => false,
    }
}

fn desk_parties(report: &Report, grant: &Grant, directory: &Directory) -> Vec<Party> {
    let is_desk = directory
        .bodies
        .get(&grant.body)
        .is_some_and(|body| body.kind == BodyKind::Desk);
    let mut parties = match (is_desk, grant.body == report.holder) {
        (true, true) => vec![Party::DeskHolding, Party::Desk],
        (true, false) => vec![Party::Desk],
        _ => return Vec::new(),
    };
    if desk_decides(report, directory) {
        parties.push(Party::Coordinator);
    }
    parties
}

fn unit_parties(report: &Report, grant: &Grant, directory: &Directory) -> Vec<Party> {
    let within = |unit| {
        grant
            .node
            .is_none_or(|node| directory.is_within(unit, node))
    };
    let Some(handling) = report.state.handling() else {
        return Vec::new();
    };
    let mut parties = Vec::new();
    if handling.lead.is_some_and(within) {
        parties.push(Party::Unit);
    }
    if handling
        .supports
        .iter()
        .any(|support| support.ended.is_none() && within(support.unit))
    {
        parties.push(Party::Support);
    }
    parties
}

fn actor_ref(actor: Actor, standing: Standing) -> ActorRef {
    match actor {
        Actor::Reporter => ActorRef::REPORTER,
        Actor::System => ActorRef::SYSTEM,
        Actor::Officer(officer) => ActorRef {
            role: standing.role,
            officer: Some(officer),
            unit: standing.node,
        },
    }
}
