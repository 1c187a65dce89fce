//! Who makes a body's documents and who approves them. A document for which the body answers passes two pairs of eyes: who
//! edited it last does not approve it.

use crate::agency::{Directory, Grant};
use crate::ids::{BodyId, OfficerId};
use crate::words::Role;

/// How an approval came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// By another person than the last editor, as it should be.
    ByAnother,
    /// By the last editor, for nobody else in the body may approve: it is kept with the edition and told on its page.
    Alone,
}

/// Why somebody may not approve a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoApproval {
    /// They do not lead the whole body.
    #[error("dokumen disetujui oleh pimpinan instansi")]
    NotTheirs,
    /// They edited it last, and another leader may approve it.
    #[error(
        "dokumen ini terakhir Anda sunting sendiri; mintalah pimpinan lain menyetujuinya, atau petugas lain memeriksa dan \
         menyimpannya lebih dulu"
    )]
    OwnWork,
}

/// Whether an officer makes and edits a body's documents: who coordinates or leads the whole of it.
pub fn may_make(directory: &Directory, officer: OfficerId, body: BodyId) -> bool {
    holds(directory, officer, body, &[Role::Coordinator, Role::Leader])
}

/// Whether approving a body's documents is an officer's office: who leads the whole of it.
pub fn may_approve(directory: &Directory, officer: OfficerId, body: BodyId) -> bool {
    holds(directory, officer, body, &[Role::Leader])
}

/// Whether an officer may approve a document that was last in the hands of `last`; none where only the schedule had it.
///
/// # Errors
/// [`NoApproval`].
pub fn approval(
    directory: &Directory,
    officer: OfficerId,
    body: BodyId,
    last: Option<OfficerId>,
) -> Result<Approval, NoApproval> {
    if !may_approve(directory, officer, body) {
        return Err(NoApproval::NotTheirs);
    }
    if last != Some(officer) {
        return Ok(Approval::ByAnother);
    }
    let is_another = |id: &OfficerId| *id != officer && may_approve(directory, *id, body);
    if directory.officers.keys().any(is_another) {
        Err(NoApproval::OwnWork)
    } else {
        Ok(Approval::Alone)
    }
}

fn holds(directory: &Directory, officer: OfficerId, body: BodyId, roles: &[Role]) -> bool {
    let has =
        |grant: &Grant| grant.body == body && grant.node.is_none() && roles.contains(&grant.role);
    let officer = directory.officers.get(&officer);
    officer.is_some_and(|officer| !officer.disabled && officer.grants.iter().any(has))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::testkit::{self as kit, directory};

    fn leading(directory: &mut Directory, officer: OfficerId) {
        let officer = directory.officers.get_mut(&officer).unwrap();
        officer.grants.push(Grant {
            role: Role::Leader,
            body: kit::CITY,
            node: None,
        });
    }

    #[test]
    fn who_edited_last_does_not_approve_while_another_may() {
        let mut town = directory();
        let of = |town: &Directory, officer, last| approval(town, officer, kit::CITY, last);
        let (leader, coordinator) = (kit::LEADER, kit::COORDINATOR);
        assert_eq!(
            of(&town, leader, Some(coordinator)),
            Ok(Approval::ByAnother)
        );
        assert_eq!(
            of(&town, leader, None),
            Ok(Approval::ByAnother),
            "the schedule's"
        );
        assert_eq!(
            of(&town, coordinator, Some(leader)),
            Err(NoApproval::NotTheirs)
        );
        assert_eq!(
            of(&town, leader, Some(leader)),
            Ok(Approval::Alone),
            "the only one"
        );
        leading(&mut town, kit::COORDINATOR_TWO);
        assert_eq!(of(&town, leader, Some(leader)), Err(NoApproval::OwnWork));
        assert_eq!(
            of(&town, kit::COORDINATOR_TWO, Some(leader)),
            Ok(Approval::ByAnother)
        );
        // An account that was closed is no second pair of eyes.
        town.officers
            .get_mut(&kit::COORDINATOR_TWO)
            .unwrap()
            .disabled = true;
        assert_eq!(of(&town, leader, Some(leader)), Ok(Approval::Alone));
        assert_eq!(
            of(&town, kit::COORDINATOR_TWO, None),
            Err(NoApproval::NotTheirs)
        );
        // Nor is the leader of another body, or the head of a unit.
        assert!(!may_make(&town, leader, kit::DESK));
        assert!(!may_make(&town, kit::ROADS_OFFICER, kit::CITY));
        assert!(
            may_make(&town, coordinator, kit::CITY) && !may_approve(&town, coordinator, kit::CITY)
        );
    }
}
