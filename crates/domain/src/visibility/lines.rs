//! What names a report in a list of an office: decided from its row alone, so that a page of fifty
//! lines folds no report. Never more than [`super::visibility`] would show, sometimes less.

use crate::agency::{Directory, Grant, Officer};
use crate::ids::{BodyId, UnitId};
use crate::words::Role;

/// What a list's row says of a report.
#[derive(Clone, Copy, Debug)]
pub struct LineFacts {
    /// The body that holds it.
    pub holder: BodyId,
    /// Its lead unit.
    pub lead: Option<UnitId>,
    /// Berkadar pengawasan, declared or decided.
    pub supervisory: bool,
    /// Everyone may see it.
    pub is_public: bool,
    /// It was disposed, so somebody verified it.
    pub is_verified: bool,
    /// Hides what.
    pub rahasia: bool,
    /// Archived, and not known to have been public.
    pub archived_unreleased: bool,
}

/// Which title a viewer reads in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineTitle {
    /// None: number and state only.
    No,
    /// As released or edited.
    Final,
    /// As the reporter wrote it, where there is no edited one.
    Original,
}

/// The title an officer may read of a line in their inbox.
pub fn line_title(officer: &Officer, line: &LineFacts, directory: &Directory) -> LineTitle {
    if officer.disabled {
        return LineTitle::No;
    }
    // An administrator's role opens no report, whatever everyone may read elsewhere.
    let reads = |grant: &Grant| grant.role != Role::Administrator;
    let released = if line.is_public && officer.grants.iter().any(reads) {
        LineTitle::Final
    } else {
        LineTitle::No
    };
    let here = officer
        .grants
        .iter()
        .filter(|grant| grant.body == line.holder);
    let by_role = here.map(|grant| {
        let covers = match (grant.node, line.lead) {
            (None, _) => true,
            (Some(node), Some(lead)) => directory.is_within(lead, node),
            (Some(_), None) => false,
        };
        match grant.role {
            Role::Coordinator if covers => LineTitle::Original,
            Role::Desk if directory.is_desk(grant.body) && !line.supervisory => LineTitle::Original,
            Role::Inspector if line.supervisory => LineTitle::Original,
            // Existence and reason only; state and clocks only.
            Role::UnitOfficer | Role::Leader if line.archived_unreleased => LineTitle::No,
            Role::Leader if line.rahasia => LineTitle::No,
            // No unit has it yet.
            Role::UnitOfficer if line.lead.is_none() => LineTitle::No,
            Role::UnitOfficer | Role::Leader if covers && line.is_verified && !line.supervisory => {
                LineTitle::Final
            }
            _ => LineTitle::No,
        }
    });
    by_role.fold(released, LineTitle::max)
}
