//! Where a walk begins: a report of any kind, at any point, under any policy.

use lapor_domain::sp4n::ImportedState;
use lapor_domain::testkit::{self as kit, Life};
use lapor_domain::words::{ArchiveReason, EndedBy};

use super::chance::Chance;
use crate::lives;

/// Lives that are well on their way, so that the walks come to what lies late in a life.
const LATER: &[fn() -> Life] = &[
    lives::answered,
    lives::proposed,
    lives::unchecked,
    lives::closed,
    lives::disputed_twice,
    lives::reopened,
    lives::joined_and_disputed,
];

/// With the PPID desk, where few walks come by themselves.
const PPID: &[fn() -> Life] = &[
    lives::asked_for,
    lives::referred,
    lives::referred,
    lives::answered_by_ppid,
];

/// A report of any kind, under any policy that differs in a rule of the table.
pub(crate) fn begin(chance: &mut Chance) -> Life {
    let mut life = match chance.below(11) {
        0 => Life::received_at_desk(),
        1 | 2 => {
            let state = imported_state(chance);
            let unit = (!chance.one_in(3)).then_some(kit::ROADS);
            let supervisory = chance.one_in(6);
            Life::imported(state, |_, observed| {
                observed.unit = unit;
                observed.supervisory = supervisory;
            })
        }
        3 | 4 => chance.pick(LATER)(),
        5 => chance.pick(PPID)(),
        _ => {
            let chosen = [4, 6, 4, 2, 8].map(|n| chance.one_in(n));
            Life::received_with(|receipt| {
                let [rahasia, supervisory, anonim, no_contact, excluded] = chosen;
                receipt.rahasia = rahasia;
                receipt.declared_supervisory = supervisory;
                receipt.anonim = anonim;
                receipt.has_contact = !no_contact;
                if excluded {
                    receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO];
                }
            })
        }
    };
    life.policy.closure_check |= chance.one_in(3);
    life.policy.support_may_answer = chance.one_in(3);
    let roots = [
        lives::assigned,
        lives::answered,
        lives::refused,
        lives::closed,
        Life::received,
        lives::disputed,
        lives::proposed,
    ];
    let other = chance.pick(&roots)().report;
    life.root.get_or_insert(other);
    life
}

/// What an export may say.
pub(crate) fn imported_state(chance: &mut Chance) -> ImportedState {
    match chance.below(8) {
        0 => ImportedState::Received,
        1 => ImportedState::Assigned,
        2 => ImportedState::InProgress,
        3 => ImportedState::OnHold {
            return_to_assigned: chance.one_in(2),
        },
        4 => ImportedState::Closed {
            by: *chance.pick(EndedBy::ALL),
        },
        5 => ImportedState::Archived {
            by: EndedBy::System,
            reason: ArchiveReason::ExpiredImport,
        },
        6 => ImportedState::TransferredToDesk,
        _ => ImportedState::Unknown {
            raw: "entah".to_owned(),
        },
    }
}
