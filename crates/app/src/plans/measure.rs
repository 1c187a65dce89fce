//! What a plan can be measured by, and measuring it: from the same figures as every page, frozen with their moment and place
//! in the order of events.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::agency::Directory;
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{Cohort, Counted, Share, Times, completion};
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::plan::{Goal, Reading, ReportSet};
use lapor_store::figures::{Answer, Ask, Dimension, Performance, Row, Scope, Sight};
use wilayah::RegionCode;

use super::PlanError;
use crate::app::App;
use crate::figures;

/// Fewest reports or clocks on which a share, a time or a rating is judged.
const FEWEST: u64 = 10;

/// What a measure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Reports.
    Reports,
    /// Percent.
    Percent,
    /// Hours of office time, the median.
    Hours,
    /// Stars from 1 to 5.
    Stars,
    /// Steps for each report.
    Times,
}

/// A measure of the catalogue by which plans can be judged.
#[derive(Clone, Copy, Debug)]
pub struct PlanMeasure {
    /// Its code in the catalogue.
    pub id: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is better.
    pub goal: Goal,
    /// It can be narrowed to a category or a region; the others to a unit only.
    pub by_kind: bool,
    of: Of,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Cohort(fn(&Cohort) -> Value),
    Done(fn(&Performance) -> Value),
}

/// A value and what it stands on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Value {
    value: Option<f64>,
    n: u64,
}

impl From<Share> for Value {
    fn from(share: Share) -> Self {
        Self {
            value: share.percent(),
            n: share.whole,
        }
    }
}

impl From<Times> for Value {
    /// Hours with one decimal.
    fn from(times: Times) -> Self {
        Self {
            value: times
                .median
                .map(|minutes| (f64::from(minutes) / 6.0).round() / 10.0),
            n: times.n,
        }
    }
}

const fn count(n: u64) -> Value {
    Value {
        value: Some(n as f64),
        n,
    }
}

fn punctual(done: &Performance, kind: ClockKind) -> Value {
    let found = done.on_time.iter().find(|(clock, _)| *clock == kind);
    found
        .map_or(Share::default(), |(_, kept)| kept.first)
        .into()
}

const fn cohort(id: &'static str, unit: Unit, goal: Goal, of: fn(&Cohort) -> Value) -> PlanMeasure {
    PlanMeasure {
        id,
        unit,
        goal,
        by_kind: true,
        of: Of::Cohort(of),
    }
}

const fn done(
    id: &'static str,
    unit: Unit,
    goal: Goal,
    of: fn(&Performance) -> Value,
) -> PlanMeasure {
    PlanMeasure {
        id,
        unit,
        goal,
        by_kind: false,
        of: Of::Done(of),
    }
}

/// Every measure by which a plan can be judged; ids and formulas are those of the catalogue.
pub const MEASURES: [PlanMeasure; 14] = [
    cohort("received", Unit::Reports, Goal::AtMost, |it| {
        count(it.received)
    }),
    cohort("not_followed_up", Unit::Reports, Goal::AtMost, |it| {
        count(it.not_followed_up)
    }),
    cohort("completion", Unit::Percent, Goal::AtLeast, |it| {
        completion(it).into()
    }),
    done("follow_up_rate", Unit::Percent, Goal::AtLeast, |it| {
        it.follow_up.share.into()
    }),
    done("on_time_verification", Unit::Percent, Goal::AtLeast, |it| {
        punctual(it, ClockKind::Verification)
    }),
    done(
        "on_time_first_follow_up",
        Unit::Percent,
        Goal::AtLeast,
        |it| punctual(it, ClockKind::FirstFollowUp),
    ),
    done("on_time_resolution", Unit::Percent, Goal::AtLeast, |it| {
        punctual(it, ClockKind::Resolution)
    }),
    done("time_to_verify", Unit::Hours, Goal::AtMost, |it| {
        it.to_verify.working_minutes.into()
    }),
    done("time_to_first_follow_up", Unit::Hours, Goal::AtMost, |it| {
        it.to_first_follow_up.working_minutes.into()
    }),
    done("time_to_resolve", Unit::Hours, Goal::AtMost, |it| {
        it.to_resolve.working_minutes.into()
    }),
    done("refusal_rate", Unit::Percent, Goal::AtMost, |it| {
        it.refusals.into()
    }),
    done("moves_per_report", Unit::Times, Goal::AtMost, |it| {
        let moves = it.passing_on.moves;
        Value {
            value: (moves.whole > 0)
                .then(|| (moves.part as f64 * 100.0 / moves.whole as f64).round() / 100.0),
            n: moves.whole,
        }
    }),
    done(
        "reopen_rate_by_reporter",
        Unit::Percent,
        Goal::AtMost,
        |it| Share::of(it.reopened.by_reporter, it.reopened.closed).into(),
    ),
    done("rating", Unit::Stars, Goal::AtLeast, |it| Value {
        value: it.rating.mean,
        n: it.rating.n,
    }),
];

