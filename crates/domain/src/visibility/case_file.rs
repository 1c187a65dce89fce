//! Who may have the case file of a report made: the paper that leaves the office and holds what an overseer sees.

use super::view::{Cell, Existence};
use super::{Viewer, visibility_of_follower};
use crate::agency::{Directory, Grant, Officer};
use crate::report::Report;
use crate::words::Role;

/// What becomes of the wish for a case file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseFileRight<'a> {
    /// It is made, in the name of this grant.
    By(&'a Grant),
    /// For this officer the report does not exist.
    Unknown,
    /// They know of it, and it is not theirs to have made.
    No,
}

/// Whether an officer may have the case file of a report made: who speaks for the body that has it (its coordinators,
/// leaders and inspectors), and its overseers, each where the report's matter is open to them at all. Of a secret report
/// that is an overseer too, who reads its masked version (section 5, row *rahasia*); a leader, who reads only state and
/// clocks of it, is not.
///
/// `handled` is the report's root where it was merged, else the report itself.
pub fn case_file_right<'a>(
    officer: &'a Officer,
    report: &Report,
    handled: &Report,
    directory: &Directory,
) -> CaseFileRight<'a> {
    let view = visibility_of_follower(&Viewer::Officer(officer), report, handled, directory);
    if !view.is_listable() {
        return CaseFileRight::Unknown;
    }
    let reads = view.proceedings != Cell::No || view.public_version != Cell::No;
    if view.existence != Existence::Full || !reads {
        return CaseFileRight::No;
    }
    let speaks = |grant: &&Grant| match grant.role {
        // An overseer of the desk oversees every body.
        Role::Overseer if directory.is_desk(grant.body) => true,
        // An inspector's node is where they sit, not what they inspect.
        Role::Inspector => grant.body == handled.holder,
        Role::Coordinator | Role::Leader | Role::Overseer => {
            grant.body == handled.holder && grant.node.is_none()
        }
        _ => false,
    };
    let found = officer.grants.iter().find(speaks);
    found.map_or(CaseFileRight::No, CaseFileRight::By)
}
