//! What names a report in a list of an office: decided from its row alone, so that a page of fifty
//! lines folds no report. Never more than [`super::visibility`] would show, sometimes less.

use crate::agency::{Directory, Grant, Officer};
use crate::ids::{BodyId, UnitId};
use crate::report::Report;
use crate::words::{Role, StateCode};

use super::is_public;

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
    /// The viewer's list has it as a task: it was given to them in person, or their unit helps.
    pub is_task: bool,
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

impl LineTitle {
    /// Where no title may be read, the line says existence, state and clocks and nothing else: the strictest
    /// row that a list can hold (section 5: leaders, desk, overseer).
    pub const fn is_more_than_state(self) -> bool {
        !matches!(self, Self::No)
    }
}

/// Whether a role finds reports by words of the original, as it reads them without giving a reason; all others find what
/// was masked.
pub const fn finds_originals(role: Role) -> bool {
    matches!(role, Role::Coordinator | Role::Desk | Role::Inspector)
}

/// Whether the offices that handle a report may find it by its masked words: once it was verified, and not where it was
/// archived without being public, for then it is told without words.
pub fn is_told_masked(report: &Report) -> bool {
    let is_archived = report.state.code() == StateCode::Archived;
    report.verified && (!is_archived || is_public(report))
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
    let is_plain = line.is_verified && !line.supervisory && !line.archived_unreleased;
    let by_role = officer.grants.iter().map(|grant| {
        let here = grant.body == line.holder;
        let covers = match (grant.node, line.lead) {
            (None, _) => here,
            (Some(node), Some(lead)) => here && directory.is_within(lead, node),
            (Some(_), None) => false,
        };
        match grant.role {
            Role::Coordinator if covers => LineTitle::Original,
            Role::Desk if here && directory.is_desk(grant.body) && !line.supervisory => {
                LineTitle::Original
            }
            Role::Inspector if here && (line.supervisory || is_plain) => LineTitle::Original,
            // State and clocks only.
            Role::Leader | Role::Overseer if line.rahasia => LineTitle::No,
            Role::Leader if covers && is_plain => LineTitle::Final,
            // An overseer granted at the desk oversees every body.
            Role::Overseer if is_plain && (covers || directory.is_desk(grant.body)) => {
                LineTitle::Final
            }
            // What no unit has yet, none knows of.
            Role::UnitOfficer if covers && is_plain && line.lead.is_some() => LineTitle::Final,
            // Whose task it is reads what it is about, unless that is secret.
            Role::UnitOfficer | Role::FieldOfficer
                if here && line.is_task && is_plain && !line.rahasia =>
            {
                LineTitle::Final
            }
            _ => LineTitle::No,
        }
    });
    by_role.fold(released, LineTitle::max)
}
