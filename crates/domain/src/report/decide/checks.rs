//! What several rows ask for: bodies, units, categories, persons, owners, and leave to release.

use crate::agency::Grant;
use crate::content::{ContentKind, ContentRef};
use crate::ids::{BodyId, CategoryId, OfficerId, UnitId};
use crate::report::Report;
use crate::report::context::Context;
use crate::report::past::someone_left;
use crate::report::refusal::Guard;
use crate::report::state::Owner;
use crate::words::Role;

/// Another body of the installation, with somebody in it who may decide the report.
pub(super) fn check_body(report: &Report, to: BodyId, context: &Context<'_>) -> Result<(), Guard> {
    let exists = context.directory.bodies.contains_key(&to);
    if !exists || to == report.holder {
        Err(Guard::NoSuchBody)
    } else if !report.excluded.is_empty() && !someone_left(&report.excluded, to, context.directory)
    {
        Err(Guard::NobodyLeft)
    } else {
        Ok(())
    }
}

/// The unit is the holder's and in force today.
pub(super) fn check_unit(
    report: &Report,
    unit: UnitId,
    context: &Context<'_>,
) -> Result<(), Guard> {
    context
        .directory
        .units
        .get(&unit)
        .filter(|found| found.body == report.holder && found.is_valid_on(context.today()))
        .map(|_| ())
        .ok_or(Guard::NoSuchUnit)
}

/// The category is the holder's and still offered.
pub(super) fn check_category(
    report: &Report,
    category: CategoryId,
    context: &Context<'_>,
) -> Result<(), Guard> {
    context
        .directory
        .categories
        .get(&category)
        .filter(|found| found.body == report.holder && !found.retired)
        .map(|_| ())
        .ok_or(Guard::NoSuchCategory)
}

/// Rows 15 and 29: someone who works for the unit, for what is below it or for what it belongs to, may sign
/// in and is not excluded.
pub(super) fn check_person(
    report: &Report,
    unit: UnitId,
    person: Option<OfficerId>,
    context: &Context<'_>,
) -> Result<(), Guard> {
    let Some(person) = person else { return Ok(()) };
    let directory = context.directory;
    let works_there = |grant: &Grant| {
        grant.body == report.holder
            && matches!(
                grant.role,
                Role::UnitOfficer | Role::FieldOfficer | Role::Inspector
            )
            && grant.node.is_none_or(|node| {
                directory.is_within(node, unit) || directory.is_within(unit, node)
            })
    };
    directory
        .officers
        .get(&person)
        .filter(|officer| !officer.disabled && !report.excluded.contains(&person))
        .filter(|officer| officer.grants.iter().any(works_there))
        .map(|_| ())
        .ok_or(Guard::NoSuchOfficer)
}

/// Whoever refuses names the likely owner.
pub(super) fn check_owner(owner: &Owner, context: &Context<'_>) -> Result<(), Guard> {
    let named = match owner {
        Owner::Unit(unit) => context.directory.units.contains_key(unit),
        Owner::Body(body) => context.directory.bodies.contains_key(body),
        Owner::Outside(name) => !name.trim().is_empty(),
    };
    if named {
        Ok(())
    } else {
        Err(Guard::OwnerMissing)
    }
}

/// Invariant (b): a root cannot become supervisory, or ordinary, under followers that are not.
pub(super) fn check_followers(report: &Report, supervisory: bool) -> Result<(), Guard> {
    if report.supervisory != supervisory && !report.followers.is_empty() {
        Err(Guard::RootOtherKind)
    } else {
        Ok(())
    }
}

/// Section 5: what its reporter marked rahasia, and what is supervisory, is never released by an officer.
pub(super) fn check_release(report: &Report, supervisory: bool) -> Result<(), Guard> {
    if report.rahasia {
        Err(Guard::Rahasia)
    } else if supervisory {
        Err(Guard::SupervisoryNotReleased)
    } else {
        Ok(())
    }
}

/// Row 4: an officer settled the public text, masked or acknowledged as it stands, before anything
/// is released. `words` come with the decision itself.
pub(super) fn check_text(report: &Report, words: &[ContentRef]) -> Result<(), Guard> {
    report
        .words
        .iter()
        .chain(words)
        .any(|word| word.kind == ContentKind::TextFinal)
        .then_some(())
        .ok_or(Guard::TextNotMasked)
}
