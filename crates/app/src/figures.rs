//! Figures for doors: of a moment up to which everything has its place, counts and measures from one snapshot.

mod arrangement;
mod compare;
mod fairness;
mod question;
mod render;
mod surge;
mod table;

use std::sync::Arc;

use lapor_domain::rules::Rules;
use lapor_store::figures::{
    Answer, Ask, AskError, CohortQuery, Dimension, IsKnown, Performance, PerformanceQuery,
    PublicQuery, PublicTables, public_performance,
};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

pub use compare::{Earlier, before, is_as_old, last_seen, last_year};
pub use fairness::{Difference, Fairness, Judged, Warning, fairness, of_units};
pub use question::{Organisation, Question, QuestionError};
pub use render::{catalogue_json, csv, json, text};
pub use surge::{Season, Surge, WINDOW, surges};
pub use table::{Compared, FigureRow, FigureTable, Link, public_table, table};

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// The question.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// What is asked of it.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// The program.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for FiguresError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

/// Figures as they are.
///
/// # Errors
/// A question without an answer, or where the database fails.
pub async fn exact(app: &App, ask: Ask) -> Result<(Answer, Performance), FiguresError> {
    exact_as(app, ask, Organisation::Then).await
}

/// Figures as they are, of units as they were or in the arrangement of today; either by their names of today.
///
/// # Errors
/// As [`exact`].
pub async fn exact_as(
    app: &App,
    ask: Ask,
    organisation: Organisation,
) -> Result<(Answer, Performance), FiguresError> {
    let rules = arrangement::rules(app, organisation, &ask).await?;
    let counts = CohortQuery::new(Arc::clone(&rules), ask)?;
    let measures = PerformanceQuery::new(Arc::clone(&rules), ask)?;
    app.ordered_before(ask.moment()).await?;
    let (mut answer, done) = app.store().read(Exact(counts, measures)).await?;
    say_policy(app, std::slice::from_mut(&mut answer)).await?;
    arrangement::explain_rows(app, organisation, &rules, &mut answer).await?;
    Ok((answer, done))
}

/// Figures in which nobody is singled out.
///
/// # Errors
/// As [`exact`].
pub async fn public(app: &App, ask: Ask) -> Result<(Answer, Performance), FiguresError> {
    public_as(app, ask, Organisation::Then).await
}

/// As [`public`], of units as [`exact_as`] tells them.
///
/// # Errors
/// As [`exact`].
pub async fn public_as(
    app: &App,
    ask: Ask,
    organisation: Organisation,
) -> Result<(Answer, Performance), FiguresError> {
    let rules = arrangement::rules(app, organisation, &ask).await?;
    let counts = PublicQuery::new(Arc::clone(&rules), ask)?;
    app.ordered_before(counts.moment()).await?;
    let read = app.store().read(Public(counts, Arc::clone(&rules)));
    let (mut answer, done) = read.await?;
    say_policy(app, std::slice::from_mut(&mut answer)).await?;
    arrangement::explain_rows(app, organisation, &rules, &mut answer).await?;
    Ok((answer, done))
}

/// As [`public_as`], broken down in several ways from one snapshot: an answer for each of `by`, in its order.
///
/// # Errors
/// As [`exact`].
pub async fn public_tables(
    app: &App,
    ask: Ask,
    by: Vec<Dimension>,
    organisation: Organisation,
) -> Result<(Vec<Answer>, Performance), FiguresError> {
    let rules = arrangement::rules(app, organisation, &ask).await?;
    let counts = PublicTables::new(Arc::clone(&rules), ask, by)?;
    app.ordered_before(counts.moment()).await?;
    let read = app.store().read(Tables(counts, Arc::clone(&rules), ask));
    let (mut answers, done) = read.await?;
    say_policy(app, &mut answers).await?;
    for answer in &mut answers {
        arrangement::explain_rows(app, organisation, &rules, answer).await?;
    }
    Ok((answers, done))
}

