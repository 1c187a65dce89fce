//! Figures by unit in the arrangement of today: reports of a unit that ended are told under its only successor; of one that
//! was split under itself, with a word of what it became; and a unit that was renamed with both its names.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::UnitId;
use lapor_domain::rules::Rules;
use lapor_store::figures::{Answer, Ask, Dimension};

use super::question::Organisation;
use crate::app::App;
use crate::error::AppError;

/// Rules under which figures tell units as of today.
fn of_today(rules: Arc<Rules>, now: Timestamp) -> Arc<Rules> {
    let mut units = rules.directory.units.values();
    if units.all(|unit| unit.succeeds.is_empty()) {
        return rules;
    }
    let today = rules.default_calendar.zone.local_date(now);
    Arc::new(Rules {
        directory: rules.directory.arranged(today),
        ..Rules::clone(&rules)
    })
}

/// The rules by which a question is answered: those of its moment, so that what is written later changes no answer; or those of
/// now, for units as of today.
pub(super) async fn rules(
    app: &App,
    organisation: Organisation,
    ask: &Ask,
) -> Result<Arc<Rules>, AppError> {
    match organisation {
        Organisation::Then => app.rules_at(ask.as_of).await,
        Organisation::Today => Ok(of_today(app.rules(), ask.now)),
    }
}

/// Explains the rows of an answer by unit in the arrangement of today.
pub(super) async fn explain_rows(
    app: &App,
    organisation: Organisation,
    rules: &Rules,
    answer: &mut Answer,
) -> Result<(), AppError> {
    let ask = answer.ask;
    if !tells_of_today(&ask, organisation) {
        return Ok(());
    }
    let before = names_before(app, &ask, organisation).await?;
    for row in &mut answer.rows {
        explain(row.key.as_deref(), &mut row.label, rules, &before, ask.now);
    }
    Ok(())
}

fn tells_of_today(ask: &Ask, organisation: Organisation) -> bool {
    organisation == Organisation::Today && ask.by.is_some_and(Dimension::is_unit)
}

/// The rules as the period of a question began, where its rows are units told as of today.
pub(super) async fn names_before(
    app: &App,
    ask: &Ask,
    organisation: Organisation,
) -> Result<Arc<Rules>, AppError> {
    let rules = app.rules();
    if !tells_of_today(ask, organisation) {
        return Ok(rules);
    }
    let begin = ask.zone(&rules).start_of_day(ask.from);
    app.rules_as_of(begin).await
}

/// Says of a unit's row which others it holds, what it became, and how it was called.
pub(super) fn explain(
    key: Option<&str>,
    label: &mut String,
    rules: &Rules,
    before: &Rules,
    now: Timestamp,
) {
    let directory = &rules.directory;
    let Some(unit) = key
        .and_then(|key| key.parse::<UnitId>().ok())
        .and_then(|id| directory.units.get(&id))
    else {
        return;
    };
    let today = rules.default_calendar.zone.local_date(now);
    let old = before.directory.units.get(&unit.id);
    if let Some(old) = old.filter(|old| old.name != unit.name) {
        let _ = write!(label, " (dahulu {})", old.name);
    }
    let held = directory.heirs.iter().filter(|(_, heir)| **heir == unit.id);
    let held = held.filter_map(|(id, _)| directory.units.get(id));
    let mut held: Vec<&str> = held.map(|unit| unit.name.as_str()).collect();
    held.sort_unstable();
    if !held.is_empty() {
        let _ = write!(label, " (termasuk {})", held.join(", "));
    }
    let has_ended = unit.valid_to.is_some_and(|to| to <= today);
    let successors = directory.successors(unit.id, today);
    if has_ended && successors.len() > 1 {
        let names: Vec<&str> = successors.iter().map(|unit| unit.name.as_str()).collect();
        let _ = write!(label, " (dipecah menjadi {})", names.join(", "));
    }
}
