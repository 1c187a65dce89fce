//! Measuring a plan: by a measure of the catalogue, from the same counts as every page, frozen with their moment, policy and
//! place in the order of events.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use lapor_domain::figures::{self, Measure};
use lapor_domain::ids::BodyId;
use lapor_domain::plan::{Reading, ReportSet, measure};
use lapor_store::figures::{Ask, Filter, GatherQuery, Scope, Sight};

use super::PlanError;
use crate::app::App;
use crate::figures::FiguresError;

/// A measure over a set and a period, as known when a local day begins. Reports berkadar pengawasan are not in what officers read of a
/// plan: it must not tell that there are any. What anyone reads is of all reports, those that are not open in whole fives.
pub(super) async fn read(
    app: &App,
    body: BodyId,
    set: &ReportSet,
    by: &Measure,
    (from, to): (Date, Date),
    on: Date,
) -> Result<Reading, PlanError> {
    let as_of = app.rules().zone(body).start_of_day(on);
    let rules = app.rules_as_of(as_of).await?;
    let ask = Ask {
        scope: set.unit.map_or(Scope::Body(body), Scope::Unit),
        sight: Sight::ORDINARY,
        from,
        to,
        as_of: Some(as_of),
        by: None,
        now: app.now().max(as_of),
    };
    let filter = Filter {
        category: set.category,
        region: set.region.clone(),
        ..Filter::default()
    };
    let readings = BTreeSet::from([figures::Reading::Counts, by.reading]);
    app.ordered_before(as_of).await?;
    let whole = Ask {
        sight: Sight::WHOLE,
        ..ask
    };
    let query = |ask| GatherQuery::new(Arc::clone(&rules), ask, filter.clone(), readings.clone());
    let inside = query(ask).map_err(FiguresError::from)?;
    let of_all = query(whole).map_err(FiguresError::from)?.with_hidden();
    let gathered = app.store().read(inside).await?;
    let counted = gathered.total.counted;
    let measured = by.of(&counted);
    let all = app.store().read(of_all).await?.total;
    let told = all.counted.in_fives(&all.hidden);
    let in_fives = by.of(&told);
    let is_enough = in_fives.n() >= measure::fewest(by);
    let policies = rules.policies_between(body, from.min(on), on);
    Ok(Reading {
        from,
        to,
        as_of,
        position: gathered.position,
        value: measure::value(&measured),
        n: measured.n(),
        received: counted.cohort.received,
        told: measure::value(&in_fives).filter(|_| is_enough),
        told_received: Some(told.cohort.received),
        by_told: false,
        policy: policies.into_iter().map(|policy| policy.version).collect(),
        days_after: u16::try_from((on - to).get_days() - 1).ok(),
    })
}
