//! Who may appoint whom: coordinators staff their body, administrators also appoint those who watch
//! over it.

use lapor_app::admin;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::words::Role;

use super::keeper::Keeper;

/// Roles that look over a coordinator's shoulder, or stand above one: not a coordinator's to give,
/// nor to take over by setting a password.
const WATCHING: [Role; 5] = [
    Role::Administrator,
    Role::Inspector,
    Role::Auditor,
    Role::Overseer,
    Role::Desk,
];

/// Officers of the body; and those without any role, whom nobody would find otherwise.
pub(super) fn sees(keeper: &Keeper, officer: &Officer) -> bool {
    officer.grants.is_empty() || officer.grants.iter().any(|grant| grant.body == keeper.body)
}

/// Whether everything the officer may do is the keeper's to give.
pub(super) fn may_change(keeper: &Keeper, officer: &Officer) -> bool {
    let rules = keeper.rules();
    officer.grants.iter().all(|grant| {
        admin::may_administer(&rules, keeper.seat.officer.id, grant.body)
            && may_give(keeper, grant.role)
    })
}

/// Whether a role is the keeper's to give.
pub(super) fn may_give(keeper: &Keeper, role: Role) -> bool {
    keeper.is_administrator() || !WATCHING.contains(&role)
}

/// Whether a body would be left without an administrator if the officer lost these grants.
pub(super) fn is_last(keeper: &Keeper, officer: &Officer, lost: &[Grant]) -> bool {
    let rules = keeper.rules();
    lost.iter()
        .filter(|grant| grant.role == Role::Administrator && !officer.disabled)
        .any(|grant| {
            let covers = |other: &Grant| {
                other.role == Role::Administrator
                    && (other.body == grant.body || rules.directory.is_desk(other.body))
            };
            !rules.directory.officers.values().any(|other| {
                !other.disabled
                    && other.grants.iter().any(|held| {
                        covers(held) && !(other.id == officer.id && lost.contains(held))
                    })
            })
        })
}
