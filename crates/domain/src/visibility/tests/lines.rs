//! A list's line against the whole view: a title is never shown where the page would not show it.

use proptest::prelude::*;
use proptest::sample::select;

use super::invariants::officers;
use super::world::cases;
use crate::agency::{Directory, Grant, Officer};
use crate::content::ContentKind;
use crate::report::Report;
use crate::report::state::{State, SupportEnd};
use crate::testkit::directory;
use crate::visibility::{Cell, LineFacts, LineTitle, Viewer, is_public, line_title, visibility};
use crate::words::Role;

/// As the row of a report says it.
fn facts(report: &Report) -> LineFacts {
    LineFacts {
        holder: report.holder,
        lead: report.lead(),
        supervisory: report.supervisory,
        is_public: is_public(report),
        is_verified: report.round() > 0,
        rahasia: report.rahasia,
        archived_unreleased: matches!(report.state, State::Archived(_)) && !is_public(report),
        is_task: false,
    }
}

/// Whether a list of tasks has it for this officer: as `report_support` and `person_id` say.
fn is_task(officer: &Officer, report: &Report, directory: &Directory) -> bool {
    let Some(handling) = report.state.handling() else {
        return false;
    };
    let helps = |grant: &Grant| {
        handling.supports.iter().any(|support| {
            matches!(support.ended, None | Some(SupportEnd::Finished))
                && directory.covers(grant, report.holder, Some(support.unit))
        })
    };
    officer.grants.iter().any(|grant| match grant.role {
        Role::UnitOfficer => helps(grant),
        Role::FieldOfficer => grant.body == report.holder && handling.person == Some(officer.id),
        _ => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn a_line_never_says_more_than_the_page(
        (case, report) in select(cases()),
        officer in officers(Role::ALL),
    ) {
        // The list itself leaves out what an officer is excluded from.
        prop_assume!(!report.excluded.contains(&officer.id));
        let directory = directory();
        let view = visibility(&Viewer::Officer(&officer), &report, &directory);
        let there = |kind| report.word(kind).is_some();
        let facts = LineFacts { is_task: is_task(&officer, &report, &directory), ..facts(&report) };
        match line_title(&officer, &facts, &directory) {
            LineTitle::No => {}
            LineTitle::Final => prop_assert_eq!(view.public_version, Cell::Yes, "{}", case),
            LineTitle::Original if there(ContentKind::TextOriginal) => {
                prop_assert_eq!(view.original, Cell::Yes, "{}", case);
            }
            LineTitle::Original => prop_assert_eq!(view.public_version, Cell::Yes, "{}", case),
        }
    }
}

#[test]
fn leaders_read_no_title_of_what_is_secret_or_archived_unseen() {
    let directory = directory();
    let leader = &directory.officers[&crate::testkit::LEADER];
    let title = |wanted: &str| {
        let (_, report) = cases().into_iter().find(|(name, _)| *name == wanted)?;
        Some(line_title(leader, &facts(&report), &directory))
    };
    assert_eq!(title("verified, not released"), Some(LineTitle::Final));
    assert_eq!(title("rahasia"), Some(LineTitle::No));
    assert_eq!(title("archived, never released"), Some(LineTitle::No));
    assert_eq!(title("archived after release"), Some(LineTitle::Final));
}
