//! A report about the very people who would decide it: it is addressed past them (section 3), and
//! somebody who may decide it is always left.

use super::Report;
use crate::agency::{BodyKind, Directory, Officer};
use crate::ids::{BodyId, OfficerId};
use crate::words::{Concern, Role};

/// The accounts that a concern excludes: all that hold the role at the body today, in order.
pub fn concerned(concern: Concern, body: BodyId, directory: &Directory) -> Vec<OfficerId> {
    let mut found: Vec<_> = directory
        .officers
        .values()
        .filter(|officer| has_role(officer, concern.role(), body))
        .map(|officer| officer.id)
        .collect();
    found.sort_unstable();
    found
}

/// Somebody who may decide is left at a body: the desk's officers, or a coordinator of the whole body
/// or an inspector whom the report is not about.
pub fn someone_left(excluded: &[OfficerId], body: BodyId, directory: &Directory) -> bool {
    let decides = |officer: &Officer| {
        officer.grants.iter().any(|grant| {
            grant.body == body
                && match grant.role {
                    Role::Coordinator => grant.node.is_none(),
                    Role::Inspector => true,
                    Role::Desk => directory.is_desk(body),
                    _ => false,
                }
        })
    };
    directory
        .officers
        .values()
        .any(|officer| !officer.disabled && !excluded.contains(&officer.id) && decides(officer))
}

/// The report is about everyone who holds a role at the body that has it.
pub(super) fn all_excluded(report: &Report, role: Role, directory: &Directory) -> bool {
    !report.excluded.is_empty()
        && directory.officers.values().all(|officer| {
            officer.disabled
                || report.excluded.contains(&officer.id)
                || !has_role(officer, role, report.holder)
        })
}

/// The desk stands as the coordinator of the body that has the report: it is about every coordinator
/// and every inspector there.
pub fn desk_decides(report: &Report, directory: &Directory) -> bool {
    let is_body = directory
        .bodies
        .get(&report.holder)
        .is_some_and(|body| body.kind == BodyKind::Agency);
    is_body
        && [Role::Coordinator, Role::Inspector]
            .iter()
            .all(|role| all_excluded(report, *role, directory))
}

/// The desk reads the report as its coordinator would: it decides it, or it has it because the report
/// was addressed past those whom it is about.
pub fn desk_reads_all(report: &Report, directory: &Directory) -> bool {
    let is_past_someone = || {
        report
            .excluded
            .iter()
            .filter_map(|id| directory.officers.get(id))
            .flat_map(|officer| &officer.grants)
            .any(|grant| matches!(grant.role, Role::Coordinator | Role::Inspector))
    };
    desk_decides(report, directory) || (directory.is_desk(report.holder) && is_past_someone())
}

fn has_role(officer: &Officer, role: Role, body: BodyId) -> bool {
    officer
        .grants
        .iter()
        .any(|grant| grant.role == role && grant.body == body)
}
