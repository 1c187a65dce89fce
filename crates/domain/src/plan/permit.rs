//! Who may do what with plans.

use super::{Given, Plan};
use crate::agency::{Directory, Officer};
use crate::ids::BodyId;
use crate::words::Role;

/// Coordinators and leaders of the whole body: they answer for what it promises.
fn answers(officer: &Officer, body: BodyId) -> bool {
    let mut grants = officer.grants.iter();
    grants.any(|grant| {
        grant.body == body
            && grant.node.is_none()
            && matches!(grant.role, Role::Coordinator | Role::Leader)
    })
}

/// Whether an officer may raise a plan of a body.
pub fn may_raise(officer: &Officer, body: BodyId) -> bool {
    !officer.disabled && answers(officer, body)
}

/// Whether an officer may read a body's plans whole: anyone with a seat in it, and the national desk's overseers. Who only
/// keeps the program running may not, as with everything that is not theirs.
pub fn may_read(officer: &Officer, body: BodyId) -> bool {
    let mut grants = officer.grants.iter();
    !officer.disabled && grants.any(|grant| grant.body == body && grant.role != Role::Administrator)
}

/// Whether an officer may do this with a plan.
pub fn may(officer: &Officer, plan: &Plan, given: &Given, directory: &Directory) -> bool {
    if officer.disabled {
        return false;
    }
    let holds = || {
        officer.grants.iter().any(|grant| {
            matches!(grant.role, Role::UnitOfficer | Role::Leader)
                && directory.covers(grant, plan.body, Some(plan.owner))
        })
    };
    match given {
        Given::Progress { .. } | Given::Carry { .. } => {
            plan.officer == Some(officer.id) || holds() || answers(officer, plan.body)
        }
        Given::Review { .. } => {
            let inspects = |grant: &crate::agency::Grant| {
                grant.body == plan.body && grant.role == Role::Inspector
            };
            answers(officer, plan.body) || officer.grants.iter().any(inspects)
        }
        Given::Renew { .. } | Given::Show { .. } | Given::Cancel { .. } => {
            answers(officer, plan.body)
        }
        // Only the program measures.
        Given::Evaluate { .. } => false,
    }
}
