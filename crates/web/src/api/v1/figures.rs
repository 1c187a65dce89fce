//! `GET /api/v1/figures`: any measure of the catalogue by any dimension; public ones, or exact ones with scope `stats`.

use axum::Json;
use jiff::Timestamp;
use jiff::civil::Date;
use lapor_app::error::AppError;
use lapor_app::figures::{
    self, FiguresError, Organisation, Question, QuestionError, catalogue_json,
};
use lapor_domain::api_key::Scope as KeyScope;
use lapor_store::figures::{Ask, AskError, Dimension, Filter, Scope, Sight};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::query::Asks;
use crate::workspace::statistics;

/// The question.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Measures by their ids, separated by commas, all of one family; see `/figures/catalogue`.
    #[param(required, example = "received,completion,time_to_resolve")]
    measures: Option<String>,
    /// First day of the period.
    #[param(required, format = "date", example = "2025-01-01")]
    from: Option<String>,
    /// Last day of the period.
    #[param(required, format = "date", example = "2025-12-31")]
    to: Option<String>,
    /// State at the end of this day, or before this moment; without it now, to anyone the last whole day.
    #[param(example = "2025-12-31")]
    as_of: Option<String>,
    /// Broken down by this.
    #[param(inline, value_type = Option<By>)]
    by: Option<String>,
    /// Only reports led by this unit or one below it.
    #[param(format = "uuid")]
    unit: Option<String>,
    /// Only reports of this category or one below it.
    #[param(format = "uuid")]
    category: Option<String>,
    /// Only reports of this type.
    #[serde(rename = "type")]
    #[param(rename = "type", inline, value_type = Option<Type>)]
    report_type: Option<String>,
    /// Only reports that came through this channel.
    channel: Option<String>,
    /// Only reports in this region or below it.
    #[param(example = "62.71.01")]
    region: Option<String>,
    /// Also the period before and the same period of the year before, each at the equivalent moment.
    #[param(inline, value_type = Option<bool>)]
    compare: Option<String>,
    /// By whose names and trees units and categories are told: as they were at the moment, or as they are today.
    #[param(inline, value_type = Option<Names>)]
    organisation: Option<String>,
}

/// A breakdown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum By {
    Unit,
    Branch,
    Category,
    CategoryGroup,
    Channel,
    Type,
    Region,
    District,
    Village,
    Body,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Anonymity,
    Language,
    Officer,
}

/// A type of report.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Type {
    Complaint,
    Aspiration,
    Information,
    Unknown,
}

/// Names and trees.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Names {
    Then,
    Today,
}

/// The catalogue of measures
///
/// Every measure with its formula, unit, source, direction and caveat, and the breakdowns there are.
#[utoipa::path(
    get,
    path = "/figures/catalogue",
    tag = "statistics",
    operation_id = "readFigureCatalogue",
    responses((status = 200, description = "Measures and breakdowns", body = Object))
)]
pub(crate) async fn catalogue(_: Caller) -> Json<Value> {
    Json(catalogue_json())
}

/// A table of measures
///
/// Measures of one family (received in the period, happened in it, or open at the moment) by one breakdown. To anyone
/// whole months to the end of a day: totals and months exact, of any other row the reports that are open to the public
/// exactly and all others in whole fives; what is left is the row `lainnya`, of which only the number is
/// given; of the measures named in `measures_in_fives` the total too is told in fives. With a key of scope `stats` exact, and of the officer's own scope. The same question with the same `as_of` has the same answer for ever.
#[utoipa::path(
    get,
    path = "/figures",
    tag = "statistics",
    operation_id = "readFigures",
    params(Asked),
    responses((status = 200, description = "A table of measures", body = Object))
)]
pub(crate) async fn read(caller: Caller, Asks(asked): Asks<Asked>) -> Result<Json<Value>, Problem> {
    let mut question = question(&caller, &asked)?;
    let app = caller.here.app();
    let is_exact = caller
        .key
        .as_ref()
        .is_some_and(|key| key.may(KeyScope::Stats));
    let read = if is_exact {
        let officer = caller.officer(KeyScope::Stats)?;
        statistics::permit(caller.here.clone(), officer, &mut question)
            .map_err(|error| caller.refused(&error))?;
        figures::table(app, &question).await
    } else {
        figures::public_table(app, &question).await
    };
    let table = read.map_err(|error| refused(&caller, &error))?;
    Ok(Json(figures::json(&table)))
}

