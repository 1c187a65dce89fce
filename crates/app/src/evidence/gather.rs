//! What goes into the evidence of a year.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::plan::{Plan, Reading};
use lapor_store::figures::{Answer, Ask, Dimension, OversightQuery, Scope, Sight};

use super::evaluation::{Year, evaluation};
use super::execution::{BREAKDOWNS, breakdown, punctuality, times};
use super::pack::Pack;
use super::papers;
use super::planning::planning;
use super::supervision::supervision;
use crate::app::App;
use crate::figures::{self, FiguresError};
use crate::official::{self, OfficialError};
use crate::plans;
use crate::report::outward::moment;

/// What is wished for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Whose.
    pub body: BodyId,
    /// The year of arrival.
    pub year: i16,
    /// Exclusive moment; `None` is that after everything recorded.
    pub as_of: Option<Timestamp>,
    /// Everything as it is, of what this sight knows, and what is for officers; none: as anyone may see it.
    pub sight: Option<Sight>,
}

impl Wish {
    /// First day of the year.
    pub(super) const fn first(&self) -> Date {
        date(self.year, 1, 1)
    }

    /// Not as anyone may see it.
    pub(super) const fn is_exact(&self) -> bool {
        self.sight.is_some()
    }

    /// What a plan's measure read, where it is told.
    pub(super) fn value(&self, plan: &Plan, reading: &Reading) -> Option<f64> {
        if self.is_exact() {
            reading.value
        } else {
            plans::shown(plan, reading).value()
        }
    }

    /// The officer for whom it is.
    pub(super) const fn officer(&self) -> Option<OfficerId> {
        match self.sight {
            Some(sight) => sight.officer,
            None => None,
        }
    }
}

/// Gathers everything; the same record as of the same moment gives the same files.
///
/// # Errors
/// A year or moment without an answer, or where the database fails.
pub async fn gather(app: &App, mut wish: Wish) -> Result<Pack, OfficialError> {
    let zone = app.rules().zone(wish.body);
    if wish.first() > zone.local_date(app.now()) {
        return Err(OfficialError::Future(format!("Tahun {}", wish.year)));
    }
    let named = wish.as_of;
    if named.is_none() {
        wish.as_of = official::after_last(app).await?;
    }
    let year = wish.year;
    let ask = |by| Ask {
        scope: Scope::Body(wish.body),
        sight: wish.sight.unwrap_or(Sight::WHOLE),
        from: date(year, 1, 1),
        to: date(year, 12, 31),
        as_of: wish.as_of,
        by,
        now: app.now(),
    };
    let this = read(app, ask(Some(Dimension::Month)), wish.is_exact()).await?;
    let before = year_before(app, &this.answer, wish.is_exact()).await?;
    let (whole, done) = (&this.answer, &this.done);
    // Of that moment too: what was promised, judged or written since stands in the evidence of a later one.
    let rules = app.rules_as_of(whole.as_of).await?;
    let mut plans = plans::of_body(&rules, wish.body);
    plans.retain(|plan| plan.raised_at().is_some_and(|at| at < whole.as_of));
    let mut sheets = planning(&rules, &wish, &plans);
    sheets.push(breakdown(
        "per-bulan",
        "Angka per bulan",
        "Berapa pengaduan diterima dan diselesaikan tiap bulan?",
        whole,
    ));
    for (by, name, title, answers) in BREAKDOWNS {
        let ask = ask(Some(by));
        let answer = if wish.is_exact() {
            figures::exact_counts(app, ask).await?
        } else {
            figures::public_counts(app, ask).await?
        };
        sheets.push(breakdown(name, title, answers, &answer));
    }
    sheets.push(punctuality(done));
    sheets.push(times(done));
    let days = (date(year, 1, 1), date(year, 12, 31));
    let span = (
        zone.start_of_day(days.0),
        zone.start_of_day(date(year + 1, 1, 1)),
    );
    let query = OversightQuery {
        body: wish.body,
        days,
        span,
        as_of: whole.as_of,
        sight: wish.sight.unwrap_or(Sight::WHOLE),
    };
    let seen = app.store().read(query).await?;
    sheets.extend(supervision(
        (&rules, wish.body),
        &seen,
        done,
        wish.is_exact(),
    ));
    sheets.extend(evaluation(&wish, &plans, &this, before.as_ref()));
    sheets.sort_by_key(|sheet| sheet.part);
    let papers = Box::pin(papers::all(app, &wish, named)).await?;
    let body = rules.directory.bodies.get(&wish.body);
    // A year that ends at midnight takes the papers of its last day, as the documents do.
    let last = whole.as_of.checked_sub(SignedDuration::from_micros(1));
    let day = whole.zone.local_date(last.unwrap_or(whole.as_of));
    let letterhead = official::letterhead(&official::papers_on(&rules, wish.body, day));
    Ok(Pack {
        body: body.map(|body| body.name.clone()).unwrap_or_default(),
        year,
        exact: wish.is_exact(),
        in_fives: whole.in_fives,
        as_of: moment(whole.as_of, whole.zone),
        position: whole.position,
        recorded_later: whole.recorded_later,
        made_at: whole.as_of,
        zone: whole.zone,
        letterhead,
        sheets,
        papers,
    })
}

async fn read(app: &App, ask: Ask, exact: bool) -> Result<Year, FiguresError> {
    let (answer, done) = if exact {
        figures::exact(app, ask).await?
    } else {
        figures::public(app, ask).await?
    };
    Ok(Year {
        answer,
        done,
        is_alike: true,
    })
}

/// The year before, when it was as old: the period before, as every page compares it.
async fn year_before(app: &App, this: &Answer, exact: bool) -> Result<Option<Year>, FiguresError> {
    let Some(ask) = figures::before(&this.ask, this.zone) else {
        return Ok(None);
    };
    let mut year = read(app, ask, exact).await?;
    if !figures::was_recorded(app, ask, &year.answer).await? {
        return Ok(None);
    }
    year.is_alike = figures::is_as_old(&ask, year.answer.as_of);
    Ok(Some(year))
}
