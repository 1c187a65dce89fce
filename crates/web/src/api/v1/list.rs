//! `GET /api/v1/reports`: reports an officer released, newest first, page by page.

use axum::Json;
use lapor_domain::words::Figure;
use lapor_store::list::{Line, PublicFilter};
use lapor_store::search::Stems;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wilayah::RegionCode;

use super::find;
use crate::api::caller::Caller;
use crate::api::problem::{FieldProblem, Problem, field_problem};
use crate::api::query::Asks;
use crate::i18n::I18n;
use crate::public::list::{self, Ends};

/// Reports of a page where nobody says otherwise, and most of one.
const USUAL: u32 = 24;
const MOST: u32 = 100;
/// Letters of a search that are read.
pub(super) const LONGEST_SEARCH: usize = 200;

/// A page of released reports.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reports {
    /// Newest first.
    reports: Vec<Released>,
    /// Send it back as `after` for the next page; null on the last one. A page may have fewer reports than asked for
    /// and still a next one.
    next: Option<String>,
}

/// A released report in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Released {
    /// Tracking number.
    #[schema(example = "123456789012")]
    number: String,
    /// Body that has it.
    body: String,
    /// Title.
    title: Option<String>,
    /// Text as released.
    text: String,
    /// Type.
    r#type: String,
    /// Category: its id.
    category: Option<String>,
    /// Region code.
    region: Option<String>,
    /// State.
    state: String,
    /// Figure in which it counts.
    figure: Option<String>,
    /// How it ended, where it is closed.
    outcome: Option<String>,
    /// When it came in.
    received: String,
    /// Last change.
    updated: String,
}

/// What to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Words that stand in title or text.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Category: its id.
    #[param(value_type = Option<String>, format = "uuid")]
    category: Option<String>,
    /// Region code: that region and all within it.
    #[param(example = "62.71.03")]
    region: Option<String>,
    /// Unit that handles them: its id. That unit and all below it.
    #[param(value_type = Option<String>, format = "uuid")]
    unit: Option<String>,
    /// Figure in which they count.
    #[param(inline, value_type = Option<Counted>)]
    figure: Option<String>,
    /// Year of arrival.
    #[param(value_type = Option<u16>, minimum = 1990, maximum = 2199)]
    year: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Reports of a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

/// A figure in which public reports can count.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Counted {
    Handled,
    InProcess,
    NotFollowedUp,
    OnHold,
    Archived,
    Transferred,
}

/// Released reports
///
/// Only what an officer released is in it, whoever asks. Filters without a year look at the last twelve months.
#[utoipa::path(
    get,
    path = "/reports",
    tag = "reports",
    operation_id = "listReports",
    params(Asked),
    responses((status = 200, description = "A page of reports", body = Reports))
)]
pub(crate) async fn read(
    caller: Caller,
    Asks(asked): Asks<Asked>,
) -> Result<Json<Reports>, Problem> {
    if caller.key.is_some() {
        find::may_read(&caller)?;
    }
    let filter = filter(&caller, &asked).map_err(|wrong| Problem::fields(caller.i18n(), wrong))?;
    let app = caller.here.app();
    let page = list::read(app, filter).await;
    let page = page.map_err(|error| caller.refused(&error))?;
    let ends = Ends(page.lines.iter().map(|line| line.id).collect());
    let ends = app.store().read(ends).await;
    let ends = ends.map_err(|error| caller.refused(&error.into()))?;
    let mut reports = Vec::with_capacity(page.lines.len());
    for line in &page.lines {
        let outcome = ends.get(&line.id).map(ToString::to_string);
        reports.push(released(&caller, line, outcome)?);
    }
    Ok(Json(Reports {
        reports,
        next: page.next.map(|next| next.to_string()),
    }))
}

fn released(caller: &Caller, line: &Line, outcome: Option<String>) -> Result<Released, Problem> {
    let words = list::words(caller.here.app(), line);
    let (title, text) = words.map_err(|error| caller.refused(&error))?;
    let rules = caller.here.rules();
    let body = rules.directory.bodies.get(&line.holder);
    let is_closed = line.state == lapor_domain::words::StateCode::Closed;
    Ok(Released {
        number: line.tracking.to_string(),
        body: body.map(|body| body.slug.clone()).unwrap_or_default(),
        title,
        text,
        r#type: line.report_type.to_string(),
        category: line.category.map(|id| id.to_string()),
        region: line.region.clone(),
        state: line.state.to_string(),
        figure: line.figure.map(|figure| figure.to_string()),
        outcome: outcome.filter(|_| is_closed),
        received: line.received_at.to_string(),
        updated: line.updated_at.to_string(),
    })
}

fn filter(caller: &Caller, asked: &Asked) -> Result<PublicFilter, Vec<FieldProblem>> {
    let i18n = caller.i18n();
    let mut wrong = Vec::new();
    let words = asked.q.as_deref().unwrap_or_default();
    if words.chars().count() > LONGEST_SEARCH {
        wrong.push(field_problem(i18n, "q", "too_long"));
    }
    let words = Stems::of(&words.chars().take(LONGEST_SEARCH).collect::<String>());
    let category = read_as(i18n, "category", asked.category.as_deref(), &mut wrong);
    let region: Option<RegionCode> = read_as(i18n, "region", asked.region.as_deref(), &mut wrong);
    let unit = read_as(i18n, "unit", asked.unit.as_deref(), &mut wrong);
    let figure: Option<Figure> = read_as(i18n, "figure", asked.figure.as_deref(), &mut wrong);
    let year: Option<i16> = read_as(i18n, "year", asked.year.as_deref(), &mut wrong);
    if year.is_some_and(|year| !(1990..2200).contains(&year)) {
        wrong.push(field_problem(i18n, "year", "out_of_range"));
    }
    let after = read_as(i18n, "after", asked.after.as_deref(), &mut wrong);
    let limit: Option<u32> = read_as(i18n, "limit", asked.limit.as_deref(), &mut wrong);
    if limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
        wrong.push(field_problem(i18n, "limit", "out_of_range"));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let rules = caller.here.rules();
    let within = |category| rules.directory.categories_within(category);
    Ok(PublicFilter {
        holder: caller.here.body,
        categories: category.map(within).unwrap_or_default(),
        region: region.map(|code| code.to_string()),
        units: unit
            .map(|unit| caller.here.rules().directory.subtree(unit))
            .unwrap_or_default(),
        figure,
        year,
        days: None,
        words: (!words.is_empty()).then_some(words),
        after,
        limit: limit.unwrap_or(USUAL),
    })
}

pub(super) fn read_as<T: std::str::FromStr>(
    i18n: I18n,
    field: &str,
    text: Option<&str>,
    wrong: &mut Vec<FieldProblem>,
) -> Option<T> {
    let read = text?.parse().ok();
    if read.is_none() {
        wrong.push(field_problem(i18n, field, "unknown"));
    }
    read
}
