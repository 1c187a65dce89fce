//! Who is told when a clock runs short or out: section 4, column "On breach".
//!
//! The policy says when and whom; what a clock and a report are not about falls out here,
//! so that one list of steps serves all clocks.

use super::Report;
use crate::agency::{Directory, Grant};
use crate::clock::ClockKind;
use crate::words::{Addressee, Role};

/// Whom a step of the policy tells for a clock; empty where the step is not for it.
pub fn addressees(
    clock: ClockKind,
    report: &Report,
    tell: &[Addressee],
    directory: &Directory,
) -> Vec<Addressee> {
    let at_desk = directory.is_desk(report.holder);
    let mut told = Vec::new();
    for addressee in tell {
        let addressee = match addressee {
            // Who must act: the unit, but before a disposition and on the coordinator's own
            // clocks the coordinator, at the desk the desk.
            Addressee::UnitOfficer if !is_units(clock) => Addressee::Coordinator,
            // Whose unit is not late has nothing to answer for.
            Addressee::UnitHead if !is_heads(clock) || at_desk => continue,
            Addressee::Leader | Addressee::Overseer if !goes_up(clock, *addressee) => continue,
            // Section 5: a leader sees of supervisory reports only counts, the head of a unit nothing.
            Addressee::Leader | Addressee::UnitHead if report.supervisory => continue,
            addressee => *addressee,
        };
        let addressee = match addressee {
            Addressee::UnitOfficer if report.supervisory => Addressee::Inspector,
            Addressee::Coordinator | Addressee::Leader if at_desk => Addressee::Desk,
            addressee => addressee,
        };
        if !told.contains(&addressee) {
            told.push(addressee);
        }
    }
    told
}

/// The unit keeps it; the others are the coordinator's (or the checker's).
const fn is_units(clock: ClockKind) -> bool {
    matches!(
        clock,
        ClockKind::FirstFollowUp | ClockKind::Resolution | ClockKind::Accept | ClockKind::Ppid
    )
}

/// The head of the unit answers for them too; the time to accept is the coordinator's matter.
const fn is_heads(clock: ClockKind) -> bool {
    matches!(
        clock,
        ClockKind::FirstFollowUp | ClockKind::Resolution | ClockKind::Ppid
    )
}

/// Leaders hear of the clocks that reporters wait for, the overseer's list holds resolutions only, and
/// what the PPID desk has instead of one.
const fn goes_up(clock: ClockKind, addressee: Addressee) -> bool {
    match addressee {
        Addressee::Overseer => matches!(clock, ClockKind::Resolution | ClockKind::Ppid),
        _ => !matches!(clock, ClockKind::Accept | ClockKind::HandoverAck),
    }
}

/// As whom a grant's holder hears of delays. Empty for those who must act themselves: they have the report in
/// their inbox anyway, late ones first.
pub const fn hears_as(grant: &Grant) -> &'static [Addressee] {
    match grant.role {
        Role::Leader if grant.node.is_some() => &[Addressee::UnitHead, Addressee::Leader],
        Role::Leader => &[Addressee::Leader],
        Role::Overseer => &[Addressee::Overseer],
        _ => &[],
    }
}
