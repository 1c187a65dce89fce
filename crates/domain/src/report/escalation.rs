//! Who is told when a clock runs short or out: section 4, column "On breach".
//!
//! The policy says when and which roles; what a clock and a report are not about falls out here,
//! so that one list of steps serves all clocks.

use super::Report;
use crate::agency::Directory;
use crate::clock::ClockKind;
use crate::words::Role;

/// The roles that a step of the policy tells for a clock; empty where the step is not for it.
pub fn addressees(
    clock: ClockKind,
    report: &Report,
    tell: &[Role],
    directory: &Directory,
) -> Vec<Role> {
    let at_desk = directory.is_desk(report.holder);
    let mut told = Vec::new();
    for role in tell {
        let role = match role {
            // Who must act: the unit, but before a disposition and on the coordinator's own
            // clocks the coordinator, at the desk the desk.
            Role::UnitOfficer if !is_units(clock) => Role::Coordinator,
            Role::Leader | Role::Overseer if !goes_up(clock, *role) => continue,
            // Section 5: a leader sees of supervisory reports only counts.
            Role::Leader if report.supervisory => continue,
            role => *role,
        };
        let role = match role {
            Role::UnitOfficer if report.supervisory => Role::Inspector,
            Role::Coordinator | Role::Leader if at_desk => Role::Desk,
            role => role,
        };
        if !told.contains(&role) {
            told.push(role);
        }
    }
    told
}

/// The unit keeps it; the others are the coordinator's (or the checker's).
const fn is_units(clock: ClockKind) -> bool {
    matches!(
        clock,
        ClockKind::FirstFollowUp | ClockKind::Resolution | ClockKind::Accept
    )
}

/// Leaders hear of the clocks that reporters wait for, the overseer's list holds resolutions only.
const fn goes_up(clock: ClockKind, role: Role) -> bool {
    match role {
        Role::Overseer => matches!(clock, ClockKind::Resolution),
        _ => !matches!(clock, ClockKind::Accept | ClockKind::HandoverAck),
    }
}
