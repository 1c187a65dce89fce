//! The weekly digest for who leads a unit or a body: what came, what became of it, what is late and where.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::UnitId;
use lapor_domain::visibility::counts_supervisory;
use lapor_domain::words::Role;
use lapor_store::figures::{Ask, Scope, Sight};
use lapor_store::list::View;

use super::{Recipient, Told, daily, written};
use crate::error::AppError;
use crate::figures::{self, FiguresError};
use crate::notify::words::Places;

/// Units of which it is told how much is late there.
const UNITS: usize = 15;

/// Whether an officer gets it.
pub(super) fn is_for(officer: &Officer) -> bool {
    officer.grants.iter().any(leads)
}

const fn leads(grant: &Grant) -> bool {
    matches!(grant.role, Role::Leader | Role::Coordinator)
}

/// The digest of the week before `monday`; `None` where nothing came and nothing is open.
pub(super) async fn told(to: &Recipient<'_>, monday: Date) -> Result<Option<Told>, AppError> {
    let Some(grant) = to.officer.grants.iter().find(|grant| leads(grant)) else {
        return Ok(None);
    };
    let before = |days: i64| monday.checked_sub(Span::new().days(days)).unwrap_or(monday);
    let (from, until) = (before(7), before(1));
    let ask = Ask {
        scope: grant.node.map_or(Scope::Body(grant.body), Scope::Unit),
        sight: Sight {
            supervisory: counts_supervisory(grant),
            officer: Some(to.officer.id),
        },
        from,
        to: until,
        as_of: None,
        by: None,
        now: to.app.now(),
    };
    let total = match figures::exact(to.app, ask).await {
        Ok((answer, _)) => answer.total,
        // A unit that is gone: nothing to tell of it.
        Err(FiguresError::Ask(_) | FiguresError::Question(_)) => return Ok(None),
        Err(FiguresError::App(error)) => return Err(error),
    };
    let late = daily::lines(to, View::Overdue).await?;
    let open = daily::lines(to, View::Open).await?;
    let oldest = open.iter().min_by_key(|line| line.received_at);
    if total.received == 0 && late.is_empty() && oldest.is_none() {
        return Ok(None);
    }
    let mut by_unit: BTreeMap<String, usize> = BTreeMap::new();
    for line in &late {
        let lead = line.details.as_ref().and_then(|details| details.lead);
        *by_unit.entry(unit(to, lead)).or_default() += 1;
    }
    let mut by_unit: Vec<(String, usize)> = by_unit.into_iter().collect();
    by_unit.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let figure = |key: &str, n: u64| format!("- {}: {n}", to.word(key));
    let mut whole = vec![
        format!("{}: {}", to.word("desk-received"), total.received),
        figure("desk-handled", total.handled),
        figure("desk-in-process", total.in_process),
        figure("desk-not-followed-up", total.not_followed_up),
        figure("desk-not-verified", total.not_verified),
        String::new(),
        format!("{}: {}", to.word("desk-late-now"), late.len()),
    ];
    let units = by_unit.iter().take(UNITS);
    whole.extend(units.map(|(unit, n)| format!("- {unit}: {n}")));
    if let Some(oldest) = oldest {
        let today = to.rules.zone(to.home).local_date(to.app.now());
        whole.extend([
            String::new(),
            format!("{}:", to.word("desk-oldest")),
            daily::line(to, oldest, today),
        ]);
    }
    let summary = [
        ("desk-received", total.received),
        ("desk-handled", total.handled),
        ("desk-late-now", late.len() as u64),
    ];
    let summary = summary.map(|(key, n)| format!("{} {n}", to.word(key).to_lowercase()));
    let place = grant.node.map(|node| unit(to, Some(node)));
    let body = to.rules.directory.bodies.get(&grant.body);
    let body = body.map(|body| body.name.clone()).unwrap_or_default();
    Ok(Some(Told {
        notice: "weekly",
        summary: summary.join(", "),
        whole: whole.join("\n"),
        places: Places {
            unit: place.unwrap_or(body),
            until: format!("{} s.d. {}", written(from), written(until)),
            link: to.link("/statistik"),
            ..Places::default()
        },
    }))
}

fn unit(to: &Recipient<'_>, unit: Option<UnitId>) -> String {
    let known = unit.and_then(|unit| to.rules.directory.units.get(&unit));
    known.map_or_else(|| to.word("desk-no-unit"), |unit| unit.name.clone())
}