fn question(caller: &Caller, asked: &Asked) -> Result<Question, Problem> {
    let i18n = caller.i18n();
    let here = &caller.here;
    let wrong = |field: &'static str, code: &str| Problem::field(i18n, field, code);
    let date = |field: &'static str, text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().trim();
        text.parse::<Date>().map_err(|_| wrong(field, "not_a_date"))
    };
    let ids = asked.measures.as_deref().unwrap_or_default();
    let ids: Vec<&str> = ids
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .collect();
    let measures = Question::measures(&ids).map_err(|error| refused(caller, &error.into()))?;
    let by = asked.by.as_deref();
    let by = by.map(|code| Dimension::from_code(code).ok_or_else(|| wrong("by", "unknown")));
    let filter = Filter {
        unit: parsed(caller, "unit", asked.unit.as_deref())?,
        category: parsed(caller, "category", asked.category.as_deref())?,
        report_type: parsed(caller, "type", asked.report_type.as_deref())?,
        channel: asked.channel.clone(),
        region: asked.region.clone(),
    };
    let compare = match asked.compare.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(wrong("compare", "unknown")),
    };
    let organisation = match asked.organisation.as_deref() {
        None | Some("then") => Organisation::Then,
        Some("today") => Organisation::Today,
        Some(_) => return Err(wrong("organisation", "unknown")),
    };
    Ok(Question {
        ask: Ask {
            scope: here.body.map_or(Scope::Installation, Scope::Body),
            sight: Sight::WHOLE,
            from: date("from", &asked.from)?,
            to: date("to", &asked.to)?,
            as_of: as_of(caller, asked.as_of.as_deref())?,
            by: by.transpose()?,
            now: here.app().now(),
        },
        filter,
        measures,
        compare,
        organisation,
    })
}

fn parsed<T: std::str::FromStr>(
    caller: &Caller,
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, Problem> {
    let parsed = text.map(str::parse::<T>).transpose();
    parsed.map_err(|_| Problem::field(caller.i18n(), field, "unknown"))
}

/// The end of a day, of today now; or a moment.
fn as_of(caller: &Caller, text: Option<&str>) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = text.map(str::trim) else {
        return Ok(None);
    };
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Some(moment));
    }
    let day = text.parse::<Date>();
    let next = day.and_then(Date::tomorrow);
    let next = next.map_err(|_| Problem::field(caller.i18n(), "as_of", "not_a_date"))?;
    let here = &caller.here;
    let now = here.app().now();
    let zone = here.zone();
    let today = zone.local_date(now);
    // Of today the state now.
    let is_today = today.tomorrow().is_ok_and(|end| end == next);
    Ok((!is_today).then(|| zone.start_of_day(next)))
}

/// What cannot be asked, in the words of the program; else what failed.
pub(super) fn refused(caller: &Caller, error: &FiguresError) -> Problem {
    let (field, code) = match error {
        FiguresError::App(error) => return caller.refused(error),
        FiguresError::Ask(error) => match error {
            AskError::Reversed { .. } => ("to", "reversed"),
            AskError::Future { .. } => ("as_of", "future"),
            AskError::OutOfRange(_) => ("from", "out_of_range"),
            AskError::NoSuchBody => return caller.refused(&AppError::NotFound),
            AskError::NoSuchUnit => ("unit", "unknown"),
            AskError::NoSuchCategory => ("category", "unknown"),
            AskError::NoSuchChannel(_) => ("channel", "unknown"),
            AskError::NoSuchRegion(_) => ("region", "unknown"),
        },
        FiguresError::Question(error) => match error {
            QuestionError::NoMeasure => ("measures", "required"),
            QuestionError::UnknownMeasure(_) => ("measures", "unknown"),
            QuestionError::Mixed { .. } => ("measures", "mixed"),
            QuestionError::Inside(_) => ("measures", "inside"),
            QuestionError::StockInTime(_)
            | QuestionError::OfficersOfFlow
            | QuestionError::TooManyDays
            | QuestionError::TooFine
            | QuestionError::TooDeep => ("by", "not_possible"),
            QuestionError::InsideDimension(_) => ("by", "inside"),
            QuestionError::NotBegun(_) => ("from", "future"),
            QuestionError::BeforeFirst(_) => ("as_of", "before_first"),
            QuestionError::NoRow => ("", "not_possible"),
        },
    };
    Problem::field_in_words(caller.i18n(), field, code, error.to_string())
}