/// The measure of a code.
pub fn measure(id: &str) -> Option<&'static PlanMeasure> {
    MEASURES.iter().find(|measure| measure.id == id)
}

impl PlanMeasure {
    /// Fewest reports or clocks on which it is judged.
    pub const fn fewest(&self) -> u64 {
        match self.unit {
            Unit::Reports => 0,
            Unit::Percent | Unit::Hours | Unit::Stars | Unit::Times => FEWEST,
        }
    }

    fn value(&self, counted: &Cohort, done: &Performance) -> Value {
        match self.of {
            Of::Cohort(of) => of(counted),
            Of::Done(of) => of(done),
        }
    }

    /// Whether it can be measured over this set.
    pub(super) fn covers(&self, set: &ReportSet) -> bool {
        let kinds = usize::from(set.category.is_some()) + usize::from(set.region.is_some());
        kinds == 0 || (kinds == 1 && self.by_kind)
    }
}

/// A measure over a set and a period, as known at a moment. Reports berkadar pengawasan are not in what officers read of a
/// plan: it must not tell that there are any. What anyone reads is of all reports, those that are not open in whole fives.
pub(super) async fn read(
    app: &App,
    body: BodyId,
    set: &ReportSet,
    measure: &PlanMeasure,
    (from, to): (Date, Date),
    as_of: Timestamp,
) -> Result<Reading, PlanError> {
    let by = if set.category.is_some() {
        Dimension::Category
    } else if set.region.is_some() {
        Dimension::Region
    } else {
        Dimension::Type
    };
    let ask = Ask {
        scope: set.unit.map_or(Scope::Body(body), Scope::Unit),
        sight: Sight {
            supervisory: false,
            officer: None,
        },
        from,
        to,
        as_of: Some(as_of),
        by: Some(by),
        now: app.now().max(as_of),
    };
    let (answer, performance) = figures::exact(app, ask).await?;
    let rules = app.rules();
    let (counted, _) = of_set(&answer, set, &rules.directory);
    let value = measure.value(&counted, &performance);
    let part = Ask {
        sight: Sight::WHOLE,
        ..ask
    };
    let (answer_of_part, performance) = figures::of_part(app, part).await?;
    let (all, unreleased) = of_set(&answer_of_part, set, &rules.directory);
    let told = measure.value(&in_fives(all, unreleased), &performance);
    let reading = Reading {
        from,
        to,
        as_of,
        position: answer.position,
        value: value.value,
        n: value.n,
        received: counted.received,
        told: told.value.filter(|_| told.n >= measure.fewest().max(5)),
    };
    Ok(reading)
}

fn in_fives(all: Cohort, unreleased: Cohort) -> Cohort {
    let of = |cohort| Counted {
        cohort,
        ..Counted::default()
    };
    of(all).in_fives(&of(unreleased)).cohort
}

/// The set's reports, and those of them that are not public.
fn of_set(answer: &Answer, set: &ReportSet, directory: &Directory) -> (Cohort, Cohort) {
    let (mut counted, mut unreleased) = (Cohort::default(), Cohort::default());
    for row in answer.rows.iter().filter(|row| is_in(row, set, directory)) {
        counted.join(&row.cohort);
        unreleased.join(&row.unreleased);
    }
    (counted, unreleased)
}

fn is_in(row: &Row, set: &ReportSet, directory: &Directory) -> bool {
    let key = row.key.as_deref();
    if let Some(category) = set.category {
        let id = key.and_then(|key| key.parse::<CategoryId>().ok());
        return id.is_some_and(|id| directory.is_category_within(id, category));
    }
    if let Some(region) = set
        .region
        .as_deref()
        .and_then(|code| code.parse::<RegionCode>().ok())
    {
        let code = key.and_then(|key| key.parse::<RegionCode>().ok());
        return code.is_some_and(|code| code.is_within(region));
    }
    true
}