/// As [`exact`], broken down in several ways from one snapshot: an answer for each of `by`, in its order.
///
/// # Errors
/// As [`exact`].
pub async fn exact_tables(
    app: &App,
    ask: Ask,
    by: &[Dimension],
) -> Result<(Vec<Answer>, Performance), FiguresError> {
    let rules = arrangement::rules(app, Organisation::Then, &ask).await?;
    let counts = by
        .iter()
        .map(|by| {
            let ask = Ask {
                by: Some(*by),
                ..ask
            };
            CohortQuery::new(Arc::clone(&rules), ask)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let measures = PerformanceQuery::new(rules, ask)?;
    app.ordered_before(ask.moment()).await?;
    let (mut answers, done) = app.store().read(ExactTables(counts, measures)).await?;
    say_policy(app, &mut answers).await?;
    Ok((answers, done))
}

/// The counts alone, as [`exact`] gives them.
///
/// # Errors
/// As [`exact`].
pub async fn exact_counts(app: &App, ask: Ask) -> Result<Answer, FiguresError> {
    let rules = arrangement::rules(app, Organisation::Then, &ask).await?;
    let counts = CohortQuery::new(rules, ask)?;
    app.ordered_before(ask.moment()).await?;
    Ok(app.store().read(counts).await?)
}

/// The counts alone, as [`public`] gives them.
///
/// # Errors
/// As [`exact`].
pub async fn public_counts(app: &App, ask: Ask) -> Result<Answer, FiguresError> {
    let rules = arrangement::rules(app, Organisation::Then, &ask).await?;
    let counts = PublicQuery::new(rules, ask)?;
    app.ordered_before(counts.moment()).await?;
    Ok(app.store().read(counts).await?)
}

/// Says which policies were in force, by the rules as they were known at the moment: what is written later changes nothing.
async fn say_policy(app: &App, answers: &mut [Answer]) -> Result<(), AppError> {
    let Some(moment) = answers.first().map(|answer| answer.as_of) else {
        return Ok(());
    };
    let rules = app.rules_as_of(moment).await?;
    for answer in answers {
        answer.policy = answer.ask.policies(&rules);
    }
    Ok(())
}

/// The counts of another period, asked for by [`before`] or [`last_year`] of an answer's own question, as [`public`] gives
/// them.
///
/// # Errors
/// As [`exact`].
pub async fn public_earlier(app: &App, ask: Ask) -> Result<Earlier, FiguresError> {
    let answer = public_counts(app, ask).await?;
    let is_recorded = was_recorded(app, ask, &answer).await?;
    Ok(Earlier::of(&ask, answer, is_recorded))
}

/// The counts of another period, as [`public_earlier`], as [`exact`] gives them.
///
/// # Errors
/// As [`exact`].
pub async fn exact_earlier(app: &App, ask: Ask) -> Result<Earlier, FiguresError> {
    let answer = exact_counts(app, ask).await?;
    let is_recorded = was_recorded(app, ask, &answer).await?;
    Ok(Earlier::of(&ask, answer, is_recorded))
}

/// Whether anything was recorded in the bodies of a question before its moment; also true where nothing ever was.
async fn is_known(app: &App, ask: Ask) -> Result<bool, AppError> {
    Ok(app.store().read(IsKnown::new(app.rules(), ask)).await?)
}

/// Whether what an answer tells of another period was recorded by then.
pub(crate) async fn was_recorded(app: &App, ask: Ask, answer: &Answer) -> Result<bool, AppError> {
    let is_known = is_known(app, ask).await?;
    let (received, later) = (answer.total.received, answer.recorded_later);
    Ok(compare::is_recorded(is_known, received, later))
}

/// Whether a question that somebody typed can be answered: its period has begun, and by its moment, where it names one, something
/// was recorded.
///
/// # Errors
/// [`QuestionError::NotBegun`], [`QuestionError::BeforeFirst`], or where the database fails.
pub async fn check(app: &App, ask: Ask) -> Result<(), FiguresError> {
    question::has_begun(&ask, &app.rules())?;
    if ask.as_of.is_some() && !is_known(app, ask).await? {
        return Err(QuestionError::BeforeFirst(ask.moment()).into());
    }
    Ok(())
}

struct Exact(CohortQuery, PerformanceQuery);

impl Query for Exact {
    type Output = (Answer, Performance);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok((self.0.run(tx).await?, self.1.run(tx).await?))
    }
}

struct Public(PublicQuery, Arc<Rules>);

impl Query for Public {
    type Output = (Answer, Performance);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let answer = self.0.run(tx).await?;
        // Of the period and day that are shown, not of those asked for.
        let measured = public_performance(tx, &self.1, &answer.ask, answer.in_fives).await?;
        Ok((answer, measured))
    }
}

struct Tables(PublicTables, Arc<Rules>, Ask);

impl Query for Tables {
    type Output = (Vec<Answer>, Performance);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let answers = self.0.run(tx).await?;
        let first = answers.first();
        let (ask, in_fives) = first.map_or((self.2, true), |answer| (answer.ask, answer.in_fives));
        let measured = public_performance(tx, &self.1, &ask, in_fives).await?;
        Ok((answers, measured))
    }
}

struct ExactTables(Vec<CohortQuery>, PerformanceQuery);

impl Query for ExactTables {
    type Output = (Vec<Answer>, Performance);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut answers = Vec::with_capacity(self.0.len());
        for counts in &self.0 {
            answers.push(counts.run(tx).await?);
        }
        Ok((answers, self.1.run(tx).await?))
    }
}
