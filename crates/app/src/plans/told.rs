//! What is told of plans: whole to officers of the body, promise and outcome to anyone.

use lapor_domain::figures::{Audience, measure};
use lapor_domain::ids::{BodyId, OfficerId, PlanId};
use lapor_domain::plan::{self, Goal, Plan, PlanState, Reading, StepKind, measure as rule};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use naskah::personal;

use super::PlanError;
use super::act::words;
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, Onlooker};

/// What anyone may read of a plan. No officer, no report, no count that is not a share or a judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its id.
    pub id: PlanId,
    /// What it is called.
    pub title: String,
    /// The cause, as the office sees it.
    pub cause: String,
    /// The unit that promised.
    pub unit: String,
    /// What was promised, by when.
    pub promise: plan::Promise,
    /// Code of the measure.
    pub measure: String,
    /// What it should come to.
    pub target: f64,
    /// Which way.
    pub goal: Goal,
    /// What it was before.
    pub before: Public,
    /// How many days after its period that is known.
    pub before_days: u16,
    /// What it came to, once measured.
    pub after: Option<Public>,
    /// How many days after its period that is known.
    pub after_days: Option<u16>,
    /// Where it has got to.
    pub state: PlanState,
    /// How far its owner says it is.
    pub percent: u8,
    /// The last day and words in which its progress was told.
    pub news: Option<(jiff::Timestamp, String)>,
}

/// A body's plans, the newest first.
pub fn list(app: &App, body: BodyId) -> Vec<Plan> {
    of_body(&app.rules(), body)
}

/// The same by these rules.
pub(crate) fn of_body(rules: &Rules, body: BodyId) -> Vec<Plan> {
    let mut plans: Vec<Plan> = rules
        .directory
        .plans
        .values()
        .filter(|plan| plan.body == body)
        .cloned()
        .collect();
    plans.sort_by_key(|plan| std::cmp::Reverse((plan.raised_at(), plan.id)));
    plans
}

/// A plan as an officer may read it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none for them.
pub fn of_officer(app: &App, id: PlanId, officer: OfficerId) -> Result<Plan, AppError> {
    let rules = app.rules();
    let plan = rules.directory.plans.get(&id).ok_or(AppError::NotFound)?;
    let officer = rules
        .directory
        .officers
        .get(&officer)
        .ok_or(AppError::NotFound)?;
    if plan::may_read(officer, plan.body) {
        Ok(plan.clone())
    } else {
        Err(AppError::NotFound)
    }
}

/// The numbers of a plan that an officer may see.
///
/// # Errors
/// Where the database fails.
pub async fn seen_numbers(
    app: &App,
    plan: &Plan,
    officer: OfficerId,
) -> Result<Vec<TrackingNo>, PlanError> {
    numbers_seen(app, &plan.set.numbers, officer).await
}

/// Of numbers those of reports that an officer may see.
///
/// # Errors
/// Where the database fails.
pub async fn numbers_seen(
    app: &App,
    numbers: &[TrackingNo],
    officer: OfficerId,
) -> Result<Vec<TrackingNo>, PlanError> {
    let mut seen = Vec::new();
    for number in numbers {
        if case::by_number(app, *number, Onlooker::Officer(officer))
            .await?
            .is_some()
        {
            seen.push(*number);
        }
    }
    Ok(seen)
}

/// The plans of a body that anyone may read, the newest first. What the finder of personal data stumbles over is left out,
/// whatever was let in before it learnt to.
pub fn public(app: &App, body: BodyId) -> Vec<Told> {
    let rules = app.rules();
    let units = &rules.directory.units;
    let told = list(app, body)
        .into_iter()
        .filter(|plan| plan.public)
        .map(|plan| Told {
            unit: units
                .get(&plan.owner)
                .map(|unit| unit.name.clone())
                .unwrap_or_default(),
            before: shown(&plan, &plan.baseline),
            before_days: plan.baseline.days_after(),
            after: plan.told_reading().map(|reading| shown(&plan, reading)),
            after_days: plan.told_reading().map(Reading::days_after),
            news: news(&plan),
            state: plan.standing(),
            id: plan.id,
            title: plan.title,
            cause: plan.cause,
            promise: plan.promise,
            measure: plan.target.measure,
            target: plan.target.value,
            goal: plan.target.goal,
            percent: plan.percent,
        });
    told.filter(is_clean).collect()
}

/// A value as anyone may see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Public {
    /// The value.
    Value(f64),
    /// Too few reports stand behind it to say anything of many.
    TooFew,
    /// For officers only: a count, or a value of single days.
    Inside,
}

impl Public {
    /// The value, where it is told.
    pub const fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::TooFew | Self::Inside => None,
        }
    }
}

/// A value as anyone may see it: of whole months, in whole fives of what is not open, where enough reports stand behind it.
/// Counts are no one's: they say more of the body than of the plan.
pub fn shown(plan: &Plan, reading: &Reading) -> Public {
    let told = measure(&plan.target.measure)
        .filter(|measure| rule::fewest(measure) > 0 && measure.audience == Audience::Public);
    if told.is_none() || reading.months().is_none() {
        return Public::Inside;
    }
    reading.told.map_or(Public::TooFew, Public::Value)
}

fn news(plan: &Plan) -> Option<(jiff::Timestamp, String)> {
    let mut steps = plan.steps.iter().rev();
    let step = steps.find(|step| {
        matches!(
            step.what,
            StepKind::Progress { .. }
                | StepKind::Carried { .. }
                | StepKind::Renewed { .. }
                | StepKind::Cancelled { .. }
        )
    })?;
    Some((step.at, words(&step.what)?.to_owned()))
}

fn is_clean(told: &Told) -> bool {
    let news = told.news.as_ref().map_or("", |(_, words)| words);
    [&told.title, &told.cause, &told.promise.words, news]
        .iter()
        .all(|words| personal::find(words).is_empty())
}

impl Told {
    /// Its effect was measured since it was last promised.
    pub const fn is_judged(&self) -> bool {
        self.state.is_judged()
    }
}

/// Promises as a table, RFC 4180.
pub fn csv(all: &[Told]) -> String {
    let mut text = String::from(
        "title,cause,unit,promise,due,measure,goal,target,before,after,state,percent,before_days_after,after_days_after\r\n",
    );
    for told in all {
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let cells = [
            (told.title.clone(), false),
            (told.cause.clone(), false),
            (told.unit.clone(), false),
            (told.promise.words.clone(), false),
            (told.promise.due.to_string(), false),
            (told.measure.clone(), false),
            (told.goal.as_str().to_owned(), false),
            (told.target.to_string(), true),
            (number(told.before.value()), true),
            (number(told.after.and_then(Public::value)), true),
            (told.state.as_str().to_owned(), false),
            (told.percent.to_string(), true),
            (told.before_days.to_string(), true),
            (number(told.after_days.map(f64::from)), true),
        ];
        for (n, (value, is_number)) in cells.iter().enumerate() {
            if n > 0 {
                text.push(',');
            }
            crate::snapshot::cell(value, *is_number, &mut text);
        }
        text.push_str("\r\n");
    }
    text
}
